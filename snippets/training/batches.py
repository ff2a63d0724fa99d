# host: a DataLoader shuffles with a generator of the CPU
# --8<-- [start:setup]
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# --8<-- [end:setup]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]

# --8<-- [start:dataset]
dataset = TensorDataset(inputs, minutes)
print(f"{len(dataset) = }")
print(dataset[0])
# --8<-- [end:dataset]
assert torch.equal(dataset[0][0], inputs[0])
assert torch.equal(dataset[0][1], minutes[0])

# --8<-- [start:size-mismatch] raises AssertionError
TensorDataset(inputs, minutes[:299])
# --8<-- [end:size-mismatch]

# --8<-- [start:loader]
loader = DataLoader(dataset, batch_size=20)
print(f"{len(loader) = }")
batch_inputs, batch_targets = next(iter(loader))
print(f"{batch_inputs.shape = }, {batch_targets.shape = }")

assert torch.equal(batch_inputs, inputs.split(20)[0])
# --8<-- [end:loader]

# --8<-- [start:not-a-list] raises TypeError
loader[0]
# --8<-- [end:not-a-list]

# --8<-- [start:shuffle]
numbers = DataLoader(torch.arange(6), batch_size=2, shuffle=True)
for epoch in range(3):
    print([batch.tolist() for batch in numbers])
# --8<-- [end:shuffle]

# --8<-- [start:count]
for batch_size in (300, 128, 20, 5):
    sizes = [len(x) for x, y in DataLoader(dataset, batch_size)]
    print(f"{batch_size = }, {len(sizes) = }, {sizes[-1] = }")
# --8<-- [end:count]

# --8<-- [start:uneven-by-hand]
errors = torch.tensor([4.0, 4.0, 4.0, 4.0, 9.0])
means = [batch.mean() for batch in errors.split(2)]
print(f"{sum(means).item() / 3 = :.2f}")
print(f"{errors.mean().item() = :.2f}")

weighted = sum(batch.mean() * len(batch) for batch in errors.split(2))
assert weighted / len(errors) == errors.mean()
# --8<-- [end:uneven-by-hand]


# --8<-- [start:one-epoch]
def train_one_epoch(model, loader, optimizer):
    total = 0.0
    for batch_inputs, batch_targets in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(batch_inputs), batch_targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch_targets)
    return total / len(loader.dataset)


# --8<-- [end:one-epoch]


# --8<-- [start:train]
def new_model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))


def mean_error(model):
    with torch.no_grad():
        return (model(inputs) - minutes).abs().mean().item()


loss_fn = nn.MSELoss()
model = new_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loader = DataLoader(dataset, batch_size=20, shuffle=True)
for epoch in range(40):
    loss = train_one_epoch(model, loader, optimizer)
    if epoch % 10 == 9:
        print(f"{epoch = }, {loss = :.1f}")
baseline = (minutes - minutes.mean()).abs().mean()
print(f"{mean_error(model) = :.1f}, {baseline.item() = :.1f}")
# --8<-- [end:train]
assert mean_error(model) < 3.2

# --8<-- [start:sizes]
for batch_size in (300, 60, 20):
    model = new_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    loader = DataLoader(dataset, batch_size, shuffle=True)
    for epoch in range(10):
        train_one_epoch(model, loader, optimizer)
    print(f"{batch_size = }, {10 * len(loader)} {mean_error(model):.1f}")
# --8<-- [end:sizes]
assert 29 < mean_error(new_model()) < 33

# --8<-- [start:noisy]
model = new_model()
gradients = []
for batch_inputs, batch_targets in DataLoader(dataset, batch_size=20):
    model.zero_grad()
    loss_fn(model(batch_inputs), batch_targets).backward()
    gradients.append(model[2].bias.grad.item())
print([round(gradient) for gradient in gradients])
print(f"{sum(gradients) / len(gradients) = :.2f}")

model.zero_grad()
loss_fn(model(inputs), minutes).backward()
print(f"{model[2].bias.grad.item() = :.2f}")
# --8<-- [end:noisy]
assert abs(sum(gradients) / 15 - model[2].bias.grad.item()) < 1e-3
assert -71 < min(gradients) < max(gradients) < -57
spreads = {}
for size in (5, 20, 100):
    found = []
    for x, y in zip(inputs.split(size), minutes.split(size), strict=True):
        model.zero_grad()
        loss_fn(model(x), y).backward()
        found.append(model[2].bias.grad.item())
    spreads[size] = torch.tensor(found).std()
assert spreads[5] > spreads[20] > spreads[100]

# --8<-- [start:sorted]
order = minutes.flatten().argsort()
by_time = TensorDataset(inputs[order], minutes[order])

for shuffle in (False, True):
    model = new_model()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    loader = DataLoader(by_time, batch_size=20, shuffle=shuffle)
    for epoch in range(20):
        train_one_epoch(model, loader, optimizer)
    with torch.no_grad():
        bias = (model(inputs) - minutes).mean().item()
    print(f"{shuffle = }, {mean_error(model):.1f} {bias:+.1f}")
# --8<-- [end:sorted]
assert mean_error(model) < 4 and abs(bias) < 2
with torch.random.fork_rng():
    model = new_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    loader = DataLoader(by_time, batch_size=20)
    for epoch in range(20):
        train_one_epoch(model, loader, optimizer)
    assert mean_error(model) < 5

# --8<-- [start:apart]
torch.manual_seed(0)
apart = TensorDataset(inputs[torch.randperm(300)], minutes[torch.randperm(300)])
model = new_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loader = DataLoader(apart, batch_size=20, shuffle=True)
for epoch in range(40):
    loss = train_one_epoch(model, loader, optimizer)
print(f"{loss = :.0f}, {minutes.var(correction=0) = :.0f}")
# --8<-- [end:apart]
assert loss > 0.95 * minutes.var(correction=0)
