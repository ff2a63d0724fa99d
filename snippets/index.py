# --8<-- [start:taxi-fare]
import torch
from torch import nn

torch.manual_seed(0)
km = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
fares = 6 + 3.5 * km

model = nn.Linear(1, 1)
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for step in range(500):
    optimizer.zero_grad()
    loss_fn(model(km), fares).backward()
    optimizer.step()

print(f"{model.weight.item():.2f} * km + {model.bias.item():.2f}")
# --8<-- [end:taxi-fare]
assert f"{model.weight.item():.2f}" == "3.50"
assert f"{model.bias.item():.2f}" == "6.00"

# --8<-- [start:ten-kilometers]
ride = torch.tensor([[10.0]])
print(f"{model(ride).item():.2f}")
# --8<-- [end:ten-kilometers]
assert round(model(ride).item()) == 6 + 3.5 * 10
assert ride > km.max()

# --8<-- [start:line]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
rides = torch.tensor([[0.0], [10.0]])
axes.plot(rides.tolist(), model(rides).tolist(), label="model")
axes.plot(km.tolist(), fares.tolist(), "o", label="fares")
axes.set_xlabel("km")
axes.legend()
# --8<-- [end:line]
