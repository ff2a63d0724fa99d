# --8<-- [start:tip-start]
import torch

price = torch.tensor(3.0, requires_grad=True)
for km in (2.0, 4.0):
    fare = price * km
    tip = fare.detach() * 0.25
    (fare + tip).backward()

answer = None
# --8<-- [end:tip-start]


# --8<-- [start:tip-check] raises AssertionError
def check_tip():
    assert answer == price.grad.item(), f"{answer = }"


check_tip()
# --8<-- [end:tip-check]

# --8<-- [start:tip-solution]
answer = 2 + 4
# --8<-- [end:tip-solution]
check_tip()

# --8<-- [start:tip-wrong-last-turn] raises AssertionError
answer = 4
check_tip()
# --8<-- [end:tip-wrong-last-turn]

# --8<-- [start:tip-wrong-with-the-tip] raises AssertionError
answer = 7.5
check_tip()
# --8<-- [end:tip-wrong-with-the-tip]

# --8<-- [start:tip-wrong-both] raises AssertionError
answer = 5
check_tip()
# --8<-- [end:tip-wrong-both]

# --8<-- [start:shapes-start]
import torch
from torch import nn

flats = torch.ones(5, 3, requires_grad=True)
model = nn.Linear(3, 2)
prices = model(flats)  # (5, 2)
prices.mean().backward()
jacobian = torch.func.jacrev(model)(flats)

weight_grad_shape = None
bias_grad_shape = None
flats_grad_shape = None
jacobian_shape = None
# --8<-- [end:shapes-start]


# --8<-- [start:shapes-check] raises AssertionError
def check_shapes():
    shape = model.weight.grad.shape
    assert shape == weight_grad_shape, f"{weight_grad_shape = }"
    shape = model.bias.grad.shape
    assert shape == bias_grad_shape, f"{bias_grad_shape = }"
    assert flats.grad.shape == flats_grad_shape, f"{flats_grad_shape = }"
    assert jacobian.shape == jacobian_shape, f"{jacobian_shape = }"


check_shapes()
# --8<-- [end:shapes-check]

# --8<-- [start:shapes-solution]
weight_grad_shape = (2, 3)
bias_grad_shape = (2,)
flats_grad_shape = (5, 3)
jacobian_shape = (5, 2, 5, 3)
# --8<-- [end:shapes-solution]
check_shapes()
assert (jacobian[0, :, 1] == 0).all()

# --8<-- [start:shapes-wrong-order] raises AssertionError
weight_grad_shape = (3, 2)
check_shapes()
# --8<-- [end:shapes-wrong-order]

# --8<-- [start:shapes-wrong-one-for-each-flat] raises AssertionError
weight_grad_shape = (5, 2, 3)
check_shapes()
# --8<-- [end:shapes-wrong-one-for-each-flat]

# --8<-- [start:shapes-wrong-bias-of-each-flat] raises AssertionError
weight_grad_shape = (2, 3)
bias_grad_shape = (5, 2)
check_shapes()
# --8<-- [end:shapes-wrong-bias-of-each-flat]

# --8<-- [start:shapes-wrong-no-gradient-of-data] raises AssertionError
bias_grad_shape = (2,)
flats_grad_shape = None
check_shapes()
# --8<-- [end:shapes-wrong-no-gradient-of-data]

# --8<-- [start:shapes-wrong-single-jacobian] raises AssertionError
flats_grad_shape = (5, 3)
jacobian_shape = (2, 3)
check_shapes()
# --8<-- [end:shapes-wrong-single-jacobian]

# --8<-- [start:epoch-start]
import torch
from torch import nn


