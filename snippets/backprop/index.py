# --8<-- [start:forward-by-hand]
w1, w2 = 1.5, 0.5
x, target = 2.0, 1.0

h = w1 * x
a = max(h, 0.0)
y = w2 * a
error = y - target
loss = error**2
print(f"{h = }, {a = }, {y = }, {error = }, {loss = }")
# --8<-- [end:forward-by-hand]


# --8<-- [start:local-slopes]
def slope(link, place, eps=0.001):
    return (link(place + eps) - link(place - eps)) / (2 * eps)


print(f"{slope(lambda w1: w1 * x, 1.5) = :.4f}")
print(f"{slope(lambda h: max(h, 0.0), 3.0) = :.4f}")
print(f"{slope(lambda a: w2 * a, 3.0) = :.4f}")
print(f"{slope(lambda w2: w2 * a, 0.5) = :.4f}")
print(f"{slope(lambda y: y - target, 1.5) = :.4f}")
print(f"{slope(lambda error: error**2, 0.5) = :.4f}")
# --8<-- [end:local-slopes]
assert abs(slope(lambda u: u**2, 7.0) - 2 * 7) < 1e-6

# --8<-- [start:exchange]
dh_dw1, da_dh = 2.0, 1.0
print(f"{slope(lambda w1: max(w1 * x, 0.0), 1.5) = :.4f}")
print(f"{da_dh * dh_dw1 = }")
# --8<-- [end:exchange]

# --8<-- [start:chain-rule]
dloss_derror = 2 * error
dloss_dy = dloss_derror * 1.0
dloss_dw2 = dloss_dy * a
dloss_da = dloss_dy * w2
dloss_dh = dloss_da * (1.0 if h > 0 else 0.0)
dloss_dw1 = dloss_dh * x
print(f"{dloss_derror = }, {dloss_dy = }, {dloss_da = }, {dloss_dh = }")
print(f"{dloss_dw1 = }, {dloss_dw2 = }")
# --8<-- [end:chain-rule]
assert (dloss_dw1, dloss_dw2) == (1.0, 3.0)


# --8<-- [start:finite-differences]
def loss_at(w1, w2):
    return (w2 * max(w1 * x, 0.0) - target) ** 2


assert abs(slope(lambda w1: loss_at(w1, 0.5), 1.5) - dloss_dw1) < 1e-6
assert abs(slope(lambda w2: loss_at(1.5, w2), 0.5) - dloss_dw2) < 1e-6
# --8<-- [end:finite-differences]

# --8<-- [start:autograd]
import torch

w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
h = w1 * x
a = torch.relu(h)
y = w2 * a
error = y - target
loss = error**2
# --8<-- [end:autograd]

# --8<-- [start:backward]
for between in (h, a, y, error, loss):
    between.retain_grad()
loss.backward()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")

assert w1.grad.item() == dloss_dw1
assert w2.grad.item() == dloss_dw2
assert h.grad.item() == dloss_dh
assert a.grad.item() == dloss_da
assert y.grad.item() == dloss_dy
assert error.grad.item() == dloss_derror
# --8<-- [end:backward]
assert (w1.item(), w2.item(), loss.item()) == (1.5, 0.5, 0.25)
assert loss.grad.item() == 1

# --8<-- [start:names]
made_by = {t.grad_fn: t for t in (h, a, y, error, loss)}
for node, tensor in made_by.items():
    print(f"{node.name()}: {tensor.item()}, {tensor.grad.item()}")
print(f"{y.grad_fn.next_functions[1][0] is a.grad_fn = }")
print(f"{y.grad_fn.next_functions[0][0].variable is w2 = }")
# --8<-- [end:names]

# --8<-- [start:graph]
import matplotlib.pyplot as plt


def draw(node, column, row):
    tensor = made_by[node] if node.next_functions else node.variable
    axes.plot(column, row, "o", color="C0")
    axes.text(column, row + 0.4, names[tensor], ha="center")
    axes.text(column, row + 0.15, tensor.item(), ha="center", color="C0")
    axes.text(column, row - 0.3, tensor.grad.item(), ha="center", color="C1")
    for down, (origin, _) in enumerate(node.next_functions):
        if origin is not None:
            link = [column - 1, column], [row - down, row]
            axes.step(*link, where="mid", color="C0")
            draw(origin, column - 1, row - down)


# --8<-- [end:graph]

# --8<-- [start:draw]
names = {w1: "w1", w2: "w2", h: "h", a: "a"}
names |= {y: "y", error: "error", loss: "loss"}
figure, axes = plt.subplots()
draw(loss.grad_fn, 0, 0)
axes.set(xlim=(-5.5, 0.5), ylim=(-1.5, 0.8))
axes.axis("off")
# --8<-- [end:draw]
assert h.grad_fn.next_functions[1][0] is None

# --8<-- [start:dead]
w1 = torch.tensor(-1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
a = torch.relu(w1 * x)
loss = (w2 * a - target) ** 2
loss.backward()
print(f"{loss.item() = }, {w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:dead]
assert (loss.item(), w1.grad.item(), w2.grad.item()) == (1, 0, 0)

# --8<-- [start:too-early]
w1, w2, lr = 1.5, 0.5, 0.05
a = max(w1 * x, 0.0)
dloss_dy = 2 * (w2 * a - target)

w2 = w2 - lr * dloss_dy * a
dloss_dw1 = dloss_dy * w2 * x
print(f"{w2 = :.4f}, {dloss_dw1 = :.4f}")
# --8<-- [end:too-early]

# --8<-- [start:in-time]
w1, w2 = 1.5, 0.5
dloss_dw2 = dloss_dy * a
dloss_dw1 = dloss_dy * w2 * x
w1, w2 = w1 - lr * dloss_dw1, w2 - lr * dloss_dw2
print(f"{dloss_dw1 = :.4f}, {loss_at(w1, w2) = :.6f}")
# --8<-- [end:in-time]
assert dloss_dw1 == 1 and abs(loss_at(w1, w2) - 0.000225) < 1e-9
