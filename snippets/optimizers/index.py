# --8<-- [start:setup]
from itertools import permutations

import torch
from torch import nn


def new_weights():
    w1 = torch.tensor(1.5, requires_grad=True)
    w2 = torch.tensor(0.5, requires_grad=True)
    return w1, w2


def compute_loss(w1, w2):
    y = w2 * torch.relu(w1 * 2.0)
    return (y - 1.0) ** 2


print(f"{compute_loss(*new_weights()).item() = }")
# --8<-- [end:setup]

# --8<-- [start:step-by-hand]
lr = 0.05
w1, w2 = new_weights()
compute_loss(w1, w2).backward()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
with torch.no_grad():
    w1 -= lr * w1.grad
    w2 -= lr * w2.grad
print(f"{w1.item() = :.2f}, {w2.item() = :.2f}")
print(f"{compute_loss(w1, w2).item() = :.6f}")
# --8<-- [end:step-by-hand]
leaf = torch.tensor(1.5, requires_grad=True)
try:
    leaf -= 1
except RuntimeError as error:
    assert "in-place operation" in str(error)
else:
    raise AssertionError
assert (w1.grad.item(), w2.grad.item()) == (1.0, 3.0)
assert abs((0.35 * 1.45 * 2 - 1) ** 2 - 0.000225) < 1e-12

# --8<-- [start:sgd]
weights = new_weights()
optimizer = torch.optim.SGD(weights, lr=0.05)
optimizer.zero_grad()
loss = compute_loss(*weights)
loss.backward()
optimizer.step()
print(f"{[round(w.item(), 2) for w in weights] = }")

torch.testing.assert_close(weights, (w1, w2))
# --8<-- [end:sgd]

# --8<-- [start:what-it-holds]
group = optimizer.param_groups[0]
print(f"{len(optimizer.param_groups) = }, {group['lr'] = }")
print(f"{group['params'][0] is weights[0] = }")
print(f"{len(optimizer.state) = }")
# --8<-- [end:what-it-holds]


# --8<-- [start:any-order]
def loss_after(order):
    weights = new_weights()
    optimizer = torch.optim.SGD(weights, lr=0.01)
    calls = {
        "zero_grad": optimizer.zero_grad,
        "backward": lambda: compute_loss(*weights).backward(),
        "step": optimizer.step,
    }
    for turn in range(4):
        for name in order:
            calls[name]()
    return compute_loss(*weights).item()


# --8<-- [end:any-order]

# --8<-- [start:six-orders]
for order in permutations(["zero_grad", "backward", "step"]):
    print(f"{loss_after(order):.4f}", *order)
# --8<-- [end:six-orders]
found = {
    o: loss_after(o) for o in permutations(["zero_grad", "backward", "step"])
}
assert sorted(loss == 0.25 for loss in found.values()) == 3 * [False] + 3 * [
    True
]
assert (
    found["zero_grad", "backward", "step"]
    == found["backward", "step", "zero_grad"]
)
assert found["zero_grad", "step", "backward"] == 0.25
assert (
    0.25
    > found["step", "zero_grad", "backward"]
    > found["zero_grad", "backward", "step"]
)
three_steps = new_weights()
optimizer = torch.optim.SGD(three_steps, lr=0.01)
for step in range(3):
    optimizer.zero_grad()
    compute_loss(*three_steps).backward()
    optimizer.step()
assert (
    compute_loss(*three_steps).item() == found["step", "zero_grad", "backward"]
)

# --8<-- [start:without-zero-grad]
weights = new_weights()
optimizer = torch.optim.SGD(weights, lr=0.05)
for step in range(4):
    loss = compute_loss(*weights)
    loss.backward()
    optimizer.step()
    print(f"{step = }, {loss.item() = :.6f}")
# --8<-- [end:without-zero-grad]
after_one = [w.clone().detach().requires_grad_() for w in (w1, w2)]
compute_loss(*after_one).backward()
assert all(abs(w.grad.item()) < 0.1 for w in after_one)

# --8<-- [start:whole-model] raises TypeError
model = nn.Linear(2, 1)
torch.optim.SGD(model, lr=0.05)
# --8<-- [end:whole-model]
try:
    torch.optim.SGD(w1, lr=0.05)
except TypeError as error:
    assert "should be an iterable of Tensors or dicts" in str(error)
else:
    raise AssertionError

# --8<-- [start:not-a-leaf] raises ValueError
weight = torch.zeros(3, requires_grad=True) + 0.1
torch.optim.SGD([weight], lr=0.05)
# --8<-- [end:not-a-leaf]

# --8<-- [start:leaf]
weight = (torch.zeros(3) + 0.1).requires_grad_()
optimizer = torch.optim.SGD([weight], lr=0.05)
print(f"{weight.is_leaf = }")
# --8<-- [end:leaf]


# --8<-- [start:no-parameters] raises ValueError
class PlainList(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 1)]


model = PlainList()
print(f"{len(list(model.parameters())) = }")
torch.optim.SGD(model.parameters(), lr=0.05)
# --8<-- [end:no-parameters]

# --8<-- [start:module-list]
model.layers = nn.ModuleList(model.layers)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
print(f"{len(list(model.parameters())) = }")
# --8<-- [end:module-list]

# --8<-- [start:fares]
kilometers = torch.tensor([[1.0], [2.0], [3.0]])
fares = 6 + 3.5 * kilometers


def train(model, optimizer):
    for step in range(200):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(kilometers), fares)
        loss.backward()
        optimizer.step()
    return loss.item()


# --8<-- [end:fares]

# --8<-- [start:another-model]
torch.manual_seed(0)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print(f"{train(model, optimizer) = :.2f}")

model = nn.Linear(1, 1)
print(f"{train(model, optimizer) = :.2f}")
# --8<-- [end:another-model]

torch.manual_seed(0)
nn.Linear(1, 1)
untouched = nn.Linear(1, 1)
torch.testing.assert_close(model.state_dict(), untouched.state_dict())

# --8<-- [start:is-it-mine]
held = optimizer.param_groups[0]["params"][0]
print(f"{held is model.weight = }")
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print(f"{train(model, optimizer) = :.2f}")
# --8<-- [end:is-it-mine]
moved = nn.Linear(2, 1)
weight_before = moved.weight
optimizer = torch.optim.Adam(moved.parameters())
moved(torch.ones(1, 2)).sum().backward()
optimizer.step()
assert moved.to(torch.float64).weight is weight_before
assert moved.weight.dtype == torch.float64
assert optimizer.state[moved.weight]["exp_avg"].dtype == torch.float32
two = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1))
optimizer = torch.optim.SGD(two.parameters(), lr=0.05)
two[1] = nn.Linear(1, 1)
weight_before = two[1].weight.detach().clone()
two(torch.ones(1, 1)).sum().backward()
optimizer.step()
torch.testing.assert_close(two[1].weight.detach(), weight_before)
