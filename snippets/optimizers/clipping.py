# --8<-- [start:gradients]
import torch
from torch import nn

w1 = torch.tensor([3.0], requires_grad=True)
w2 = torch.tensor([4.0], requires_grad=True)


def gradients():
    w1.grad, w2.grad = None, None
    (w1**2 / 2 + w2**2 / 2).backward()


gradients()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:gradients]

# --8<-- [start:by-hand]
total_norm = (w1.grad**2 + w2.grad**2).sqrt()
scale = 1.0 / total_norm
clipped = [(w.grad * scale).item() for w in (w1, w2)]
print(f"{total_norm.item() = }")
print([f"{value:.2f}" for value in clipped])
# --8<-- [end:by-hand]
assert total_norm.item() == 5

# --8<-- [start:clip-grad-norm]
returned = nn.utils.clip_grad_norm_([w1, w2], max_norm=1.0)
print(f"{returned.item() = }")
print(f"{w1.grad.item() = :.2f}, {w2.grad.item() = :.2f}")
assert abs(w1.grad.item() - clipped[0]) < 0.001
# --8<-- [end:clip-grad-norm]
long = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
long.grad = long.detach().clone()
nn.utils.clip_grad_norm_([long], max_norm=1.0)
assert abs(long.grad[0].item() - 3 / (5 + 1e-6)) < 1e-12

# --8<-- [start:small-enough]
gradients()
nn.utils.clip_grad_norm_([w1, w2], max_norm=10.0)
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:small-enough]
assert (w1.grad.item(), w2.grad.item()) == (3, 4)

# --8<-- [start:one-by-one]
gradients()
for w in (w1, w2):
    nn.utils.clip_grad_norm_(w, max_norm=1.0)
print(f"{w1.grad.item() = :.2f}, {w2.grad.item() = :.2f}")
# --8<-- [end:one-by-one]
assert round(w1.grad.item(), 2) == round(w2.grad.item(), 2) == 1

# --8<-- [start:clip-grad-value]
gradients()
nn.utils.clip_grad_value_([w1, w2], clip_value=3.5)
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:clip-grad-value]
assert (w1.grad.item(), w2.grad.item()) == (3, 3.5)

# --8<-- [start:train]
days = 30


def train(order, steps=12):
    w = torch.tensor(1.1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.0002)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = (w**days - 2.0) ** 2
        losses.append(loss.item())
        loss.backward()
        if order == "clip-step":
            nn.utils.clip_grad_norm_([w], max_norm=50.0)
        optimizer.step()
        if order == "step-clip":
            nn.utils.clip_grad_norm_([w], max_norm=50.0)
    return losses


print(f"{1.1**days = :.2f}")
# --8<-- [end:train]

# --8<-- [start:first-step]
gradient = 2 * (1.1**days - 2.0) * days * 1.1 ** (days - 1)
print(f"{gradient = :.0f}, {1.1 - 0.0002 * gradient = :.2f}")
# --8<-- [end:first-step]
w = torch.tensor(1.1, requires_grad=True)
((w**days - 2.0) ** 2).backward()
assert abs(w.grad.item() / gradient - 1) < 1e-4

# --8<-- [start:explodes]
for order in ("step", "clip-step"):
    print(order, [f"{loss:.3g}" for loss in train(order)[:5]])
# --8<-- [end:explodes]

# --8<-- [start:curves]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot(train("clip-step"), label="clip-step")
axes.plot(train("step"), label="step")
axes.set(xlabel="step", ylabel="loss", yscale="log", ylim=(1e-4, 1e6))
figure.legend(loc="outside upper center", ncols=2)
# --8<-- [end:curves]
assert train("clip-step")[-1] < 0.001
assert abs(0.0002 * 50 - 0.01) < 1e-9

# --8<-- [start:after-step]
print([f"{loss:.3g}" for loss in train("step-clip")[:5]])
# --8<-- [end:after-step]
assert train("step-clip")[:3] == train("step")[:3]
w.grad = None
assert nn.utils.clip_grad_norm_([w], max_norm=50.0).item() == 0

# --8<-- [start:infinite]
gradients()
w2.grad.fill_(torch.inf)
returned = nn.utils.clip_grad_norm_([w1, w2], max_norm=1.0)
print(f"{returned.item() = }")
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:infinite]

# --8<-- [start:error-if-nonfinite] raises RuntimeError
gradients()
w2.grad.fill_(torch.inf)
nn.utils.clip_grad_norm_([w1, w2], 1.0, error_if_nonfinite=True)
# --8<-- [end:error-if-nonfinite]
assert w1.grad.item() == 3

# --8<-- [start:skip]
optimizer = torch.optim.SGD([w1, w2], lr=0.1)
for bad in (True, False):
    gradients()
    if bad:
        w2.grad.fill_(torch.inf)
    norm = nn.utils.clip_grad_norm_([w1, w2], max_norm=1.0)
    if norm.isfinite():
        optimizer.step()
    print(f"{norm.item() = }, {w1.item() = :.2f}, {w2.item() = :.2f}")
# --8<-- [end:skip]
gradients()
w2.grad.fill_(torch.nan)
assert not nn.utils.clip_grad_norm_([w1, w2], max_norm=1.0).isfinite()
