# --8<-- [start:forward-by-hand]
import matplotlib.pyplot as plt
import torch

w1, w2 = 1.5, 0.5
x, target = 2.0, 1.0

h = w1 * x
a = max(h, 0.0)
y = w2 * a
loss = (y - target) ** 2
print(f"{h = }, {a = }, {y = }, {loss = }")
# --8<-- [end:forward-by-hand]

# --8<-- [start:chain-rule]
dloss_dy = 2 * (y - target)
dloss_dw2 = dloss_dy * a
dloss_da = dloss_dy * w2
dloss_dh = dloss_da * (1.0 if h > 0 else 0.0)
dloss_dw1 = dloss_dh * x
print(f"{dloss_dy = }, {dloss_da = }, {dloss_dh = }")
print(f"{dloss_dw1 = }, {dloss_dw2 = }")
# --8<-- [end:chain-rule]
assert (dloss_dw1, dloss_dw2) == (1.0, 3.0)
u = torch.tensor(7.0, requires_grad=True)
(u**2).backward()
assert u.grad.item() == 2 * 7

# --8<-- [start:autograd]
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
loss = (w2 * torch.relu(w1 * x) - target) ** 2
loss.backward()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")

assert w1.grad.item() == dloss_dw1
assert w2.grad.item() == dloss_dw2
# --8<-- [end:autograd]
assert (w1.item(), w2.item(), loss.item()) == (1.5, 0.5, 0.25)


# --8<-- [start:finite-differences]
def loss_at(w1, w2):
    return (w2 * max(w1 * x, 0.0) - target) ** 2


eps = 0.001
slope_w1 = (loss_at(1.5 + eps, 0.5) - loss_at(1.5 - eps, 0.5)) / (2 * eps)
slope_w2 = (loss_at(1.5, 0.5 + eps) - loss_at(1.5, 0.5 - eps)) / (2 * eps)
print(f"{slope_w1 = :.4f}, {slope_w2 = :.4f}")

assert abs(slope_w1 - w1.grad.item()) < 0.0001
assert abs(slope_w2 - w2.grad.item()) < 0.0001
# --8<-- [end:finite-differences]

# --8<-- [start:slopes]
nudges = torch.linspace(-0.3, 0.3, 61).tolist()
fig, (left, right) = plt.subplots(1, 2, sharey=True)
left.plot([1.5 + d for d in nudges], [loss_at(1.5 + d, 0.5) for d in nudges])
left.plot([1.5 + d for d in nudges], [0.25 + 1.0 * d for d in nudges])
right.plot([0.5 + d for d in nudges], [loss_at(1.5, 0.5 + d) for d in nudges])
right.plot([0.5 + d for d in nudges], [0.25 + 3.0 * d for d in nudges])
left.set(xlabel="$w_1$", ylabel="loss")
right.set(xlabel="$w_2$")
# --8<-- [end:slopes]

assert w1.is_leaf and w1.grad_fn is None and loss.grad_fn is not None

# --8<-- [start:backward-twice] raises RuntimeError
loss.backward()
# --8<-- [end:backward-twice]
assert (w1.grad.item(), w2.grad.item()) == (1.0, 3.0)

# --8<-- [start:accumulate]
loss = (w2 * torch.relu(w1 * x) - target) ** 2
loss.backward()
print(f"{loss.item() = }, {w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:accumulate]
assert (w1.grad.item(), w2.grad.item()) == (2.0, 6.0)
twice = torch.tensor(2.0, requires_grad=True)
(3 * twice + 4 * twice).backward()
assert twice.grad.item() == 3 + 4

# --8<-- [start:start-clean]
w1.grad, w2.grad = None, None
loss = (w2 * torch.relu(w1 * x) - target) ** 2
loss.backward()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:start-clean]
assert (w1.grad.item(), w2.grad.item()) == (1.0, 3.0)

# --8<-- [start:no-graph] raises RuntimeError
w = torch.tensor(1.5)
loss = (w * x - target) ** 2
print(f"{loss.item() = }, {loss.grad_fn = }")
loss.backward()
# --8<-- [end:no-graph]

# --8<-- [start:requires-grad]
w.requires_grad_()
loss = (w * x - target) ** 2
loss.backward()
print(f"{w.grad.item() = }")
# --8<-- [end:requires-grad]
assert w.grad.item() == 2 * (1.5 * 2 - 1) * 2
assert w.requires_grad_() is w
assert torch.nn.Linear(1, 1).weight.requires_grad
with torch.no_grad():
    assert not (w * x).requires_grad
assert not torch.tensor(loss.item()).requires_grad
