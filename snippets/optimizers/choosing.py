# host: on an accelerator the same seeds draw other weights
# --8<-- [start:setup]
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

hours = torch.arange(24.0)
day = 2 * math.pi * hours / 24
temperatures = 22 - 5 * torch.sin(day + 0.8) - 2 * torch.sin(2 * day)
print([round(degrees, 1) for degrees in temperatures[::6].tolist()])

inputs = (hours[:, None] - 12) / 12
targets = temperatures[:, None] - temperatures.mean()
print(f"{targets.square().mean().item() = :.1f}")
# --8<-- [end:setup]
assert inputs.shape == targets.shape == (24, 1)

# --8<-- [start:recipes]
recipes = {
    "SGD": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "Adam": (torch.optim.Adam, {}),
}
# --8<-- [end:recipes]


# --8<-- [start:train]
def train(name, lr, seed, steps=60):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1))
    optimizer_class, options = recipes[name]
    optimizer = optimizer_class(model.parameters(), lr=lr, **options)
    for step in range(steps):
        loss = nn.functional.mse_loss(model(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    loss = nn.functional.mse_loss(model(inputs), targets).item()
    return loss if math.isfinite(loss) else math.inf


print(f"{train('SGD', lr=0.01, seed=0) = :.2f}")
# --8<-- [end:train]
assert train("SGD", lr=0.01, seed=0) == train("SGD", lr=0.01, seed=0)
assert math.isnan(min([math.nan, 1.0])) and not math.nan < 1.0


# --8<-- [start:same-rate]
def mean_loss(name, lr, seeds=(0, 1, 2)):
    return sum(train(name, lr, seed) for seed in seeds) / len(seeds)


for name in recipes:
    print(f"{name}, lr=0.1: {mean_loss(name, lr=0.1):.2f}")
# --8<-- [end:same-rate]

# --8<-- [start:another-rate]
for name in recipes:
    print(f"{name}, lr=0.3: {mean_loss(name, lr=0.3):.2f}")
# --8<-- [end:another-rate]

# --8<-- [start:sweep]
rates = (0.03, 0.1, 0.3, 1.0)
best = {}
print("lr:", *rates)
for name in recipes:
    means = {lr: mean_loss(name, lr) for lr in rates}
    best[name] = min(means, key=means.get)
    print(f"{name}:", *[f"{mean:.2f}" for mean in means.values()])
print(f"{best = }")
# --8<-- [end:sweep]
assert best == {"SGD": 0.1, "momentum": 0.1, "Adam": 0.3}
assert all(rates[0] < lr < rates[-1] for lr in best.values())

# --8<-- [start:one-seed]
for seed in (0, 1):
    for name in ("momentum", "Adam"):
        print(f"{seed = }, {name}: {train(name, best[name], seed):.2f}")
# --8<-- [end:one-seed]
assert train("Adam", 0.3, 0) < train("momentum", 0.1, 0)
assert train("Adam", 0.3, 1) > 2 * train("momentum", 0.1, 1)

# --8<-- [start:five-seeds]
figure, axes = plt.subplots()
compared = {}
for name, lr in best.items():
    losses = [train(name, lr, seed) for seed in (3, 4, 5, 6, 7)]
    compared[name] = losses
    axes.semilogx(losses, [name] * 5, "o")
    print(f"{name}:", *[f"{loss:.2f}" for loss in losses], end=", ")
    print(f"mean {sum(losses) / 5:.2f}")
axes.set(xlabel="loss")
# --8<-- [end:five-seeds]
pairs = list(zip(compared["momentum"], compared["Adam"], strict=True))
assert [a < m for m, a in pairs] == [True, False, True, False, True]
assert min(compared["SGD"]) > 4 * max(max(pair) for pair in pairs)

# --8<-- [start:more-steps]
print(f"{train('SGD', lr=0.1, seed=3, steps=60) = :.2f}")
print(f"{train('SGD', lr=0.1, seed=3, steps=300) = :.2f}")
# --8<-- [end:more-steps]

# --8<-- [start:default-rate]
print(f"{train('Adam', lr=0.001, seed=3) = :.2f}")
# --8<-- [end:default-rate]
optimizer = torch.optim.Adam([torch.zeros(1, requires_grad=True)])
assert optimizer.param_groups[0]["lr"] == 0.001
