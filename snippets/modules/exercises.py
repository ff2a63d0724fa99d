# --8<-- [start:count-start]
import torch
from torch import nn

model = nn.Sequential(
    nn.Linear(3, 4),
    nn.BatchNorm1d(4),
    nn.ReLU(),
    nn.Linear(4, 2, bias=False),
)

answer = None
# --8<-- [end:count-start]


# --8<-- [start:count-check] raises AssertionError
def check_count():
    count = sum(p.numel() for p in model.parameters())
    assert answer == count, f"{answer = }"


check_count()
# --8<-- [end:count-check]

# --8<-- [start:count-solution]
answer = (3 * 4 + 4) + (4 + 4) + 4 * 2
# --8<-- [end:count-solution]
check_count()
assert answer == 32
assert sum(buffer.numel() for buffer in model.buffers()) == 9

# --8<-- [start:count-wrong-bias-of-the-last] raises AssertionError
answer = 34
check_count()
# --8<-- [end:count-wrong-bias-of-the-last]

# --8<-- [start:count-wrong-no-norm] raises AssertionError
answer = 24
check_count()
# --8<-- [end:count-wrong-no-norm]

# --8<-- [start:count-wrong-with-buffers] raises AssertionError
answer = 41
assert answer == 32 + sum(buffer.numel() for buffer in model.buffers())
check_count()
# --8<-- [end:count-wrong-with-buffers]

# --8<-- [start:count-wrong-tensors] raises AssertionError
answer = 5
assert answer == len(list(model.parameters()))
check_count()
# --8<-- [end:count-wrong-tensors]

# --8<-- [start:photo-start]
import torch
from torch import nn

images = torch.zeros(8, 3, 32, 32)

wide = nn.Conv2d(3, 16, 3)(images)
half = nn.MaxPool2d(2)(wide)
deep = nn.Conv2d(16, 32, 3, stride=2, padding=1)(half)
flat = nn.Flatten()(deep)

wide_shape = None
half_shape = None
deep_shape = None
flat_shape = None
# --8<-- [end:photo-start]


# --8<-- [start:photo-check] raises AssertionError
def check_photo():
    assert wide.shape == wide_shape, f"{wide_shape = }"
    assert half.shape == half_shape, f"{half_shape = }"
    assert deep.shape == deep_shape, f"{deep_shape = }"
    assert flat.shape == flat_shape, f"{flat_shape = }"


check_photo()
# --8<-- [end:photo-check]

# --8<-- [start:photo-solution]
wide_shape = (8, 16, 30, 30)
half_shape = (8, 16, 15, 15)
deep_shape = (8, 32, 8, 8)
flat_shape = (8, 32 * 8 * 8)
# --8<-- [end:photo-solution]
check_photo()
assert 32 * 8 * 8 == 2048
assert nn.Linear(2048, 10)(flat).shape == (8, 10)

# --8<-- [start:photo-wrong-same-size] raises AssertionError
wide_shape = (8, 16, 32, 32)
check_photo()
# --8<-- [end:photo-wrong-same-size]

# --8<-- [start:photo-wrong-channels-multiplied] raises AssertionError
wide_shape = (8, 48, 30, 30)
check_photo()
# --8<-- [end:photo-wrong-channels-multiplied]

# --8<-- [start:photo-wrong-channels-pooled] raises AssertionError
wide_shape = (8, 16, 30, 30)
half_shape = (8, 8, 15, 15)
check_photo()
# --8<-- [end:photo-wrong-channels-pooled]

# --8<-- [start:photo-wrong-rounded-down] raises AssertionError
half_shape = (8, 16, 15, 15)
deep_shape = (8, 32, 7, 7)
check_photo()
# --8<-- [end:photo-wrong-rounded-down]

# --8<-- [start:photo-wrong-images-mixed] raises AssertionError
deep_shape = (8, 32, 8, 8)
flat_shape = (8 * 32 * 8 * 8,)
assert flat_shape == (16384,)
check_photo()
# --8<-- [end:photo-wrong-images-mixed]

# --8<-- [start:photo-wrong-images-forgotten] raises AssertionError
flat_shape = (32 * 8 * 8,)
check_photo()
# --8<-- [end:photo-wrong-images-forgotten]

