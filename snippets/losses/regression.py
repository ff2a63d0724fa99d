# --8<-- [start:three-by-hand]
def huber(error, delta=1.0):
    size = abs(error)
    if size <= delta:
        return error**2 / 2
    return delta * (size - delta / 2)


for error in (0.5, 1.0, 3.0, 10.0):
    print(f"{error = }, {error**2 = }, {abs(error) = }, {huber(error) = }")
# --8<-- [end:three-by-hand]
assert huber(3.0) == 3 - 0.5 and huber(1.0) == 1**2 / 2

# --8<-- [start:three-calls]
import torch
from torch import nn

outputs = torch.tensor([0.5, 1.0, 3.0, 10.0])
targets = torch.zeros(4)
for loss_class in (nn.MSELoss, nn.L1Loss, nn.HuberLoss, nn.SmoothL1Loss):
    each = loss_class(reduction="none")(outputs, targets)
    mean = loss_class()(outputs, targets)
    print(loss_class.__name__, each.tolist(), f"{mean.item():.2f}")
# --8<-- [end:three-calls]
by_hand = torch.tensor([huber(error) for error in outputs.tolist()])
assert torch.equal(nn.HuberLoss(reduction="none")(outputs, targets), by_hand)
assert nn.MSELoss()(outputs, targets) == (0.25 + 1 + 9 + 100) / 4

# --8<-- [start:losses]
import matplotlib.pyplot as plt

errors = torch.linspace(-3, 3, 121)
zeros = torch.zeros_like(errors)
figure, axes = plt.subplots()
for loss_class in (nn.MSELoss, nn.L1Loss, nn.HuberLoss):
    each = loss_class(reduction="none")(errors, zeros)
    axes.plot(errors.tolist(), each.tolist(), label=loss_class.__name__)
axes.set(xlabel="error", ylabel="loss")
axes.legend()
# --8<-- [end:losses]

# --8<-- [start:slopes]
figure, axes = plt.subplots()
for loss_class in (nn.MSELoss, nn.L1Loss, nn.HuberLoss):
    errors = torch.linspace(-3, 3, 120).requires_grad_()
    zeros = torch.zeros_like(errors)
    loss_class(reduction="sum")(errors, zeros).backward()
    slopes = errors.grad.tolist()
    axes.plot(errors.tolist(), slopes, label=loss_class.__name__)
axes.set(xlabel="error", ylabel="slope")
axes.legend()
# --8<-- [end:slopes]
assert abs(min(slopes) + 1) < 1e-6 and abs(max(slopes) - 1) < 1e-6
near_zero = torch.tensor([-0.01, 0.01], requires_grad=True)
nn.L1Loss(reduction="sum")(near_zero, torch.zeros(2)).backward()
assert near_zero.grad.tolist() == [-1, 1]
far = torch.tensor([10.0], requires_grad=True)
nn.MSELoss()(far, torch.zeros(1)).backward()
assert far.grad.item() == 20

# --8<-- [start:best-constant]
fares = torch.tensor([10.0, 12.5, 13.0, 15.0, 49.5])
guesses = torch.arange(5.0, 50.0, 0.25)


def best_guess(loss_fn):
    losses = [loss_fn(guess.expand(5), fares).item() for guess in guesses]
    return guesses[losses.index(min(losses))].item()


for loss_fn in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()):
    print(loss_fn, best_guess(loss_fn))
print(f"{fares.mean().item() = }, {fares.median().item() = }")
# --8<-- [end:best-constant]
assert best_guess(nn.MSELoss()) == 20 and best_guess(nn.L1Loss()) == 13

# --8<-- [start:one-typo]
km = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]])
paid = 6 + 3.5 * km
paid[4] = 235.0
print(f"{paid.squeeze(1).tolist() = }")
# --8<-- [end:one-typo]
assert 6 + 3.5 * 5 == 23.5


