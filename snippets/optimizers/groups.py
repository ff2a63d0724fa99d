# --8<-- [start:model]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(4, 3), nn.LayerNorm(3), nn.ReLU(), nn.Linear(3, 1)
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
group = optimizer.param_groups[0]
print(f"{len(optimizer.param_groups) = }")
print(f"{len(group['params']) = }, {group['lr'] = }")
# --8<-- [end:model]

# --8<-- [start:two-rates]
first, last = model[0], model[3]
optimizer = torch.optim.SGD(
    [
        {"params": first.parameters(), "lr": 0.01},
        {"params": last.parameters()},
    ],
    lr=0.1,
)
print([group["lr"] for group in optimizer.param_groups])
# --8<-- [end:two-rates]

# --8<-- [start:moved]
first_before = first.bias.detach().clone()
last_before = last.bias.detach().clone()
first.bias.grad = torch.ones_like(first.bias)
last.bias.grad = torch.ones_like(last.bias)
optimizer.step()
print(f"{(first_before - first.bias)[0].item() = :.2f}")
print(f"{(last_before - last.bias)[0].item() = :.2f}")
# --8<-- [end:moved]
assert first.weight.grad is None and last.weight.grad is None

# --8<-- [start:misspelled]
misspelled = torch.optim.SGD(
    [{"params": first.parameters(), "learning_rate": 0.01}], lr=0.1
)
print(f"{misspelled.param_groups[0]['lr'] = }")
# --8<-- [end:misspelled]
assert misspelled.param_groups[0]["learning_rate"] == 0.01

# --8<-- [start:forgotten]
norm = model[1]
norm.bias.grad = torch.ones_like(norm.bias)
optimizer.step()
print(f"{norm.bias.tolist() = }")
# --8<-- [end:forgotten]
assert norm.bias.tolist() == [0, 0, 0]

# --8<-- [start:add-param-group]
optimizer.add_param_group({"params": norm.parameters(), "lr": 0.05})
optimizer.step()
print([group["lr"] for group in optimizer.param_groups])
print([f"{value:.2f}" for value in norm.bias.tolist()])
# --8<-- [end:add-param-group]

new_layer = nn.Linear(1, 1)
optimizer.add_param_group({"params": new_layer.parameters()})
assert optimizer.param_groups[-1]["lr"] == 0.1

# --8<-- [start:twice] raises ValueError
torch.optim.SGD(
    [
        {"params": model.parameters()},
        {"params": last.parameters(), "lr": 0.1},
    ],
    lr=0.01,
)
# --8<-- [end:twice]

# --8<-- [start:apart]
optimizer = torch.optim.SGD(
    [
        {"params": model[:3].parameters()},
        {"params": last.parameters(), "lr": 0.1},
    ],
    lr=0.01,
)
print([len(group["params"]) for group in optimizer.param_groups])
# --8<-- [end:apart]
assert len(list(model.parameters())) == 4 + 2

# --8<-- [start:decay-by-hand]
weight = torch.tensor([2.0], requires_grad=True)
weight.grad = torch.zeros(1)
optimizer = torch.optim.AdamW([weight], lr=0.1, weight_decay=0.5)
optimizer.step()
by_hand = 2.0 - 0.1 * 0.5 * 2.0
print(f"{by_hand = }, {weight.item() = :.2f}")
# --8<-- [end:decay-by-hand]
assert abs(weight.item() - by_hand) < 1e-6
assert nn.LayerNorm(3).weight.tolist() == [1, 1, 1]

# --8<-- [start:by-dimension]
decay = [p for p in model.parameters() if p.dim() >= 2]
rest = [p for p in model.parameters() if p.dim() < 2]
optimizer = torch.optim.AdamW(
    [
        {"params": decay, "weight_decay": 0.01},
        {"params": rest, "weight_decay": 0.0},
    ],
    lr=0.001,
)
for name, parameter in model.named_parameters():
    print(f"{name:8} {tuple(parameter.shape)!s:6} {parameter.dim() >= 2}")
# --8<-- [end:by-dimension]
assert len(decay) + len(rest) == len(list(model.parameters()))

# --8<-- [start:replaced-after]
model[3] = nn.Linear(3, 2)
known = {p for group in optimizer.param_groups for p in group["params"]}
for name, parameter in model.named_parameters():
    if parameter not in known:
        print(name)
# --8<-- [end:replaced-after]
assert len({torch.zeros(1), torch.zeros(1)}) == 2

# --8<-- [start:model-first]
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
model.to(device)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.001)
known = {p for group in optimizer.param_groups for p in group["params"]}
print(f"{known == set(model.parameters()) = }")
# --8<-- [end:model-first]
