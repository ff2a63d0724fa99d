# host: the message names the tensor type of the CPU
# --8<-- [start:leaf]
import torch

weight = torch.tensor([1.5, 0.5], requires_grad=True)
(weight**2).sum().backward()
print(f"{weight.is_leaf = }, {weight.grad = }")
# --8<-- [end:leaf]
assert weight.grad.tolist() == [3, 1]

# --8<-- [start:leaf-error] raises RuntimeError
weight -= 0.1 * weight.grad
# --8<-- [end:leaf-error]

# --8<-- [start:view-error] raises RuntimeError
weight[0] = 0.0
# --8<-- [end:view-error]

# --8<-- [start:no-grad]
with torch.no_grad():
    weight -= 0.1 * weight.grad
print(f"{weight.detach() = }, {weight.is_leaf = }")
# --8<-- [end:no-grad]
assert torch.allclose(weight.detach(), torch.tensor([1.2, 0.4]))
assert weight._version == 1

# --8<-- [start:another-leaf]
moved = weight - 0.1 * weight.grad
print(f"{moved.is_leaf = }, {moved.grad_fn is None = }")
# --8<-- [end:another-leaf]
weight.grad = None
(moved**2).sum().backward()
assert not moved.retains_grad
assert torch.equal(weight.grad, 2 * moved.detach())

# --8<-- [start:version]
h = weight * 2
print(f"{h._version = }")
h += 1
h[0] = 0.0
print(f"{h._version = }")
# --8<-- [end:version]
assert h._version == 2

# --8<-- [start:exp-error] raises RuntimeError
x = torch.tensor([0.0, 1.0], requires_grad=True)
y = torch.exp(x)
y += 1
y.sum().backward()
# --8<-- [end:exp-error]
import warnings

with warnings.catch_warnings(record=True) as caught:
    with torch.autograd.set_detect_anomaly(True):
        y = torch.exp(x)
        y += 1
        try:
            y.sum().backward()
        except RuntimeError:
            shown = "".join(str(warning.message) for warning in caught)
assert "Traceback of forward call" in shown and "torch.exp(x)" in shown

# --8<-- [start:sin]
x = torch.tensor([0.0, 1.0], requires_grad=True)
y = torch.sin(x)
y += 1
y.sum().backward()
print(f"{x.grad = }")
# --8<-- [end:sin]
assert torch.allclose(x.grad, torch.cos(x.detach()))

# --8<-- [start:sin-error] raises RuntimeError
h = x * 1
y = torch.sin(h)
h += 1
y.sum().backward()
# --8<-- [end:sin-error]


# --8<-- [start:which]
def survives(operation, changed):
    x = torch.tensor([0.5, 1.0], requires_grad=True)
    tensors = {"input": x * 1}
    tensors["output"] = operation(tensors["input"])
    tensors[changed] += 1
    try:
        tensors["output"].sum().backward()
    except RuntimeError:
        return False
    return True


for operation in (torch.exp, torch.sigmoid, torch.sin, torch.square):
    name = operation.__name__
    print(name, survives(operation, "input"), survives(operation, "output"))
# --8<-- [end:which]
for operation, needs in (
    (torch.exp, "output"),
    (torch.sigmoid, "output"),
    (torch.tanh, "output"),
    (torch.relu, "output"),
    (torch.sin, "input"),
    (torch.square, "input"),
    (torch.log, "input"),
):
    assert not survives(operation, needs)
    assert survives(operation, "input" if needs == "output" else "output")

# --8<-- [start:fix]
x = torch.tensor([0.0, 1.0], requires_grad=True)
y = torch.exp(x)
y = y + 1
y.sum().backward()
print(f"{x.grad = }")
step = 1e-2
up, down = torch.exp(x.detach() + step) + 1, torch.exp(x.detach() - step) + 1
assert torch.allclose(x.grad, (up - down) / (2 * step), atol=1e-3)
# --8<-- [end:fix]
assert torch.allclose(x.grad, torch.exp(x.detach()))
y = torch.exp(x)
z = y.detach()
z += 1
try:
    y.sum().backward()
except RuntimeError:
    pass
else:
    raise AssertionError

# --8<-- [start:no-counter] old
x.grad = None
y = torch.exp(x)
y.data += 1
y.sum().backward()
print(f"{x.grad = }")
# --8<-- [end:no-counter]
assert torch.allclose(x.grad, torch.exp(x.detach()) + 1)

# --8<-- [start:clone]
x.grad = None
h = x * 1
y = torch.sin(h)
h = h.clone()
h += 1
(y + h).sum().backward()
print(f"{x.grad = }")
# --8<-- [end:clone]
assert torch.allclose(x.grad, torch.cos(x.detach()) + 1)

# --8<-- [start:fine]
x.grad = None
total = torch.zeros(2)
for turn in range(3):
    total += turn * x
total.sum().backward()
print(f"{x.grad = }, {total._version = }")
# --8<-- [end:fine]
assert x.grad.tolist() == [3, 3]
