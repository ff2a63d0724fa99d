# host: NumPy reads only the memory of the CPU
# --8<-- [start:function]
import torch
from torch import nn


def fare_loss(outputs, targets, under=3.0):
    errors = outputs - targets
    weights = torch.where(errors < 0, under, 1.0)
    return (weights * errors**2).mean()


targets = torch.tensor([10.0, 13.0, 16.0])
too_low, too_high = targets - 2, targets + 2
print(f"{fare_loss(too_low, targets).item() = }")
print(f"{fare_loss(too_high, targets).item() = }")
# --8<-- [end:function]
assert fare_loss(too_high, targets) == nn.MSELoss()(too_high, targets)

# --8<-- [start:slope-by-hand]
outputs = torch.tensor([8.0, 15.0, 16.0], requires_grad=True)
loss = fare_loss(outputs, targets)
loss.backward()
slopes = [round(slope, 4) for slope in outputs.grad.tolist()]
print(f"{loss.item() = :.4f}, {slopes = }")
# --8<-- [end:slope-by-hand]
by_hand = torch.tensor([3 * 2 * -2 / 3, 2 * 2 / 3, 0])
assert torch.allclose(outputs.grad, by_hand)
assert abs((3 * 4 + 4 + 0) / 3 - loss.item()) < 1e-6

# --8<-- [start:check-slope]
above = fare_loss(torch.tensor([8.01, 15.0, 16.0]), targets)
below = fare_loss(torch.tensor([7.99, 15.0, 16.0]), targets)
print(f"{(above - below).item() / 0.02 = :.2f}")

inputs = outputs.detach().double().requires_grad_()
print(f"{torch.autograd.gradcheck(fare_loss, (inputs, targets.double())) = }")
# --8<-- [end:check-slope]

# --8<-- [start:what-it-prefers]
fares = torch.tensor([10.0, 12.0, 13.0, 15.0, 20.0])
guesses = torch.arange(10.0, 20.0, 0.25)
for under in (1.0, 3.0, 30.0):
    losses = [fare_loss(guess, fares, under).item() for guess in guesses]
    print(f"{under = }, {guesses[losses.index(min(losses))].item() = }")
# --8<-- [end:what-it-prefers]
assert fares.mean() == 14


# --8<-- [start:module]
class FareLoss(nn.Module):
    def __init__(self, under=3.0, reduction="mean"):
        super().__init__()
        self.under = under
        self.reduction = reduction

    def forward(self, outputs, targets):
        errors = outputs - targets
        weights = torch.where(errors < 0, self.under, 1.0)
        losses = weights * errors**2  # (N,)
        if self.reduction == "none":
            return losses
        return losses.sum() if self.reduction == "sum" else losses.mean()


for reduction in ("none", "sum", "mean"):
    loss_fn = FareLoss(under=3.0, reduction=reduction)
    print(reduction, loss_fn(too_low, targets).tolist())
# --8<-- [end:module]
assert FareLoss()(outputs, targets) == fare_loss(outputs, targets)
assert list(FareLoss().parameters()) == []

# --8<-- [start:two-forms]
called = nn.functional.mse_loss(too_low, targets)
made = nn.MSELoss()(too_low, targets)
print(f"{called.item() = }, {made.item() = }")
# --8<-- [end:two-forms]

# --8<-- [start:half-a-call] raises RuntimeError
nn.MSELoss(too_low, targets)
# --8<-- [end:half-a-call]

# --8<-- [start:python-number] raises RuntimeError
total = 0.0
for output, target in zip(outputs, targets):
    total += (output.item() - target.item()) ** 2
loss = torch.tensor(total / 3)
print(f"{loss.item() = :.4f}")
loss.backward()
# --8<-- [end:python-number]
torch.tensor(total / 3, requires_grad=True).backward()
assert torch.equal(outputs.grad, by_hand)

# --8<-- [start:numpy-inside] raises RuntimeError
import numpy as np

np.abs(outputs - targets)
# --8<-- [end:numpy-inside]

# --8<-- [start:stay-in-tensors]
outputs.grad = None
loss = torch.abs(outputs - targets).mean()
loss.backward()
slopes = [round(slope, 4) for slope in outputs.grad.tolist()]
print(f"{loss.item() = :.4f}, {slopes = }")
# --8<-- [end:stay-in-tensors]

# --8<-- [start:count-hits] raises RuntimeError
hits = (outputs - targets).abs() < 1
loss = 1 - hits.float().mean()
print(f"{loss.item() = :.4f}")
loss.backward()
# --8<-- [end:count-hits]
assert not outputs.argmax().requires_grad
assert not (outputs == targets).requires_grad
smooth = torch.tensor([8.0, 15.0, 16.0], requires_grad=True)
nn.MSELoss()(smooth, targets).backward()
assert [round(g, 4) for g in smooth.grad.tolist()] == [-1.3333, 1.3333, 0]

# --8<-- [start:rounding]
outputs.grad = None
loss = nn.functional.mse_loss(outputs.round(), targets)
loss.backward()
slopes = [round(slope, 4) for slope in outputs.grad.tolist()]
print(f"{loss.item() = :.4f}, {slopes = }")
# --8<-- [end:rounding]
assert loss == nn.MSELoss()(outputs, targets)

# --8<-- [start:two-losses]
km = torch.tensor([[1.0], [2.0], [3.0]])
column = targets.unsqueeze(1)  # (3, 1)
model = nn.Linear(1, 1)
nn.init.constant_(model.weight, 3.0)
nn.init.constant_(model.bias, 7.0)

data_loss = FareLoss()(model(km), column)
penalty = (model.weight**2).sum()
loss = data_loss + 0.1 * penalty
print(f"{data_loss.item() = }, {penalty.item() = }, {loss.item() = :.1f}")
# --8<-- [end:two-losses]


# --8<-- [start:how-strong]
def fit(strength):
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02)
    for step in range(500):
        optimizer.zero_grad()
        penalty = (model.weight**2).sum()
        loss = FareLoss()(model(km), column) + strength * penalty
        loss.backward()
        optimizer.step()
    return model.weight.item(), model.bias.item()


for strength in (0.0, 0.1, 10.0):
    torch.manual_seed(0)
    slope, start = fit(strength)
    print(f"{strength = }, {slope = :.1f}, {start = :.1f}")
# --8<-- [end:how-strong]