# --8<-- [start:hidden-layers-start]
import torch
from torch import nn


class DeliveryNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = [nn.Linear(3, 3) for repeat in range(depth)]
        self.output = nn.Linear(3, 1)

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        self.output(x)


net = DeliveryNet(depth=3)
print(f"{len(list(net.parameters())) = }")
print(f"{net(torch.ones(2, 3)) = }")
# --8<-- [end:hidden-layers-start]


# --8<-- [start:hidden-layers-check] raises AssertionError
def check_hidden_layers():
    for depth in (1, 2, 3):
        net = DeliveryNet(depth)
        count = len(list(net.parameters()))
        assert count == 2 * depth + 2, f"{depth = }, {count = }"
        out = net(torch.ones(2, 3))
        assert isinstance(out, torch.Tensor), f"{out = }"
        assert out.shape == (2, 1), f"{out.shape = }"
        out.sum().backward()
        unused = [n for n, p in net.named_parameters() if p.grad is None]
        assert unused == [], f"{unused = }"
        for parameter in net.parameters():
            nn.init.constant_(parameter, -1.0)
        out = net(torch.ones(1, 3)).item()
        assert out == -1.0, f"{depth = }, {out = }"


check_hidden_layers()
# --8<-- [end:hidden-layers-check]


# --8<-- [start:hidden-layers-solution]
class DeliveryNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        layers = [nn.Linear(3, 3) for repeat in range(depth)]
        self.layers = nn.ModuleList(layers)
        self.output = nn.Linear(3, 1)

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.output(x)


# --8<-- [end:hidden-layers-solution]
check_hidden_layers()
Solved = DeliveryNet


class DeliveryNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        pairs = [[nn.Linear(3, 3), nn.ReLU()] for repeat in range(depth)]
        self.body = nn.Sequential(*sum(pairs, []), nn.Linear(3, 1))

    def forward(self, x):
        return self.body(x)


check_hidden_layers()


class DeliveryNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.depth = depth
        for position in range(depth):
            self.add_module(f"hidden{position}", nn.Linear(3, 3))
        self.output = nn.Linear(3, 1)

    def forward(self, x):
        for position in range(self.depth):
            x = getattr(self, f"hidden{position}")(x).clamp(min=0)
        x = self.output(x)
        return x


check_hidden_layers()


# --8<-- [start:hidden-layers-wrong-list-kept] raises AssertionError
class DeliveryNet(Solved):
    def __init__(self, depth):
        super().__init__(depth)
        del self.layers
        self.layers = [nn.Linear(3, 3) for repeat in range(depth)]


check_hidden_layers()
# --8<-- [end:hidden-layers-wrong-list-kept]


# --8<-- [start:hidden-layers-wrong-no-return] raises AssertionError
class DeliveryNet(Solved):
    def forward(self, x):
        super().forward(x)


check_hidden_layers()
# --8<-- [end:hidden-layers-wrong-no-return]


# --8<-- [start:hidden-layers-wrong-return-in-the-loop] raises AssertionError
class DeliveryNet(Solved):
    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
            return self.output(x)


check_hidden_layers()
# --8<-- [end:hidden-layers-wrong-return-in-the-loop]


# --8<-- [start:hidden-layers-wrong-one-layer-repeated] raises AssertionError
class DeliveryNet(Solved):
    def __init__(self, depth):
        super().__init__(depth)
        self.layers = nn.ModuleList([nn.Linear(3, 3)] * depth)


check_hidden_layers()
# --8<-- [end:hidden-layers-wrong-one-layer-repeated]


# --8<-- [start:hidden-layers-wrong-relu-lost] raises AssertionError
class DeliveryNet(Solved):
    def forward(self, x):
        return self.output(nn.Sequential(*self.layers)(x))


check_hidden_layers()
# --8<-- [end:hidden-layers-wrong-relu-lost]


# --8<-- [start:hidden-layers-wrong-relu-once] raises AssertionError
class DeliveryNet(Solved):
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return self.output(torch.relu(x))


check_hidden_layers()
# --8<-- [end:hidden-layers-wrong-relu-once]


# --8<-- [start:hidden-layers-wrong-relu-at-the-end] raises AssertionError
class DeliveryNet(Solved):
    def forward(self, x):
        return torch.relu(super().forward(x))


