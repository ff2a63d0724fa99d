# --8<-- [start:direction]
import torch


def height(x, y):
    return 0.5 * x**2 + 10 * y**2


place = torch.tensor([10.0, 1.0], requires_grad=True)
height(*place).backward()
print(f"{height(10, 1) = }, {place.grad.tolist() = }")
# --8<-- [end:direction]
assert place.grad.tolist() == [10.0, 20 * 1.0]


# --8<-- [start:walk]
def walk(recipe, height=height, start=(10.0, 1.0), steps=20, **options):
    place = torch.tensor(start, requires_grad=True)
    optimizer = recipe([place], **options)
    path = [place.tolist()]
    for step in range(steps):
        optimizer.zero_grad()
        height(*place).backward()
        optimizer.step()
        path.append(place.tolist())
    return path


sgd = walk(torch.optim.SGD, lr=0.09)
for x, y in sgd[:4]:
    print(f"{x = :.2f}, {y = :.2f}")
# --8<-- [end:walk]
for step, (x, y) in enumerate(sgd):
    assert abs(x - 10 * 0.91**step) < 1e-4 and abs(y - (-0.8) ** step) < 1e-4

# --8<-- [start:draw]
import matplotlib.pyplot as plt


def draw(path):
    figure, axes = plt.subplots()
    xs = [-4 + 0.25 * i for i in range(61)]
    ys = [-1.4 + 0.1 * i for i in range(29)]
    heights = [[height(x, y) for x in xs] for y in ys]
    axes.contour(xs, ys, heights, [1, 5, 15, 30, 50], colors="C2", linewidths=1)
    axes.plot(*zip(*path, strict=True), "o-", markersize=3)
    axes.set(xlabel="$x$", ylabel="$y$")


draw(sgd)
# --8<-- [end:draw]


# --8<-- [start:rates]
def distance(path):
    x, y = path[-1]
    return (x**2 + y**2) ** 0.5


for lr in (0.01, 0.05, 0.09):
    print(f"{lr = }, {distance(walk(torch.optim.SGD, lr=lr)):.2f}")
# --8<-- [end:rates]

# --8<-- [start:limit]
for lr in (0.1, 0.11):
    x, y = walk(torch.optim.SGD, lr=lr)[-1]
    print(f"{lr = }, {x = :.2f}, {y = :.2f}")
# --8<-- [end:limit]
assert abs(y - 1.2**20) < 0.01 and abs(x - 10 * 0.89**20) < 0.01

# --8<-- [start:momentum]
momentum = walk(torch.optim.SGD, lr=0.08, momentum=0.5)
print(f"{distance(sgd) = :.2f}, {distance(momentum) = :.2f}")
draw(momentum)
# --8<-- [end:momentum]
assert momentum[3][0] - momentum[4][0] > sgd[0][0] - sgd[1][0]
assert distance(walk(torch.optim.SGD, lr=0.01, momentum=0.5)) > distance(sgd)

# --8<-- [start:adam]
adam = walk(torch.optim.Adam, lr=0.5)
for x, y in adam[:3]:
    print(f"{x = :.2f}, {y = :.2f}")
print(f"{distance(adam) = :.2f}")
draw(adam)
# --8<-- [end:adam]
assert min(y for x, y in adam) < -0.5
no_velocity = walk(torch.optim.Adam, lr=0.5, betas=(0.0, 0.999))
assert min(y for x, y in no_velocity) > -1e-3
assert all(abs(y) < 0.02 for x, y in no_velocity[4:])

# --8<-- [start:turned]
half = 0.5**0.5


def turned(x, y):
    return height(half * (x + y), half * (y - x))


start = (half * 9, half * 11)
print(f"{height(10, 1) = }, {turned(*start) = :.1f}")
# --8<-- [end:turned]

# --8<-- [start:turned-walks]
recipes = {
    "SGD": (torch.optim.SGD, {"lr": 0.09}),
    "momentum": (torch.optim.SGD, {"lr": 0.08, "momentum": 0.5}),
    "Adam": (torch.optim.Adam, {"lr": 0.5}),
}
for name, (recipe, options) in recipes.items():
    straight = distance(walk(recipe, **options))
    across = distance(walk(recipe, turned, start, **options))
    print(f"{name}: {straight:.2f}, {across:.2f}")
# --8<-- [end:turned-walks]

# --8<-- [start:same-tensor]
place = torch.tensor([10.0, 1.0], requires_grad=True)
optimizer = torch.optim.SGD([place], lr=0.09)
path = []
for step in range(3):
    path.append(place.detach())
    optimizer.zero_grad()
    height(*place).backward()
    optimizer.step()
for kept in path:
    print([round(number, 2) for number in kept.tolist()])
# --8<-- [end:same-tensor]
assert all(kept.tolist() == place.tolist() for kept in path)
assert abs(place[0].item() - sgd[3][0]) < 1e-5
copied = place.detach().clone()
optimizer.step()
assert not torch.equal(copied, place) and torch.equal(path[0], place)
