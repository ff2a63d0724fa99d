# host: the scaler is that of the CPU, and the first weights are its draw
# --8<-- [start:setup]
import torch
from torch import nn
from torch.optim import lr_scheduler

torch.manual_seed(0)
# pt: Três entregas: quilômetros e preço em reais
# en: Three deliveries: kilometers and price in reais
km = torch.tensor([[1.0], [2.0], [4.0]])
price = torch.tensor([[9.5], [13.0], [20.0]])
model = nn.Linear(1, 1)
# --8<-- [end:setup]


# --8<-- [start:empty-list] raises ValueError
class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(1, 2), nn.Linear(2, 1)]


torch.optim.SGD(Network().parameters(), lr=0.01)
# --8<-- [end:empty-list]
assert len(list(Network().parameters())) == 0
parameters = model.parameters()
assert sum(parameter.numel() for parameter in parameters) == 2
try:
    torch.optim.SGD(parameters, lr=0.01)
except ValueError as error:
    assert str(error) == "optimizer got an empty parameter list"
else:
    raise AssertionError
frozen = nn.Linear(1, 1).requires_grad_(False)
try:
    torch.optim.SGD([p for p in frozen.parameters() if p.requires_grad])
except ValueError as error:
    assert str(error) == "optimizer got an empty parameter list"
else:
    raise AssertionError


# --8<-- [start:empty-list-fixed]
class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(1, 2), nn.Linear(2, 1)])


optimizer = torch.optim.SGD(Network().parameters(), lr=0.01)
print(f"{len(optimizer.param_groups[0]['params']) = }")
# --8<-- [end:empty-list-fixed]

# --8<-- [start:whole-model] raises TypeError
torch.optim.SGD(model, lr=0.01)
# --8<-- [end:whole-model]

# --8<-- [start:whole-model-fixed]
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
print(f"{len(optimizer.param_groups[0]['params']) = }")
# --8<-- [end:whole-model-fixed]
for wrong, words in (
    (model.parameters, "'method' object is not iterable"),
    (Network(), "'Network' object is not iterable"),
    (model.weight, "should be an iterable of Tensors or dicts"),
):
    try:
        torch.optim.SGD(wrong, lr=0.01)
    except TypeError as error:
        assert words in str(error)
    else:
        raise AssertionError
torch.optim.SGD([model.weight], lr=0.01)

# --8<-- [start:not-tensors] raises TypeError
body, head = nn.Linear(1, 2), nn.Linear(2, 1)
torch.optim.SGD([body.parameters(), head.parameters()], lr=0.01)
# --8<-- [end:not-tensors]
for wrong, name in (
    (nn.Sequential(body, head), "Linear"),
    (body.state_dict(), "str"),
):
    try:
        torch.optim.SGD(wrong, lr=0.01)
    except TypeError as error:
        assert "can only optimize Tensors" in str(error)
        assert str(error).endswith(name)
    else:
        raise AssertionError

# --8<-- [start:not-tensors-fixed]
parameters = [*body.parameters(), *head.parameters()]
optimizer = torch.optim.SGD(parameters, lr=0.01)
print(f"{len(optimizer.param_groups[0]['params']) = }")
# --8<-- [end:not-tensors-fixed]

# --8<-- [start:not-a-leaf] raises ValueError
rates = torch.zeros(2, requires_grad=True) + 3.5
torch.optim.SGD([rates], lr=0.01)
# --8<-- [end:not-a-leaf]
assert not rates.is_leaf
assert not torch.zeros(2, requires_grad=True).to("meta").is_leaf

# --8<-- [start:not-a-leaf-fixed]
rates = (torch.zeros(2) + 3.5).requires_grad_()
torch.optim.SGD([rates], lr=0.01)
print(f"{rates = }, {rates.is_leaf = }")
# --8<-- [end:not-a-leaf-fixed]

# --8<-- [start:two-groups] raises ValueError
groups = [
    {"params": model.parameters(), "lr": 0.01},
    {"params": [model.bias], "lr": 0.1},
]
torch.optim.SGD(groups)
# --8<-- [end:two-groups]

# --8<-- [start:two-groups-fixed]
groups = [
    {"params": [model.weight], "lr": 0.01},
    {"params": [model.bias], "lr": 0.1},
]
optimizer = torch.optim.SGD(groups)
print([group["lr"] for group in optimizer.param_groups])
# --8<-- [end:two-groups-fixed]

# --8<-- [start:negative-rate] raises ValueError
torch.optim.SGD(model.parameters(), lr=-0.1)
# --8<-- [end:negative-rate]

# --8<-- [start:negative-rate-fixed]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print(f"{optimizer.defaults['lr'] = }")
print(f"{torch.optim.SGD(model.parameters()).defaults['lr'] = }")
# --8<-- [end:negative-rate-fixed]
height = torch.tensor(1.0, requires_grad=True)
height.backward()
torch.optim.SGD([height], lr=0.1, maximize=True).step()
assert height > 1

