# --8<-- [start:sequential]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
inputs = torch.ones(2, 3)
print(model)

by_hand = model[2](model[1](model[0](inputs)))
assert torch.equal(model(inputs), by_hand)
# --8<-- [end:sequential]

# --8<-- [start:named]
from collections import OrderedDict

named = nn.Sequential(
    OrderedDict(hidden=nn.Linear(3, 4), relu=nn.ReLU(), output=nn.Linear(4, 1))
)
print(named)
print(f"{named.hidden is named[0] = }")
# --8<-- [end:named]

# --8<-- [start:slice]
features = model[:2]
print(f"{len(model) = }, {len(features) = }")
print(f"{features(inputs).shape = }")
print(f"{model[-1].out_features = }")
print(f"{features[0] is model[0] = }")
# --8<-- [end:slice]
try:
    nn.Sequential({"relu": nn.ReLU()})
except TypeError as error:
    assert str(error) == "dict is not a Module subclass"
else:
    raise AssertionError
with torch.no_grad():
    before = model[0].weight.clone()
    features[0].weight.add_(1)
    assert torch.equal(model[0].weight, before + 1)
    features[0].weight.copy_(before)

# --8<-- [start:flatten]
images = torch.zeros(8, 1, 4, 4)  # (N, C, H, W)
reader = nn.Sequential(nn.Flatten(), nn.Linear(16, 10))
painter = nn.Sequential(nn.Linear(10, 16), nn.Unflatten(1, (1, 4, 4)))

print(f"{reader[0](images).shape = }")
print(f"{reader(images).shape = }")
print(f"{painter(reader(images)).shape = }")
# --8<-- [end:flatten]
assert torch.flatten(images).shape == (128,)


# --8<-- [start:plain-list]
class PlainList(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(3, 3), nn.Linear(3, 3)]

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x


plain = PlainList()
print(f"{plain(inputs).shape = }")
print(f"{len(list(plain.parameters())) = }")
# --8<-- [end:plain-list]
assert sum(p.numel() for layer in plain.layers for p in layer.parameters()) == (
    24
)

# --8<-- [start:unseen]
print(plain)
print(f"{len(plain.state_dict()) = }")

plain.to(torch.float64)
print(f"{plain.layers[0].weight.dtype = }")
# --8<-- [end:unseen]

# --8<-- [start:empty-optimizer] raises ValueError
torch.optim.SGD(plain.parameters(), lr=0.1)
# --8<-- [end:empty-optimizer]


# --8<-- [start:half-seen]
class HalfSeen(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(3, 3), nn.Linear(3, 3)]
        self.output = nn.Linear(3, 1)


half_seen = HalfSeen()
optimizer = torch.optim.SGD(half_seen.parameters(), lr=0.1)
print([name for name, parameter in half_seen.named_parameters()])
# --8<-- [end:half-seen]


# --8<-- [start:module-list]
class Stack(nn.Module):
    def __init__(self, width, depth):
        super().__init__()
        layers = [nn.Linear(width, width) for i in range(depth)]
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x)) + x
        return x


stack = Stack(width=3, depth=2)
print(stack)
print([name for name, parameter in stack.named_parameters()])
# --8<-- [end:module-list]
assert stack(inputs).shape == inputs.shape
assert len(stack.state_dict()) == 4
assert stack.to(torch.float64).layers[0].weight.dtype == torch.float64
stack.to(torch.float32)
torch.optim.SGD(stack.parameters(), lr=0.1)

# --8<-- [start:list-called] raises NotImplementedError
stack.layers(inputs)
# --8<-- [end:list-called]


# --8<-- [start:module-dict]
class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(3, 4), nn.ReLU())
        self.heads = nn.ModuleDict(
            {"minutes": nn.Linear(4, 1), "reais": nn.Linear(4, 1)}
        )

    def forward(self, x, head):
        return self.heads[head](self.body(x))


two_heads = TwoHeads()
print(f"{two_heads(inputs, 'minutes').shape = }")
print(list(two_heads.heads))
# --8<-- [end:module-dict]
assert len(list(two_heads.parameters())) == 6


class PlainDict(nn.Module):
    def __init__(self):
        super().__init__()
        self.heads = {"minutes": nn.Linear(4, 1)}


assert not list(PlainDict().parameters())
three = nn.ParameterList([torch.ones(2), torch.zeros(2)])
assert len(list(three.parameters())) == 2
assert all(isinstance(one, nn.Parameter) for one in three)

# --8<-- [start:dotted-key] raises KeyError
nn.ModuleDict({"price.in.reais": nn.Linear(4, 1)})
# --8<-- [end:dotted-key]
for taken in ("keys", "type"):
    try:
        nn.ModuleDict({taken: nn.Linear(4, 1)})
    except KeyError as error:
        assert error.args[0] == f"attribute '{taken}' already exists"
    else:
        raise AssertionError

# --8<-- [start:nested]
for name, module in two_heads.named_modules():
    print(repr(name), type(module).__name__)
# --8<-- [end:nested]

# --8<-- [start:get-submodule]
print(two_heads.get_submodule("heads.minutes"))
print(f"{two_heads.get_submodule('body.0') is two_heads.body[0] = }")
print(list(two_heads.state_dict())[-1])
# --8<-- [end:get-submodule]
