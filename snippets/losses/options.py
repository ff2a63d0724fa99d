# host: Matplotlib reads the CPU
# --8<-- [start:reduction]
import torch
from torch import nn

outputs = torch.tensor([11.0, 12.0, 18.0])
targets = torch.tensor([10.0, 13.0, 16.0])
for reduction in ("none", "mean", "sum"):
    loss = nn.MSELoss(reduction=reduction)(outputs, targets)
    print(f"{reduction:4} {loss.tolist()}")
squares = (outputs - targets) ** 2
assert torch.equal(nn.MSELoss(reduction="none")(outputs, targets), squares)
assert loss == squares.sum() == squares.mean() * 3
# --8<-- [end:reduction]

# --8<-- [start:sum-and-batch]
km = torch.tensor([1.0, 2.0, 3.0, 4.0])
for reduction in ("mean", "sum"):
    for times in (1, 100):
        weight = torch.tensor(0.0, requires_grad=True)
        x = km.repeat(times)  # (4 * times,)
        nn.MSELoss(reduction=reduction)(weight * x, 2 * x).backward()
        print(f"{reduction:4} {len(x):3} {weight.grad.item():9.1f}")
# --8<-- [end:sum-and-batch]
assert (2 * (0 - 2 * km) * km).mean() == -30


def after_three_steps(times, lr=1 / 60):
    weight, x = torch.tensor(0.0, requires_grad=True), km.repeat(times)
    for step in range(3):
        total = nn.MSELoss(reduction="sum")(weight * x, 2 * x)
        (slope,) = torch.autograd.grad(total, weight)
        weight = (weight - lr * slope).detach().requires_grad_()
    return weight.item()


assert abs(after_three_steps(1) - 2) < 1e-4
assert abs(after_three_steps(100)) > 1e6

# --8<-- [start:no-reduction] raises RuntimeError
weight = torch.tensor(0.0, requires_grad=True)
nn.MSELoss(reduction="none")(weight * km, 2 * km).backward()
# --8<-- [end:no-reduction]

# --8<-- [start:class-weight]
logits = torch.tensor([[2.0, 0.0], [1.0, 0.0], [1.0, 0.0]])  # (N, C)
classes = torch.tensor([0, 0, 1])  # (N,)
class_weight = torch.tensor([1.0, 4.0])  # (C,)

prices = nn.CrossEntropyLoss(reduction="none")(logits, classes)  # (N,)
weights = class_weight[classes]  # (N,)
loss = nn.CrossEntropyLoss(weight=class_weight)(logits, classes)
print([f"{price.item():.4f}" for price in prices], weights.tolist())
print(f"{(weights * prices).sum().item() = :.4f}")
print(f"{loss.item() = :.4f}")
# --8<-- [end:class-weight]
total = (weights * prices).sum()

# --8<-- [start:weighted-mean]
by_hand = (weights * prices).sum() / weights.sum()
assert torch.allclose(loss, by_hand)

doubled = nn.CrossEntropyLoss(weight=2 * class_weight)
print(f"{doubled(logits, classes).item() = :.4f}")
# --8<-- [end:weighted-mean]
assert torch.allclose(doubled(logits, classes), loss)
assert weights.sum() == 6 and torch.allclose(total / 6, loss)
parts = [
    nn.CrossEntropyLoss(weight=class_weight)(one, label).item()
    for one, label in zip(logits.split(1), classes.split(1))
]
assert abs(parts[2] - prices[2].item()) < 1e-6

# --8<-- [start:weight-length] raises RuntimeError
nn.CrossEntropyLoss(weight=torch.ones(3))(logits, classes)
# --8<-- [end:weight-length]

# --8<-- [start:pos-weight]
sick = torch.zeros(10, 1)
sick[0] = 1.0
z = torch.full((10, 1), -1.0)
p = z.sigmoid()
pos_weight = (sick == 0).sum() / (sick == 1).sum()

