# host: a value outside 0 to 1 halts an accelerator; Matplotlib reads the CPU
# --8<-- [start:sigmoid-by-hand]
import torch
from torch import nn

logits = torch.tensor([[-2.0], [0.0], [2.0]])  # (N, 1)
probs = 1 / (1 + (-logits).exp())
for logit, prob in zip(logits, probs):
    print(f"{logit.item():4} {prob.item():.4f}")
assert torch.allclose(probs, torch.sigmoid(logits))
# --8<-- [end:sigmoid-by-hand]
assert probs[1] == 0.5 and torch.allclose(probs[0] + probs[2], torch.ones(1))

# --8<-- [start:price]
for p in (0.99, 0.9, 0.5, 0.1, 0.01):
    print(f"{p:4} {-torch.tensor(p).log().item():.4f}")
# --8<-- [end:price]

# --8<-- [start:log-loss-by-hand]
targets = torch.tensor([[0.0], [1.0], [0.0]])  # (N, 1)
terms = targets * probs.log() + (1 - targets) * (1 - probs).log()
by_hand = -terms.mean()
for prob, target, term in zip(probs, targets, terms):
    print(f"{prob.item():.4f} {target.item()} {-term.item():.4f}")
print(f"{by_hand.item() = :.4f}")
# --8<-- [end:log-loss-by-hand]
right = torch.where(targets == 1, probs, 1 - probs)
assert torch.allclose(-right.log(), -terms)
assert terms.argmin() == 2

# --8<-- [start:two-calls]
from_probs = nn.BCELoss()(probs, targets)
from_logits = nn.BCEWithLogitsLoss()(logits, targets)
print(f"{from_probs.item() = :.4f}")
print(f"{from_logits.item() = :.4f}")
assert torch.allclose(from_probs, by_hand)
assert torch.allclose(from_logits, by_hand)
# --8<-- [end:two-calls]
pairs = torch.cat([torch.zeros_like(logits), logits], dim=1)
two_classes = nn.CrossEntropyLoss()(pairs, targets.squeeze(1).long())
assert torch.allclose(two_classes, by_hand)

# --8<-- [start:price-drawn]
import matplotlib.pyplot as plt

logit = torch.linspace(-6, 6, 121)
loss_fn = nn.BCEWithLogitsLoss(reduction="none")
figure, axes = plt.subplots()
for target in (0.0, 1.0):
    prices = loss_fn(logit, torch.full_like(logit, target))
    axes.plot(logit, prices, label=f"{target = }")
axes.set(xlabel="logit", ylabel="loss")
axes.legend()
# --8<-- [end:price-drawn]
assert abs(prices[0].item() - 6) < 0.01 and prices[-1] < 0.01

# --8<-- [start:large-logits]
target = torch.tensor([[0.0]])
for value in (2.0, 10.0, 20.0, 200.0):
    logit = torch.tensor([[value]])
    from_probs = nn.BCELoss()(logit.sigmoid(), target).item()
    from_logits = nn.BCEWithLogitsLoss()(logit, target).item()
    print(f"{value:5} {from_probs:6.2f} {from_logits:6.2f}")
# --8<-- [end:large-logits]
assert torch.tensor(20.0).sigmoid() == 1 and torch.tensor(10.0).sigmoid() < 1
assert (1 - torch.tensor(20.0).sigmoid()).log() == -torch.inf

# --8<-- [start:lost-gradient]
logit = torch.tensor([[20.0]], requires_grad=True)
nn.BCELoss()(logit.sigmoid(), target).backward()
print(f"{logit.grad.item() = }")

logit = torch.tensor([[20.0]], requires_grad=True)
nn.BCEWithLogitsLoss()(logit, target).backward()
print(f"{logit.grad.item() = }")
# --8<-- [end:lost-gradient]

# --8<-- [start:sigmoid-twice]
sure = torch.tensor([[1000.0], [-1000.0]])
answers = torch.tensor([[1.0], [0.0]])
loss_fn = nn.BCEWithLogitsLoss(reduction="none")
print(loss_fn(sure, answers).tolist())
for price in loss_fn(sure.sigmoid(), answers):
    print(f"{price.item():.4f}")
# --8<-- [end:sigmoid-twice]
assert sure.sigmoid().tolist() == [[1], [0]]
best = torch.tensor([1.0, 0.0]).sigmoid()
assert torch.allclose(-best[0].log(), price * 0 + 0.3133, atol=1e-4)
assert best.min() == 0.5
assert 0.73 < best.max() < 0.7311

# --8<-- [start:integer-targets] raises RuntimeError
loss_fn = nn.BCEWithLogitsLoss()
passed = torch.tensor([0, 1, 0])  # (N,)
loss_fn(logits, passed.unsqueeze(1))
# --8<-- [end:integer-targets]

# --8<-- [start:flat-targets] raises ValueError
loss_fn(logits, passed.float())
# --8<-- [end:flat-targets]

# --8<-- [start:right-targets]
targets = passed.float().unsqueeze(1)
print(f"{targets.shape = }, {targets.dtype = }")
print(f"{loss_fn(logits, targets).item() = :.4f}")
# --8<-- [end:right-targets]

# --8<-- [start:outside] raises RuntimeError
nn.BCELoss()(logits, targets)
# --8<-- [end:outside]

# --8<-- [start:training]
hours = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0], [8.0]])
passed = torch.tensor([[0.0], [0.0], [0.0], [1.0], [0.0], [1.0], [1.0], [1.0]])
inputs = hours - hours.mean()  # (N, 1)
torch.manual_seed(0)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
for step in range(200):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs), passed)
    loss.backward()
    optimizer.step()
    if step in (0, 199):
        print(f"{step = }, {loss.item() = :.2f}")
# --8<-- [end:training]
torch.manual_seed(0)
raw = nn.Linear(1, 1)
raw_optimizer, heights = torch.optim.SGD(raw.parameters(), lr=0.5), []
for step in range(8):
    raw_loss = loss_fn(raw(hours), passed)
    raw_optimizer.zero_grad()
    raw_loss.backward()
    raw_optimizer.step()
    heights.append(raw_loss.item())
assert heights[3] > heights[4] < heights[5] > heights[6] < heights[7]

# --8<-- [start:decide]
with torch.inference_mode():
    logits = model(inputs)
decided = logits > 0
assert torch.equal(decided, logits.sigmoid() > 0.5)
print(f"{decided.squeeze(1).int().tolist() = }")
print(f"{(decided == passed).float().mean().item() = }")
border = hours.mean() - model.bias / model.weight
print(f"{border.item() = :.2f}")
# --8<-- [end:decide]

# --8<-- [start:curve]
with torch.inference_mode():
    x = torch.linspace(0, 9, 91).unsqueeze(1)  # (91, 1)
    curve = model(x - hours.mean()).sigmoid()
figure, axes = plt.subplots()
axes.plot(x, curve)
axes.plot(hours, passed, "o")
axes.axhline(0.5, color="C2", linestyle="--")
axes.set(xlabel="hours", ylabel="probs")
# --8<-- [end:curve]
assert curve.min() > 0 and curve.max() < 1
