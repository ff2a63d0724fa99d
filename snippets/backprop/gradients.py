# --8<-- [start:by-hand]
def position(t):
    return t**3


speed = (position(4.001) - position(3.999)) / 0.002
print(f"{position(4.0) = }")
print(f"{speed = :.4f}")
# --8<-- [end:by-hand]

# --8<-- [start:grad]
import torch

t = torch.tensor(4.0, requires_grad=True)
slopes = torch.autograd.grad(position(t), t)
print(f"{slopes = }")
print(f"{t.grad = }")
# --8<-- [end:grad]
assert slopes == (3 * 4**2,)
assert abs(slopes[0].item() - speed) < 1e-4

# --8<-- [start:network]
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
h = w1 * 2.0
loss = (w2 * torch.relu(h) - 1.0) ** 2
grad_w2, grad_h = torch.autograd.grad(loss, (w2, h))
print(f"{grad_w2 = }")
print(f"{grad_h = }")
print(f"{w2.grad = }, {w1.grad = }")
# --8<-- [end:network]
assert (grad_w2.item(), grad_h.item()) == (3, 0.5)
try:
    loss.backward()
except RuntimeError:
    pass
else:
    raise AssertionError("the graph was still there")

# --8<-- [start:tuple]
doubled = torch.autograd.grad(position(t), t) * 2
print(f"{doubled = }")
# --8<-- [end:tuple]
assert len(doubled) == 2

# --8<-- [start:unused] raises RuntimeError
sides = torch.tensor([2.0, 5.0], requires_grad=True)
height = torch.tensor(3.0, requires_grad=True)
area = (sides**2).sum()
torch.autograd.grad(area, sides[0])
# --8<-- [end:unused]

# --8<-- [start:used]
(slopes,) = torch.autograd.grad(area, sides)
print(f"{slopes = }")
print(f"{slopes[0] = }")
# --8<-- [end:used]
assert slopes.tolist() == [2 * 2, 2 * 5]

# --8<-- [start:allow-unused]
area = (sides**2).sum()
slopes, none = torch.autograd.grad(area, (sides, height), allow_unused=True)
print(f"{slopes = }")
print(f"{none = }")
# --8<-- [end:allow-unused]
area = (sides**2).sum()
for other in (-sides, 2 * sides, sides.view(2, 1), sides[0]):
    late = torch.autograd.grad(
        area, other, allow_unused=True, retain_graph=True
    )
    assert late == (None,)
both = (sides, height)
assert torch.autograd.grad(area, both, materialize_grads=True)[1] == 0

# --8<-- [start:no-second] raises RuntimeError
(velocity,) = torch.autograd.grad(position(t), t)
torch.autograd.grad(velocity, t)
# --8<-- [end:no-second]

# --8<-- [start:second]
(velocity,) = torch.autograd.grad(position(t), t, create_graph=True)
(acceleration,) = torch.autograd.grad(velocity, t)
print(f"{velocity = }")
print(f"{acceleration = }")
# --8<-- [end:second]
eps = 0.001
assert (velocity.item(), acceleration.item()) == (3 * 4**2, 6 * 4)
assert abs((3 * (4 + eps) ** 2 - 3 * (4 - eps) ** 2) / (2 * eps) - 24) < 1e-6

# --8<-- [start:gradcheck]
from torch.autograd import gradcheck

km = torch.tensor([2.0, 5.0, 9.0], dtype=torch.float64)
fares = torch.tensor([13.0, 23.5, 37.5], dtype=torch.float64)


def fare_loss(weight, bias):
    return ((weight * km + bias - fares) ** 2).mean()


weight = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
bias = torch.tensor(5.0, dtype=torch.float64, requires_grad=True)
print(f"{gradcheck(fare_loss, (weight, bias)) = }")
# --8<-- [end:gradcheck]
layer = torch.nn.Linear(2, 1).double()
row = torch.ones(1, 2, dtype=torch.float64)
try:
    gradcheck(layer, row)
except ValueError:
    pass
else:
    raise AssertionError("the parameters of a layer were checked")
import inspect

assert inspect.signature(gradcheck).parameters["eps"].default == 1e-6
assert gradcheck(lambda x, y: x * y.detach(), (weight, bias.detach()))


# --8<-- [start:cut] raises GradcheckError
def square(x):
    return x * x.detach()


x = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
gradcheck(square, (x,))
# --8<-- [end:cut]


# --8<-- [start:precision] warns UserWarning
def square(x):
    return x * x


for dtype in (torch.float64, torch.float32):
    x = torch.tensor(3.0, dtype=dtype, requires_grad=True)
    measured = (square(x + 1e-6) - square(x - 1e-6)) / 2e-6
    right = gradcheck(square, (x,), raise_exception=False)
    print(f"{dtype}: {measured = :.4f}, {right = }")
# --8<-- [end:precision]
nine = torch.tensor(9.0)
assert 9e-7 < torch.nextafter(nine, nine + 1) - nine < 1e-6
gap = torch.nextafter(nine, nine + 1) - nine
assert abs(12 * gap / 2e-6 - 5.7220) < 1e-4
