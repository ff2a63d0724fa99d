# --8<-- [start:what-it-is]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 3))
for key, value in model.state_dict().items():
    print(key, tuple(value.shape))
# --8<-- [end:what-it-is]
assert isinstance(model.state_dict(), dict)
parameters = {name for name, parameter in model.named_parameters()}
buffers = {name for name, buffer in model.named_buffers()}
assert set(model.state_dict()) == parameters | buffers
assert buffers == {"1.running_mean", "1.running_var", "1.num_batches_tracked"}
assert not any(value.requires_grad for value in model.state_dict().values())

# --8<-- [start:read-shapes]
state = model.state_dict()
features = state["0.weight"].shape[1]
classes = state["2.weight"].shape[0]
print(f"{features = }, {classes = }")
print(f"{sum(value.numel() for value in state.values()) = }")
# --8<-- [end:read-shapes]
assert sum(v.numel() for v in state.values()) == 40 + 16 + 17 + 27 == 100

# --8<-- [start:copy]
twin = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 3))
ride = torch.ones(1, 4)
model.eval()
twin.eval()
print(f"{torch.equal(twin(ride), model(ride)) = }")
print(twin.load_state_dict(model.state_dict()))
print(f"{torch.equal(twin(ride), model(ride)) = }")
# --8<-- [end:copy]
nn.init.zeros_(twin[0].weight)
assert not torch.equal(twin[0].weight, model[0].weight)

# --8<-- [start:missing-unexpected] raises RuntimeError
other = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
other.load_state_dict(state)
# --8<-- [end:missing-unexpected]
assert torch.equal(other[0].weight, model[0].weight)
assert torch.equal(other[2].weight, model[2].weight)

# --8<-- [start:missing] raises RuntimeError
model.load_state_dict(other.state_dict())
# --8<-- [end:missing]
uncounted = twin.state_dict()
del uncounted["1.num_batches_tracked"]
twin.load_state_dict(dict(uncounted))
try:
    twin.load_state_dict(uncounted)
except RuntimeError as error:
    assert 'Missing key(s) in state_dict: "1.num_batches_tracked"' in str(error)
else:
    raise AssertionError

# --8<-- [start:size-mismatch] raises RuntimeError
wider = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 5))
wider.load_state_dict(state, strict=False)
# --8<-- [end:size-mismatch]

# --8<-- [start:filter]
own = wider.state_dict()
fits = {k: v for k, v in state.items() if v.shape == own[k].shape}
result = wider.load_state_dict(fits, strict=False)
print(f"{result.missing_keys = }")
print(f"{result.unexpected_keys = }")
# --8<-- [end:filter]
assert torch.equal(wider[0].weight, model[0].weight)

# --8<-- [start:prefix]
wrapper = nn.ModuleDict({"module": model})
wrapped = wrapper.state_dict()
print(list(wrapped)[:2])
# --8<-- [end:prefix]
assert all(key.startswith("module.") for key in wrapped)
compiled = torch.compile(model).state_dict()
assert all(key.startswith("_orig_mod.") for key in compiled)

# --8<-- [start:silent]
torch.manual_seed(1)
fresh = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 3))
before = fresh[0].weight.clone()
result = fresh.load_state_dict(wrapped, strict=False)
print(f"{torch.equal(fresh[0].weight, before) = }")
print(f"{result.missing_keys[:2] = }")
print(f"{result.unexpected_keys[:2] = }")
# --8<-- [end:silent]
assert set(result.unexpected_keys) == set(wrapped)

# --8<-- [start:strip-prefix]
clean = {key.removeprefix("module."): wrapped[key] for key in wrapped}
print(fresh.load_state_dict(clean))
# --8<-- [end:strip-prefix]
assert torch.equal(fresh[0].weight, model[0].weight)

# --8<-- [start:references]
line = nn.Linear(1, 1)
nn.init.constant_(line.weight, 2.0)
best = line.state_dict()
with torch.no_grad():
    line.weight += 5
print(f"{best['weight'].item() = }")
# --8<-- [end:references]

# --8<-- [start:copies]
import copy

nn.init.constant_(line.weight, 2.0)
best = copy.deepcopy(line.state_dict())
with torch.no_grad():
    line.weight += 5
print(f"{best['weight'].item() = }, {line.weight.item() = }")
line.load_state_dict(best)
print(f"{line.weight.item() = }")
# --8<-- [end:copies]
best = {key: value.clone() for key, value in line.state_dict().items()}
nn.init.zeros_(line.weight)
assert best["weight"].item() == 2

# --8<-- [start:tied]
first, second = nn.Linear(3, 3), nn.Linear(3, 3)
second.weight = first.weight
tied = nn.Sequential(first, second)
print(list(tied.state_dict()))
print([name for name, parameter in tied.named_parameters()])
# --8<-- [end:tied]
state = tied.state_dict()
assert state["0.weight"].data_ptr() == state["1.weight"].data_ptr()

# --8<-- [start:untied]
loose = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
loose.load_state_dict(tied.state_dict())
print(f"{torch.equal(loose[0].weight, loose[1].weight) = }")
print(f"{loose[0].weight is loose[1].weight = }")
# --8<-- [end:untied]
optimizer = torch.optim.SGD(loose.parameters(), lr=0.1)
loose(torch.tensor([[1.0, 2.0, 3.0]])).sum().backward()
optimizer.step()
assert not torch.equal(loose[0].weight, loose[1].weight)
