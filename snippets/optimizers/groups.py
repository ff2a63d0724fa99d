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
before = first.bias.detach().clone(), last.bias.detach().clone()
for bias in (first.bias, last.bias):
    bias.grad = torch.ones_like(bias)
optimizer.step()
for bias, old in zip((first.bias, last.bias), before, strict=True):
    print(f"{(old - bias)[0].item() = :.2f}")
# --8<-- [end:moved]

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

# --8<-- [start:twice] raises ValueError
optimizer.add_param_group({"params": [last.bias]})
# --8<-- [end:twice]
assert len(optimizer.param_groups) == 3

# --8<-- [start:decay-by-hand]
price = nn.Parameter(torch.tensor([2.0]))
price.grad = torch.zeros(1)
decayed = torch.optim.AdamW([price], lr=0.1, weight_decay=0.5)
decayed.step()
by_hand = 2.0 - 0.1 * 0.5 * 2.0
print(f"{by_hand = }, {price.item() = :.2f}")
# --8<-- [end:decay-by-hand]
assert abs(price.item() - by_hand) < 1e-6

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

# --8<-- [start:model-first]
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
model.to(device)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.001)
known = {p for group in optimizer.param_groups for p in group["params"]}
print(f"{known == set(model.parameters()) = }")
# --8<-- [end:model-first]
