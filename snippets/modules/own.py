# --8<-- [start:small-net]
import torch
from torch import nn


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
# --8<-- [end:small-net]
assert output.item() == 0.5 * (1.5 * 2.0)
assert len(list(small_net.parameters())) == 2


# --8<-- [start:delivery-net]
class DeliveryNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 4)
        self.relu = nn.ReLU()
        self.output = nn.Linear(4, 1)

    def forward(self, x):
        x = self.hidden(x)  # (N, 3) -> (N, 4)
        x = self.relu(x)  # (N, 4)
        return self.output(x)  # (N, 4) -> (N, 1)


torch.manual_seed(0)
model = DeliveryNet()
orders = torch.tensor([[2.0, 1.0, 0.0], [5.5, 3.0, 1.0]])  # (2, 3)
minutes = model(orders)
print(f"{minutes.shape = }")

by_hand = model.output(model.hidden(orders).relu())
assert torch.equal(minutes, by_hand)
# --8<-- [end:delivery-net]

# --8<-- [start:print-model]
print(model)
# --8<-- [end:print-model]
assert [name for name, layer in model.named_children()] == [
    "hidden",
    "relu",
    "output",
]


# --8<-- [start:not-used]
class NotUsed(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 4)
        self.extra = nn.Linear(4, 4)
        self.output = nn.Linear(4, 1)

    def forward(self, x):
        return self.output(torch.relu(self.hidden(x)))


not_used = NotUsed()
print(not_used)
# --8<-- [end:not-used]

# --8<-- [start:not-used-found]
not_used(orders).sum().backward()
for name, parameter in not_used.named_parameters():
    print(name, parameter.grad is not None)
# --8<-- [end:not-used-found]
assert not_used.extra.weight.grad is None

# --8<-- [start:call-not-forward]
calls = []


def count_call(module, args, output):
    calls.append(1)


model.register_forward_hook(count_call)

model(orders)
print(f"{len(calls) = }")
model.forward(orders)
print(f"{len(calls) = }")
# --8<-- [end:call-not-forward]
assert torch.equal(model(orders), model.forward(orders))


# --8<-- [start:widths]
class Net(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.hidden = nn.Linear(inputs, hidden)
        self.output = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.output(torch.relu(self.hidden(x)))


for sizes in [(3, 4, 1), (3, 100, 1), (64, 32, 10)]:
    net = Net(*sizes)
    total = sum(parameter.numel() for parameter in net.parameters())
    print(sizes, f"{total = }")
# --8<-- [end:widths]
assert sum(p.numel() for p in Net(3, 4, 1).parameters()) == 21
assert 3 * 4 + 4 + 4 * 1 + 1 == 21


# --8<-- [start:made-in-forward]
class MadeInForward(nn.Module):
    def forward(self, x):
        layer = nn.Linear(3, 1)
        return layer(x)


forgetful = MadeInForward()
first, second = forgetful(orders), forgetful(orders)
print(f"{torch.equal(first, second) = }")
print(f"{list(forgetful.parameters()) = }")
print(forgetful)
# --8<-- [end:made-in-forward]
assert torch.equal(model(orders), model(orders))


# --8<-- [start:no-super] raises AttributeError
class NoSuper(nn.Module):
    def __init__(self):
        self.hidden = nn.Linear(3, 4)


NoSuper()
# --8<-- [end:no-super]


# --8<-- [start:no-return] raises AttributeError
class NoReturn(nn.Module):
    def __init__(self):
        super().__init__()
        self.output = nn.Linear(3, 1)

    def forward(self, x):
        x = self.output(x)


outputs = NoReturn()(orders)
print(f"{outputs = }")
nn.MSELoss()(outputs, torch.ones(2, 1))
# --8<-- [end:no-return]


# --8<-- [start:misspelled] raises NotImplementedError
class Misspelled(nn.Module):
    def __init__(self):
        super().__init__()
        self.output = nn.Linear(3, 1)

    def foward(self, x):
        return self.output(x)


Misspelled()(orders)
# --8<-- [end:misspelled]


# --8<-- [start:one-underscore] raises AttributeError
class OneUnderscore(nn.Module):
    def _init_(self):
        super().__init__()
        self.output = nn.Linear(3, 1)

    def forward(self, x):
        return self.output(x)


one_underscore = OneUnderscore()
print(one_underscore)
one_underscore(orders)
# --8<-- [end:one-underscore]


class Outside(nn.Module):
    pass


def forward(self, x):
    return x


try:
    Outside()(orders)
except NotImplementedError as error:
    assert 'missing the required "forward"' in str(error)
else:
    raise AssertionError


class LateSuper(nn.Module):
    def __init__(self):
        self.hidden = nn.Linear(3, 4)
        super().__init__()


try:
    LateSuper()
except AttributeError as error:
    assert "before Module.__init__()" in str(error)
else:
    raise AssertionError
