# --8<-- [start:cube]
import torch
from torch.autograd import gradcheck


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


# --8<-- [end:cube]

# --8<-- [start:apply-cube]
t = torch.tensor(4.0, requires_grad=True)
position = Cube.apply(t)
position.backward()
print(f"{position.item() = }")
print(f"{t.grad = }")
# --8<-- [end:apply-cube]
assert (position.item(), t.grad.item()) == (4**3, 3 * 4**2)


class Watched(Cube):
    @staticmethod
    def forward(x):
        assert not torch.is_grad_enabled()
        return x**3


assert Watched.apply(t).item() == 64


class Older(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        assert not torch.is_grad_enabled()
        return x**3

    backward = Cube.backward


assert torch.autograd.grad(Older.apply(t), t) == (48,)

# --8<-- [start:check-cube]
one = torch.tensor(4.0, dtype=torch.float64, requires_grad=True)
two = torch.tensor([1.0, 4.0], dtype=torch.float64, requires_grad=True)
print(f"{gradcheck(Cube.apply, (one,)) = }")
print(f"{gradcheck(Cube.apply, (two,)) = }")
# --8<-- [end:check-cube]


# --8<-- [start:careless]
class Careless(Cube):
    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 3 * x**2


(alone,) = torch.autograd.grad(Careless.apply(t), t)
(times_ten,) = torch.autograd.grad(10 * Careless.apply(t), t)
print(f"{alone = }")
print(f"{times_ten = }")
# --8<-- [end:careless]
assert torch.autograd.grad(10 * Cube.apply(t), t) == (480,)

# --8<-- [start:check-one] raises GradcheckError
gradcheck(Careless.apply, (one,))
# --8<-- [end:check-one]

# --8<-- [start:check-two] raises GradcheckError
gradcheck(Careless.apply, (two,))
# --8<-- [end:check-two]

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


(slope,) = torch.autograd.grad(FixedPower.apply(t, 2), t)
print(f"{slope = }")
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
pretended = (two.detach() + 0.3).requires_grad_()
assert not gradcheck(RoundThrough.apply, (pretended,), raise_exception=False)
