# --8<-- [start:formula]
import matplotlib.pyplot as plt
import torch


def momentum_step(w, grad, velocity, lr, momentum=0.9):
    velocity = momentum * velocity + grad
    return w - lr * velocity, velocity


w1, velocity = 1.5, 0.0
for grad in (1.0, 1.0, 1.0):
    w1, velocity = momentum_step(w1, grad, velocity, lr=0.01)
    print(f"{velocity = :.2f}, {w1 = :.4f}")
# --8<-- [end:formula]


# --8<-- [start:network]
def loss_of(weights):
    w1, w2 = weights
    return (w2 * torch.relu(w1 * 2.0) - 1.0) ** 2


weights = torch.tensor([1.5, 0.5], requires_grad=True)
mine, velocity = weights.detach().clone(), torch.zeros(2)
optimizer = torch.optim.SGD([weights], lr=0.01, momentum=0.9)
for step in range(50):
    optimizer.zero_grad()
    loss_of(weights).backward()
    mine, velocity = momentum_step(mine, weights.grad, velocity, lr=0.01)
    optimizer.step()
    torch.testing.assert_close(mine, weights.detach())
    if step < 2:
        print(f"{step = }, {mine[0].item():.4f}, {weights[0].item():.4f}")
# --8<-- [end:network]
torch.testing.assert_close(
    optimizer.state[weights]["momentum_buffer"], velocity
)

# --8<-- [start:constant]
velocity = 0.0
for step in range(1, 101):
    velocity = 0.9 * velocity + 1.0
    if step in (1, 2, 10, 20, 100):
        print(f"{step = }, {velocity = :.2f}")
print(f"{1 / (1 - 0.9) = :.2f}")
# --8<-- [end:constant]
assert abs(velocity - 10) < 1e-3


# --8<-- [start:valley]
def walk(steps=30, **options):
    w = torch.tensor([10.0, 1.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], **options)
    path = [w.tolist()]
    for step in range(steps):
        optimizer.zero_grad()
        (0.5 * w[0] ** 2 + 10 * w[1] ** 2).backward()
        optimizer.step()
        path.append(w.tolist())
    return path


# --8<-- [end:valley]

# --8<-- [start:same-rate]
for momentum in (0.0, 0.5, 0.9):
    w0, w1 = walk(lr=0.04, momentum=momentum)[-1]
    distance = (w0**2 + w1**2) ** 0.5
    print(f"{momentum = }, {distance = :.2f}")
print(f"{10 * (1 - 0.04) ** 30 = :.2f}")
# --8<-- [end:same-rate]

# --8<-- [start:overshoot]
figure, axes = plt.subplots()
for momentum in (0.0, 0.5, 0.9):
    path = walk(lr=0.04, momentum=momentum, steps=60)
    axes.plot([place[0] for place in path], label=f"{momentum = }")
axes.set(xlabel="step", ylabel="$w_0$")
axes.legend()
# --8<-- [end:overshoot]
assert min(place[0] for place in walk(lr=0.04, momentum=0.9, steps=60)) < -3
assert min(place[0] for place in walk(lr=0.04, momentum=0.5, steps=60)) > 0

# --8<-- [start:larger-rate]
for momentum in (0.0, 0.5):
    w0, w1 = walk(lr=0.09, momentum=momentum)[-1]
    distance = (w0**2 + w1**2) ** 0.5
    print(f"{momentum = }, {distance = :.4f}")
# --8<-- [end:larger-rate]
signs = [place[1] > 0 for place in walk(lr=0.09)]
assert signs == [True, False] * 15 + [True]
assert all(place[0] > 0 for place in walk(lr=0.09))
assert abs(walk(lr=0.11)[-1][1]) > 100
assert abs(walk(lr=0.11, momentum=0.5)[-1][1]) < 0.01

# --8<-- [start:nesterov]
for nesterov in (False, True):
    path = walk(60, lr=0.04, momentum=0.9, nesterov=nesterov)
    lowest = min(place[0] for place in path)
    print(f"{nesterov = }, {lowest = :.2f}, {path[-1][0] = :.2f}")
# --8<-- [end:nesterov]
w = torch.tensor([10.0, 1.0])
curvature, velocity = torch.tensor([1.0, 20.0]), torch.zeros(2)
for step in range(60):
    grad = curvature * w
    velocity = 0.9 * velocity + grad
    w = w - 0.04 * (grad + 0.9 * velocity)
torch.testing.assert_close(w.tolist(), path[-1], rtol=1e-3, atol=1e-4)

# --8<-- [start:textbook]
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
textbook, velocity = 0.0, 0.0
for lr in (0.1, 0.1, 0.1, 0.001):
    optimizer.param_groups[0]["lr"] = lr
    w.grad = torch.tensor(1.0)
    before, textbook_before = w.item(), textbook
    optimizer.step()
    velocity = 0.9 * velocity - lr * 1.0
    textbook = textbook + velocity
    print(f"{lr = }, {w.item() - before:.4f}, {textbook - textbook_before:.4f}")
# --8<-- [end:textbook]

# --8<-- [start:nesterov-alone] raises ValueError
torch.optim.SGD([w], lr=0.1, nesterov=True)
# --8<-- [end:nesterov-alone]
damped = torch.tensor(0.0, requires_grad=True)
options = {"momentum": 0.9, "dampening": 0.5}
optimizer = torch.optim.SGD([damped], lr=1.0, **options)
for turn in range(2):
    damped.grad = torch.tensor(1.0)
    optimizer.step()
assert abs(-damped.item() - (1 + (0.9 * 1 + 0.5 * 1))) < 1e-6
assert torch.optim.SGD([damped]).defaults["dampening"] == 0
