# host: NumPy works on the CPU, whose random draw gave the numbers shown
# --8<-- [start:setup]
import copy

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
# --8<-- [end:setup]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]

# --8<-- [start:train]
loss_fn = nn.MSELoss()


def train(model, inputs, targets, steps=100):
    baseline = targets.var(correction=0).item()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item() / baseline)
    return losses


# --8<-- [end:train]


# --8<-- [start:plain-list]
class Stack(nn.Module):
    def __init__(self, container):
        super().__init__()
        torch.manual_seed(0)
        self.hidden = container([nn.Linear(3, 64), nn.Linear(64, 64)])
        self.last = nn.Linear(64, 1)

    def forward(self, x):
        for layer in self.hidden:
            x = layer(x).relu()
        return self.last(x)


for container in (list, nn.ModuleList):
    parameters = Stack(container).parameters()
    print(f"{container.__name__}: {sum(p.numel() for p in parameters)}")
# --8<-- [end:plain-list]
try:
    torch.optim.Adam([])
except ValueError as error:
    assert "empty parameter list" in str(error)
else:
    raise AssertionError
assert 3 * 64 + 64 + 64 * 64 + 64 + 64 + 1 == 4481
assert 64 + 1 == 65

# --8<-- [start:list-curves]
broken = train(Stack(list), inputs, minutes)
repaired = train(Stack(nn.ModuleList), inputs, minutes)
print(f"{broken[-1] = :.2f}, {repaired[-1] = :.2f}")

figure, axes = plt.subplots()
axes.semilogy(broken, label="broken")
axes.semilogy(repaired, label="repaired")
axes.axhline(1, color="C5", linestyle="--", label="baseline")
axes.set(xlabel="step", ylabel="loss / baseline", ylim=(0.004, None))
axes.legend(loc="lower left")
# --8<-- [end:list-curves]


# --8<-- [start:in-lists]
def in_lists(model):
    names = []
    for module in model.modules():
        for name, value in vars(module).items():
            items = value if isinstance(value, (list, tuple)) else []
            if any(isinstance(item, nn.Module) for item in items):
                names.append(name)
    return names


print(in_lists(Stack(list)), in_lists(Stack(nn.ModuleList)))
# --8<-- [end:in-lists]


# --8<-- [start:left-out]
def left_out(model, optimizer):
    held = set()
    for group in optimizer.param_groups:
        held.update(id(p) for p in group["params"])
    return [n for n, p in model.named_parameters() if id(p) not in held]


model = Stack(nn.ModuleList)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
model.last = nn.Linear(64, 1)
print(left_out(model, optimizer))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print(left_out(model, optimizer))
# --8<-- [end:left-out]
model.last.requires_grad_(False)
loss_fn(model(inputs), minutes).backward()
assert left_out(model, optimizer) == [] and model.last.weight.grad is None
plain = Stack(list)
assert left_out(plain, torch.optim.SGD(plain.parameters())) == []


# --8<-- [start:cut]
class Cut(Stack):
    def forward(self, x):
        for layer in self.hidden:
            numbers = layer(x).detach().numpy()
            x = torch.from_numpy(np.maximum(numbers, 0))
        return self.last(x)


torch.testing.assert_close(Cut(list)(inputs), Stack(list)(inputs))
losses = train(Cut(nn.ModuleList), inputs, minutes)
print(f"{losses[-1] = :.2f}")
# --8<-- [end:cut]
try:
    Stack(list)(inputs).numpy()
except RuntimeError as error:
    assert "detach()" in str(error)
else:
    raise AssertionError
assert max(abs(a - b) for a, b in zip(losses, broken, strict=True)) < 1e-3


# --8<-- [start:report-gradients]
def report_gradients(model):
    for name, p in model.named_parameters():
        if p.grad is None:
            print(f"{name}: None")
        else:
            print(f"{name}: {p.grad.norm().item():.3g}")


for model in (Cut(nn.ModuleList), Stack(nn.ModuleList)):
    loss_fn(model(inputs), minutes).backward()
    report_gradients(model)
    print()
# --8<-- [end:report-gradients]

# --8<-- [start:twins]
rows = torch.cat([inputs, minutes], dim=1)  # (300, 4)
loaded, fresh = rows[:20].repeat(2, 1), rows[20:]
cleaned = loaded.unique(dim=0)
print(f"{loaded.shape = }, {cleaned.shape = }")
# --8<-- [end:twins]
assert (cleaned[:, 0].diff() >= 0).all()


# --8<-- [start:twins-split]
def mean_error(model, rows):
    with torch.no_grad():
        return (model(rows[:, :3]) - rows[:, 3:]).abs().mean().item()


figure, axes = plt.subplots()
for label, table in {"broken": loaded, "repaired": cleaned}.items():
    generator = torch.Generator().manual_seed(4)
    table = table[torch.randperm(len(table), generator=generator)]
    cut = len(table) * 3 // 4
    train_rows, val_rows = table[:cut], table[cut:]
    model = Stack(nn.ModuleList)
    losses = train(model, train_rows[:, :3], train_rows[:, 3:], steps=300)
    axes.semilogy(losses, label=label)
    print(f"{mean_error(model, val_rows):.1f}", end=" ")
    print(f"{mean_error(model, fresh):.1f}")
axes.set(xlabel="step", ylabel="loss / baseline")
axes.legend()
# --8<-- [end:twins-split]
assert losses[-1] < 0.06
order = torch.randperm(40, generator=torch.Generator().manual_seed(4)) % 20
taught = set(order[:30].tolist())
assert sum(row in taught for row in order[30:].tolist()) >= 6
assert fresh.shape == (280, 4)


# --8<-- [start:check]
def check(model, optimizer, loss_fn, inputs, targets):
    faults = in_lists(model) + left_out(model, optimizer)
    model = copy.deepcopy(model).eval()
    model.zero_grad()
    outputs = model(inputs)
    if targets.is_floating_point() and outputs.shape != targets.shape:
        return faults + ["shapes"]
    first = loss_fn(outputs, targets)
    if not first.isfinite():
        return faults + ["finite"]
    first.backward()
    for name, p in model.named_parameters():
        if p.grad is None or not p.grad.any():
            faults.append(f"{name}.grad")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for step in range(500):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
    if not loss < 0.01 * first:
        faults.append("one_batch")
    return faults


# --8<-- [end:check]


# --8<-- [start:check-all]
def checked(model, targets=minutes[:5]):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    return check(model, optimizer, loss_fn, inputs[:5], targets)


sound = Stack(nn.ModuleList)
print(checked(sound))
print(checked(sound, minutes[:5].flatten()))
print(checked(sound, minutes[:5] / 0))
print(checked(nn.Sequential(sound, nn.Sigmoid())))
print(checked(Stack(list)))
print(checked(Cut(nn.ModuleList)))
# --8<-- [end:check-all]
with torch.random.fork_rng():
    small = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
    assert checked(small) == []
    dead = nn.Sequential(nn.Linear(3, 1), nn.ReLU())
nn.init.constant_(dead[0].weight, -1.0)
nn.init.constant_(dead[0].bias, -1.0)
assert checked(dead) == ["0.weight.grad", "0.bias.grad", "one_batch"]
used = Stack(nn.ModuleList)
loss_fn(used(inputs), minutes).backward()
before = used.last.weight.clone(), used.last.weight.grad.clone()
assert checked(used) == []
assert torch.equal(before[0], used.last.weight)
assert torch.equal(before[1], used.last.weight.grad)
