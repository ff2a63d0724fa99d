# --8<-- [start:step-lr]
import torch
from torch.optim import lr_scheduler

w = torch.tensor(1.0, requires_grad=True)


def new_optimizer(lr=0.1):
    return torch.optim.SGD([w], lr=lr)


def rates_of(optimizer, scheduler, epochs=20):
    rates = []
    for epoch in range(epochs):
        rates.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return rates


optimizer = new_optimizer()
scheduler = lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
rates = rates_of(optimizer, scheduler)
print([f"{rate:.4f}" for rate in rates[:6]])
# --8<-- [end:step-lr]
by_hand = [0.1 * 0.5 ** (epoch // 2) for epoch in range(20)]
assert all(abs(a - b) < 1e-9 for a, b in zip(rates, by_hand, strict=True))
assert w.item() == 1.0


# --8<-- [start:why]
def learned_price(gamma, epochs=20):
    price = torch.tensor(0.0, requires_grad=True)
    optimizer = torch.optim.SGD([price], lr=0.25)
    scheduler = lr_scheduler.StepLR(optimizer, step_size=2, gamma=gamma)
    for epoch in range(epochs):
        for paid in (10.0, 14.0):
            optimizer.zero_grad()
            loss = (price - paid) ** 2
            loss.backward()
            optimizer.step()
        scheduler.step()
    return price.item()


print(f"{learned_price(gamma=1.0) = :.2f}")
print(f"{learned_price(gamma=0.5) = :.2f}")
# --8<-- [end:why]
assert abs(((12.67 + 10) / 2 + 14) / 2 - 12.67) < 0.01

# --8<-- [start:cosine]
import math

optimizer = new_optimizer()
scheduler = lr_scheduler.CosineAnnealingLR(optimizer, T_max=20)
cosine = rates_of(optimizer, scheduler)
by_hand = 0.1 * (1 + math.cos(math.pi * 10 / 20)) / 2
print(f"{cosine[10] = :.4f}, {by_hand = :.4f}")
# --8<-- [end:cosine]
assert abs(cosine[10] - by_hand) < 1e-9
for t, rate in enumerate([*cosine, scheduler.get_last_lr()[0]]):
    assert abs(rate - 0.1 * (1 + math.cos(math.pi * t / 20)) / 2) < 1e-9
assert len(cosine) == 20 and scheduler.get_last_lr()[0] < 1e-9

# --8<-- [start:warm-up]
optimizer = new_optimizer()
warm_up = lr_scheduler.LinearLR(optimizer, start_factor=0.2, total_iters=4)
fall = lr_scheduler.CosineAnnealingLR(optimizer, T_max=16)
scheduler = lr_scheduler.SequentialLR(
    optimizer, [warm_up, fall], milestones=[4]
)
warmed = rates_of(optimizer, scheduler)
print([f"{rate:.4f}" for rate in warmed[:6]])
# --8<-- [end:warm-up]
assert abs(warmed[4] - 0.1) < 1e-9
assert abs(warmed[5] - 0.1 * (1 + math.cos(math.pi * 1 / 16)) / 2) < 1e-9

# --8<-- [start:curves]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot(rates, drawstyle="steps-post", label="StepLR")
axes.plot(cosine, label="Cosine")
axes.plot(warmed, label="Sequential")
axes.set(xlabel="epoch", ylabel="lr")
figure.legend(loc="outside upper center", ncols=3)
# --8<-- [end:curves]

# --8<-- [start:wrong-order] warns UserWarning
optimizer = new_optimizer()
scheduler = lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
used = []
for epoch in range(4):
    scheduler.step()
    used.append(optimizer.param_groups[0]["lr"])
    optimizer.step()
print(used)
# --8<-- [end:wrong-order]
assert used == [0.1, 0.05, 0.05, 0.025]

# --8<-- [start:per-step]
batches, epochs = 5, 4
for length in (epochs, epochs * batches):
    optimizer = new_optimizer()
    scheduler = lr_scheduler.CosineAnnealingLR(optimizer, T_max=length)
    rates = rates_of(optimizer, scheduler, epochs * batches)
    print(f"T_max={length:2}", [f"{rate:.3f}" for rate in rates[::4]])
# --8<-- [end:per-step]
assert max(rates) == rates[0] == 0.1 and rates[-1] < 0.01

# --8<-- [start:plateau]
optimizer = new_optimizer()
scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=2)
for loss in (0.9, 0.5, 0.5, 0.5, 0.5, 0.4):
    optimizer.step()
    scheduler.step(loss)
    print(f"{loss = }, {scheduler.get_last_lr()[0] = :.2f}")
# --8<-- [end:plateau]

assert scheduler.num_bad_epochs == 0

# --8<-- [start:no-metric] raises TypeError
scheduler.step()
# --8<-- [end:no-metric]
assert scheduler.state_dict()["last_epoch"] == 6

groups = [{"params": [w]}, {"params": [w.detach().clone()], "lr": 0.02}]
optimizer = torch.optim.SGD(groups, lr=0.1)
scheduler = lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
optimizer.step()
scheduler.step()
assert scheduler.get_last_lr() == [0.05, 0.01]
