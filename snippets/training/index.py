# --8<-- [start:setup]
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
# --8<-- [end:setup]


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(10, 5)
        self.fc2 = nn.Linear(5, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        x = self.fc1(x)  # (N, 5)
        x = self.sigmoid(x)  # (N, 5)
        x = self.fc2(x)  # (N, 1)
        return x


model = Net()
print(f"{sum(p.numel() for p in model.parameters()) = }")
# --8<-- [end:net]
assert [p.numel() for p in model.parameters()] == [50, 5, 5, 1]
with torch.no_grad():
    one, two = torch.ones(1, 10), -torch.ones(1, 10)
    both = [model.fc2(model.fc1(x)) for x in (one, two, (one + two) / 2)]
    torch.testing.assert_close((both[0] + both[1]) / 2, both[2])

# --8<-- [start:data]
inputs = torch.randn(1, 10)
targets = torch.randn(1, 1)
outputs = model(inputs)
print(f"{inputs.shape = }")
print(f"{targets.shape = }")
print(f"{outputs.shape = }")
print(f"{outputs.item() = :.2f}, {targets.item() = :.2f}")
# --8<-- [end:data]

# --8<-- [start:loss-and-optimizer]
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
# --8<-- [end:loss-and-optimizer]
before = [parameter.detach().clone() for parameter in model.parameters()]

# --8<-- [start:training-step]
# pt: Apaga os gradientes do passo anterior
# en: Clear the gradients of the previous step
optimizer.zero_grad()
# pt: Faz a propagação direta: das entradas às saídas
# en: Run the forward pass: from the inputs to the outputs
outputs = model(inputs)
# pt: Mede a distância entre as saídas e os alvos
# en: Measure how far the outputs are from the targets
loss = loss_fn(outputs, targets)
# pt: Calcula um gradiente para cada parâmetro
# en: Compute one gradient for each parameter
loss.backward()
# pt: Move cada parâmetro no sentido contrário ao do gradiente
# en: Move each parameter against its gradient
optimizer.step()

print(f"{loss.item() = :.4f}")
# --8<-- [end:training-step]
assert loss.item() == loss_fn(outputs, targets).item()
for old, parameter in zip(before, model.parameters(), strict=True):
    assert (parameter != old).all()
    torch.testing.assert_close(parameter, old - 0.01 * parameter.grad)

# --8<-- [start:loss-after]
loss_after = loss_fn(model(inputs), targets)
print(f"{loss.item() = :.4f}, {loss_after.item() = :.4f}")
# --8<-- [end:loss-after]
assert loss_after.item() < loss.item()

# --8<-- [start:hundred-steps]
losses = []
for step in range(100):
    optimizer.zero_grad()
    outputs = model(inputs)
    loss = loss_fn(outputs, targets)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"{losses[0] = :.2f}, {losses[-1] = :.2f}")
print(f"{model(inputs).item() = :.2f}, {targets.item() = :.2f}")
figure, axes = plt.subplots()
axes.plot(losses)
axes.set(xlabel="step", ylabel="loss")
# --8<-- [end:hundred-steps]
assert losses == sorted(losses, reverse=True)
assert abs(losses[0] - loss_after.item()) < 1e-6

# --8<-- [start:without-zero-grad]
torch.manual_seed(0)
model = Net()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
losses_without = []
for step in range(100):
    loss = loss_fn(model(inputs), targets)
    loss.backward()
    optimizer.step()
    losses_without.append(loss.item())
print(f"{max(losses[50:]) = :.2f}, {max(losses_without[50:]) = :.2f}")
# --8<-- [end:without-zero-grad]

# --8<-- [start:two-curves]
figure, axes = plt.subplots()
axes.plot(range(1, 101), losses, label="losses")
axes.plot(losses_without, label="losses_without")
axes.set_ylim(top=0.12)
axes.set(xlabel="step", ylabel="loss")
axes.legend()
# --8<-- [end:two-curves]
assert abs(losses_without[1] - losses[0]) < 1e-6

# --8<-- [start:flat-target] warns UserWarning
flat_targets = targets.reshape(1)
print(f"{flat_targets.shape = }")
loss = loss_fn(model(inputs), flat_targets)
# --8<-- [end:flat-target]
assert loss.item() == loss_fn(model(inputs), targets).item()

# --8<-- [start:four-targets] warns UserWarning
outputs = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
targets = torch.tensor([1.0, 2.0, 3.0, 4.0])
print(f"{loss_fn(outputs, targets).item() = }")
# --8<-- [end:four-targets]
assert loss_fn(outputs, targets.unsqueeze(1)).item() == 0

# --8<-- [start:column-targets]
targets = targets.unsqueeze(1)
print(f"{outputs.shape == targets.shape = }")
print(f"{loss_fn(outputs, targets).item() = }")
# --8<-- [end:column-targets]


# --8<-- [start:old-super] old
class OldNet(nn.Module):
    def __init__(self):
        super(OldNet, self).__init__()
        self.fc1 = nn.Linear(10, 5)


class NewNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(10, 5)


old_net, new_net = OldNet(), NewNet()
# --8<-- [end:old-super]
assert old_net.fc1.weight.shape == new_net.fc1.weight.shape
Renamed, OldNet = OldNet, None
try:
    Renamed()
except TypeError:
    pass
else:
    raise AssertionError
