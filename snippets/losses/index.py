# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:mse-by-hand]
import torch
from torch import nn

outputs = torch.tensor([11.0, 12.0, 18.0])
targets = torch.tensor([10.0, 13.0, 16.0])

errors = outputs - targets
by_hand = (errors**2).mean()
print(f"{errors.tolist() = }")
print(f"{by_hand.item() = }")
# --8<-- [end:mse-by-hand]
assert (1**2 + (-1) ** 2 + 2**2) / 3 == 2 == by_hand

# --8<-- [start:mse-call]
loss_fn = nn.MSELoss()
loss = loss_fn(outputs, targets)
print(f"{loss.item() = }")
print(f"{loss.shape = }")
assert torch.allclose(loss, by_hand)
# --8<-- [end:mse-call]
assert loss_fn(targets, targets) == 0

# --8<-- [start:baseline]
baseline = torch.full_like(targets, targets.mean().item())
print(f"{baseline.tolist() = }")
print(f"{loss_fn(baseline, targets).item() = }")
# --8<-- [end:baseline]

# --8<-- [start:small-net]
w1, w2 = torch.tensor(1.5), torch.tensor(0.5)
x, target = torch.tensor(2.0), torch.tensor(1.0)

output = w2 * torch.relu(w1 * x)
loss = loss_fn(output, target)
print(f"{output.item() = }")
print(f"{loss.item() = }")
# --8<-- [end:small-net]
assert loss.item() == (1.5 - 1) ** 2 == 0.25

# --8<-- [start:outlier]
outputs = torch.tensor([11.0, 12.0, 16.0])
targets = torch.tensor([10.0, 13.0, 116.0])
for loss_fn in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()):
    print(loss_fn, f"{loss_fn(outputs, targets).item():.1f}")
# --8<-- [end:outlier]
assert nn.MSELoss()(outputs, targets) == (1 + 1 + 100**2) / 3
assert nn.L1Loss()(outputs, targets) == (1 + 1 + 100) / 3

# --8<-- [start:mse-l1-huber]
import matplotlib.pyplot as plt

e = torch.linspace(-3, 3, 121)
fig, ax = plt.subplots()
for loss_class in (nn.MSELoss, nn.L1Loss, nn.HuberLoss):
    loss = loss_class(reduction="none")(e, torch.zeros_like(e))
    ax.plot(e, loss, label=loss_class.__name__)
ax.set_xlabel("$e$")
ax.set_ylabel("loss")
ax.legend()
# --8<-- [end:mse-l1-huber]
huber = nn.HuberLoss(reduction="none")(e, torch.zeros_like(e))
assert torch.allclose(huber[e.abs() < 1], e[e.abs() < 1] ** 2 / 2)
assert torch.allclose(huber[e > 1], e[e > 1] - 0.5)
assert huber.shape == e.shape
near_zero = torch.tensor([-0.01, 0.01], requires_grad=True)
nn.L1Loss(reduction="sum")(near_zero, torch.zeros(2)).backward()
assert near_zero.grad.tolist() == [-1, 1]

# --8<-- [start:cross-entropy-by-hand]
logits = torch.tensor([[2.0, 1.0, -1.0], [0.0, 3.0, 1.0]])  # (N, C)
classes = torch.tensor([0, 2])  # (N,)

sums = logits.exp().sum(dim=1, keepdim=True)  # (N, 1)
log_probs = logits - sums.log()  # (N, C)
picked = log_probs[[0, 1], classes]  # (N,)
by_hand = -picked.mean()
for log_prob in picked:
    print(f"{log_prob.exp().item():.4f} {-log_prob.item():.4f}")
print(f"{by_hand.item() = :.4f}")
# --8<-- [end:cross-entropy-by-hand]
assert torch.allclose(log_probs, nn.functional.log_softmax(logits, dim=1))
assert torch.allclose(log_probs.exp().sum(dim=1), torch.ones(2))
assert torch.allclose(logits.exp() / sums, logits.softmax(dim=1))
assert sums.shape == (2, 1) and picked[1] == log_probs[1, 2]
assert torch.tensor([1.0, 0.0]).log().tolist() == [0, -torch.inf]
assert torch.allclose(by_hand, nn.NLLLoss()(log_probs, classes))

# --8<-- [start:cross-entropy-call]
loss_fn = nn.CrossEntropyLoss()
loss = loss_fn(logits, classes)
print(f"{loss.item() = :.4f}")
assert torch.allclose(loss, by_hand)
# --8<-- [end:cross-entropy-call]

# --8<-- [start:softmax-first]
wrong = loss_fn(logits.softmax(dim=1), classes)
print(f"{wrong.item() = :.4f}")

sure = torch.tensor([[100.0, 0.0, 0.0]])
right = torch.tensor([0])
print(f"{loss_fn(sure, right).item() = :.4f}")
print(f"{loss_fn(sure.softmax(dim=1), right).item() = :.4f}")
# --8<-- [end:softmax-first]
assert wrong < loss
assert sure.softmax(dim=1)[0, 0] == 1

# --8<-- [start:broadcast-trap] warns UserWarning
outputs = torch.tensor([[10.0], [13.0], [16.0]])  # (3, 1)
targets = torch.tensor([10.0, 13.0, 16.0])  # (3,)
loss_fn = nn.MSELoss()
print(f"{loss_fn(outputs, targets).item() = }")
# --8<-- [end:broadcast-trap]
assert (outputs - targets).shape == (3, 3)
assert ((torch.full((3, 1), 13.0) - targets) ** 2).mean() == 6

# --8<-- [start:broadcast-fix]
print(f"{loss_fn(outputs, targets.unsqueeze(1)).item() = }")
# --8<-- [end:broadcast-fix]

# --8<-- [start:target-dtype] raises RuntimeError
nn.CrossEntropyLoss()(logits, torch.tensor([0.0, 2.0]))
# --8<-- [end:target-dtype]

# --8<-- [start:target-dtype-fix]
classes = torch.tensor([0.0, 2.0]).long()
print(f"{classes.dtype = }")
print(f"{nn.CrossEntropyLoss()(logits, classes).item() = :.4f}")
# --8<-- [end:target-dtype-fix]
assert torch.tensor([0, 2]).dtype == torch.int64
assert outputs.dtype == targets.dtype == torch.float32
binary, log_two = nn.BCEWithLogitsLoss(), torch.tensor(2.0).log()
assert torch.allclose(binary(torch.zeros(2, 1), torch.ones(2, 1)), log_two)
assert torch.allclose(binary(torch.zeros(2, 3), torch.zeros(2, 3)), log_two)
yes, no_and_yes = torch.tensor([3.0]), torch.tensor([[0.0, 3.0]])
two_classes = nn.CrossEntropyLoss()(no_and_yes, torch.tensor([1]))
assert torch.allclose(binary(yes, torch.ones(1)), two_classes)
assert torch.allclose(-yes.sigmoid().log(), two_classes)
