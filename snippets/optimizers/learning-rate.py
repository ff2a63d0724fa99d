# --8<-- [start:one-step]
import matplotlib.pyplot as plt
import torch
from torch import nn

for lr in (0.001, 0.05, 0.5):
    w1 = torch.tensor(1.5, requires_grad=True)
    w2 = torch.tensor(0.5, requires_grad=True)
    optimizer = torch.optim.SGD([w1, w2], lr=lr)
    loss = (w2 * torch.relu(w1 * 2.0) - 1.0) ** 2
    loss.backward()
    optimizer.step()
    after = (w2 * torch.relu(w1 * 2.0) - 1.0) ** 2
    by_hand = ((0.5 - lr * 3) * (1.5 - lr * 1) * 2 - 1) ** 2
    print(f"{lr = }, {by_hand = :.4g}, {after.item() = :.4g}")
    assert abs(after.item() - by_hand) < 1e-6
# --8<-- [end:one-step]
assert loss.item() == 0.25 and (w1.item(), w2.item()) == (1.0, -1.0)
for lr, expected in ((0.001, 0.2401), (0.05, 0.000225), (0.5, 9.0)):
    by_hand = ((0.5 - lr * 3) * (1.5 - lr * 1) * 2 - 1) ** 2
    assert abs(by_hand - expected) < expected / 1000


# --8<-- [start:parabola]
def walk(lr, w=8.0, steps=5):
    places = [w]
    for step in range(steps):
        w = w - lr * 2 * w
        places.append(w)
    return places


for lr in (0.1, 0.5, 0.9, 1.0, 1.1):
    factor = 1 - 2 * lr
    places = [round(w, 2) for w in walk(lr)]
    print(f"{lr = }, {factor = :+.1f}: {places}")
# --8<-- [end:parabola]

# --8<-- [start:parabola-drawn]
grid = [w / 4 for w in range(-48, 49)]
figure, three = plt.subplots(1, 3, sharey=True)
for axes, lr in zip(three, (0.1, 0.9, 1.1)):
    places = walk(lr, steps=4)
    axes.plot(grid, [w**2 for w in grid])
    axes.plot(places, [w**2 for w in places], "o-")
    axes.set(xlabel=f"$w$  {lr=}", ylim=(-10, 150))
# --8<-- [end:parabola-drawn]

# --8<-- [start:parabola-sgd]
w = torch.tensor(8.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=1.1)
for step in range(5):
    optimizer.zero_grad()
    (w**2).backward()
    optimizer.step()
print(f"{w.item() = :.2f}, {8 * (-1.2) ** 5 = :.2f}")
# --8<-- [end:parabola-sgd]
assert abs(w.item() - 8 * (-1.2) ** 5) < 1e-4
for lr, shrinks in ((0.19, True), (0.21, False)):
    narrow = torch.tensor(8.0, requires_grad=True)
    optimizer = torch.optim.SGD([narrow], lr=lr)
    for step in range(5):
        optimizer.zero_grad()
        (5 * narrow**2).backward()
        optimizer.step()
    assert (abs(narrow.item()) < 8) is shrinks

# --8<-- [start:fares]
kilometers = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
fares = 6 + 3.5 * kilometers


def train(lr, steps, inputs=kilometers, targets=fares):
    weight = torch.zeros(inputs.shape[1], 1, requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight, bias], lr=lr)
    losses = []
    for step in range(steps):
        loss = nn.functional.mse_loss(inputs @ weight + bias, targets)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, weight, bias


# --8<-- [end:fares]

# --8<-- [start:curves]
figure, axes = plt.subplots()
for lr in (0.001, 0.05, 0.1):
    losses, weight, bias = train(lr, steps=40)
    axes.semilogy(losses, label=f"{lr = }")
    print(f"{lr = }, {losses[0]:.3g} -> {losses[-1]:.3g}")
axes.set(xlabel="step", ylabel="loss")
axes.legend()
# --8<-- [end:curves]

# --8<-- [start:overflow]
losses, weight, bias = train(0.1, steps=400)
for step in (0, 10, 100, 200, 399):
    print(f"{step = }, {losses[step] = :.0e}")
print(f"{losses.index(float('inf')) = }, {weight.item() = }")
# --8<-- [end:overflow]

# --8<-- [start:search]
for power in range(-5, 1):
    losses, weight, bias = train(10.0**power, steps=100)
    print(f"lr = {10.0**power:g}, {losses[-1] = :.1e}")
# --8<-- [end:search]

# --8<-- [start:refine]
for lr in (0.01, 0.02, 0.04, 0.08, 0.09):
    losses, weight, bias = train(lr, steps=100)
    print(f"{lr = }, {losses[-1] = :.1e}")
# --8<-- [end:refine]

# --8<-- [start:predicted-limit]
features = torch.cat([kilometers, torch.ones(5, 1)], dim=1)
curvatures = torch.linalg.eigvalsh(2 * features.mT @ features / 5)
print(f"{curvatures[-1].item() = :.2f}, {2 / curvatures[-1].item() = :.4f}")
# --8<-- [end:predicted-limit]

assert train(0.084, 2000)[0][-1] < 1e-3 and not train(0.085, 2000)[0][-1] < 1e9
both = train(0.05, 3000)
assert abs(both[1].item() - 3.5) < 1e-3 and abs(both[2].item() - 6) < 1e-3
assert train(0.1, steps=132)[1].isfinite().all()
assert len(str(int(torch.finfo(torch.float32).max))) == 39
ends = [train(0.1, steps)[1].item() for steps in range(265, 280)]
assert abs(next(w for w in ends if not abs(w) < 1e39)) == float("inf")
assert ends[-1] != ends[-1]

# --8<-- [start:scales]
areas = torch.tensor([50.0, 80.0, 120.0])
rooms = torch.tensor([1.0, 3.0, 2.0])
rents = (20 * areas + 300 * rooms)[:, None]
homes = torch.stack([areas, rooms], dim=1)

for lr in (0.1, 0.0001, 0.0002):
    losses, weight, bias = train(lr, 500, homes, rents)
    print(f"{lr = }, {losses[-1] = :.3g}, {weight[1].item() = :.1f}")
# --8<-- [end:scales]

# --8<-- [start:same-scale]
homes = torch.stack([areas / 100, rooms], dim=1)
for steps in (500, 2000):
    losses, weight, bias = train(0.1, steps, homes, rents)
    area, room = weight[:, 0].tolist()
    print(f"{steps = }, {area = :.0f}, {room = :.0f}")
# --8<-- [end:same-scale]
assert losses[-1] < 1e-3

# --8<-- [start:forgotten]
w = torch.tensor(8.0, requires_grad=True)
optimizer = torch.optim.SGD([w])
print(f"{optimizer.param_groups[0]['lr'] = }")
# --8<-- [end:forgotten]

# --8<-- [start:changed-too-late]
lr = 0.1
optimizer = torch.optim.SGD([w], lr=lr)
lr = 0.01
print(f"{lr = }, {optimizer.param_groups[0]['lr'] = }")

optimizer.param_groups[0]["lr"] = 0.01
print(f"{lr = }, {optimizer.param_groups[0]['lr'] = }")
# --8<-- [end:changed-too-late]

# --8<-- [start:negative] raises ValueError
torch.optim.SGD([w], lr=-0.1)
# --8<-- [end:negative]
