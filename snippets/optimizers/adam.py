# --8<-- [start:first-step]
import torch
from torch import nn

w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
optimizer = torch.optim.Adam([w1, w2], lr=0.01)
loss = (w2 * torch.relu(w1 * 2.0) - 1.0) ** 2
loss.backward()
optimizer.step()
print(f"{w1.grad.item() = }, {w1.item() - 1.5 = :.4f}")
print(f"{w2.grad.item() = }, {w2.item() - 0.5 = :.4f}")
# --8<-- [end:first-step]

# --8<-- [start:by-hand]
for grad in (1.0, 3.0, -300.0):
    m = 0.1 * grad
    v = 0.001 * grad**2
    m_hat = m / (1 - 0.9)
    v_hat = v / (1 - 0.999)
    move = -0.01 * m_hat / (v_hat**0.5 + 1e-8)
    print(f"{grad = }, {m_hat = :.1f}, {v_hat = :.1f}, {move = :+.4f}")
# --8<-- [end:by-hand]
assert abs(w1.item() - 1.49) < 1e-6 and abs(w2.item() - 0.49) < 1e-6


# --8<-- [start:formula]
def adamw_step(w, grad, memory, lr, weight_decay=0.0):
    memory["t"] += 1
    memory["m"] = 0.9 * memory["m"] + 0.1 * grad
    memory["v"] = 0.999 * memory["v"] + 0.001 * grad**2
    m_hat = memory["m"] / (1 - 0.9 ** memory["t"])
    v_hat = memory["v"] / (1 - 0.999 ** memory["t"])
    w = w - lr * weight_decay * w
    return w - lr * m_hat / (v_hat**0.5 + 1e-8)


# --8<-- [end:formula]


# --8<-- [start:compare]
def compare(optimizer_class, weight_decay, steps=100):
    w = torch.tensor([8.0, -3.0, 0.5], requires_grad=True)
    mine, memory = w.detach().clone(), {"t": 0, "m": 0.0, "v": 0.0}
    options = {"lr": 0.1, "weight_decay": weight_decay}
    optimizer = optimizer_class([w], **options)
    for step in range(steps):
        optimizer.zero_grad()
        ((w - step % 3) ** 2).sum().backward()
        mine = adamw_step(mine, w.grad, memory, **options)
        optimizer.step()
        torch.testing.assert_close(mine, w.detach())
    return mine, w.detach()


# --8<-- [end:compare]

# --8<-- [start:compared]
for optimizer_class, decay in (
    (torch.optim.Adam, 0.0),
    (torch.optim.AdamW, 0.1),
):
    mine, theirs = compare(optimizer_class, decay)
    print(optimizer_class.__name__, [round(one, 2) for one in mine.tolist()])
    print(optimizer_class.__name__, [round(one, 2) for one in theirs.tolist()])
# --8<-- [end:compared]

# --8<-- [start:bias-correction]
m = v = 0.0
for t in range(1, 11):
    m = 0.9 * m + 0.1 * 3.0
    v = 0.999 * v + 0.001 * 3.0**2
    raw = m / v**0.5
    corrected = (m / (1 - 0.9**t)) / (v / (1 - 0.999**t)) ** 0.5
    if t in (1, 2, 5, 10):
        print(f"{t = }, {raw = :.2f}, {corrected = :.2f}")
# --8<-- [end:bias-correction]


# --8<-- [start:scaled-loss]
def one_move(optimizer_class, scale):
    w = torch.tensor(2.0, requires_grad=True)
    optimizer = optimizer_class([w], lr=0.01)
    (scale * w**2).backward()
    optimizer.step()
    return w.item() - 2.0


for scale in (1, 1000):
    sgd = one_move(torch.optim.SGD, scale)
    adam = one_move(torch.optim.Adam, scale)
    print(f"{scale = }, {sgd = :.2f}, {adam = :.2f}")
# --8<-- [end:scaled-loss]