# --8<-- [start:momentum-of-adam] raises TypeError
torch.optim.Adam(model.parameters(), lr=0.01, momentum=0.9)
# --8<-- [end:momentum-of-adam]

# --8<-- [start:momentum-of-adam-fixed]
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print(f"{optimizer.defaults['betas'] = }")
# --8<-- [end:momentum-of-adam-fixed]

# --8<-- [start:no-closure] raises TypeError
optimizer = torch.optim.LBFGS(model.parameters(), lr=0.1)
((model(km) - price) ** 2).mean().backward()
optimizer.step()
# --8<-- [end:no-closure]
before = ((model(km) - price) ** 2).mean()


# --8<-- [start:no-closure-fixed]
def closure():
    optimizer.zero_grad()
    loss = ((model(km) - price) ** 2).mean()
    loss.backward()
    return loss


print(f"{optimizer.step(closure).item():.2f}")
print(f"{closure().item():.2f}")
# --8<-- [end:no-closure-fixed]
assert closure() < before

# --8<-- [start:no-metrics] raises TypeError
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = lr_scheduler.ReduceLROnPlateau(optimizer)
optimizer.step()
scheduler.step()
# --8<-- [end:no-metrics]

# --8<-- [start:no-metrics-fixed]
loss = ((model(km) - price) ** 2).mean()
scheduler.step(loss.item())
print(f"{scheduler.get_last_lr() = }")
# --8<-- [end:no-metrics-fixed]

# --8<-- [start:verbose] raises TypeError
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
lr_scheduler.ReduceLROnPlateau(optimizer, verbose=True)
# --8<-- [end:verbose]

# --8<-- [start:verbose-fixed]
scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, patience=0)
for loss in (0.9, 0.9):
    scheduler.step(loss)
    print(f"{loss = }, {scheduler.get_last_lr()[0]:.2f}")
# --8<-- [end:verbose-fixed]
for refuses in (
    lr_scheduler.StepLR,
    lr_scheduler.CosineAnnealingLR,
    lr_scheduler.LambdaLR,
    lr_scheduler.OneCycleLR,
):
    try:
        refuses(optimizer, 1, verbose=True)
    except TypeError as error:
        assert "unexpected keyword argument 'verbose'" in str(error)
    else:
        raise AssertionError

# --8<-- [start:scheduler-first] warns UserWarning
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
scheduler.step()
print(f"{optimizer.param_groups[0]['lr'] = }")
optimizer.step()
# --8<-- [end:scheduler-first]

# --8<-- [start:scheduler-first-fixed]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
print(f"{optimizer.param_groups[0]['lr'] = }")
optimizer.step()
scheduler.step()
# --8<-- [end:scheduler-first-fixed]
assert optimizer.param_groups[0]["lr"] == 0.05

import warnings

network = nn.Linear(1, 1)
optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
scaler = torch.amp.GradScaler("cpu")
scaler.scale((network(km) * float("inf")).sum()).backward()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    scaler.step(optimizer)
    scaler.update()
    scheduler.step()
assert ["opposite order" in str(one.message) for one in caught] == [True]

# --8<-- [start:too-many-steps] raises ValueError
epochs, batches = 2, 3
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=epochs)
for step in range(epochs * batches):
    optimizer.step()
    scheduler.step()
# --8<-- [end:too-many-steps]
assert step == 2

# --8<-- [start:too-many-steps-fixed]
total = epochs * batches
scheduler = lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=total)
for step in range(total):
    optimizer.step()
    scheduler.step()
print(f"{total = }, {scheduler.last_epoch = }")
# --8<-- [end:too-many-steps-fixed]

# --8<-- [start:initial-rate] raises KeyError
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
lr_scheduler.StepLR(optimizer, step_size=2, last_epoch=2)
# --8<-- [end:initial-rate]
assert "initial_lr" not in optimizer.param_groups[0]
optimizer.param_groups[0]["initial_lr"] = 0.1
scheduler = lr_scheduler.StepLR(optimizer, step_size=2, last_epoch=2)
assert scheduler.last_epoch == 3

# --8<-- [start:initial-rate-fixed]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = lr_scheduler.StepLR(optimizer, step_size=2)
for epoch in range(3):
    optimizer.step()
    scheduler.step()
saved = [optimizer.state_dict(), scheduler.state_dict()]

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = lr_scheduler.StepLR(optimizer, step_size=2)
optimizer.load_state_dict(saved[0])
scheduler.load_state_dict(saved[1])
print(f"{scheduler.last_epoch = }, {scheduler.get_last_lr()[0]:.2f}")
# --8<-- [end:initial-rate-fixed]
assert abs(optimizer.param_groups[0]["lr"] - 0.01) < 1e-9