# --8<-- [start:fit]
def fit(loss_fn, inputs, targets):
    model = nn.Linear(1, 1)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=2.0)
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, 500)
    for step in range(500):
        optimizer.zero_grad()
        loss_fn(model(inputs), targets).backward()
        optimizer.step()
        scheduler.step()
    return model


# --8<-- [end:fit]

# --8<-- [start:three-fits]
figure, axes = plt.subplots()
for loss_fn in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()):
    model = fit(loss_fn, km, paid)
    slope, start = model.weight.item(), model.bias.item()
    print(loss_fn, f"{slope = :.1f}, {start = :.1f}")
    label = type(loss_fn).__name__
    axes.plot([1, 6], [start + slope, start + 6 * slope], label=label)
axes.plot(km.flatten().tolist(), paid.flatten().tolist(), "o")
axes.set(xlabel="km", ylabel="paid")
axes.legend()
# --8<-- [end:three-fits]
columns = torch.cat([km, torch.ones(6, 1)], dim=1)
exact = torch.linalg.lstsq(columns, paid).solution.flatten()
reached = fit(nn.MSELoss(), km, paid)
assert abs(reached.weight.item() - exact[0]) < 0.05
assert reached(torch.tensor([[1.0]])).item() < 0

# --8<-- [start:delta]
error = torch.tensor([3.0])
for delta in (0.5, 1.0, 5.0):
    h = nn.HuberLoss(delta=delta)(error, torch.zeros(1)).item()
    s = nn.SmoothL1Loss(beta=delta)(error, torch.zeros(1)).item()
    print(f"{delta = }, {h = }, {s = :.3f}, {s * delta = :.3f}")
# --8<-- [end:delta]
assert nn.HuberLoss(delta=5.0)(error, torch.zeros(1)) == 3**2 / 2

# --8<-- [start:cents]
reais, cents = fares, 100 * fares
for loss_fn in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()):
    in_reais = loss_fn(torch.full((5,), 14.0), reais).item()
    in_cents = loss_fn(torch.full((5,), 1400.0), cents).item()
    print(loss_fn, f"{in_reais:.2f} {in_cents:.2f} {in_cents / in_reais:.1f}")
# --8<-- [end:cents]
assert ((cents - 1400).abs() > 1).all()
in_reais = nn.HuberLoss()(torch.full((5,), 14.0), reais)
in_cents = nn.HuberLoss(delta=100.0)(torch.full((5,), 1400.0), cents)
assert torch.allclose(in_cents, 10000 * in_reais)


# --8<-- [start:same-rate]
def small_net_losses(target, lr=0.05):
    w1 = torch.tensor(1.5, requires_grad=True)
    w2 = torch.tensor(0.5, requires_grad=True)
    losses = []
    for step in range(3):
        loss = (w2 * torch.relu(w1 * 2.0) - target) ** 2
        losses.append(loss.item())
        slope1, slope2 = torch.autograd.grad(loss, (w1, w2))
        w1 = (w1 - lr * slope1).detach().requires_grad_()
        w2 = (w2 - lr * slope2).detach().requires_grad_()
    return losses


print([f"{loss:.6f}" for loss in small_net_losses(1.0)])
print([f"{loss:.3g}" for loss in small_net_losses(100.0)])
# --8<-- [end:same-rate]
assert small_net_losses(100.0)[-1] == 100**2

# --8<-- [start:report]
errors = torch.tensor([1.0, -3.0, 2.0, -2.0, 5.0, -7.0])
rmse = (errors**2).mean().sqrt()
mae = errors.abs().mean()
print(f"{rmse.item() = :.2f}, {mae.item() = :.2f}")

batch_mse = [(batch**2).mean().item() for batch in errors.split(2)]
batch_rmse = [mse**0.5 for mse in batch_mse]
print(f"{batch_mse = }")
print(f"{sum(batch_rmse) / 3 = :.2f}, {(sum(batch_mse) / 3) ** 0.5 = :.2f}")
# --8<-- [end:report]