check_hidden_layers()
# --8<-- [end:hidden-layers-wrong-relu-at-the-end]

# --8<-- [start:rent-start]
import torch
from torch import nn


class RentNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.places = nn.Embedding(5, 2)
        self.hidden = nn.Linear(2 + 3, 8)
        self.output = nn.Linear(8, 1)

    def forward(self, codes, numbers):
        # pt: Complete: códigos (N,) e números (N, 3) entram, (N, 1) sai
        # en: Complete: codes (N,) and numbers (N, 3) go in, (N, 1) comes out
        return None


# --8<-- [end:rent-start]


# --8<-- [start:rent-check] raises AssertionError
def check_rent():
    net = RentNet()
    rows = [[2.0 * k, -1.0] for k in range(5)]
    net.places.weight = nn.Parameter(torch.tensor(rows))
    nn.init.ones_(net.hidden.weight)
    nn.init.zeros_(net.hidden.bias)
    nn.init.ones_(net.output.weight)
    nn.init.constant_(net.output.bias, -1.0)
    codes = torch.tensor([0, 3, 1])
    numbers = torch.tensor([[1.0, 2.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, -3.0]])
    out = net(codes, numbers)
    assert isinstance(out, torch.Tensor), f"{out = }"
    assert out.shape == (3, 1), f"{out.shape = }"
    assert out[0] == 8 * (0 - 1 + 3) - 1, f"{out[0] = }"
    assert out[1] == 8 * (6 - 1 + 1) - 1, f"{out[1] = }"
    assert out[2] == 8 * 0 - 1, f"{out[2] = }"


check_rent()
# --8<-- [end:rent-check]


# --8<-- [start:rent-solution]
class RentNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.places = nn.Embedding(5, 2)
        self.hidden = nn.Linear(2 + 3, 8)
        self.output = nn.Linear(8, 1)

    def forward(self, codes, numbers):
        x = torch.cat([self.places(codes), numbers], dim=1)  # (N, 5)
        return self.output(torch.relu(self.hidden(x)))


# --8<-- [end:rent-solution]
check_rent()


class Rent(RentNet):
    def forward(self, codes, numbers):
        x = torch.hstack((numbers, self.places(codes)))
        x = self.hidden(x).clamp(min=0)
        x = self.output(x)
        return x


Solved, RentNet = RentNet, Rent
check_rent()


# --8<-- [start:rent-wrong-no-relu] raises AssertionError
class RentNet(Solved):
    def forward(self, codes, numbers):
        x = torch.cat([self.places(codes), numbers], dim=1)
        return self.output(self.hidden(x))


check_rent()
# --8<-- [end:rent-wrong-no-relu]


# --8<-- [start:rent-wrong-relu-at-the-end] raises AssertionError
class RentNet(Solved):
    def forward(self, codes, numbers):
        x = torch.cat([self.places(codes), numbers], dim=1)
        return torch.relu(self.output(torch.relu(self.hidden(x))))


check_rent()
# --8<-- [end:rent-wrong-relu-at-the-end]


# --8<-- [start:rent-wrong-codes-as-numbers] raises AssertionError
class RentNet(Solved):
    def forward(self, codes, numbers):
        codes = codes.unsqueeze(1)
        x = torch.cat([codes, codes, numbers], dim=1)
        return self.output(torch.relu(self.hidden(x)))


check_rent()
# --8<-- [end:rent-wrong-codes-as-numbers]


# --8<-- [start:rent-wrong-relu-before-hidden] raises AssertionError
class RentNet(Solved):
    def forward(self, codes, numbers):
        x = torch.relu(torch.cat([self.places(codes), numbers], dim=1))
        return self.output(torch.relu(self.hidden(x)))


check_rent()
# --8<-- [end:rent-wrong-relu-before-hidden]


# --8<-- [start:rent-wrong-stops-at-hidden] raises AssertionError
class RentNet(Solved):
    def forward(self, codes, numbers):
        x = torch.cat([self.places(codes), numbers], dim=1)
        return torch.relu(self.hidden(x))


check_rent()
# --8<-- [end:rent-wrong-stops-at-hidden]

# --8<-- [start:dropout-start]
import torch
from torch import nn


class PriceNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 16)
        self.output = nn.Linear(16, 1)

    def forward(self, x):
        x = torch.relu(self.hidden(x))
        return self.output(x)


# --8<-- [end:dropout-start]


# --8<-- [start:dropout-check] raises AssertionError
def check_dropout():
    torch.manual_seed(0)
    net = PriceNet()
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    inputs = torch.ones(100, 3)
    net.eval()
    repeatable = torch.equal(net(inputs), net(inputs))
    assert repeatable, f"{net.training = }, {repeatable = }"
    out = net(inputs)
    assert (out == 16 * 4 + 1).all(), f"{net.training = }, {out[0] = }"
    net.train()
    repeatable = torch.equal(net(inputs), net(inputs))
    assert not repeatable, f"{net.training = }, {repeatable = }"
    step = net(inputs).unique().diff().min().item()
    assert step == 8, f"{net.training = }, {step = }"


check_dropout()
# --8<-- [end:dropout-check]


# --8<-- [start:dropout-solution]
class PriceNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3, 16)
        self.dropout = nn.Dropout(0.5)
        self.output = nn.Linear(16, 1)

    def forward(self, x):
        x = self.dropout(torch.relu(self.hidden(x)))
        return self.output(x)


# --8<-- [end:dropout-solution]
check_dropout()


class PriceNet(PriceNet):
    def forward(self, x):
        x = torch.relu(self.hidden(x))
        x = nn.functional.dropout(x, 0.5, training=self.training)
        return self.output(x)


check_dropout()


class PriceNet(PriceNet):
    def __init__(self):
        super().__init__()
        layers = (self.hidden, nn.ReLU(), nn.Dropout(), self.output)
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


check_dropout()


# --8<-- [start:dropout-wrong-function-without-mode] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        x = torch.relu(self.hidden(x))
        return self.output(nn.functional.dropout(x, 0.5))


check_dropout()
# --8<-- [end:dropout-wrong-function-without-mode]


# --8<-- [start:dropout-wrong-made-in-forward] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        x = torch.relu(self.hidden(x))
        return self.output(nn.Dropout(0.5)(x))


check_dropout()
# --8<-- [end:dropout-wrong-made-in-forward]


# --8<-- [start:dropout-wrong-at-the-end] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        x = torch.relu(self.hidden(x))
        return self.dropout(self.output(x))


check_dropout()
# --8<-- [end:dropout-wrong-at-the-end]


# --8<-- [start:dropout-wrong-never-used] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        return self.output(torch.relu(self.hidden(x)))


check_dropout()
# --8<-- [end:dropout-wrong-never-used]


# --8<-- [start:dropout-wrong-eval-inside] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        self.eval()
        return self.output(self.dropout(torch.relu(self.hidden(x))))


check_dropout()
# --8<-- [end:dropout-wrong-eval-inside]


# --8<-- [start:dropout-wrong-another-rate] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        x = torch.relu(self.hidden(x))
        x = nn.functional.dropout(x, 0.1, training=self.training)
        return self.output(x)


check_dropout()
# --8<-- [end:dropout-wrong-another-rate]


# --8<-- [start:dropout-wrong-larger-rate] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        x = torch.relu(self.hidden(x))
        x = nn.functional.dropout(x, 0.75, training=self.training)
        return self.output(x)


check_dropout()
# --8<-- [end:dropout-wrong-larger-rate]


# --8<-- [start:dropout-wrong-on-the-input] raises AssertionError
class PriceNet(PriceNet):
    def forward(self, x):
        return self.output(torch.relu(self.hidden(self.dropout(x))))


check_dropout()
# --8<-- [end:dropout-wrong-on-the-input]

# --8<-- [start:freeze-start]
import torch
from torch import nn


def freeze_all_but_last(model):
    return model


model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
freeze_all_but_last(model)
print([n for n, p in model.named_parameters() if p.requires_grad])
# --8<-- [end:freeze-start]


