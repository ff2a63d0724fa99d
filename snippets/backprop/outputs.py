# --8<-- [start:three-outputs]
import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x**2
print(f"{y.detach() = }")
# --8<-- [end:three-outputs]

# --8<-- [start:not-a-scalar] raises RuntimeError
y.backward()
# --8<-- [end:not-a-scalar]

# --8<-- [start:sum]
y = x**2
y.sum().backward()
print(f"{x.grad = }")
assert torch.equal(x.grad, 2 * x.detach())
# --8<-- [end:sum]

# --8<-- [start:mean]
x.grad = None
y = x**2
y.mean().backward()
print(f"{x.grad = }")
# --8<-- [end:mean]
assert torch.allclose(x.grad * 3, 2 * x.detach())
once, twice = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0, 1.0, 2.0])
for join, factor in ((torch.sum, 2), (torch.mean, 1)):
    slopes = []
    for batch in (once, twice):
        w = torch.tensor(3.0, requires_grad=True)
        join((w * batch - 1) ** 2).backward()
        slopes.append(w.grad)
    assert torch.allclose(slopes[1], factor * slopes[0])
for name in ("MSELoss", "L1Loss", "BCEWithLogitsLoss", "CrossEntropyLoss"):
    assert getattr(torch.nn, name)().reduction == "mean"

# --8<-- [start:gradient]
v = torch.tensor([1.0, 10.0, 100.0])
x.grad = None
y = x**2
y.backward(gradient=v)
print(f"{x.grad = }")
# --8<-- [end:gradient]

# --8<-- [start:weighted-sum]
weighted = x.grad
x.grad = None
y = x**2
(v * y).sum().backward()
print(f"{x.grad = }")
assert torch.equal(x.grad, weighted)
assert torch.equal(x.grad, v * 2 * x.detach())
# --8<-- [end:weighted-sum]
for factors, join in (
    (torch.ones(3), torch.sum),
    (torch.full((3,), 1 / 3), torch.mean),
):
    x.grad = None
    (x**2).backward(gradient=factors)
    by_factors, x.grad = x.grad, None
    join(x**2).backward()
    assert torch.allclose(x.grad, by_factors)

# --8<-- [start:gradient-shape] raises RuntimeError
(x**2).backward(gradient=torch.tensor(1.0))
# --8<-- [end:gradient-shape]


# --8<-- [start:fares]
def fares(trip):
    km, minutes = trip
    taxi = 5 + 3 * km + 0.5 * minutes
    shared = 2 + km * minutes / 10
    return torch.stack([taxi, shared])


trip = torch.tensor([4.0, 10.0], requires_grad=True)
print(f"{fares(trip).tolist() = }")
# --8<-- [end:fares]

# --8<-- [start:row-by-row]
rows = []
for choice in torch.eye(2):  # [1, 0], [0, 1]
    trip.grad = None
    fares(trip).backward(gradient=choice)
    rows.append(trip.grad)
jacobian = torch.stack(rows)
print(jacobian)
# --8<-- [end:row-by-row]
assert jacobian.tolist() == [[3.0, 0.5], [1.0, 0.4000000059604645]]

# --8<-- [start:differences]
step = 0.01
columns = []
for nudge in step * torch.eye(2):
    up, down = fares(trip.detach() + nudge), fares(trip.detach() - nudge)
    columns.append((up - down) / (2 * step))
differences = torch.stack(columns, dim=1)
print(columns[0])
assert torch.allclose(differences, jacobian, atol=1e-3)
# --8<-- [end:differences]

# --8<-- [start:calls]
from torch.autograd.functional import jacobian as older_call
from torch.func import jacrev

by_jacrev = jacrev(fares)(trip.detach())
by_older_call = older_call(fares, trip.detach())
assert torch.allclose(by_jacrev, jacobian)
assert torch.allclose(by_older_call, jacobian)
print(by_jacrev)
# --8<-- [end:calls]

# --8<-- [start:product]
v = torch.tensor([1.0, 10.0])
trip.grad = None
fares(trip).backward(gradient=v)
print(f"{trip.grad = }, {(v @ jacobian) = }")
assert torch.allclose(trip.grad, v @ jacobian)
# --8<-- [end:product]
assert torch.allclose(trip.grad, torch.tensor([13.0, 4.5]))

# --8<-- [start:per-example]
weight = torch.tensor(2.0, requires_grad=True)
inputs = torch.tensor([1.0, 2.0, 3.0])
targets = torch.tensor([2.0, 5.0, 3.0])


def losses(weight):
    return (weight * inputs - targets) ** 2


losses(weight).mean().backward()
print(f"{weight.grad.item() = :.4f}")
each = jacrev(losses)(weight.detach())
print(f"{each = }, {each.mean().item() = :.4f}")
assert torch.allclose(each.mean(), weight.grad)
# --8<-- [end:per-example]
assert each.tolist() == [0.0, -4.0, 18.0]
