# --8<-- [start:forward-hook]
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 1))
inputs = torch.randn(4, 10)


def show(module, args, output):
    print(type(module).__name__, tuple(args[0].shape), tuple(output.shape))


handles = [layer.register_forward_hook(show) for layer in model]
outputs = model(inputs)
# --8<-- [end:forward-hook]
assert len(handles) == 3

# --8<-- [start:remove]
for handle in handles:
    handle.remove()
model(inputs)
print(f"{outputs.shape = }")
# --8<-- [end:remove]
assert not any(layer._forward_hooks for layer in model)

# --8<-- [start:save]
saved = {}


def save_as(name):
    def hook(module, args, output):
        saved[name] = output.detach()

    return hook


handles = [
    layer.register_forward_hook(save_as(name))
    for name, layer in model.named_children()
]
model(inputs)
for handle in handles:
    handle.remove()

for name, activation in saved.items():
    zeros = (activation == 0).float().mean()
    print(f"{name = }, {tuple(activation.shape) = }, {zeros = :.2f}")
assert torch.equal(saved["1"], model[:2](inputs))
# --8<-- [end:save]
assert torch.equal(saved["1"], saved["0"].relu())


# --8<-- [start:return-instead]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(10, 5)
        self.fc2 = nn.Linear(5, 1)

    def forward(self, x):
        hidden = torch.relu(self.fc1(x))  # (N, 10) -> (N, 5)
        return self.fc2(hidden), hidden  # (N, 1), (N, 5)


outputs, hidden = Net()(inputs)
print(f"{outputs.shape = }, {hidden.shape = }")
# --8<-- [end:return-instead]

# --8<-- [start:backward-hook]
deep = nn.Sequential()
for _ in range(6):
    deep.extend([nn.Linear(10, 10), nn.Sigmoid()])
sizes = {}


def save_size(module, grad_input, grad_output):
    sizes[module] = grad_output[0].norm().item()


handles = [layer.register_full_backward_hook(save_size) for layer in deep[::2]]
x = inputs.clone().requires_grad_()
deep(x).sum().backward()
for handle in handles:
    handle.remove()
shrunk = [sizes[layer] / sizes[deep[10]] for layer in deep[::2]]
print([f"{size:.0e}" for size in shrunk])
# --8<-- [end:backward-hook]
assert shrunk == sorted(shrunk) and shrunk[0] < 1e-3
assert all(4 < b / a < 16 for a, b in zip(shrunk, shrunk[1:]))
import warnings

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    with deep[0].register_full_backward_hook(save_size):
        deep(inputs).sum().backward()
assert "no inputs require gradients" in str(seen[0].message)


# --8<-- [start:pre-hook] raises ValueError
def check(module, args):
    if args[0].isnan().any():
        raise ValueError(f"{module} {args[0].isnan().sum() = }")


handles = [layer.register_forward_pre_hook(check) for layer in model]
with torch.no_grad():
    model[0].bias[0] = float("nan")
model(inputs)
# --8<-- [end:pre-hook]

# --8<-- [start:mend]
for handle in handles:
    handle.remove()
nn.init.zeros_(model[0].bias)
print(f"{model(inputs).isnan().any() = }")
# --8<-- [end:mend]

# --8<-- [start:runs-again]
layer = nn.Linear(10, 1)
calls = []


def count(module, args, output):
    calls.append(1)


for _ in range(3):
    handle = layer.register_forward_hook(count)
    layer(inputs)
print(f"{len(calls) = }")
# --8<-- [end:runs-again]
handle.remove()
layer(inputs)
assert len(calls) == 6 + 2

# --8<-- [start:with-handle]
layer = nn.Linear(10, 1)
calls = []
for _ in range(3):
    with layer.register_forward_hook(count):
        layer(inputs)
print(f"{len(calls) = }")
# --8<-- [end:with-handle]
layer(inputs)
assert len(calls) == 3
try:
    with layer.register_forward_hook(count):
        layer(inputs[:, :9])
    raise AssertionError
except RuntimeError:
    assert not layer._forward_hooks

# --8<-- [start:replaced]
before = model(inputs)
with model[1].register_forward_hook(lambda module, args, output: output.sign()):
    after = model(inputs)
print(f"{torch.equal(before, after) = }")
# --8<-- [end:replaced]
assert torch.equal(after, model[2](model[:2](inputs).sign()))
assert torch.equal(model(inputs), before)

# --8<-- [start:kept]
kept = []


def keep(module, args, output):
    kept.append(output)


with model[2].register_forward_hook(keep):
    model(inputs)
print(f"{kept[0].requires_grad = }")
print(f"{kept[0].grad_fn._saved_mat1.shape = }")
print(f"{kept[0].detach().grad_fn = }")
# --8<-- [end:kept]
assert torch.equal(kept[0].grad_fn._saved_mat1, model[:2](inputs))

called = []
first = nn.Sequential(nn.Linear(10, 1))
outer = first.register_forward_hook(lambda *call: called.append("outer"))
back = first.register_full_backward_hook(lambda *call: called.append("back"))
inner = first[0].register_forward_hook(lambda *call: called.append("inner"))
first.forward(inputs.clone().requires_grad_()).sum().backward()
assert called == ["inner"]

for layer in deep[::2]:
    nn.init.xavier_normal_(layer.weight)
sizes.clear()
handles = [layer.register_full_backward_hook(save_size) for layer in deep[::2]]
deep(x).sum().backward()
assert sizes[deep[0]] / sizes[deep[10]] > 4 * shrunk[0]