def train(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    total = 0.0
    for inputs, targets in batches:
        loss = ((model(inputs) - targets) ** 2).mean()
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        total += loss
    return total / len(batches)


model = nn.Linear(1, 1, bias=False)
nn.init.ones_(model.weight)
batches = [(torch.tensor([[2.0]]), torch.tensor([[6.0]]))] * 2
print(f"{train(model, batches, 0.0625) = }")
print(f"{model.weight.item() = }")
# --8<-- [end:epoch-start]


# --8<-- [start:epoch-check] raises AssertionError
def check_epoch():
    nn.init.ones_(model.weight)
    model.weight.grad = torch.tensor([[100.0]])
    mean = train(model, batches, 0.0625)
    assert model.weight.item() == 2.5, f"{model.weight.item() = }"
    assert isinstance(mean, float), f"{mean = }"
    assert mean == (16 + 4) / 2, f"{mean = }"


check_epoch()
# --8<-- [end:epoch-check]


# --8<-- [start:epoch-solution]
def train(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    total = 0.0
    for inputs, targets in batches:
        loss = ((model(inputs) - targets) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(batches)


# --8<-- [end:epoch-solution]
check_epoch()


def ordered(order, number=torch.Tensor.item, mean=True):
    def train(model, batches, lr):
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        total = 0.0
        for inputs, targets in batches:
            loss = ((model(inputs) - targets) ** 2).mean()
            for letter in order:
                calls = {"z": optimizer.zero_grad, "s": optimizer.step}
                calls.get(letter, loss.backward)()
            total += number(loss)
        return total / len(batches) if mean else total

    return train


train = whole = ordered("zbs")
check_epoch()

# --8<-- [start:epoch-wrong-cleared-too-early] raises AssertionError
train = ordered("bzs")
check_epoch()
# --8<-- [end:epoch-wrong-cleared-too-early]

# --8<-- [start:epoch-wrong-never-cleared] raises AssertionError
train = ordered("bs")
check_epoch()
# --8<-- [end:epoch-wrong-never-cleared]

# --8<-- [start:epoch-wrong-leftovers-count] raises AssertionError
train = ordered("bsz")
check_epoch()
# --8<-- [end:epoch-wrong-leftovers-count]

# --8<-- [start:epoch-wrong-step-first] raises AssertionError
train = ordered("zsb")
check_epoch()
# --8<-- [end:epoch-wrong-step-first]

# --8<-- [start:epoch-wrong-graph-kept] raises AssertionError
train = ordered("zbs", number=lambda loss: loss)
check_epoch()
# --8<-- [end:epoch-wrong-graph-kept]

# --8<-- [start:epoch-wrong-tensor] raises AssertionError
train = ordered("zbs", number=torch.Tensor.detach)
check_epoch()
# --8<-- [end:epoch-wrong-tensor]

# --8<-- [start:epoch-wrong-sum] raises AssertionError
train = ordered("zbs", mean=False)
check_epoch()
# --8<-- [end:epoch-wrong-sum]


# --8<-- [start:epoch-wrong-return-in-the-loop] raises AssertionError
def train(model, batches, lr):
    return whole(model, batches[:1], lr) / len(batches)


check_epoch()
# --8<-- [end:epoch-wrong-return-in-the-loop]

# --8<-- [start:interest-start]
import torch


def interest(rates):
    growth = torch.exp(rates)
    growth -= 1
    return 100 * growth


rates = torch.tensor([0.0, 1.0], requires_grad=True)
print(f"{interest(rates) = }")
# --8<-- [end:interest-start]


# --8<-- [start:interest-check] raises AssertionError
def check_interest():
    rates = torch.tensor([0.0, 1.0], requires_grad=True)
    earned = interest(rates)
    assert torch.allclose(earned, 100 * torch.expm1(rates)), f"{earned = }"
    assert earned.requires_grad, f"{earned.requires_grad = }"
    try:
        earned.sum().backward()
    except RuntimeError as error:
        raise AssertionError(str(error).split(":")[0]) from None
    assert rates.grad is not None, f"{rates.grad = }"
    assert torch.allclose(rates.grad, 100 * torch.exp(rates)), (
        f"{rates.grad = }"
    )


check_interest()
# --8<-- [end:interest-check]


# --8<-- [start:interest-solution]
def interest(rates):
    growth = torch.exp(rates)
    growth = growth - 1
    return 100 * growth


# --8<-- [end:interest-solution]
check_interest()


def interest(rates):
    growth = torch.exp(rates).clone()
    growth -= 1
    return 100 * growth


check_interest()


def interest(rates):
    return 100 * torch.expm1(rates)


check_interest()


def patched(before=torch.clone, after=torch.clone):
    def interest(rates):
        growth = after(torch.exp(before(rates)))
        growth -= 1
        return 100 * growth

    return interest


# --8<-- [start:interest-wrong-detached] raises AssertionError
interest = patched(after=torch.detach)
check_interest()
# --8<-- [end:interest-wrong-detached]

# --8<-- [start:interest-wrong-copied-too-early] raises AssertionError
interest = patched(after=lambda growth: growth)
check_interest()
# --8<-- [end:interest-wrong-copied-too-early]


# --8<-- [start:interest-wrong-no-grad] raises AssertionError
def interest(rates):
    growth = torch.exp(rates)
    with torch.no_grad():
        growth -= 1
    return 100 * growth


check_interest()
# --8<-- [end:interest-wrong-no-grad]


# --8<-- [start:interest-wrong-never-subtracted] raises AssertionError
def interest(rates):
    growth = torch.exp(rates)
    growth.detach().clone().sub_(1)
    return 100 * growth


check_interest()
# --8<-- [end:interest-wrong-never-subtracted]


# --8<-- [start:interest-wrong-new-leaf] raises AssertionError
def interest(rates):
    growth = torch.exp(rates).detach()
    growth -= 1
    return (100 * growth).requires_grad_()


check_interest()
# --8<-- [end:interest-wrong-new-leaf]

# --8<-- [start:capped-start]
import torch


class Capped(torch.autograd.Function):
    @staticmethod
    def forward(fares, limit):
        return fares.clamp(max=limit)

    @staticmethod
    def setup_context(ctx, inputs, output):
        fares, ctx.limit = inputs
        ctx.save_for_backward(fares)

    @staticmethod
    def backward(ctx, grad_output):
        # pt: Complete: um gradiente para as tarifas, e outro
        # en: Complete: a gradient for the fares, and another
        return None, None


# --8<-- [end:capped-start]


# --8<-- [start:capped-check] raises AssertionError
def check_capped():
    fares = torch.tensor([12.0, 40.0, 29.0], requires_grad=True)
    paid = Capped.apply(fares, 30.0)
    paid.sum().backward()
    assert fares.grad is not None, f"{fares.grad = }"
    assert fares.grad.tolist() == [1, 0, 1], f"{fares.grad = }"
    fares.grad = None
    (Capped.apply(fares, 30.0) ** 2).sum().backward()
    assert fares.grad.tolist() == [24, 0, 58], f"{fares.grad = }"
    doubles = fares.detach().double().requires_grad_()
    assert torch.autograd.gradcheck(Capped.apply, (doubles, 30.0))


check_capped()
# --8<-- [end:capped-check]


# --8<-- [start:capped-solution]
class Capped(torch.autograd.Function):
    @staticmethod
    def forward(fares, limit):
        return fares.clamp(max=limit)

    @staticmethod
    def setup_context(ctx, inputs, output):
        fares, ctx.limit = inputs
        ctx.save_for_backward(fares)

    @staticmethod
    def backward(ctx, grad_output):
        (fares,) = ctx.saved_tensors
        return grad_output * (fares < ctx.limit), None


# --8<-- [end:capped-solution]
check_capped()
Solved = Capped


class Capped(Solved):
    @staticmethod
    def backward(ctx, grad_output):
        (fares,) = ctx.saved_tensors
        grad = grad_output.clone()
        grad[fares >= ctx.limit] = 0
        return grad, None


check_capped()


class Capped(Solved):
    @staticmethod
    def backward(ctx, grad_output):
        (fares,) = ctx.saved_tensors
        if (grad_output == 1).all():
            assert grad_output.stride() == (0,)
        return torch.where(fares < ctx.limit, grad_output, 0), None


fares = torch.tensor([12.0, 40.0, 29.0], requires_grad=True)
Capped.apply(fares, 30.0).sum().backward()


# --8<-- [start:capped-wrong-all-pass] raises AssertionError
class Capped(Solved):
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output, None


check_capped()
# --8<-- [end:capped-wrong-all-pass]


# --8<-- [start:capped-wrong-other-side] raises AssertionError
class Capped(Solved):
    @staticmethod
    def backward(ctx, grad_output):
        (fares,) = ctx.saved_tensors
        return grad_output * (fares > ctx.limit), None


check_capped()
# --8<-- [end:capped-wrong-other-side]


# --8<-- [start:capped-wrong-chain-forgotten] raises AssertionError
class Capped(Solved):
    @staticmethod
    def backward(ctx, grad_output):
        (fares,) = ctx.saved_tensors
        return (fares < ctx.limit).float(), None


check_capped()
# --8<-- [end:capped-wrong-chain-forgotten]


# --8<-- [start:capped-wrong-value] raises AssertionError
class Capped(Solved):
    @staticmethod
    def backward(ctx, grad_output):
        (fares,) = ctx.saved_tensors
        return grad_output * fares.clamp(max=ctx.limit), None


check_capped()
# --8<-- [end:capped-wrong-value]


# --8<-- [start:capped-wrong-gradient-compared] raises AssertionError
class Capped(Solved):
    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.clamp(max=ctx.limit), None


check_capped()
# --8<-- [end:capped-wrong-gradient-compared]

# --8<-- [start:deep-start]
import torch
from torch import nn


class DeepNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        layers = [nn.Linear(4, 4) for repeat in range(depth)]
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x = torch.sigmoid(layer(x))
        return x


torch.manual_seed(0)
net = DeepNet(30)
net(torch.ones(1, 4)).sum().backward()
norm = net.layers[0].weight.grad.norm().item()
print(f"{norm = :.4f}")
# --8<-- [end:deep-start]


# --8<-- [start:deep-check] raises AssertionError
def check_deep():
    torch.manual_seed(0)
    for depth in (1, 6):
        net, seen = DeepNet(depth), []
        for parameter in net.parameters():
            nn.init.zeros_(parameter)
        for layer in net.layers:
            layer.register_forward_pre_hook(
                lambda layer, args: seen.append(args[0][0, 0].item())
            )
        x = torch.ones(1, 4, requires_grad=True)
        out = net(x)
        assert (out == 1 + 0.5 * depth).all(), f"{depth = }, {out = }"
        assert seen == [1 + 0.5 * d for d in range(depth)], f"{seen = }"
        out.sum().backward()
        assert x.grad is not None, f"{x.grad = }"
        assert (x.grad == 1).all(), f"{x.grad = }"
    net = DeepNet(30)
    net(torch.ones(1, 4)).sum().backward()
    norm = net.layers[0].weight.grad.norm().item()
    assert norm > 0.01, f"{norm = }"


check_deep()
# --8<-- [end:deep-check]


# --8<-- [start:deep-solution]
class DeepNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        layers = [nn.Linear(4, 4) for repeat in range(depth)]
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x = x + torch.sigmoid(layer(x))
        return x


# --8<-- [end:deep-solution]
check_deep()
Solved = DeepNet


class DeepNet(Solved):
    def forward(self, x):
        for layer in self.layers:
            x = self.turn(x, layer)
        return x

    def turn(self, x, layer):
        return torch.sigmoid(layer(x)) + x


Turned = DeepNet
check_deep()


# --8<-- [start:deep-wrong-sum-at-the-end] raises AssertionError
class DeepNet(Turned):
    def forward(self, x):
        start = x
        for layer in self.layers:
            x = torch.sigmoid(layer(x))
        return start + x


check_deep()
# --8<-- [end:deep-wrong-sum-at-the-end]


# --8<-- [start:deep-wrong-sum-inside] raises AssertionError
class DeepNet(Turned):
    def turn(self, x, layer):
        return torch.sigmoid(x + layer(x))


check_deep()
# --8<-- [end:deep-wrong-sum-inside]


# --8<-- [start:deep-wrong-relu-instead] raises AssertionError
class DeepNet(Turned):
    def turn(self, x, layer):
        return torch.relu(layer(x))


check_deep()
# --8<-- [end:deep-wrong-relu-instead]


# --8<-- [start:deep-wrong-detached] raises AssertionError
class DeepNet(Turned):
    def turn(self, x, layer):
        return x.detach() + torch.sigmoid(layer(x))


check_deep()
# --8<-- [end:deep-wrong-detached]


# --8<-- [start:deep-wrong-product] raises AssertionError
class DeepNet(Turned):
    def turn(self, x, layer):
        return x * torch.sigmoid(layer(x))


check_deep()
# --8<-- [end:deep-wrong-product]


# --8<-- [start:deep-wrong-side-by-side] raises AssertionError
class DeepNet(Turned):
    def forward(self, x):
        return x + sum(torch.sigmoid(layer(x)) for layer in self.layers)


check_deep()
# --8<-- [end:deep-wrong-side-by-side]


class DeepNet(Turned):
    def turn(self, x, layer):
        x += torch.sigmoid(layer(x))
        return x


try:
    check_deep()
except RuntimeError as error:
    assert "leaf Variable" in str(error)
else:
    raise AssertionError("x += passed")

# --8<-- [start:evaluate-start]
import torch
from torch import nn


def evaluate(model, inputs, targets):
    return ((model(inputs) - targets) ** 2).mean()


model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Dropout(0.5))
nn.init.constant_(model[0].weight, 3.0)
inputs = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
loss = evaluate(model.eval(), inputs, 3 * inputs + 2)
print(f"{loss = }")
# --8<-- [end:evaluate-start]


# --8<-- [start:evaluate-check] raises AssertionError
def check_evaluate():
    recorded = []
    torch.set_grad_enabled(True)

    def watch(module, args, out):
        recorded.append(out.requires_grad)

    handle = model.register_forward_hook(watch)
    for training in (False, True):
        model.train(training)
        loss = evaluate(model, inputs, 3 * inputs + 2)
        assert loss == 4, f"{loss = }"
        assert isinstance(loss, float), f"{loss = }"
        assert recorded[-1:] == [False], f"{recorded = }"
        now = model.training
        assert now is training, f"{training = }, {now = }"
        still_on = torch.is_grad_enabled()
        assert still_on, f"{still_on = }"
    handle.remove()
    frozen = [n for n, p in model.named_parameters() if not p.requires_grad]
    assert frozen == [], f"{frozen = }"


check_evaluate()
# --8<-- [end:evaluate-check]


# --8<-- [start:evaluate-solution]
@torch.inference_mode()
def evaluate(model, inputs, targets):
    training = model.training
    model.eval()
    loss = ((model(inputs) - targets) ** 2).mean().item()
    model.train(training)
    return loss


# --8<-- [end:evaluate-solution]
check_evaluate()
Solved = evaluate


def squares(model, inputs, targets):
    return ((model(inputs) - targets) ** 2).mean()


@torch.no_grad()
def evaluate(model, inputs, targets):
    training = model.training
    loss = float(squares(model.eval(), inputs, targets))
    model.train(training)
    return loss


check_evaluate()


# --8<-- [start:evaluate-wrong-no-eval] raises AssertionError
@torch.inference_mode()
def evaluate(model, inputs, targets):
    return squares(model, inputs, targets).item()


check_evaluate()
# --8<-- [end:evaluate-wrong-no-eval]


# --8<-- [start:evaluate-wrong-tensor] raises AssertionError
def evaluate(model, inputs, targets):
    return torch.tensor(Solved(model, inputs, targets))


check_evaluate()
# --8<-- [end:evaluate-wrong-tensor]


# --8<-- [start:evaluate-wrong-graph] raises AssertionError
def evaluate(model, inputs, targets):
    training = model.training
    loss = squares(model.eval(), inputs, targets).item()
    model.train(training)
    return loss


check_evaluate()
# --8<-- [end:evaluate-wrong-graph]


# --8<-- [start:evaluate-wrong-left-in-eval] raises AssertionError
def evaluate(model, inputs, targets):
    loss = Solved(model, inputs, targets)
    model.eval()
    return loss


check_evaluate()
# --8<-- [end:evaluate-wrong-left-in-eval]


# --8<-- [start:evaluate-wrong-always-train] raises AssertionError
def evaluate(model, inputs, targets):
    loss = Solved(model, inputs, targets)
    model.train()
    return loss


check_evaluate()
# --8<-- [end:evaluate-wrong-always-train]


# --8<-- [start:evaluate-wrong-frozen] raises AssertionError
def evaluate(model, inputs, targets):
    model.requires_grad_(False)
    return Solved(model, inputs, targets)


check_evaluate()
# --8<-- [end:evaluate-wrong-frozen]
model.requires_grad_(True)


# --8<-- [start:evaluate-wrong-switched-off-for-good] raises AssertionError
def evaluate(model, inputs, targets):
    torch.set_grad_enabled(False)
    return Solved(model, inputs, targets)


check_evaluate()
# --8<-- [end:evaluate-wrong-switched-off-for-good]
torch.set_grad_enabled(True)

# --8<-- [start:newton-start]
import torch


def newton_step(f, x):
    return x


def bowl(x):
    return x**2 - 6 * x


x = torch.tensor(10.0, requires_grad=True)
print(f"{newton_step(bowl, x) = }")
# --8<-- [end:newton-start]


# --8<-- [start:newton-check] raises AssertionError
def check_newton():
    for start in (10.0, -2.0):
        x = torch.tensor(start, requires_grad=True)
        x.grad = torch.tensor(5.0)
        new = newton_step(bowl, x)
        assert x.grad == 5, f"{x.grad = }"
        assert x.item() == start, f"{x = }"
        assert abs(new.item() - 3) < 1e-4, f"{new = }"
        assert not new.requires_grad, f"{new = }"
    x = torch.tensor(4.0, requires_grad=True)
    new = newton_step(lambda x: x**3 - 12 * x, x)
    assert abs(new.item() - 2.5) < 1e-4, f"{new = }"


check_newton()
# --8<-- [end:newton-check]


# --8<-- [start:newton-solution]
def newton_step(f, x):
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    (bend,) = torch.autograd.grad(slope, x)
    return (x - slope / bend).detach()


# --8<-- [end:newton-solution]
check_newton()


def slopes(f, x):
    (slope,) = torch.autograd.grad(f(x), x, create_graph=True)
    (bend,) = torch.autograd.grad(slope, x)
    return slope.detach(), bend


def newton_step(f, x):
    slope, bend = slopes(f, x)
    with torch.no_grad():
        return x - slope / bend


check_newton()


def newton_step(f, x):
    first = torch.func.grad(f)
    second = torch.func.grad(first)
    return x.detach() - (first(x) / second(x)).detach()


check_newton()


# --8<-- [start:newton-wrong-graph-kept] raises AssertionError
def newton_step(f, x):
    slope, bend = slopes(f, x)
    return x - slope / bend


check_newton()
# --8<-- [end:newton-wrong-graph-kept]


# --8<-- [start:newton-wrong-uphill] raises AssertionError
def newton_step(f, x):
    slope, bend = slopes(f, x)
    return (x + slope / bend).detach()


check_newton()
# --8<-- [end:newton-wrong-uphill]


# --8<-- [start:newton-wrong-value-over-slope] raises AssertionError
def newton_step(f, x):
    return (x - f(x) / slopes(f, x)[0]).detach()


check_newton()
# --8<-- [end:newton-wrong-value-over-slope]


# --8<-- [start:newton-wrong-bend-of-two] raises AssertionError
def newton_step(f, x):
    return (x - slopes(f, x)[0] / 2).detach()


check_newton()
# --8<-- [end:newton-wrong-bend-of-two]


# --8<-- [start:newton-wrong-moved-in-place] raises AssertionError
def newton_step(f, x):
    slope, bend = slopes(f, x)
    with torch.no_grad():
        x -= slope / bend
    return x.detach()


check_newton()
# --8<-- [end:newton-wrong-moved-in-place]


# --8<-- [start:newton-wrong-grad-left] raises AssertionError
def newton_step(f, x):
    slope, bend = slopes(f, x)
    f(x).backward()
    return (x - x.grad / bend).detach()


check_newton()
# --8<-- [end:newton-wrong-grad-left]


# --8<-- [start:newton-wrong-grad-cleared] raises AssertionError
def newton_step(f, x):
    slope, bend = slopes(f, x)
    x.grad = None
    return (x - slope / bend).detach()


check_newton()
# --8<-- [end:newton-wrong-grad-cleared]

leaf = torch.tensor(2.0, requires_grad=True)
middle = leaf * 3
(middle**2).backward()
assert leaf.grad == 2 * 6 * 3 and not middle.is_leaf
w1, w2 = (torch.tensor(n, requires_grad=True) for n in (-1.5, 0.5))
loss = (w2 * torch.relu(w1 * 2) - 1) ** 2
loss.backward()
assert loss == 1 and w1.grad == 0 and w2.grad == 0
weights = torch.tensor([1.5, 0.5], requires_grad=True)
kept = weights.detach()
with torch.no_grad():
    weights -= 1
assert torch.equal(kept, weights)
certain = torch.tensor([[100.0, 0.0]])
answers = torch.tensor([0])
loss_fn = nn.CrossEntropyLoss()
assert loss_fn(certain, answers) == 0
assert loss_fn(certain.softmax(dim=1), answers) > 0.3
twice = certain.softmax(dim=1).softmax(dim=1)
assert torch.allclose(twice, torch.tensor([[0.73, 0.27]]), atol=0.005)
column = torch.tensor([[1.0], [2.0], [3.0]])
assert (column - torch.tensor([1.0, 2.0, 3.0])).shape == (3, 3)
