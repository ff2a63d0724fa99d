# --8<-- [start:ask]
import torch

w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
x, target = torch.tensor(2.0), torch.tensor(1.0)

h = w1 * x
y = w2 * torch.relu(h)
loss = (y - target) ** 2
loss.backward()
print(f"{w1.grad = }, {w2.grad = }")
# --8<-- [end:ask]
assert (w1.grad.item(), w2.grad.item()) == (1, 3)

# --8<-- [start:leaves]
tensors = {"w1": w1, "x": x, "h": h, "y": y, "loss": loss}
for name, t in tensors.items():
    node = t.grad_fn and t.grad_fn.name()
    print(f"{name}: {t.requires_grad = }, {t.is_leaf = }, {node = }")
# --8<-- [end:leaves]
assert x.grad is None and not x.requires_grad
assert (w1**w2).grad_fn.name() == "PowBackward1"
assert not (w1 > 0).requires_grad and not w1.long().requires_grad
assert not torch.stack([w1, w2]).argmax().requires_grad

# --8<-- [start:not-a-leaf] warns UserWarning
print(f"{h.grad = }")
# --8<-- [end:not-a-leaf]

# --8<-- [start:retain-grad]
h = w1 * x
h.retain_grad()
loss = (w2 * torch.relu(h) - target) ** 2
loss.backward()
print(f"{h.grad = }")
# --8<-- [end:retain-grad]
assert h.grad.item() == 0.5 and not h.is_leaf

# --8<-- [start:network]
from torch import nn

model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
with torch.no_grad():
    model[0].weight.copy_(torch.tensor([[1.0, 0.5], [0.5, -1.0]]))
    model[0].bias.copy_(torch.tensor([0.5, 0.0]))
    model[2].weight.copy_(torch.tensor([[2.0, 1.0]]))
    model[2].bias.fill_(1.0)
inputs, targets = torch.tensor([[1.0, 2.0]]), torch.tensor([[4.0]])
loss_fn = nn.MSELoss()
loss = loss_fn(model(inputs), targets)
loss.backward()
print(f"{model[0](inputs).tolist() = }, {loss.item() = }")
print(f"{model[0].weight.grad.tolist() = }")
# --8<-- [end:network]


# --8<-- [start:measure]
@torch.no_grad()
def measure(parameter, place, eps=0.001):
    old = parameter[place].item()
    parameter[place] = old + eps
    above = loss_fn(model(inputs), targets).item()
    parameter[place] = old - eps
    below = loss_fn(model(inputs), targets).item()
    parameter[place] = old
    return (above - below) / (2 * eps)


# --8<-- [end:measure]

# --8<-- [start:compare]
from itertools import product

for name, parameter in model.named_parameters():
    for place in product(*map(range, parameter.shape)):
        measured = measure(parameter, place)
        computed = parameter.grad[place].item()
        print(f"{name}{list(place)}: {computed:.2f}, {measured:.2f}")
        assert abs(measured - computed) < 0.01
# --8<-- [end:compare]
corner = torch.tensor(0.0, requires_grad=True)
torch.relu(corner).backward()
assert corner.grad.item() == 0
assert (max(0.001, 0) - max(-0.001, 0)) / (2 * 0.001) == 0.5

# --8<-- [start:two-graphs]
weight = torch.tensor(3.5, requires_grad=True)
for km in (4.0, 12.0):
    fare = weight * km
    if km > 10:
        fare = fare * 0.9
    weight.grad = None
    fare.backward()
    print(f"{fare.item() = :.2f}, {weight.grad.item() = :.2f}")
    before = fare.grad_fn.next_functions[0][0]
    print(f"{type(before).__name__ = }")
# --8<-- [end:two-graphs]
assert abs(weight.grad.item() - 12 * 0.9) < 1e-5

# --8<-- [start:loop-graph]
amount = torch.tensor(100.0, requires_grad=True)
total = amount
for month in range(3):
    total = total * 1.1
total.backward()
print(f"{total.item() = :.2f}, {amount.grad.item() = :.4f}")
# --8<-- [end:loop-graph]
assert abs(amount.grad.item() - 1.1**3) < 1e-5

# --8<-- [start:forgotten] raises RuntimeError
weight = torch.tensor(3.5)
loss = (weight * 4.0 - 20) ** 2
print(f"{loss.item() = }, {loss.requires_grad = }, {loss.grad_fn = }")
loss.backward()
# --8<-- [end:forgotten]

# --8<-- [start:remembered]
weight.requires_grad_()
loss = (weight * 4.0 - 20) ** 2
loss.backward()
print(f"{weight.grad.item() = }")
# --8<-- [end:remembered]
assert weight.grad.item() == 2 * (14 - 20) * 4

# --8<-- [start:integers] raises RuntimeError
weight = torch.tensor(3, requires_grad=True)
# --8<-- [end:integers]

# --8<-- [start:floats]
weight = torch.tensor(3.0, requires_grad=True)
print(f"{weight.dtype = }")
# --8<-- [end:floats]

# --8<-- [start:item-in-the-middle] raises RuntimeError
fare = weight * 4.0
loss = torch.tensor((fare.item() - 20) ** 2)
loss.backward()
# --8<-- [end:item-in-the-middle]

# --8<-- [start:half-a-gradient] warns UserWarning
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
a = torch.tensor(torch.relu(w1 * x))
loss = (w2 * a - target) ** 2
loss.backward()
print(f"{w1.grad = }, {w2.grad = }")
# --8<-- [end:half-a-gradient]
assert w1.grad is None and w2.grad.item() == 3
assert not torch.relu(w1 * x).detach().clone().requires_grad

# --8<-- [start:whole-gradient]
w2.grad = None
a = torch.relu(w1 * x)
loss = (w2 * a - target) ** 2
loss.backward()
print(f"{w1.grad = }, {w2.grad = }")
# --8<-- [end:whole-gradient]
assert (w1.grad.item(), w2.grad.item()) == (1, 3)
