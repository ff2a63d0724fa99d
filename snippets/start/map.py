# --8<-- [start:data]
import torch

inputs = torch.tensor(2.0)
targets = torch.tensor(6.0)
# --8<-- [end:data]

# --8<-- [start:model]
weight = torch.tensor(1.0, requires_grad=True)
outputs = weight * inputs
print(f"{outputs.item() = }")
# --8<-- [end:model]
assert outputs.item() == 1 * 2

# --8<-- [start:loss]
loss = (outputs - targets) ** 2
print(f"{loss.item() = }")
# --8<-- [end:loss]
assert loss.item() == (2 - 6) ** 2

# --8<-- [start:gradient]
nudged = (1.01 * 2 - 6) ** 2
print(f"{nudged = :.4f}")
print(f"{(nudged - 16) / 0.01 = :.2f}")

loss.backward()
print(f"{weight.grad.item() = }")
# --8<-- [end:gradient]
assert weight.grad.item() == 2 * (2 - 6) * 2

# --8<-- [start:one-step]
optimizer = torch.optim.SGD([weight], lr=0.1)
optimizer.step()
print(f"{-0.1 * -16 = }")
print(f"{weight.item() = :.4f}")
# --8<-- [end:one-step]
assert abs(weight.item() - (1 - 0.1 * -16)) < 1e-6
assert abs(1 + 0.1 * -16 - (-0.6)) < 1e-6

# --8<-- [start:again]
for step in range(4):
    outputs = weight * inputs
    loss = (outputs - targets) ** 2
    w = weight.item()
    print(f"{w:.4f} {3 - w:.4f} {loss.item():.4f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
# --8<-- [end:again]
assert abs(weight.item() - 3) < 0.01
assert abs((3 - weight.item()) / (3 - 1) - 1 / 5**5) < 1e-6

# --8<-- [start:downhill]
import matplotlib.pyplot as plt

weights = [1.0, 2.6, 2.92, 2.984]
curve = torch.linspace(0.5, 4, 71).tolist()
figure, axes = plt.subplots()
axes.plot(curve, [(2 * w - 6) ** 2 for w in curve])
axes.plot(weights, [(2 * w - 6) ** 2 for w in weights], "o-")
axes.set_xlabel("weight")
axes.set_ylabel("loss")
# --8<-- [end:downhill]

# --8<-- [start:no-backward]
weight = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.1)
for step in range(100):
    loss = (weight * inputs - targets) ** 2
    optimizer.step()
print(f"{weight.item() = }")
print(f"{loss.item() = }")
print(f"{weight.grad = }")
# --8<-- [end:no-backward]

# --8<-- [start:loss-outside] raises RuntimeError
loss = (weight * inputs - targets) ** 2
for step in range(100):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
# --8<-- [end:loss-outside]
weight = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.1)
loss = (weight * inputs - targets) ** 2
for step in range(4):
    optimizer.zero_grad()
    loss.backward(retain_graph=True)
    optimizer.step()
    assert weight.grad.item() == -16

# --8<-- [start:with-names]
from torch import nn

model = nn.Linear(1, 1, bias=False)
nn.init.ones_(model.weight)
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

inputs, targets = torch.tensor([[2.0]]), torch.tensor([[6.0]])
for step in range(4):
    outputs = model(inputs)
    loss = loss_fn(outputs, targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{model.weight.item():.4f} {loss.item():.4f}")
# --8<-- [end:with-names]