terms = pos_weight * sick * p.log() + (1 - sick) * (1 - p).log()
loss = nn.BCEWithLogitsLoss(pos_weight=pos_weight)(z, sick)
print(f"{pos_weight.item() = }")
print(f"{loss.item() = :.4f}")
assert torch.allclose(loss, -terms.mean())
# --8<-- [end:pos-weight]
assert torch.allclose(loss, -terms.sum() / 10)
by_example = torch.where(sick == 1, 9.0, 1.0)  # (N, 1)
assert torch.allclose(nn.BCEWithLogitsLoss(weight=by_example)(z, sick), loss)
try:
    nn.BCEWithLogitsLoss(weight=by_example.squeeze(1))(z, sick)
    raise AssertionError("a flat list of weights passes")
except RuntimeError:
    pass

# --8<-- [start:same-answer]
import matplotlib.pyplot as plt

p = torch.arange(1, 100) / 100  # (99,)
figure, axes = plt.subplots()
for pos_weight in (torch.tensor(1.0), torch.tensor(9.0)):
    loss_fn = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
    losses = [loss_fn(one.logit().expand(10, 1), sick) for one in p]
    best = torch.stack(losses).argmin()
    print(f"{pos_weight.item() = }, {p[best].item() = :.2f}")
    axes.plot(p, losses, label=f"pos_weight={pos_weight:.0f}")
    axes.plot(p[best], losses[best], "o", color="C2")
axes.set(xlabel="p", ylabel="loss")
axes.legend()
# --8<-- [end:same-answer]
assert torch.allclose(p[9].logit().sigmoid(), torch.tensor(0.1))

# --8<-- [start:ignore-index]
logits = torch.tensor([[2.0, 0.0], [0.0, 1.0], [5.0, 0.0], [9.0, 0.0]])
classes = torch.tensor([0, 1, -100, -100])  # (N,)
loss_fn = nn.CrossEntropyLoss()
loss = loss_fn(logits, classes)
print(f"{loss_fn.ignore_index = }")
print(f"{loss.item() = :.4f}")
assert torch.allclose(loss, loss_fn(logits[:2], classes[:2]))
# --8<-- [end:ignore-index]
each = nn.CrossEntropyLoss(reduction="none")(logits, classes)
assert each[2:].tolist() == [0, 0] and torch.allclose(loss, each.sum() / 2)

# --8<-- [start:all-ignored]
padding = torch.full((4,), -100)
print(f"{loss_fn(logits, padding).item() = }")
# --8<-- [end:all-ignored]
spared = nn.Linear(2, 2)
loss_fn(spared(torch.ones(4, 2)), padding).backward()
assert not spared.weight.grad.any() and not spared.bias.grad.any()

# --8<-- [start:count-first]
sum_fn = nn.CrossEntropyLoss(reduction="sum")
for targets in (classes, padding):
    count = (targets != -100).sum().clamp(min=1)
    print(f"{(sum_fn(logits, targets) / count).item():.4f}")
# --8<-- [end:count-first]
assert torch.allclose(sum_fn(logits, classes) / 2, loss)

# --8<-- [start:label-smoothing]
logits = torch.tensor([[2.0, 1.0, -1.0]])  # (N, C)
one_hot = torch.tensor([[1.0, 0.0, 0.0]])  # (N, C)
smooth = 0.9 * one_hot + 0.1 / 3
print([f"{one.item():.4f}" for one in smooth[0]])
by_hand = -(smooth * logits.log_softmax(dim=1)).sum()
loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
print(f"{loss_fn(logits, torch.tensor([0])).item() = :.4f}")
assert torch.allclose(loss_fn(logits, torch.tensor([0])), by_hand)
# --8<-- [end:label-smoothing]

# --8<-- [start:too-sure]
for sure in (1.0, 3.0, 5.0, 20.0):
    logits = torch.tensor([[sure, 0.0, 0.0]])
    print(f"{sure:4} {loss_fn(logits, torch.tensor([0])).item():.4f}")
# --8<-- [end:too-sure]

# --8<-- [start:example-weights]
outputs = torch.tensor([11.0, 12.0, 18.0])
targets = torch.tensor([10.0, 13.0, 16.0])
trust = torch.tensor([1.0, 1.0, 0.5])  # (N,)
prices = nn.MSELoss(reduction="none")(outputs, targets)
print(f"{(trust * prices).tolist() = }, {trust.sum().item() = }")
loss = (trust * prices).sum() / trust.sum()
print(f"{loss.item() = :.2f}")
# --8<-- [end:example-weights]
