# --8<-- [start:loss-at]
x, target = 2.0, 1.0


def loss_at(w1, w2):
    y = w2 * max(w1 * x, 0.0)
    return (y - target) ** 2


print(f"{loss_at(1.5, 0.5) = }")
# --8<-- [end:loss-at]

# --8<-- [start:feel-around]
print(f"{loss_at(1.4, 0.5) = :.2f}")
print(f"{loss_at(1.6, 0.5) = :.2f}")
# --8<-- [end:feel-around]

# --8<-- [start:landscape]
import matplotlib.pyplot as plt

places = [-1 + 0.05 * i for i in range(81)]
figure, axes = plt.subplots()
axes.plot(places, [loss_at(w1, 0.5) for w1 in places])
axes.plot(1.5, loss_at(1.5, 0.5), "o")
axes.set(xlabel="$w_1$", ylabel="loss")
# --8<-- [end:landscape]
assert loss_at(1.0, 0.5) == 0
assert {loss_at(w1, 0.5) for w1 in (-1.0, -0.5, 0.0)} == {1.0}

# --8<-- [start:slope-by-hand]
rise = loss_at(1.501, 0.5) - loss_at(1.499, 0.5)
run = 1.501 - 1.499
print(f"{rise = :.6f}, {run = :.6f}, {rise / run = :.4f}")
# --8<-- [end:slope-by-hand]


# --8<-- [start:slopes]
def slopes(w1, w2, eps=0.001):
    rise1 = loss_at(w1 + eps, w2) - loss_at(w1 - eps, w2)
    rise2 = loss_at(w1, w2 + eps) - loss_at(w1, w2 - eps)
    return rise1 / (2 * eps), rise2 / (2 * eps)


slope1, slope2 = slopes(1.5, 0.5)
print(f"{slope1 = :.4f}, {slope2 = :.4f}")
# --8<-- [end:slopes]
assert abs(slope1 - 1) < 1e-9 and abs(slope2 - 3) < 1e-9

# --8<-- [start:one-step]
lr = 0.05
w1 = 1.5 - lr * slope1
w2 = 0.5 - lr * slope2
print(f"{w1 = :.4f}, {w2 = :.4f}, {loss_at(w1, w2) = :.6f}")
# --8<-- [end:one-step]
assert abs(loss_at(1.45, 0.35) - 0.000225) < 1e-12
assert abs(loss_at(w1, w2) - 0.000225) < 1e-9

# --8<-- [start:three-steps]
lr = 0.01
w1, w2 = 1.5, 0.5
for step in range(3):
    slope1, slope2 = slopes(w1, w2)
    w1, w2 = w1 - lr * slope1, w2 - lr * slope2
    print(f"{slope1 = :.4f}, {slope2 = :.4f}, {loss_at(w1, w2) = :.4f}")
# --8<-- [end:three-steps]

# --8<-- [start:three-rates]
for lr in (0.001, 0.05, 0.5):
    slope1, slope2 = slopes(1.5, 0.5)
    w1, w2 = 1.5 - lr * slope1, 0.5 - lr * slope2
    print(f"{lr = }, {w1 = :.4f}, {w2 = :.4f}, {loss_at(w1, w2) = :.6f}")
# --8<-- [end:three-rates]
assert abs(loss_at(1.5 - 0.001, 0.5 - 0.003) - 0.2401) < 1e-5
assert loss_at(1.5 - 0.5, 0.5 - 1.5) == 9


# --8<-- [start:walk]
def walk(lr, steps):
    w1, w2 = 1.5, 0.5
    losses = [loss_at(w1, w2)]
    for step in range(steps):
        slope1, slope2 = slopes(w1, w2)
        w1, w2 = w1 - lr * slope1, w2 - lr * slope2
        losses.append(loss_at(w1, w2))
    return losses


print(f"{[round(loss, 2) for loss in walk(0.5, 5)] = }")
# --8<-- [end:walk]

# --8<-- [start:three-walks]
figure, axes = plt.subplots()
for lr in (0.001, 0.05, 0.5):
    axes.plot(walk(lr, 5), label=f"{lr = }")
axes.set(xlabel="step", ylabel="loss")
axes.legend()
# --8<-- [end:three-walks]
assert slopes(1.0, -1.0)[0] > 11.99 and slopes(-5.0, 5.0) == (0, 0)
a, b, straight = 1.5, 0.5, []
for step in range(4):
    down = 2 * (b * a * x - target)
    a, b = a - 0.5 * down * b * x, b - 0.5 * down * a * x
    straight.append((b * a * x - target) ** 2)
assert straight[0] == 9 and straight == sorted(straight)

# --8<-- [start:eps]
import torch

w1 = torch.tensor(1.5)
for eps in (2.0, 0.1, 1e-3, 1e-6, 1e-8):
    slope1, _ = slopes(w1, 0.5, eps)
    print(f"{eps = }, {float(slope1) = :.4f}")
# --8<-- [end:eps]
assert torch.tensor(1.5) + 1e-8 == torch.tensor(1.5)

# --8<-- [start:larger-network]
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(10, 5), nn.Sigmoid(), nn.Linear(5, 1))
inputs, targets = torch.randn(1, 10), torch.randn(1, 1)


def loss_now():
    return nn.functional.mse_loss(model(inputs), targets).item()


# --8<-- [end:larger-network]

# --8<-- [start:cost]
found, evaluations = [], 0
with torch.no_grad():
    for parameter in model.parameters():
        for weight in parameter.view(-1).split(1):
            weight += 0.01
            above = loss_now()
            weight -= 0.02
            below = loss_now()
            weight += 0.01
            found.append((above - below) / 0.02)
            evaluations += 2
print(f"{len(found) = }, {evaluations = }")
# --8<-- [end:cost]
nn.functional.mse_loss(model(inputs), targets).backward()
checked = torch.cat([p.grad.view(-1) for p in model.parameters()])
torch.testing.assert_close(torch.tensor(found), checked, rtol=1e-2, atol=1e-3)
