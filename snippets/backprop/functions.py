# --8<-- [start:grad]
import torch

t = torch.tensor(4.0, requires_grad=True)
position = t**3
slopes = torch.autograd.grad(position, t)
print(f"{slopes = }, {t.grad = }")
# --8<-- [end:grad]
assert slopes == (3 * 4**2,)

# --8<-- [start:network]
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
h = w1 * 2.0
loss = (w2 * torch.relu(h) - 1.0) ** 2
grad_w2, grad_h = torch.autograd.grad(loss, (w2, h))
print(f"{grad_w2 = }, {grad_h = }")
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
doubled = torch.autograd.grad(t**3, t) * 2
print(f"{doubled = }")
# --8<-- [end:tuple]
assert len(doubled) == 2

# --8<-- [start:unused] raises RuntimeError
prices = torch.tensor([2.0, 5.0], requires_grad=True)
shipping = torch.tensor(8.0, requires_grad=True)
total = (prices**2).sum()
torch.autograd.grad(total, prices[0])
# --8<-- [end:unused]

# --8<-- [start:used]
tensors = prices, shipping
slopes, none = torch.autograd.grad(total, tensors, allow_unused=True)
print(f"{slopes[0] = }, {none = }")
# --8<-- [end:used]
assert slopes.tolist() == [4, 10]
total = (prices**2).sum()
for other in (-prices, 2 * prices, prices.view(2, 1), prices[0]):
    late = torch.autograd.grad(
        total, other, allow_unused=True, retain_graph=True
    )
    assert late == (None,)
zeros = torch.autograd.grad(total, tensors, materialize_grads=True)[1]
assert zeros == 0

# --8<-- [start:no-second] raises RuntimeError
(velocity,) = torch.autograd.grad(t**3, t)
torch.autograd.grad(velocity, t)
# --8<-- [end:no-second]

# --8<-- [start:second]
(velocity,) = torch.autograd.grad(t**3, t, create_graph=True)
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
    right = gradcheck(square, (x,), raise_exception=False)
    print(f"{dtype}: {right = }")
# --8<-- [end:precision]
nine = torch.tensor(9.0)
assert 9e-7 < torch.nextafter(nine, nine + 1) - nine < 1e-6


# --8<-- [start:cube]
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x**3

    @staticmethod
    def setup_context(ctx, inputs, output):
        (x,) = inputs
        ctx.save_for_backward(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * grad_output


print(f"{torch.autograd.grad(Cube.apply(t), t) = }")
hours = torch.tensor([1.0, 4.0], dtype=torch.float64, requires_grad=True)
print(f"{gradcheck(Cube.apply, (hours,)) = }")
# --8<-- [end:cube]
assert torch.autograd.grad(Cube.apply(t), t) == (48,)


# --8<-- [start:careless]
class Careless(Cube):
    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2


print(f"{torch.autograd.grad(Careless.apply(t), t) = }")
print(f"{torch.autograd.grad(10 * Careless.apply(t), t) = }")
# --8<-- [end:careless]
assert torch.autograd.grad(10 * Cube.apply(t), t) == (480,)

# --8<-- [start:check-careless] raises GradcheckError
gradcheck(Careless.apply, (hours,))
# --8<-- [end:check-careless]

# --8<-- [start:like-a-layer] warns DeprecationWarning
cube = Cube()
try:
    cube(t)
except RuntimeError as error:
    print(error)
# --8<-- [end:like-a-layer]


# --8<-- [start:too-few] raises RuntimeError
class Power(Cube):
    @staticmethod
    def forward(x, n):
        return x**n

    @staticmethod
    def setup_context(ctx, inputs, output):
        x, ctx.n = inputs
        ctx.save_for_backward(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return ctx.n * x ** (ctx.n - 1) * grad_output


Power.apply(t, 2).backward()
# --8<-- [end:too-few]


# --8<-- [start:one-for-each]
class FixedPower(Power):
    @staticmethod
    def backward(ctx, grad_output):
        return Power.backward(ctx, grad_output), None


print(f"{torch.autograd.grad(FixedPower.apply(t, 2), t) = }")
# --8<-- [end:one-for-each]
assert torch.autograd.grad(FixedPower.apply(t, 2), t) == (8,)


# --8<-- [start:thermostat]
def set_dial(to_whole):
    dial = torch.tensor(18.3, requires_grad=True)
    for step in range(6):
        loss = (to_whole(dial) - 22.0) ** 2
        (slope,) = torch.autograd.grad(loss, dial)
        print(f"{dial.item():.2f} {loss.item():.0f} {slope.item():.0f}")
        with torch.no_grad():
            dial -= 0.2 * slope


set_dial(torch.round)
# --8<-- [end:thermostat]


# --8<-- [start:straight-through]
class RoundThrough(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.round(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        pass

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output


set_dial(RoundThrough.apply)
# --8<-- [end:straight-through]
pretended = (hours.detach() + 0.3).requires_grad_()
assert not gradcheck(RoundThrough.apply, (pretended,), raise_exception=False)
