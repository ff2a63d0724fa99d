# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:linear-by-hand]
import torch
from torch import nn

x = torch.tensor([[1.0, 2.0, 3.0]])  # (1, 3)
weight = torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.5]])  # (2, 3)
bias = torch.tensor([0.5, -1.0])  # (2,)

by_hand = x @ weight.mT + bias  # (1, 2)
print(f"{by_hand.tolist() = }")
# --8<-- [end:linear-by-hand]
assert by_hand.tolist() == [[1 - 3 + 0.5, 2 + 2 + 1.5 - 1]]

# --8<-- [start:linear-call]
layer = nn.Linear(3, 2)
layer.weight = nn.Parameter(weight)
layer.bias = nn.Parameter(bias)

print(f"{layer(x).tolist() = }")
assert torch.allclose(layer(x), by_hand)
# --8<-- [end:linear-call]
assert nn.Linear(3, 2).weight.shape == (2, 3)
assert not torch.equal(nn.Linear(3, 2).weight, nn.Linear(3, 2).weight)


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(10, 5)
        self.sigmoid = nn.Sigmoid()
        self.fc2 = nn.Linear(5, 1)

    def forward(self, x):
        x = self.fc1(x)  # (N, 10) -> (N, 5)
        x = self.sigmoid(x)  # (N, 5)
        return self.fc2(x)  # (N, 5) -> (N, 1)


torch.manual_seed(0)
model = Net()
print(model)
# --8<-- [end:net]
assert [name for name, layer in model.named_children()] == [
    "fc1",
    "sigmoid",
    "fc2",
]

# --8<-- [start:call-model]
inputs = torch.randn(4, 10)
outputs = model(inputs)
print(f"{outputs.shape = }")
# --8<-- [end:call-model]
assert torch.equal(outputs, model.fc2(model.fc1(inputs).sigmoid()))
torch.manual_seed(0)
assert torch.equal(model.fc1.weight, Net().fc1.weight)
assert torch.equal(inputs, torch.randn(4, 10))
assert model(torch.randn(1, 10)).shape == (1, 1)

# --8<-- [start:call-not-forward]
calls = []


def count_call(module, args, output):
    calls.append(1)


model.register_forward_hook(count_call)

model(inputs)
print(f"{len(calls) = }")
model.forward(inputs)
print(f"{len(calls) = }")
# --8<-- [end:call-not-forward]
assert torch.equal(model(inputs), model.forward(inputs))

# --8<-- [start:count-parameters]
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape), parameter.numel())

total = sum(parameter.numel() for parameter in model.parameters())
print(f"{total = }")
# --8<-- [end:count-parameters]
assert total == (10 * 5 + 5) + (5 * 1 + 1) == 61
assert 10 * 5 + 5 * 1 == 55
assert not list(model.sigmoid.parameters())

# --8<-- [start:two-linears]
first, second, merged = nn.Linear(10, 5), nn.Linear(5, 1), nn.Linear(10, 1)
merged.weight = nn.Parameter(second.weight @ first.weight)
merged.bias = nn.Parameter(second.weight @ first.bias + second.bias)

stacked = second(first(inputs))
activated = second(torch.sigmoid(first(inputs)))
print(f"{torch.allclose(stacked, merged(inputs), atol=1e-5) = }")
print(f"{torch.allclose(activated, merged(inputs), atol=1e-5) = }")
assert torch.allclose(stacked, merged(inputs), atol=1e-5)
# --8<-- [end:two-linears]
assert not torch.allclose(activated, merged(inputs), atol=1e-2)
assert sum(parameter.numel() for parameter in merged.parameters()) == 11

# --8<-- [start:activations]
import matplotlib.pyplot as plt

x = torch.linspace(-4, 4, 101)
fig, ax = plt.subplots()
ax.plot(x, torch.relu(x), label="relu")
ax.plot(x, torch.sigmoid(x), label="sigmoid")
ax.set_xlabel("$x$")
ax.legend()
# --8<-- [end:activations]
assert torch.equal(torch.relu(x), torch.where(x > 0, x, 0.0))
assert 0 < torch.sigmoid(x).min() and torch.sigmoid(x).max() < 1
assert torch.sigmoid(torch.tensor(0.0)) == 0.5


# --8<-- [start:small-net]
class SmallNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.tensor(1.5))
        self.w2 = nn.Parameter(torch.tensor(0.5))

    def forward(self, x):
        return self.w2 * torch.relu(self.w1 * x)


small_net = SmallNet()
output = small_net(torch.tensor(2.0))
print(f"{output.item() = }")
assert output.item() == 0.5 * (1.5 * 2.0)
# --8<-- [end:small-net]
assert len(list(small_net.parameters())) == 2
assert output.item() - 1 == 0.5


# --8<-- [start:no-super]
class NoSuper(nn.Module):
    def __init__(self):
        self.fc1 = nn.Linear(10, 5)


print(f"{issubclass(NoSuper, nn.Module) = }")
# --8<-- [end:no-super]

# --8<-- [start:no-super-error] raises AttributeError
NoSuper()
# --8<-- [end:no-super-error]

# --8<-- [start:wrong-width] raises RuntimeError
model(torch.randn(4, 8))
# --8<-- [end:wrong-width]

# --8<-- [start:right-width]
fc1 = nn.Linear(8, 5)
print(f"{fc1(torch.randn(4, 8)).shape = }")
# --8<-- [end:right-width]
assert model.fc1.weight.mT.shape == (10, 5)