# --8<-- [start:freeze-check] raises AssertionError
def check_freeze():
    small = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
    large = nn.Sequential(
        nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4), nn.Linear(4, 2, bias=False)
    )
    for model, last in ((small, ["2.weight", "2.bias"]), (large, ["3.weight"])):
        keys = list(model.state_dict())
        freeze_all_but_last(model)
        assert list(model.state_dict()) == keys, (
            f"{list(model.state_dict()) = }"
        )
        learns = [n for n, p in model.named_parameters() if p.requires_grad]
        assert learns == last, f"{learns = }"


check_freeze()
# --8<-- [end:freeze-check]


# --8<-- [start:freeze-solution]
def freeze_all_but_last(model):
    model.requires_grad_(False)
    model[-1].requires_grad_(True)
    return model


# --8<-- [end:freeze-solution]
check_freeze()


def freeze_all_but_last(model):
    model[:-1].requires_grad_(False)


check_freeze()


def freeze_all_but_last(model):
    for layer in list(model)[:-1]:
        for parameter in layer.parameters():
            parameter.requires_grad = False


check_freeze()


# --8<-- [start:freeze-wrong-attribute] raises AssertionError
def freeze_all_but_last(model):
    for layer in model[:-1]:
        layer.requires_grad = False


check_freeze()
# --8<-- [end:freeze-wrong-attribute]


# --8<-- [start:freeze-wrong-bias-alone] raises AssertionError
def freeze_all_but_last(model):
    for parameter in list(model.parameters())[:-1]:
        parameter.requires_grad = False


check_freeze()
# --8<-- [end:freeze-wrong-bias-alone]


# --8<-- [start:freeze-wrong-first-alone] raises AssertionError
def freeze_all_but_last(model):
    model[0].requires_grad_(False)


check_freeze()
# --8<-- [end:freeze-wrong-first-alone]


# --8<-- [start:freeze-wrong-two-layers] raises AssertionError
def freeze_all_but_last(model):
    model[:2].requires_grad_(False)


check_freeze()
# --8<-- [end:freeze-wrong-two-layers]


# --8<-- [start:freeze-wrong-two-parameters] raises AssertionError
def freeze_all_but_last(model):
    for parameter in list(model.parameters())[:-2]:
        parameter.requires_grad = False


check_freeze()
# --8<-- [end:freeze-wrong-two-parameters]


# --8<-- [start:freeze-wrong-everything] raises AssertionError
def freeze_all_but_last(model):
    model.requires_grad_(False)


check_freeze()
# --8<-- [end:freeze-wrong-everything]


# --8<-- [start:freeze-wrong-eval] raises AssertionError
def freeze_all_but_last(model):
    model[:-1].eval()


check_freeze()
# --8<-- [end:freeze-wrong-eval]

# --8<-- [start:standardize-start]
import torch
from torch import nn


class Standardize(nn.Module):
    def __init__(self, data):
        super().__init__()

    def forward(self, x):
        return x


data = torch.tensor([[20.0, 700.0], [24.0, 900.0], [28.0, 1100.0]])
print(Standardize(data)(data))
# --8<-- [end:standardize-start]


# --8<-- [start:standardize-check] raises AssertionError
def check_standardize():
    rows = data.clone()
    layer = Standardize(rows)
    out = layer(rows)
    assert torch.equal(rows, data), f"{rows = }"
    assert torch.allclose(out[0], torch.tensor([-1.0, -1.0])), f"{out = }"
    assert torch.allclose(out[1], torch.tensor([0.0, 0.0])), f"{out = }"
    one = layer(torch.tensor([[26.0, 1000.0]]))
    assert torch.allclose(one, torch.tensor([[0.5, 0.5]])), f"{one = }"
    count = len(list(layer.parameters()))
    assert count == 0, f"{count = }"
    keys = sorted(layer.state_dict())
    assert keys == ["mean", "std"], f"{keys = }"
    std = layer.std.flatten()
    assert torch.allclose(std, torch.tensor([4.0, 200.0])), f"{std = }"
    other = Standardize(data * 10)
    out = other(data * 10)
    assert torch.allclose(out, layer(data)), f"{out = }"
    other.load_state_dict(layer.state_dict())
    out = other(data)
    assert torch.allclose(out, layer(data)), f"{out = }"


check_standardize()
# --8<-- [end:standardize-check]


