# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:two-lines]
import torch
from torch import nn

x = torch.tensor([0.0, 1.0, 5.0])
hidden = 2 * x + 1
print(f"{(3 * hidden - 4).tolist() = }")
print(f"{(6 * x - 1).tolist() = }")
# --8<-- [end:two-lines]
assert (3 * hidden - 4).tolist() == (6 * x - 1).tolist() == [-1, 5, 29]

# --8<-- [start:two-linears]
torch.manual_seed(0)
first, second, merged = nn.Linear(10, 5), nn.Linear(5, 1), nn.Linear(10, 1)
merged.weight = nn.Parameter(second.weight @ first.weight)
merged.bias = nn.Parameter(second.weight @ first.bias + second.bias)

inputs = torch.randn(4, 10)
stacked = second(first(inputs))
bent = second(torch.relu(first(inputs)))
print(f"{torch.allclose(stacked, merged(inputs), atol=1e-5) = }")
print(f"{torch.allclose(bent, merged(inputs), atol=1e-5) = }")
# --8<-- [end:two-linears]
assert torch.allclose(stacked, merged(inputs), atol=1e-5)
assert not torch.allclose(bent, merged(inputs), atol=1e-2)
assert sum(p.numel() for p in [*first.parameters(), *second.parameters()]) == 61
assert sum(p.numel() for p in merged.parameters()) == 11
assert (10 * 5 + 5) + (5 * 1 + 1) == 61 and 10 * 1 + 1 == 11

# --8<-- [start:fare]
km = torch.tensor([0.0, 1.0, 2.0, 3.0, 4.0])
beyond = torch.relu(km - 2)
fares = 6 + 3.5 * beyond
print(f"{beyond.tolist() = }")
print(f"{fares.tolist() = }")
print(f"{fares.diff().tolist() = }")
assert torch.equal(beyond, torch.where(km > 2, km - 2, 0.0))
# --8<-- [end:fare]
assert fares.diff().tolist() == [0, 0, 3.5, 3.5]
taxi = nn.Sequential(nn.Linear(1, 1), nn.ReLU(), nn.Linear(1, 1))
for parameter, value in zip(taxi.parameters(), [1.0, -2.0, 3.5, 6.0]):
    nn.init.constant_(parameter, value)
assert torch.equal(taxi(km.unsqueeze(1)).squeeze(1), fares)

# --8<-- [start:switches]
switches = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
lamp = torch.tensor([0.0, 1.0, 1.0, 0.0])

line = nn.Linear(2, 1)
scores = line(switches).squeeze(1)
print(f"{torch.allclose(scores[0] + scores[3], scores[1] + scores[2]) = }")
# --8<-- [end:switches]
assert torch.allclose(scores[0] + scores[3], scores[1] + scores[2])
assert lamp[0] + lamp[3] == 0 and lamp[1] + lamp[2] == 2

# --8<-- [start:switches-relu]
model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
with torch.no_grad():
    model[0].weight.copy_(torch.tensor([[1.0, 1.0], [1.0, 1.0]]))
    model[0].bias.copy_(torch.tensor([0.0, -1.0]))
    model[2].weight.copy_(torch.tensor([[1.0, -2.0]]))
    model[2].bias.zero_()
print(f"{model(switches).squeeze(1).tolist() = }")
assert torch.equal(model(switches).squeeze(1), lamp)
# --8<-- [end:switches-relu]
assert torch.relu(model[0](switches))[3].tolist() == [2, 1]


# --8<-- [start:slope]
def slope(function, x):
    x = x.clone().requires_grad_()
    function(x).sum().backward()
    return x.grad


x = torch.linspace(-4, 4, 128)
h = 0.01
measured = (torch.relu(x + h) - torch.relu(x - h)) / (2 * h)
print(f"{slope(torch.relu, x).unique().tolist() = }")
assert torch.allclose(slope(torch.relu, x), measured, atol=1e-3)
# --8<-- [end:slope]
assert x.abs().min() > h

# --8<-- [start:slope-at-zero]
zero = torch.tensor([0.0])
measured = (torch.relu(zero + h) - torch.relu(zero - h)) / (2 * h)
print(f"{measured.item() = }")
print(f"{slope(torch.relu, zero).item() = }")
# --8<-- [end:slope-at-zero]
assert measured.item() == 0.5 and slope(torch.relu, zero).item() == 0

# --8<-- [start:relu-family]
import matplotlib.pyplot as plt
import torch.nn.functional as F


def draw(*functions):
    figure, (left, right) = plt.subplots(1, 2)
    for function in functions:
        left.plot(x, function(x), label=function.__name__)
        right.plot(x, slope(function, x))
    left.set(xlabel="$x$", ylabel="$y$")
    right.set(xlabel="$x$", ylabel="$dy/dx$")
    left.legend(handlelength=1)


