# host: one message names a type of the CPU
# --8<-- [start:setup]
import torch
from torch import nn

inputs = torch.tensor([[2.0, 15.0], [5.0, 35.0]])  # (N, F)
# --8<-- [end:setup]


# --8<-- [start:no-super] raises AttributeError
class Net(nn.Module):
    def __init__(self):
        self.hidden = nn.Linear(2, 4)


Net()


# --8<-- [end:no-super]
class Bare(nn.Module):
    def __init__(self):
        self.weight = nn.Parameter(torch.zeros(2))


try:
    Bare()
    raise AssertionError
except AttributeError as error:
    assert "cannot assign parameters before" in str(error)


# --8<-- [start:no-super-fixed]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 4)


print(Net())
# --8<-- [end:no-super-fixed]


# --8<-- [start:misspelled] raises AttributeError
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 4)

    def forward(self, x):
        return self.hiden(x)


Net()(inputs)
# --8<-- [end:misspelled]


class Initless(nn.Module):
    def __int__(self):
        self.hidden = nn.Linear(2, 4)

    def forward(self, x):
        return self.hidden(x)


try:
    Initless()(inputs)
    raise AssertionError
except AttributeError as error:
    assert str(error) == "'Initless' object has no attribute 'hidden'"


# --8<-- [start:misspelled-fixed]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 4)

    def forward(self, x):
        return self.hidden(x)


print(f"{Net()(inputs).shape = }")
# --8<-- [end:misspelled-fixed]


# --8<-- [start:no-forward] raises NotImplementedError
class Doubled(nn.Module):
    def foward(self, x):
        return 2 * x


Doubled()(inputs)
# --8<-- [end:no-forward]
try:
    nn.ModuleList([nn.Linear(2, 4)])(inputs)
    raise AssertionError
except NotImplementedError as error:
    assert "Module [ModuleList] is missing" in str(error)


# --8<-- [start:no-forward-fixed]
class Doubled(nn.Module):
    def forward(self, x):
        return 2 * x


print(Doubled()(inputs))
# --8<-- [end:no-forward-fixed]


# --8<-- [start:no-argument] raises TypeError
class Net(nn.Module):
    def forward(self, x):
        return 2 * x


Net()()
# --8<-- [end:no-argument]


class Selfless(nn.Module):
    def forward(x):
        return x


try:
    Selfless()(inputs)
    raise AssertionError
except TypeError as error:
    assert "forward() takes 1 positional argument but 2 were" in str(error)

try:
    nn.Linear(2)
    raise AssertionError
except TypeError as error:
    assert "Linear.__init__() missing 1 required positional" in str(error)

# --8<-- [start:no-argument-two] raises TypeError
nn.Sequential(nn.Linear(2, 1))(inputs, inputs)
# --8<-- [end:no-argument-two]

# --8<-- [start:no-argument-fixed]
print(Net()(inputs))
both = torch.cat([inputs, inputs], dim=1)
print(f"{nn.Sequential(nn.Linear(4, 1))(both).shape = }")
# --8<-- [end:no-argument-fixed]

# --8<-- [start:made-with-data] raises TypeError
nn.Sigmoid(inputs)
# --8<-- [end:made-with-data]
try:
    Net(inputs)
    raise AssertionError
except TypeError as error:
    assert "__init__() takes 1 positional argument but 2 were" in str(error)

# --8<-- [start:made-with-data-fixed]
print(nn.Sigmoid()(inputs).shape, torch.sigmoid(inputs).shape)
# --8<-- [end:made-with-data-fixed]

# --8<-- [start:not-callable] raises TypeError
outputs, targets = torch.zeros(2, 1), torch.ones(2, 1)
loss = nn.MSELoss()
for epoch in range(2):
    loss = loss(outputs, targets)
# --8<-- [end:not-callable]
assert epoch == 1 and loss == 1.0
try:
    inputs.T()
    raise AssertionError
except TypeError as error:
    assert str(error) == "'Tensor' object is not callable"

# --8<-- [start:not-callable-fixed]
loss_fn = nn.MSELoss()
for epoch in range(2):
    loss = loss_fn(outputs, targets)
    print(epoch, loss)
# --8<-- [end:not-callable-fixed]

# --8<-- [start:not-a-module] raises TypeError
nn.Sequential(nn.Linear(2, 4), nn.ReLU)
# --8<-- [end:not-a-module]
for layers, words in [
    (([nn.Linear(2, 4), nn.ReLU()],), "list is not a Module subclass"),
    ((nn.Linear(2, 4), torch.relu), "relu is not a Module subclass"),
]:
    try:
        nn.Sequential(*layers)
        raise AssertionError
    except TypeError as error:
        assert words in str(error)
assert len(nn.Sequential(*[nn.Linear(2, 4), nn.ReLU()])) == 2

# --8<-- [start:not-a-module-fixed]
print(nn.Sequential(nn.Linear(2, 4), nn.ReLU()))
# --8<-- [end:not-a-module-fixed]

# --8<-- [start:not-subscriptable] raises TypeError
layer = nn.Linear(2, 4)
layer[0]
# --8<-- [end:not-subscriptable]

# --8<-- [start:not-subscriptable-fixed]
print(nn.Sequential(layer)[0], layer.weight[0].shape)
# --8<-- [end:not-subscriptable-fixed]

# --8<-- [start:not-a-tensor] raises TypeError
layer = nn.Linear(2, 4)
layer([[2.0, 15.0], [5.0, 35.0]])
# --8<-- [end:not-a-tensor]

# --8<-- [start:not-a-tensor-conv] raises TypeError
nn.Conv2d(1, 8, 3)([[2.0, 15.0], [5.0, 35.0]])
# --8<-- [end:not-a-tensor-conv]


class Forgetful(nn.Module):
    def forward(self, x):
        2 * x


for wrong, kind in [
    (inputs.numpy(), "numpy.ndarray"),
    (nn.LSTM(2, 2)(inputs), "tuple"),
    (Forgetful()(inputs), "NoneType"),
    (nn.ReLU(inputs), "ReLU"),
]:
    try:
        layer(wrong)
        raise AssertionError
    except TypeError as error:
        assert str(error).endswith(f"must be Tensor, not {kind}")

# --8<-- [start:not-a-tensor-fixed]
rows = torch.tensor([[2.0, 15.0], [5.0, 35.0]])
print(f"{layer(rows).shape = }")
# --8<-- [end:not-a-tensor-fixed]

# --8<-- [start:not-a-parameter] raises TypeError
layer = nn.Linear(2, 4)
layer.weight = torch.zeros(4, 2)
# --8<-- [end:not-a-parameter]

# --8<-- [start:not-a-parameter-fixed]
layer.weight = nn.Parameter(torch.zeros(4, 2))
nn.init.ones_(layer.weight)
print(f"{layer.weight.requires_grad = }")
# --8<-- [end:not-a-parameter-fixed]
assert layer.weight.tolist() == [[1.0, 1.0]] * 4