# --8<-- [start:group-size] raises ValueError
saved = torch.optim.Adam(model.parameters()).state_dict()
larger = nn.Sequential(nn.Linear(1, 1), nn.ReLU(), nn.Linear(1, 1))
torch.optim.Adam(larger.parameters()).load_state_dict(saved)
# --8<-- [end:group-size]

# --8<-- [start:group-size-fixed]
print(f"{len(saved['param_groups'][0]['params']) = }")
print(f"{len(list(larger.parameters())) = }")
same = nn.Linear(1, 1)
torch.optim.Adam(same.parameters()).load_state_dict(saved)
# --8<-- [end:group-size-fixed]
larger.requires_grad_(False)[2].requires_grad_(True)
trained = [p for p in larger.parameters() if p.requires_grad]
torch.optim.Adam(trained).load_state_dict(saved)

# --8<-- [start:infinite-norm] raises RuntimeError
paid = torch.tensor([[9.5], [0.0], [20.0]])
model.zero_grad()
((model(km) - paid) / paid).abs().mean().backward()
nn.utils.clip_grad_norm_(model.parameters(), 1.0, error_if_nonfinite=True)
# --8<-- [end:infinite-norm]
assert not model.weight.grad.isfinite().all()
nn.utils.clip_grad_norm_(model.parameters(), 1.0)
assert not model.weight.grad.isfinite().all()

model.zero_grad()
((model(km) - paid) / paid)[paid > 0].abs().mean().backward()
assert model.weight.grad.isnan().all()

# --8<-- [start:infinite-norm-fixed]
known = paid > 0
model.zero_grad()
errors = (model(km)[known] - paid[known]) / paid[known]
errors.abs().mean().backward()
print(f"{model.weight.grad.isfinite().all().item() = }")
# --8<-- [end:infinite-norm-fixed]
norm = nn.utils.clip_grad_norm_(
    model.parameters(), 1.0, error_if_nonfinite=True
)
assert norm.isfinite()

# --8<-- [start:no-inf-checks] raises AssertionError
scaler = torch.amp.GradScaler("cpu")
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
model = nn.Linear(1, 1)
scaler.scale(((model(km) - price) ** 2).mean()).backward()
scaler.step(optimizer)
# --8<-- [end:no-inf-checks]
assert all(p.grad is None for p in optimizer.param_groups[0]["params"])
for layer in (nn.Linear(1, 1), nn.Linear(1, 1).requires_grad_(False)):
    scaler = torch.amp.GradScaler("cpu")
    scaler.scale((model(km) * layer(km).detach()).sum()).backward()
    try:
        scaler.step(torch.optim.SGD(layer.parameters(), lr=0.01))
    except AssertionError as error:
        assert "No inf checks were recorded" in str(error)
    else:
        raise RuntimeError

# --8<-- [start:no-inf-checks-fixed]
scaler = torch.amp.GradScaler("cpu")
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
scaler.scale(((model(km) - price) ** 2).mean()).backward()
scaler.step(optimizer)
scaler.update()
print(f"{model.weight.grad.isfinite().all().item() = }")
# --8<-- [end:no-inf-checks-fixed]

# --8<-- [start:half-gradients] raises ValueError
scaler = torch.amp.GradScaler("cpu")
model = nn.Linear(1, 1).half()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
scaler.scale(model(km.half()).mean()).backward()
scaler.step(optimizer)
# --8<-- [end:half-gradients]
assert model.weight.grad.dtype == torch.float16
mixed = nn.Sequential(nn.Linear(1, 1).half(), nn.Linear(1, 1))
assert [p.dtype for p in mixed.parameters()].count(torch.float16) == 2
scaler.scale(mixed[1](mixed[0](km.half()).float()).mean()).backward()
try:
    scaler.step(torch.optim.SGD(mixed.parameters(), lr=0.01))
except ValueError as error:
    assert str(error) == "Attempting to unscale FP16 gradients."
else:
    raise AssertionError

# --8<-- [start:half-gradients-fixed]
scaler = torch.amp.GradScaler("cpu", init_scale=128.0)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
with torch.autocast("cpu", dtype=torch.float16):
    outputs = model(km)
scaler.scale(((outputs - price) ** 2).mean()).backward()
scaler.step(optimizer)
scaler.update()
print(f"{outputs.dtype = }, {model.weight.grad.dtype = }")
print(f"{model.weight.grad.isfinite().all().item() = }")
# --8<-- [end:half-gradients-fixed]
optimizer.zero_grad()
with torch.autocast("cpu", dtype=torch.float16):
    outputs = model(km)
(((outputs - price) ** 2).mean() * 2**16).backward()
assert not model.weight.grad.isfinite().all()
