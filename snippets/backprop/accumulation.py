# --8<-- [start:twice]
import torch

w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
x, target = 2.0, 1.0


def loss_now():
    return (w2 * torch.relu(w1 * x) - target) ** 2


loss_now().backward()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:twice]
assert (w1.grad.item(), w2.grad.item()) == (1, 3)

# --8<-- [start:again]
loss_now().backward()
print(f"{loss_now().item() = }")
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:again]
assert (w1.grad.item(), w2.grad.item()) == (2, 6)

# --8<-- [start:two-paths]
w = torch.tensor(3.0, requires_grad=True)
left = 4 * w
right = w**2
loss = left + right
loss.backward()

by_hand = 4 + 2 * 3.0
print(f"{by_hand = }, {w.grad.item() = }")
assert w.grad.item() == by_hand
# --8<-- [end:two-paths]

# --8<-- [start:one-at-a-time]
w.grad = None
left, right = 4 * w, w**2
left.backward()
print(f"{w.grad.item() = }")
right.backward()
print(f"{w.grad.item() = }")
# --8<-- [end:one-at-a-time]
assert w.grad.item() == by_hand

# --8<-- [start:zero-grad]
optimizer = torch.optim.SGD([w1, w2], lr=0.01)
optimizer.zero_grad()
print(f"{w1.grad = }, {w2.grad = }")
loss_now().backward()
optimizer.zero_grad(set_to_none=False)
print(f"{w1.grad = }, {w2.grad = }")
# --8<-- [end:zero-grad]
for clear in ("model", "optimizer"):
    model = torch.nn.Linear(2, 1)
    owner = torch.optim.SGD(model.parameters(), lr=0.01)
    model(torch.ones(1, 2)).sum().backward()
    assert all(p.grad is not None for p in model.parameters())
    (model if clear == "model" else owner).zero_grad()
    assert all(p.grad is None for p in model.parameters())


# --8<-- [start:train]
def train(order, steps=4):
    with torch.no_grad():
        w1.fill_(1.5)
        w2.fill_(0.5)
    w1.grad, w2.grad = None, None
    losses = []
    for step in range(steps):
        loss = loss_now()
        losses.append(f"{loss.item():.4f}")
        calls = {"b": loss.backward, "s": optimizer.step}
        calls["z"] = optimizer.zero_grad
        for letter in order:
            calls[letter]()
    return losses


# --8<-- [end:train]

# --8<-- [start:right-places]
print(f"{train('zbs') = }")
print(f"{train('bsz') = }")
# --8<-- [end:right-places]
assert train("zbs") == train("bsz")

# --8<-- [start:wrong-places]
print(f"{train('bzs') = }")
print(f"{train('bs') = }")
# --8<-- [end:wrong-places]
assert len(set(train("bzs"))) == 1
assert w1.grad is None and (w1.item(), w2.item()) == (1.5, 0.5)

# --8<-- [start:never-cleared]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
for order in ("zbs", "bs", "bzs"):
    axes.plot([float(loss) for loss in train(order, 30)], label=order)
axes.set(xlabel="step", ylabel="loss")
figure.legend(loc="outside upper center", ncols=3)
# --8<-- [end:never-cleared]
assert all(float(loss) < 0.001 for loss in train("zbs", 30)[-9:])
assert max(float(loss) for loss in train("bs", 30)[4:]) > 0.25
train("zbs", 0)

# --8<-- [start:same-graph] raises RuntimeError
loss = loss_now()
loss.backward()
loss.backward()
# --8<-- [end:same-graph]

assert train("zbs", 1) == ["0.2500"]
kept_nothing = w1 + w2
kept_nothing.backward()
kept_nothing.backward()
assert train("zbs", 1) == ["0.2500"]

# --8<-- [start:retained-wrongly]
loss = loss_now()
for step in range(2):
    optimizer.zero_grad()
    try:
        loss.backward(retain_graph=True)
    except RuntimeError as raised:
        print(str(raised).split(": [")[0])
    optimizer.step()
# --8<-- [end:retained-wrongly]

# --8<-- [start:new-graph]
# pt: Nenhum passo: devolve os pesos ao começo
# en: No steps: puts the weights back at the start
train("zbs", 0)
for step in range(2):
    optimizer.zero_grad()
    loss = loss_now()
    loss.backward()
    optimizer.step()
    print(f"{loss.item() = :.4f}")
# --8<-- [end:new-graph]

# --8<-- [start:shared]
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
y = w2 * torch.relu(w1 * x)
error, size = (y - target) ** 2, y**2

error.backward(retain_graph=True)
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
size.backward()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:shared]
assert (w1.grad.item(), w2.grad.item()) == (1 + 3, 3 + 9)

# --8<-- [start:summed]
w1.grad, w2.grad = None, None
y = w2 * torch.relu(w1 * x)
error, size = (y - target) ** 2, y**2
(error + size).backward()
print(f"{w1.grad.item() = }, {w2.grad.item() = }")
# --8<-- [end:summed]
assert (w1.grad.item(), w2.grad.item()) == (4, 12)

# --8<-- [start:running-total]
total, number = 0.0, 0.0
for km in (1.0, 2.0, 3.0):
    loss = (w1 * km - 2 * km) ** 2
    total += loss
    number += loss.item()
print(f"{total.grad_fn is None = }, {number = }")
# --8<-- [end:running-total]
assert total.item() == number


def squares_behind(node):
    before = [origin for origin, index in node.next_functions if origin]
    own = node.name() == "PowBackward0"
    return own + sum(squares_behind(origin) for origin in before)


assert squares_behind(total.grad_fn) == 3
