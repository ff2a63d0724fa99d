# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:linear-start]
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(100, 50)
bound = 1 / 100**0.5
print(f"{layer.weight.shape = }, {bound = }")
print(f"{layer.weight.min().item() = :.2f}")
print(f"{layer.weight.max().item() = :.2f}")
assert layer.weight.abs().max() <= bound
assert layer.bias.abs().max() <= bound
# --8<-- [end:linear-start]
assert layer.weight.abs().max() > 0.99 * bound
assert layer.weight.std() < 0.07

# --8<-- [start:seed]
torch.manual_seed(0)
again, other = nn.Linear(100, 50), nn.Linear(100, 50)
print(f"{torch.equal(layer.weight, again.weight) = }")
print(f"{torch.equal(layer.weight, other.weight) = }")
# --8<-- [end:seed]

# --8<-- [start:street]
position = torch.linspace(-1, 1, 21).unsqueeze(1)  # (21, 1)
distance = position.abs()
loss_fn = nn.MSELoss()


def train(model):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(500):
        optimizer.zero_grad()
        loss_fn(model(position), distance).backward()
        optimizer.step()
    return loss_fn(model(position), distance).item()


def street_net():
    return nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))


print(f"{train(street_net()) = :.2f}")
# --8<-- [end:street]
torch.manual_seed(0)
for trial in range(3):
    assert train(street_net()) < 0.05

# --8<-- [start:zeros]
model = street_net()
for parameter in model.parameters():
    nn.init.zeros_(parameter)
loss_fn(model(position), distance).backward()
for name, parameter in model.named_parameters():
    print(f"{name}: {parameter.grad.abs().max().item():.2f}")
print(f"{train(model) = :.2f}, {model(position).std().item() = :.2f}")
# --8<-- [end:zeros]
assert torch.allclose(model(position), distance.mean(), atol=1e-3)
for parameter in model.parameters():
    nn.init.zeros_(parameter)
model.zero_grad()
loss_fn(model(position), distance).backward()
first, second, third, last = [p.grad for p in model.parameters()]
assert not (first.any() or second.any() or third.any())
assert torch.allclose(last, -2 * distance.mean())

# --8<-- [start:same]
import matplotlib.pyplot as plt

model = street_net()
for parameter in model.parameters():
    nn.init.constant_(parameter, 0.5)
print(f"{train(model) = :.2f}")
for weight in (model[0].weight, model[2].weight):
    print(f"{(weight.max() - weight.min()).item() = :.4f}")

figure, axes = plt.subplots()
axes.plot(position, distance, label="distance")
axes.plot(position, model(position).detach(), label="model")
axes.set_xticks([-1, 0, 1])
axes.set_xlabel("position")
axes.legend()
# --8<-- [end:same]
assert model[0].weight.shape == (16, 1) and model[2].weight.shape == (1, 16)


# --8<-- [start:depth]
def spreads(std):
    torch.manual_seed(0)
    x = torch.randn(512, 100)
    found = []
    for depth in range(20):
        layer = nn.Linear(100, 100, bias=False)
        nn.init.normal_(layer.weight, std=std)
        x = torch.relu(layer(x)).detach()
        found.append(x.std().item())
    return found


figure, axes = plt.subplots()
for std in (0.07, 0.1414, 0.28):
    found = spreads(std)
    print(f"{std = }: {found[0]:.1e} ... {found[-1]:.1e}")
    axes.semilogy(range(1, 21), found, label=f"{std = }")
axes.set_xlabel("depth")
axes.legend()
# --8<-- [end:depth]
assert spreads(0.07)[-1] < 1e-5 and spreads(0.28)[-1] > 1e5
assert 0.1 < spreads(0.1414)[-1] < 3


def spread_of_gradient(std):
    torch.manual_seed(0)
    start = torch.randn(512, 100).requires_grad_()
    x = start
    for depth in range(20):
        layer = nn.Linear(100, 100, bias=False)
        nn.init.normal_(layer.weight, std=std)
        x = torch.relu(layer(x))
    x.sum().backward()
    return start.grad.std().item()


assert spread_of_gradient(0.07) < 1e-5 and spread_of_gradient(0.28) > 1e5
assert 0.1 < spread_of_gradient(0.1414) < 10

# --8<-- [start:variance]
torch.manual_seed(0)
x = torch.randn(10_000, 100)
weight = torch.randn(100, 100) * 0.1414
z = x @ weight.mT
print(f"{100 * 0.1414**2 = :.2f}")
print(f"{z.var().item() = :.2f}")
print(f"{torch.relu(z).square().mean().item() = :.2f}")
# --8<-- [end:variance]
assert abs(z.var() - 2) < 0.1 and abs(torch.relu(z).square().mean() - 1) < 0.1

# --8<-- [start:formulas]
weight = torch.empty(200, 100)  # (fan_out, fan_in)
gain = nn.init.calculate_gain("relu")
print(f"{gain = :.4f}")

nn.init.kaiming_normal_(weight, nonlinearity="relu")
print(f"{gain / 100**0.5 = :.4f}, {weight.std().item() = :.2f}")
nn.init.xavier_normal_(weight)
print(f"{(2 / (100 + 200)) ** 0.5 = :.4f}, {weight.std().item() = :.2f}")
# --8<-- [end:formulas]
assert abs(weight.std() - (2 / 300) ** 0.5) < 0.002
nn.init.kaiming_normal_(weight, nonlinearity="relu")
assert abs(weight.std() - 2**0.5 / 10) < 0.003
nn.init.kaiming_uniform_(weight, a=5**0.5)
assert 0.099 < weight.abs().max() <= bound

nn.init.xavier_uniform_(weight)
edge = (6 / (100 + 200)) ** 0.5
assert 0.99 * edge < weight.abs().max() <= edge


# --8<-- [start:apply]
def initialize(module):
    if isinstance(module, nn.Linear):
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        nn.init.zeros_(module.bias)


model = nn.Sequential(nn.Linear(100, 50), nn.ReLU(), nn.Linear(50, 1))
model.apply(initialize)
print(f"{model[0].bias.abs().max().item() = }")
print(f"{model[0].weight.std().item() = :.2f}")
# --8<-- [end:apply]

# --8<-- [start:bias-error] raises ValueError
for parameter in model.parameters():
    nn.init.kaiming_normal_(parameter)
# --8<-- [end:bias-error]

# --8<-- [start:leaf-error] raises RuntimeError
model[2].bias.fill_(25.0)
# --8<-- [end:leaf-error]

# --8<-- [start:last-bias]
fares = torch.tensor([22.0, 31.0, 18.0, 29.0])
nn.init.constant_(model[2].bias, fares.mean().item())
print(f"{model[2].bias.item() = }, {model[2].bias.requires_grad = }")
# --8<-- [end:last-bias]

# --8<-- [start:old-name] old
nn.init.xavier_uniform(model[0].weight)
# --8<-- [end:old-name]