def leaky_relu(x):
    return F.leaky_relu(x, negative_slope=0.1)


draw(torch.relu, leaky_relu, F.elu)
# --8<-- [end:relu-family]
assert torch.allclose(leaky_relu(x), torch.where(x > 0, x, 0.1 * x))
assert torch.allclose(F.elu(x), torch.where(x > 0, x, x.exp() - 1), atol=1e-6)
assert nn.LeakyReLU().negative_slope == 0.01
assert slope(leaky_relu, x).min() > 0 and slope(F.elu, x).min() > 0
for function in (leaky_relu, F.elu, F.gelu, torch.sigmoid, torch.tanh):
    measured = (function(x + h) - function(x - h)) / (2 * h)
    assert torch.allclose(slope(function, x), measured, atol=1e-3)

# --8<-- [start:gelu]
normal = torch.distributions.Normal(0.0, 1.0)
assert torch.allclose(x * normal.cdf(x), F.gelu(x), atol=1e-5)
draw(torch.relu, F.gelu)
# --8<-- [end:gelu]
assert F.gelu(x).min() < 0 and slope(F.gelu, x).min() < 0

# --8<-- [start:dead-relu]
temperatures = torch.tensor([[18.0], [25.0], [31.0], [38.0]])
unit = nn.Linear(1, 1)
for activation in (nn.ReLU(), nn.LeakyReLU(0.1)):
    nn.init.constant_(unit.weight, -0.5)
    nn.init.constant_(unit.bias, -1.0)
    unit.zero_grad()
    activation(unit(temperatures)).sum().backward()
    print(f"{activation}: {unit.weight.grad.item() = :.1f}")
# --8<-- [end:dead-relu]
assert (unit(temperatures) < 0).all()
assert abs(unit.weight.grad.item() - 0.1 * temperatures.sum().item()) < 1e-4
assert temperatures.sum() == 112
unit.zero_grad()
torch.relu(unit(temperatures)).sum().backward()
assert unit.weight.grad.item() == unit.bias.grad.item() == 0

# --8<-- [start:sigmoid-tanh]
assert torch.allclose(torch.sigmoid(x), 1 / (1 + torch.exp(-x)))
assert torch.allclose(torch.tanh(x), 2 * torch.sigmoid(2 * x) - 1, atol=1e-6)
draw(torch.sigmoid, torch.tanh)
for value in (0.0, 2.0, 10.0):
    s = slope(torch.sigmoid, torch.tensor([value])).item()
    print(f"{value = }, {s = :.6f}")
print(f"{0.25**5 = :.6f}")
# --8<-- [end:sigmoid-tanh]
assert slope(torch.sigmoid, zero).item() == 0.25
assert slope(torch.tanh, zero).item() == 1
assert slope(torch.sigmoid, x).max() < 0.25

# --8<-- [start:softmax]
logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 3.0]])  # (2, 3)
raised = torch.exp(logits)
print(raised)
by_hand = raised / raised.sum(dim=1, keepdim=True)
probabilities = torch.softmax(logits, dim=1)
print(probabilities)
print(f"{probabilities.sum(dim=1)[0].item() = :.4f}")
assert torch.allclose(probabilities, by_hand)
# --8<-- [end:softmax]
assert torch.allclose(probabilities, torch.softmax(logits + 100, dim=1))
assert torch.equal(logits.argmax(dim=1), probabilities.argmax(dim=1))
assert torch.allclose(probabilities.sum(dim=1), torch.ones(2))
one_logit = torch.stack([x, torch.zeros_like(x)], dim=1)
assert torch.allclose(
    torch.softmax(one_logit, dim=1)[:, 0], torch.sigmoid(x), atol=1e-6
)

# --8<-- [start:no-dim] old
probabilities = F.softmax(logits)
# --8<-- [end:no-dim]
assert torch.equal(probabilities, torch.softmax(logits, dim=1))
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    cube = nn.Softmax(None)(torch.zeros(2, 3, 4))
assert torch.allclose(cube.sum(dim=0), torch.ones(3, 4))

# --8<-- [start:last-layer]
winter = torch.tensor([-4.0, 2.0, 7.0])
print(f"{torch.relu(winter).tolist() = }")
print(f"{torch.sigmoid(winter).max().item() < 1 = }")
# --8<-- [end:last-layer]
classes = torch.tensor([0, 2])
assert torch.allclose(
    nn.CrossEntropyLoss()(logits, classes),
    -torch.softmax(logits, dim=1)[[0, 1], classes].log().mean(),
)
assert torch.allclose(
    nn.BCEWithLogitsLoss()(winter, torch.ones(3)),
    -torch.sigmoid(winter).log().mean(),
)
