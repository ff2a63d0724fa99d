# --8<-- [start:table-of-errors]
import torch
from torch import nn

outputs = torch.tensor([[10.0], [13.0], [16.0], [20.0]])  # (4, 1)
targets = torch.tensor([10.0, 13.0, 16.0, 20.0])  # (4,)
errors = outputs - targets
print(f"{errors.shape = }")
print(errors.tolist())
# --8<-- [end:table-of-errors]
assert torch.equal(errors.diagonal(), torch.zeros(4))

# --8<-- [start:in-mse] warns UserWarning
print(f"{nn.MSELoss()(outputs, targets).item() = }")
# --8<-- [end:in-mse]
import warnings

for loss_class in (nn.L1Loss, nn.HuberLoss, nn.SmoothL1Loss):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            loss_class()(outputs, targets)
    assert len(caught) == 1 and "target size" in str(caught[0].message)


# --8<-- [start:in-your-own]
def my_mse(outputs, targets):
    return ((outputs - targets) ** 2).mean()


print(f"{my_mse(outputs, targets).item() = }")
# --8<-- [end:in-your-own]

# --8<-- [start:in-bce] raises ValueError
yes_no = torch.tensor([0.0, 1.0, 1.0, 0.0])
nn.BCEWithLogitsLoss()(outputs, yes_no)
# --8<-- [end:in-bce]

# --8<-- [start:in-counting]
predicted = torch.tensor([[1], [0], [1], [0]])  # (4, 1)
answers = torch.tensor([1, 0, 1, 0])  # (4,)
hits = predicted == answers
print(f"{hits.sum().item() = }")
print(f"{hits.float().mean().item() = }")
# --8<-- [end:in-counting]
assert hits.shape == (4, 4)

# --8<-- [start:what-wins]
perfect = outputs
always_mean = torch.full((4, 1), targets.mean().item())
print(f"{my_mse(perfect, targets).item() = :.4f}")
print(f"{my_mse(always_mean, targets).item() = :.4f}")
# --8<-- [end:what-wins]
variance = targets.var(correction=0)
assert torch.allclose(my_mse(always_mean, targets), variance)
assert torch.allclose(my_mse(perfect, targets), 2 * variance)


# --8<-- [start:fit]
def fit(inputs, targets):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for step in range(500):
        optimizer.zero_grad()
        loss = my_mse(model(inputs), targets)
        loss.backward()
        optimizer.step()
    return model, loss.item()


km = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])  # (5, 1)
fares = 6 + 3.5 * km.squeeze(1)  # (5,)
# --8<-- [end:fit]

# --8<-- [start:train-both]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot(km.flatten().tolist(), fares.tolist(), "o")
for name, targets in (("wrong", fares), ("right", fares.unsqueeze(1))):
    model, loss = fit(km, targets)
    slope, start = model.weight.item(), model.bias.item()
    print(f"{name}: {slope = :.2f}, {start = :.2f}, {loss = :.2f}")
    axes.plot(km.flatten().tolist(), model(km).flatten().tolist(), label=name)
axes.set(xlabel="km", ylabel="fares")
axes.legend()
print(f"{fares.mean().item() = }")
# --8<-- [end:train-both]
assert torch.allclose(fares.var(correction=0), torch.tensor(24.5))
assert loss < 0.005

# --8<-- [start:last-batch]
for batch in torch.zeros(5, 1).split(2):
    print(f"{batch.shape = }, {batch.squeeze().shape = }")
# --8<-- [end:last-batch]

# --8<-- [start:squeezed-too-much] raises TypeError
for output in batch.squeeze():
    print(output.item())
# --8<-- [end:squeezed-too-much]

# --8<-- [start:squeeze-one]
for batch in torch.zeros(5, 1).split(2):
    print(f"{batch.squeeze(1).shape = }")
# --8<-- [end:squeeze-one]


one = torch.zeros(1, 1)
assert nn.MSELoss()(one.squeeze(1), torch.zeros(1)).shape == ()
try:
    nn.BCEWithLogitsLoss()(one.squeeze(), torch.zeros(1))
except ValueError:
    pass
else:
    raise AssertionError


# --8<-- [start:guard] raises AssertionError
def my_mse(outputs, targets):
    assert outputs.shape == targets.shape, f"{outputs.shape} {targets.shape}"
    return ((outputs - targets) ** 2).mean()


print(f"{my_mse(model(km), fares.unsqueeze(1)).item() = :.2f}")
my_mse(model(km), fares)
# --8<-- [end:guard]

# --8<-- [start:strict] raises UserWarning
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("error")
    nn.MSELoss()(model(km), fares)
# --8<-- [end:strict]
table = torch.arange(6).view(2, 3)
assert not torch.equal(table.reshape(3, 2), table.mT)
