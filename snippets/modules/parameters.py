# host: the meta device stands in for an accelerator
# --8<-- [start:count]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))

for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape), parameter.numel())

total = sum(parameter.numel() for parameter in model.parameters())
print(f"{total = }")
assert total == (3 * 4 + 4) + (4 * 1 + 1)

for name, layer in model.named_children():
    print(name, sum(parameter.numel() for parameter in layer.parameters()))
# --8<-- [end:count]
assert total == 21


# --8<-- [start:memory]
def parameter_bytes(module):
    return sum(p.numel() * p.element_size() for p in module.parameters())


print(f"{parameter_bytes(model) = }")
wide = nn.Linear(1000, 1000)
print(f"{parameter_bytes(wide) = }")
# --8<-- [end:memory]
assert parameter_bytes(model) == 21 * 4
assert parameter_bytes(wide) == (1000 * 1000 + 1000) * 4


# --8<-- [start:three-kinds]
class Standardize(nn.Module):
    def __init__(self, values):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.register_buffer("mean", values.mean(dim=0))
        self.register_buffer("cache", torch.zeros(1), persistent=False)
        self.std = values.std(dim=0)

    def forward(self, x):
        return self.scale * (x - self.mean) / self.std


temperatures = torch.tensor([[22.0], [25.0], [28.0]])
standardize = Standardize(temperatures)
print(f"{standardize(temperatures).tolist() = }")
# --8<-- [end:three-kinds]
assert temperatures.mean() == 25 and temperatures.std() == 3

# --8<-- [start:registered]
learned = dict(standardize.named_parameters())
saved = standardize.state_dict()
standardize.to("meta")
for name in ["scale", "mean", "cache", "std"]:
    moved = getattr(standardize, name).is_meta
    print(f"{name:6} {name in learned!s:6} {name in saved!s:6} {moved}")
# --8<-- [end:registered]
assert list(dict(standardize.named_buffers())) == ["mean", "cache"]

# --8<-- [start:left-behind] raises RuntimeError
standardize(temperatures.to("meta"))
# --8<-- [end:left-behind]

# --8<-- [start:std-registered]
fixed = Standardize(temperatures)
std = fixed.std
del fixed.std
fixed.register_buffer("std", std)

fixed.to("meta")
print(f"{fixed.std.is_meta = }, {'std' in fixed.state_dict() = }")
# --8<-- [end:std-registered]
assert fixed(temperatures.to("meta")).is_meta
try:
    Standardize(temperatures).register_buffer("std", std)
except KeyError as error:
    assert "already exists" in str(error)
else:
    raise AssertionError

# --8<-- [start:requires-grad]
model[0].requires_grad_(False)
for name, parameter in model.named_parameters():
    print(name, parameter.requires_grad)
trainable = sum(p.numel() for p in model.parameters() if p.requires_grad)
print(f"{trainable = }, {total = }")
# --8<-- [end:requires-grad]
model[0].requires_grad_(True)
assert not any(buffer.requires_grad for buffer in fixed.buffers())

# --8<-- [start:shared]
encoder, decoder = nn.Linear(4, 4), nn.Linear(4, 4)
decoder.weight = encoder.weight
shared = nn.Sequential(encoder, nn.ReLU(), decoder)
print([name for name, parameter in shared.named_parameters()])
print(f"{sum(p.numel() for p in shared.parameters()) = }")
print(list(shared.state_dict()))
# --8<-- [end:shared]
assert 16 + 4 + 4 == 24
apart = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4))
apart.load_state_dict(shared.state_dict())
optimizer = torch.optim.SGD(shared.parameters(), lr=0.1)
assert len(optimizer.param_groups[0]["params"]) == 3

# --8<-- [start:read-one]
layer = nn.Linear(2, 1)
layer.weight = nn.Parameter(torch.tensor([[1.5, 0.5]]))
print(f"{layer.weight[0, 1] = }")
print(f"{layer.weight[0, 1].item() = }")
# --8<-- [end:read-one]

# --8<-- [start:change-leaf] raises RuntimeError
layer.weight += 1
# --8<-- [end:change-leaf]

try:
    layer.weight[0, 1] = 2.0
except RuntimeError as error:
    assert str(error).startswith("a view of a leaf Variable")
else:
    raise AssertionError
assert layer.weight.tolist() == [[1.5, 0.5]]

# --8<-- [start:no-grad]
with torch.no_grad():
    layer.weight[0, 1] = 2.0
print(f"{layer.weight.tolist() = }")
print(f"{layer.weight.requires_grad = }")
# --8<-- [end:no-grad]

try:
    layer.weight = torch.tensor([[1.5, 2.0]])
except TypeError as error:
    assert "cannot assign" in str(error)
else:
    raise AssertionError

# --8<-- [start:dtype]
for dtype in [torch.float64, torch.float32, torch.float16]:
    model.to(dtype)
    print(next(model.parameters()).dtype, parameter_bytes(model))
# --8<-- [end:dtype]
assert not hasattr(model, "dtype") and not hasattr(model, "device")
assert nn.Linear(1, 1).double().weight.dtype == torch.float64
norm = nn.BatchNorm1d(1).double()
assert norm.running_mean.dtype == torch.float64
assert norm.num_batches_tracked.dtype == torch.int64
assert nn.Linear(1, 1).half().weight.dtype == torch.float16

# --8<-- [start:dtype-mismatch] raises RuntimeError
model.double()
model(torch.ones(1, 3))
# --8<-- [end:dtype-mismatch]

# --8<-- [start:dtype-fixed]
model.float()
print(f"{model(torch.ones(1, 3)).dtype = }")
# --8<-- [end:dtype-fixed]

# --8<-- [start:device]
print(f"{next(model.parameters()).device = }")
devices = {parameter.device for parameter in model.parameters()}
print(f"{len(devices) = }")
# --8<-- [end:device]
