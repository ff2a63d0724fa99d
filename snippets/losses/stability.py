# host: Matplotlib reads the CPU
# --8<-- [start:limits]
import torch
from torch import nn

print(f"{torch.finfo(torch.float32).max:.1e}")
print(torch.tensor([88.0, 89.0, -110.0]).exp())
print(torch.tensor([1.0, 0.0, -1.0]).log())
inf = torch.tensor(torch.inf)
print(f"{0 * inf = }, {inf - inf = }, {inf / inf = }")
# --8<-- [end:limits]
assert torch.finfo(torch.float32).max < 3.41e38
assert torch.tensor(12.0, dtype=torch.float16).exp() == torch.inf

# --8<-- [start:naive-softmax]
logits = torch.tensor([1000.0, 1001.0, 1002.0])
naive = logits.exp() / logits.exp().sum()
print(naive)
print(torch.softmax(logits, dim=0))
# --8<-- [end:naive-softmax]
assert (logits.exp() == torch.inf).all()

# --8<-- [start:max-trick]
shifted = logits - logits.max()
stable = shifted.exp() / shifted.exp().sum()
print(shifted, stable)
assert torch.allclose(stable, torch.softmax(logits, dim=0))
# --8<-- [end:max-trick]
assert shifted.exp().max() == 1

# --8<-- [start:logsumexp]
m = logits.max()
by_hand = m + (logits - m).exp().sum().log()
print(f"{logits.exp().sum().log().item() = }")
print(f"{by_hand.item() = :.4f}")
assert torch.allclose(by_hand, torch.logsumexp(logits, dim=0))
# --8<-- [end:logsumexp]
log_probs = logits - by_hand
assert torch.allclose(log_probs, logits.log_softmax(dim=0), atol=1e-4)

# --8<-- [start:log-softmax]
logits = torch.tensor([[0.0, 200.0]], requires_grad=True)
target = torch.tensor([0])
for name in ("softmax", "log_softmax"):
    outputs = getattr(logits, name)(dim=1)
    log_probs = outputs.log() if name == "softmax" else outputs
    loss = nn.functional.nll_loss(log_probs, target)
    (gradient,) = torch.autograd.grad(loss, logits)
    print(name, loss.item(), gradient.tolist())
# --8<-- [end:log-softmax]
ce = nn.CrossEntropyLoss()(logits, target)
assert ce == loss == 200 and logits.softmax(dim=1)[0, 0] == 0

# --8<-- [start:hidden-gradient]
error = torch.tensor([0.0, 0.0], requires_grad=True)
length = (error**2).sum().sqrt()
length.backward()
print(f"{length.item() = }, {error.grad = }")
# --8<-- [end:hidden-gradient]
assert error.grad.isnan().all() and length == 0
zero = torch.tensor(0.0, requires_grad=True)
zero.sqrt().backward()
assert zero.grad == torch.inf
assert (torch.tensor(0.0) / torch.tensor(0.0)).isnan()

# --8<-- [start:safe-gradient]
error = torch.tensor([0.0, 0.0], requires_grad=True)
torch.linalg.vector_norm(error).backward()
print(f"{error.grad = }")

error = torch.tensor([0.0, 0.0], requires_grad=True)
((error**2).sum() + 1e-12).sqrt().backward()
print(f"{error.grad = }")
# --8<-- [end:safe-gradient]

# --8<-- [start:where-leaks]
x = torch.tensor([0.0, 2.0], requires_grad=True)
y = torch.where(x > 0, x.log(), 0.0)
y.sum().backward()
print(f"{y.tolist() = }")
print(f"{x.grad = }")
# --8<-- [end:where-leaks]
assert torch.tensor(0.0) * torch.inf != 0

# --8<-- [start:where-fixed]
x = torch.tensor([0.0, 2.0], requires_grad=True)
safe = torch.where(x > 0, x, 1.0)
y = torch.where(x > 0, safe.log(), 0.0)
y.sum().backward()
print(f"{x.grad = }")
# --8<-- [end:where-fixed]

# --8<-- [start:eps]
p = torch.tensor([1e-9, 0.5], requires_grad=True)
p.clamp(min=1e-6).log().sum().backward()
print(f"{p.grad = }")
print(f"{torch.tensor(1.0) + 1e-8 == 1 = }")
print(f"{torch.tensor(1e-8, dtype=torch.float16) = }")
# --8<-- [end:eps]

# --8<-- [start:one-nan]
prices = torch.tensor([10.0, float("nan"), 16.0])
print(f"{prices.mean() = }, {prices.nanmean() = }")
print(f"{prices == prices = }")
print(f"{torch.isnan(prices) = }")
print(f"{torch.isfinite(prices).all().item() = }")
# --8<-- [end:one-nan]


# --8<-- [start:checked-training]
def train(lr):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for step in range(200):
        loss = nn.functional.mse_loss(model(km), fares)
        losses.append(loss.item())
        if not torch.isfinite(loss):
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


km = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
fares = 6 + 3.5 * km
# --8<-- [end:checked-training]

# --8<-- [start:explode]
for lr in (0.05, 0.2):
    losses = train(lr)
    print(f"{lr = }, {len(losses) - 1 = }, {losses[-1]:.4f}")
# --8<-- [end:explode]

# --8<-- [start:explode-drawn]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
for lr in (0.05, 0.2):
    axes.plot(train(lr), label=f"{lr = }")
axes.set(xlabel="step", ylabel="loss", yscale="log")
axes.legend()
# --8<-- [end:explode-drawn]

# --8<-- [start:which-parameter]
model = nn.Linear(1, 1)
inputs = torch.tensor([[1.0], [float("nan")], [3.0]])
print(f"{(~inputs.isfinite()).nonzero().tolist() = }")
model(inputs).sum().backward()
for name, parameter in model.named_parameters():
    print(f"{name} {parameter.grad.isfinite().all().item()}")
# --8<-- [end:which-parameter]
model.zero_grad()
nn.functional.mse_loss(model(inputs), torch.ones(3, 1)).backward()
assert model.weight.grad.isnan().all() and model.bias.grad.isnan().all()

# --8<-- [start:anomaly] raises RuntimeError
import warnings

error = torch.tensor([0.0, 0.0], requires_grad=True)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    with torch.autograd.detect_anomaly():
        (error**2).sum().sqrt().backward()
# --8<-- [end:anomaly]