# --8<-- [start:standardize-solution]
class Standardize(nn.Module):
    def __init__(self, data):
        super().__init__()
        self.register_buffer("mean", data.mean(dim=0))
        self.register_buffer("std", data.std(dim=0))

    def forward(self, x):
        return (x - self.mean) / self.std


# --8<-- [end:standardize-solution]
check_standardize()
Solved = Standardize


class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.mean = nn.Buffer(data.mean(dim=0, keepdim=True))
        self.std = nn.Buffer(data.std(dim=0, keepdim=True))


check_standardize()


class Standardize(Solved):
    def forward(self, x):
        return x.sub(self.mean).div(self.std + 1e-8)


check_standardize()


# --8<-- [start:standardize-wrong-plain-tensors] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.mean = data.mean(dim=0)
        self.std = data.std(dim=0)


check_standardize()
# --8<-- [end:standardize-wrong-plain-tensors]


# --8<-- [start:standardize-wrong-parameters] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.mean = nn.Parameter(data.mean(dim=0))
        self.std = nn.Parameter(data.std(dim=0))


check_standardize()
# --8<-- [end:standardize-wrong-parameters]


# --8<-- [start:standardize-wrong-not-saved] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.register_buffer("mean", data.mean(dim=0), persistent=False)
        self.register_buffer("std", data.std(dim=0), persistent=False)


check_standardize()
# --8<-- [end:standardize-wrong-not-saved]


# --8<-- [start:standardize-wrong-one-mean-for-all] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.register_buffer("mean", data.mean())
        self.register_buffer("std", data.std())


check_standardize()
# --8<-- [end:standardize-wrong-one-mean-for-all]


# --8<-- [start:standardize-wrong-means-of-the-batch] raises AssertionError
class Standardize(Solved):
    def forward(self, x):
        return (x - x.mean(dim=0)) / x.std(dim=0, correction=0)


check_standardize()
# --8<-- [end:standardize-wrong-means-of-the-batch]


# --8<-- [start:standardize-wrong-mean-of-the-batch] raises AssertionError
class Standardize(Solved):
    def forward(self, x):
        return (x - x.mean(dim=0)) / self.std


check_standardize()
# --8<-- [end:standardize-wrong-mean-of-the-batch]


# --8<-- [start:standardize-wrong-variance] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.register_buffer("mean", data.mean(dim=0))
        self.register_buffer("std", data.var(dim=0))


check_standardize()
# --8<-- [end:standardize-wrong-variance]


# --8<-- [start:standardize-wrong-variance-kept] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.register_buffer("mean", data.mean(dim=0))
        self.register_buffer("std", data.var(dim=0))

    def forward(self, x):
        return (x - self.mean) / self.std.sqrt()


check_standardize()
# --8<-- [end:standardize-wrong-variance-kept]


# --8<-- [start:standardize-wrong-numbers-by-hand] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        nn.Module.__init__(self)
        self.register_buffer("mean", torch.tensor([24.0, 900.0]))
        self.register_buffer("std", torch.tensor([4.0, 200.0]))


check_standardize()
# --8<-- [end:standardize-wrong-numbers-by-hand]


# --8<-- [start:standardize-wrong-buffers-unused] raises AssertionError
class Standardize(Solved):
    def __init__(self, data):
        super().__init__(data)
        self.center = data.mean(dim=0)

    def forward(self, x):
        return (x - self.center) / self.std


check_standardize()
# --8<-- [end:standardize-wrong-buffers-unused]


# --8<-- [start:standardize-wrong-in-place] raises AssertionError
class Standardize(Solved):
    def forward(self, x):
        x -= self.mean
        x /= self.std
        return x


check_standardize()
# --8<-- [end:standardize-wrong-in-place]

inputs = torch.ones(5, 3)
first, second = nn.Linear(3, 4), nn.Linear(4, 2)
weight = second.weight @ first.weight
bias = second.weight @ first.bias + second.bias
assert torch.allclose(second(first(inputs)), inputs @ weight.mT + bias)
first.eval()
assert first(inputs).requires_grad and first.weight.requires_grad
result = first.load_state_dict({"module.weight": 0}, strict=False)
assert result.missing_keys == ["weight", "bias"]
try:
    first(torch.tensor([[1, 2, 3]]))
except RuntimeError:
    pass
else:
    raise AssertionError("whole numbers went through a linear layer")
