# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
import matplotlib.pyplot as plt
import torch
from torch import nn
# --8<-- [end:setup]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]

# --8<-- [start:look]
print(f"{inputs.shape = }, {minutes.shape = }")
for row, answer in zip(inputs[:3], minutes[:3], strict=True):
    print([round(number, 1) for number in row.tolist()], end=" ")
    print(f"{answer.item():.1f}")
# --8<-- [end:look]
assert inputs.dtype == minutes.dtype == torch.float32
assert 0.25 < rain.mean() < 0.35 and 1 < km.min() < km.max() < 10
assert stops.min() == 0 and stops.max() == 8
rule = 5 + 3 * km + 2 * stops + 2 * km * rain
assert 2.1 < (minutes - rule).abs().mean() < 2.6
assert round(rule[0].item()) == 32 and round(minutes[0].item()) == 26

# --8<-- [start:baseline]
targets = minutes
guess = targets.mean()
print(f"{guess.item() = :.1f}")
print([round(error.item(), 1) for error in (guess - targets[:3]).abs()])

baseline = (guess - targets).abs().mean()
print(f"{baseline.item() = :.2f}")
# --8<-- [end:baseline]


# --8<-- [start:model]
def new_model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))


model = new_model()
loss_fn = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
print(f"{model(inputs).shape = }")
# --8<-- [end:model]

# --8<-- [start:forty-steps]
losses = []
for step in range(40):
    optimizer.zero_grad()
    outputs = model(inputs)  # (300, 1)
    loss = loss_fn(outputs, targets)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"{losses[0] = :.0f}, {losses[-1] = :.0f}")
# --8<-- [end:forty-steps]
assert losses == sorted(losses, reverse=True)
assert losses[0] > 6.9 * losses[-1]
assert new_model()(inputs).abs().max() < 3
assert 8 < targets.mean() - model(inputs).mean() < 11


# --8<-- [start:mean-error]
def mean_error(model):
    with torch.no_grad():
        return (model(inputs) - targets).abs().mean().item()


print(f"{mean_error(model) = :.2f}, {baseline.item() = :.2f}")
# --8<-- [end:mean-error]
assert mean_error(model) > baseline

# --8<-- [start:units]
loss_of_guess = loss_fn(guess.expand_as(targets), targets)
print(f"{loss_of_guess.item() = :.0f}")
print(f"{loss_of_guess.sqrt().item() = :.1f}")
# --8<-- [end:units]
assert loss_of_guess < losses[-1] and loss_of_guess.sqrt() > baseline

# --8<-- [start:batches]
batches = list(zip(inputs.split(20), targets.split(20), strict=True))
first_inputs, first_targets = batches[0]
print(f"{len(batches) = }")
print(f"{first_inputs.shape = }, {first_targets.shape = }")
# --8<-- [end:batches]


# --8<-- [start:one-epoch]
def train_one_epoch(model, batches, optimizer):
    total = 0.0
    for batch_inputs, batch_targets in batches:
        optimizer.zero_grad()
        loss = loss_fn(model(batch_inputs), batch_targets)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(batches)


# --8<-- [end:one-epoch]

# --8<-- [start:forty-epochs]
model = new_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
losses = []
for epoch in range(40):
    losses.append(train_one_epoch(model, batches, optimizer))
    if epoch % 10 == 9:
        print(f"{epoch = }, {losses[-1] = :.1f}")
print(f"{mean_error(model) = :.1f}, {baseline.item() = :.1f}")
# --8<-- [end:forty-epochs]
assert mean_error(model) < 0.35 * baseline

# --8<-- [start:curve]
figure, axes = plt.subplots()
axes.plot(range(1, 41), losses, label="losses")
axes.axhline(loss_of_guess.item(), color="C1", label="loss_of_guess")
axes.set(xlabel="epoch", ylabel="loss", yscale="log")
axes.legend()
# --8<-- [end:curve]
assert losses[4] < loss_of_guess < losses[0]

# --8<-- [start:graphs]
kept = []
for batch_inputs, batch_targets in batches[:3]:
    loss = loss_fn(model(batch_inputs), batch_targets)
    kept.append(loss)
print(f"{kept[0].requires_grad = }, {kept[0].grad_fn is None = }")
# --8<-- [end:graphs]
node = kept[0].grad_fn
while not hasattr(node, "_saved_mat1"):
    node = node.next_functions[0][0]
assert node._saved_mat1.shape == (20, 16)
kept[0].backward()
assert kept[0].grad_fn is not None
try:
    node._saved_mat1
except RuntimeError:
    pass
else:
    raise AssertionError

# --8<-- [start:plot-tensors] raises RuntimeError
axes.plot(kept)
# --8<-- [end:plot-tensors]

# --8<-- [start:flat-targets] warns UserWarning
model = new_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
flat_targets = minutes.flatten()
batches = list(zip(inputs.split(20), flat_targets.split(20), strict=True))
for epoch in range(40):
    train_one_epoch(model, batches, optimizer)
with torch.no_grad():
    outputs = model(inputs)
print(f"{outputs.min().item() = :.0f}, {outputs.max().item() = :.0f}")
print(f"{mean_error(model) = :.1f}, {baseline.item() = :.1f}")
# --8<-- [end:flat-targets]
assert outputs.std() < 1 and mean_error(model) > 0.95 * baseline
assert torch.equal(flat_targets.unsqueeze(1), minutes)
