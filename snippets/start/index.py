# --8<-- [start:rides]
import torch
from torch import nn

km = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
fares = torch.tensor([[9.5], [13.0], [16.5], [20.0], [23.5]])
print(f"{km.shape = }")
print(f"{fares.shape = }")
# --8<-- [end:rides]
assert torch.equal(fares, 6 + 3.5 * km)
try:
    exec("model(km)", {"km": km})
    raise AssertionError
except NameError as error:
    assert str(error) == "name 'model' is not defined"

# --8<-- [start:model]
torch.manual_seed(0)
model = nn.Linear(1, 1)
print(f"{model.weight.item() = :.4f}")
print(f"{model.bias.item() = :.4f}")
# --8<-- [end:model]
assert sum(p.numel() for p in model.parameters()) == 2
assert abs(model.weight.item()) <= 1 and abs(model.bias.item()) <= 1

# --8<-- [start:untrained]
outputs = model(km)
by_hand = model.weight.item() * 5 + model.bias.item()
assert abs(outputs[4].item() - by_hand) < 0.0001
print(f"{outputs[0].item() = :.2f}")
print(f"{outputs[4].item() = :.2f}")
# --8<-- [end:untrained]
assert outputs[4].item() <= 6 < fares[4].item() == 23.5

# --8<-- [start:loss]
errors = outputs - fares
print(f"{errors[0].item() = :.2f}")
print(f"{(errors**2).mean().item() = :.2f}")

loss_fn = nn.MSELoss()
loss = loss_fn(outputs, fares)
print(f"{loss.item() = :.2f}")
# --8<-- [end:loss]
assert abs((errors**2).mean().item() - loss.item()) < 0.001
assert round(loss.item() ** 0.5) == 17
assert (
    errors[0].abs() < errors[1].abs() < 17 < errors[3].abs() < errors[4].abs()
)

# --8<-- [start:one-step]
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
loss.backward()
print(f"{model.weight.grad.item() = :.2f}")

by_hand = model.weight.item() - 0.05 * model.weight.grad.item()
optimizer.step()
assert abs(model.weight.item() - by_hand) < 0.0001
print(f"{model.weight.item() = :.2f}")
print(f"{loss_fn(model(km), fares).item() = :.2f}")
# --8<-- [end:one-step]
assert loss_fn(model(km), fares).item() < 0.1 * loss.item()
assert round(-0.0075 + 0.05 * 109.95, 2) == 5.49

# --8<-- [start:training]
losses = [loss.item()]
for step in range(1, 500):
    optimizer.zero_grad()
    loss = loss_fn(model(km), fares)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

print(f"{model.weight.item() = :.4f}")
print(f"{model.bias.item() = :.4f}")
# --8<-- [end:training]
assert len(losses) == 500
assert abs(model.weight.item() - 3.5) < 0.001
assert abs(model.bias.item() - 6) < 0.002

# --8<-- [start:falling-loss]
import matplotlib.pyplot as plt

figure, (left, right) = plt.subplots(1, 2)
left.plot(losses)
right.plot(losses)
right.set_yscale("log")
left.set_xlabel("step")
right.set_xlabel("step")
left.set_ylabel("loss")
# --8<-- [end:falling-loss]
assert losses[0] > 200 and losses[2] < 20 and losses[-1] < 1e-6
assert all(after < before for before, after in zip(losses, losses[1:]))
marks = right.get_yticks()
assert all(round(high / low) == 100 for low, high in zip(marks, marks[1:]))

# --8<-- [start:before-and-after]
figure, axes = plt.subplots()
axes.plot(km.tolist(), fares.tolist(), "o", label="fares")
axes.plot(km.tolist(), outputs.tolist(), label="outputs")
axes.plot(km.tolist(), model(km).tolist(), label="model(km)")
axes.set_xlabel("km")
axes.legend()
# --8<-- [end:before-and-after]

# --8<-- [start:new-ride]
ride = torch.tensor([[7.0]])
print(f"{6 + 3.5 * 7 = :.2f}")
print(f"{model(ride).item() = :.2f}")
print(f"{model(torch.tensor([[-2.0]])).item() = :.2f}")
# --8<-- [end:new-ride]
assert ride > km.max()
assert (torch.tensor([[7]]) + model.bias).dtype == torch.float32

# --8<-- [start:whole-number] raises RuntimeError
model(torch.tensor([[7]]))
# --8<-- [end:whole-number]

# --8<-- [start:too-fast]
torch.manual_seed(0)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(301):
    optimizer.zero_grad()
    loss = loss_fn(model(km), fares)
    if step in (0, 1, 2, 3, 100, 200, 300):
        print(f"{step} {model.weight.item():.3g} {loss.item():.3g}")
    loss.backward()
    optimizer.step()
# --8<-- [end:too-fast]
assert torch.isnan(loss)


def last_loss(rate):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for step in range(500):
        optimizer.zero_grad()
        loss = loss_fn(model(km), fares)
        loss.backward()
        optimizer.step()
    return loss.item()


assert last_loss(0.08) < last_loss(0.05) < last_loss(0.03)
assert abs(5.49 - 3.5) < abs(-0.0075 - 3.5) < abs(11 - 3.5)
assert len(str(int(torch.finfo().max))) == 39
assert torch.isnan(torch.tensor(float("inf")) - float("inf"))
