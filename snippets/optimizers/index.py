# --8<-- [start:setup]
import matplotlib.pyplot as plt
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
loss = compute_loss(w1, w2)
loss.backward()
with torch.no_grad():
    w1 -= lr * w1.grad
    w2 -= lr * w2.grad
print(f"{w1.item() = :.2f}, {w2.item() = :.2f}")
print(f"{loss.item() = :.2f}, {compute_loss(w1, w2).item() = :.4g}")
# --8<-- [end:step-by-hand]
leaf = torch.tensor(1.5, requires_grad=True)
try:
    leaf -= 1
except RuntimeError as error:
    assert "in-place operation" in str(error)
else:
    raise AssertionError
assert (w1.grad.item(), w2.grad.item()) == (1.0, 3.0)
assert f"{0.000225004:.4g} {9.00004:.4g}" == "0.000225 9"

# --8<-- [start:sgd]
weights = new_weights()
optimizer = torch.optim.SGD(weights, lr=0.05)
optimizer.zero_grad()
compute_loss(*weights).backward()
optimizer.step()
print(f"{[round(w.item(), 2) for w in weights] = }")

torch.testing.assert_close(weights, (w1, w2))
# --8<-- [end:sgd]


# --8<-- [start:three-rates]
def take_step(optimizer, weights):
    optimizer.zero_grad()
    loss = compute_loss(*weights)
    loss.backward()
    optimizer.step()
    return loss.item()


for lr in (0.001, 0.05, 0.5):
    weights = new_weights()
    optimizer = torch.optim.SGD(weights, lr=lr)
    take_step(optimizer, weights)
    print(f"{lr = }, {compute_loss(*weights).item() = :.4g}")
# --8<-- [end:three-rates]
for lr, expected in ((0.001, 0.2401), (0.05, 0.000225), (0.5, 9.0)):
    weights = new_weights()
    loss_before = take_step(torch.optim.SGD(weights, lr=lr), weights)
    assert loss_before == 0.25
    assert abs(compute_loss(*weights).item() - expected) < expected / 1000

# --8<-- [start:loss-curves]
for lr in (0.001, 0.05, 0.5):
    weights = new_weights()
    optimizer = torch.optim.SGD(weights, lr=lr)
    losses = [take_step(optimizer, weights) for step in range(20)]
    plt.semilogy(losses, label=f"{lr=}")
plt.ylim(1e-4, 20)
plt.xlabel("step")
plt.ylabel("loss")
plt.legend()
# --8<-- [end:loss-curves]
assert losses[1] == 9 and set(losses[2:]) == {1.0}

# --8<-- [start:dead-relu]
w1, w2 = weights
print(f"{w1.item() = }, {torch.relu(w1 * 2.0).item() = }")
print(f"{w1.grad.item() == 0 = }, {w2.grad.item() == 0 = }")
# --8<-- [end:dead-relu]


# --8<-- [start:momentum-and-adam]
def two_steps(optimizer_class, **options):
    weights = new_weights()
    optimizer = optimizer_class(weights, lr=0.01, **options)
    print(optimizer_class.__name__, options)
    for step in range(2):
        before = [w.item() for w in weights]
        take_step(optimizer, weights)
        moves = [w.item() - b for w, b in zip(weights, before)]
        print(f"{step = }, {moves[0]:+.4f}, {moves[1]:+.4f}")


two_steps(torch.optim.SGD)
two_steps(torch.optim.SGD, momentum=0.9)
two_steps(torch.optim.Adam)
# --8<-- [end:momentum-and-adam]

# --8<-- [start:without-zero-grad]
weights = new_weights()
optimizer = torch.optim.SGD(weights, lr=0.05)
for step in range(4):
    loss = compute_loss(*weights)
    loss.backward()
    optimizer.step()
    print(f"{step = }, {loss.item() = :.4g}")
# --8<-- [end:without-zero-grad]

# --8<-- [start:zero-too-late]
weights = new_weights()
optimizer = torch.optim.SGD(weights, lr=0.05)
compute_loss(*weights).backward()
optimizer.zero_grad()
optimizer.step()
print(f"{[w.item() for w in weights] = }")
print(f"{[w.grad for w in weights] = }")
# --8<-- [end:zero-too-late]
assert torch.optim.Adam(new_weights()).defaults["lr"] == 0.001


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
