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


def new_model(seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Linear(3, 64),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 1),
    )


def train(model, inputs, targets, lr=0.01, steps=100, clear="first"):
    baseline = targets.var(correction=0).item()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        if clear == "first":
            optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        if clear == "late":
            optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item() / baseline)
    return losses


# --8<-- [end:train]


# --8<-- [start:compare]
def compare(**curves):
    figure, axes = plt.subplots()
    for name, losses in curves.items():
        print(f"{name}: {losses[0]:.1f} -> {losses[-1]:.2f}")
        axes.semilogy(losses, label=name)
    axes.axhline(1, color="C5", linestyle="--", label="baseline")
    axes.set(xlabel="step", ylabel="loss / baseline", ylim=(0.004, None))
    axes.legend(loc="lower left")


# --8<-- [end:compare]

# --8<-- [start:zero-grad]
late = train(new_model(), inputs, minutes, clear="late")
never = train(new_model(), inputs, minutes, clear="never")
healthy = train(new_model(), inputs, minutes)
compare(late=late, never=never, repaired=healthy)
# --8<-- [end:zero-grad]
assert len(set(late)) == 1 and max(never[20:]) > 5

# --8<-- [start:batch-norm]
model = new_model().insert(1, nn.BatchNorm1d(64))
train(model, inputs, minutes)


def answers(model):
    with torch.no_grad():
        return [model(inputs[[0, i]])[0].item() for i in range(1, 31)]


# --8<-- [end:batch-norm]

# --8<-- [start:mode]
model.eval()
repaired = answers(model)
model.train()
broken = answers(model)
print(f"repaired: {min(repaired):.0f} ... {max(repaired):.0f}")
print(f"broken: {min(broken):.0f} ... {max(broken):.0f}")

figure, axes = plt.subplots()
axes.plot(range(1, 31), broken, label="broken")
axes.plot(range(1, 31), repaired, label="repaired")
axes.set(xlabel="i", ylabel="answers", ylim=(0, 65))
axes.legend()
# --8<-- [end:mode]

# --8<-- [start:changed-by-asking]
model.eval()
print(f"{repaired[0]:.0f} -> {answers(model)[0]:.0f}")
# --8<-- [end:changed-by-asking]
assert max(repaired) - min(repaired) < 1e-3
assert abs(answers(model)[0] - repaired[0]) > 5

# --8<-- [start:last-relu]
dead = []
for seed in range(20):
    outputs = new_model(seed).append(nn.ReLU())(inputs)
    if outputs.max() == 0:
        dead.append(seed)
print(f"{dead = }")

seed = dead[0]
broken = train(new_model(seed).append(nn.ReLU()), inputs, minutes)
repaired = train(new_model(seed), inputs, minutes)
compare(broken=broken, repaired=repaired)
# --8<-- [end:last-relu]
assert len(set(broken)) == 1
expected = minutes.square().mean() / minutes.var(correction=0)
assert abs(broken[0] - expected) < 1e-4

# --8<-- [start:applied-twice]
sure = torch.tensor([[0.0, 1.0, 0.0]])
print(f"{nn.CrossEntropyLoss()(sure, torch.tensor([1])).item() = :.2f}")
yes = torch.ones(1)
print(f"{nn.BCEWithLogitsLoss()(yes, yes).item() = :.2f}")
# --8<-- [end:applied-twice]


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
    print(f"{sum(p.numel() for p in parameters) = }")
broken = train(Stack(list), inputs, minutes)
repaired = train(Stack(nn.ModuleList), inputs, minutes)
compare(broken=broken, repaired=repaired)
# --8<-- [end:plain-list]
assert abs(repaired[-1] - healthy[-1]) < 1e-3
assert 3 * 64 + 64 + 64 * 64 + 64 + 64 + 1 == 4481


# --8<-- [start:left-out]
def left_out(model, optimizer):
    groups = optimizer.param_groups
    held = {id(p) for group in groups for p in group["params"]}
    return [n for n, p in model.named_parameters() if id(p) not in held]


model = new_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
model[4] = nn.Linear(64, 1)
print(left_out(model, optimizer))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print(left_out(model, optimizer))
# --8<-- [end:left-out]
model[0].requires_grad_(False)
loss_fn(model(inputs), minutes).backward()
assert left_out(model, optimizer) == [] and model[0].weight.grad is None


# --8<-- [start:cut]
class Cut(Stack):
    def forward(self, x):
        for layer in self.hidden:
            numbers = layer(x).detach().numpy()
            x = torch.from_numpy(np.maximum(numbers, 0))
        return self.last(x)


torch.testing.assert_close(Cut(list)(inputs), Stack(list)(inputs))
losses = train(Cut(nn.ModuleList), inputs, minutes)
print(f"{losses[-1]:.2f}, {broken[-1]:.2f}, {repaired[-1]:.2f}")
# --8<-- [end:cut]
assert max(abs(a - b) for a, b in zip(losses, broken, strict=True)) < 1e-3


# --8<-- [start:report-gradients]
def report_gradients(model):
    for name, p in model.named_parameters():
        size = None if p.grad is None else round(p.grad.norm().item())
        print(f"{name}: {size}")


for model in (Cut(nn.ModuleList), Stack(nn.ModuleList)):
    loss_fn(model(inputs), minutes).backward()
    report_gradients(model)
    print()
# --8<-- [end:report-gradients]


# --8<-- [start:twins]
center, width = torch.tensor([5.5, 4.0, 0.5]), torch.tensor([2.5, 2.5, 0.5])
scaled = (inputs - center) / width


def errors(train_rows, val_rows):
    model = new_model()
    train(model, scaled[train_rows], minutes[train_rows], 0.03, 600)
    with torch.no_grad():
        distances = (model(scaled) - minutes).abs()
    rows = (train_rows, val_rows, torch.arange(60, 300))
    return [round(distances[row].mean().item(), 1) for row in rows]


def shared(train_inputs, val_inputs):
    same = (val_inputs[:, None] == train_inputs).all(dim=2)
    return same.any(dim=1).sum().item()


# --8<-- [end:twins]

# --8<-- [start:twins-split]
generator = torch.Generator().manual_seed(0)
twice = torch.arange(60).repeat(2)[torch.randperm(120, generator=generator)]
once = torch.randperm(60, generator=generator)
for train_rows, val_rows in ((twice[:90], twice[90:]), (once[:45], once[45:])):
    print(f"{shared(inputs[train_rows], inputs[val_rows])} ", end="")
    print(errors(train_rows, val_rows))
# --8<-- [end:twins-split]


# --8<-- [start:check]
def check(model, optimizer, loss_fn, inputs, targets):
    faults = left_out(model, optimizer)
    model = copy.deepcopy(model).eval()
    outputs = model(inputs)
    if targets.is_floating_point() and outputs.shape != targets.shape:
        return [*faults, "shapes"]
    first = loss_fn(outputs, targets)
    if not first.isfinite():
        return [*faults, "finite"]
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
    if not loss < 0.001 * first:
        faults.append("one_batch")
    return faults


# --8<-- [end:check]


# --8<-- [start:check-all]
def checked(model, targets=minutes[:5]):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    return check(model, optimizer, loss_fn, inputs[:5], targets)


print(checked(new_model()))
print(checked(new_model(), minutes[:5, 0]))
print(checked(new_model(), minutes[:5] / 0))
print(checked(new_model().append(nn.Sigmoid())))
print(checked(new_model(dead[0]).append(nn.ReLU())))
print(checked(Stack(list)))
print(checked(Cut(nn.ModuleList)))
# --8<-- [end:check-all]