# --8<-- [start:eps]
for grad in (1.0, 1e-6, 1e-8, 1e-10):
    w = torch.tensor(0.0, requires_grad=True)
    optimizer = torch.optim.Adam([w], lr=1.0)
    (grad * w).backward()
    optimizer.step()
    by_hand = grad / (grad + 1e-8)
    print(f"{grad = }, {-w.item() = :.4f}, {by_hand = :.4f}")
    assert abs(-w.item() - by_hand) < 1e-4
# --8<-- [end:eps]


# --8<-- [start:decay]
def decayed(optimizer_class, grad, weight_decay):
    w = torch.tensor(2.0, requires_grad=True)
    options = {"lr": 0.01, "weight_decay": weight_decay}
    optimizer = optimizer_class([w], **options)
    w.grad = torch.tensor(grad)
    optimizer.step()
    return w.item()


for grad, decay in ((3.0, 0.0), (3.0, 0.1), (3.0, 10.0), (0.0, 0.1)):
    adam = decayed(torch.optim.Adam, grad, decay)
    adamw = decayed(torch.optim.AdamW, grad, decay)
    print(f"{grad = }, {decay = }, {adam = :.3f}, {adamw = :.3f}")
# --8<-- [end:decay]
assert (
    abs(decayed(torch.optim.AdamW, 3.0, 0.1) - (2 - 0.01 * 0.1 * 2 - 0.01))
    < 1e-6
)
assert (
    abs(decayed(torch.optim.AdamW, 3.0, 10.0) - (2 - 0.01 * 10 * 2 - 0.01))
    < 1e-6
)
assert abs(decayed(torch.optim.AdamW, 0.0, 0.1) - (2 - 0.01 * 0.1 * 2)) < 1e-6
by_gradient = decayed(torch.optim.SGD, 3.0, 0.1)
assert abs(by_gradient - (2 - 0.01 * 0.1 * 2 - 0.01 * 3.0)) < 1e-6

# --8<-- [start:defaults]
w = torch.tensor(2.0, requires_grad=True)
for optimizer_class in (torch.optim.Adam, torch.optim.AdamW):
    defaults = optimizer_class([w]).defaults
    names = ("lr", "betas", "eps", "weight_decay")
    print({name: defaults[name] for name in names})
# --8<-- [end:defaults]
plain = torch.optim.Adam([w]).defaults
different = [name for name in plain if plain[name] != defaults.get(name)]
assert different and all("weight_decay" in name for name in different)

# --8<-- [start:memory]
model = nn.Sequential(nn.Linear(10, 5), nn.Sigmoid(), nn.Linear(5, 1))
print(f"{sum(p.numel() for p in model.parameters()) = }")
optimizer = torch.optim.Adam(model.parameters())
print(f"{len(optimizer.state) = }")

model(torch.ones(1, 10)).sum().backward()
optimizer.step()
print(f"{list(optimizer.state[model[0].weight]) = }")
kept = [
    tensor.numel()
    for state in optimizer.state.values()
    for name, tensor in state.items()
    if name != "step"
]
print(f"{sum(kept) = }, {len(optimizer.state) = }")
# --8<-- [end:memory]
assert sum(kept) == 2 * 61


# --8<-- [start:born-again]
def walk(born_again):
    w = torch.tensor(3.05, requires_grad=True)
    optimizer = torch.optim.Adam([w], lr=0.1)
    for step in range(300):
        if born_again:
            optimizer = torch.optim.Adam([w], lr=0.1)
        optimizer.zero_grad()
        (w**2).backward()
        optimizer.step()
    return abs(w.item())


print(f"{walk(False) = :.2f}, {walk(True) = :.2f}")
# --8<-- [end:born-again]

# --8<-- [start:still-moving]
w = torch.tensor(2.0, requires_grad=True)
optimizer = torch.optim.Adam([w], lr=0.01)
for grad in (1.0, 1.0, 1.0, 0.0, 0.0):
    before = w.item()
    w.grad = torch.tensor(grad)
    optimizer.step()
    print(f"{grad = }, {w.item() - before = :.4f}")
# --8<-- [end:still-moving]

# --8<-- [start:still]
w.requires_grad_(False)
w.grad = None
before = w.item()
optimizer.step()
print(f"{w.item() == before = }")
# --8<-- [end:still]
