# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
km = 1 + 9 * torch.rand(60, 1)
minutes = 5 + 3 * km + torch.randn(60, 1)
# --8<-- [end:setup]


# --8<-- [start:train]
def train(model, inputs, targets, lr, steps=300):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# --8<-- [end:train]

# --8<-- [start:nan-broken]
losses = train(nn.Linear(1, 1), km, minutes, lr=0.1)
print(f"{losses[-1] = }")
# --8<-- [end:nan-broken]

# --8<-- [start:nan-check]
print(f"{km.isfinite().all().item() = }")
print(f"{minutes.isfinite().all().item() = }")
print(f"{losses[0] < losses[1] < losses[2] < losses[3] = }")
# --8<-- [end:nan-check]

# --8<-- [start:nan-mended]
losses = train(nn.Linear(1, 1), km, minutes, lr=0.01)
print(f"{losses[0] > losses[1] > losses[2] > losses[3] = }")
print(f"{losses[-1] = :.1f}")
# --8<-- [end:nan-mended]
assert losses[-1] < 0.1 * losses[0]

# --8<-- [start:flat-broken]
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
model = nn.Linear(1, 1)
losses = []
for step in range(100):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(km), minutes)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"{losses[0] == losses[-1] = }")
# --8<-- [end:flat-broken]

# --8<-- [start:flat-check]
trained = []
for group in optimizer.param_groups:
    trained += group["params"]
for name, parameter in model.named_parameters():
    has_grad = parameter.grad is not None
    in_optimizer = any(parameter is other for other in trained)
    print(name, f"{has_grad = }, {in_optimizer = }")
# --8<-- [end:flat-check]

# --8<-- [start:flat-mended]
model = nn.Linear(1, 1)
losses = train(model, km, minutes, lr=0.01)
print(f"{losses[-1] < 0.1 * losses[0] = }")
# --8<-- [end:flat-mended]


# --8<-- [start:turn-broken]
def both_losses(steps):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(1, 100), nn.ReLU(), nn.Linear(100, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    few, others = slice(0, 10), slice(10, 60)
    training, validation = [], []
    for step in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(km[few]), minutes[few])
        loss.backward()
        optimizer.step()
        with torch.inference_mode():
            held_back = nn.functional.mse_loss(
                model(km[others]), minutes[others]
            )
        training.append(loss.item())
        validation.append(held_back.item())
    return training, validation


training, validation = both_losses(steps=2000)
print(f"{validation[0] = :.0f}, {min(validation) = :.1f}")
print(f"{validation[-1] = :.1f}")
# --8<-- [end:turn-broken]
assert validation[-1] > 1.3 * min(validation)

# --8<-- [start:turn-check]
best = validation.index(min(validation))
print(f"{training[-1] < training[best] = }")
print(f"{validation[-1] > 1.3 * validation[best] = }")
# --8<-- [end:turn-check]

# --8<-- [start:turn-mended]
training, validation = both_losses(steps=best + 1)
print(f"{validation[-1] = :.1f}, {validation[-1] == min(validation) = }")
# --8<-- [end:turn-mended]
assert best < 1000

# --8<-- [start:same-broken]
flat = minutes.squeeze(1)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for step in range(2000):
    optimizer.zero_grad()
    loss = ((model(km) - flat) ** 2).mean()
    loss.backward()
    optimizer.step()
print([f"{guess:.1f}" for guess in model(km)[:4, 0].tolist()])
# --8<-- [end:same-broken]

# --8<-- [start:same-check]
print(f"{model(km).shape = }, {flat.shape = }")
print(f"{(model(km) - flat).shape = }")
print(f"{minutes.mean() = :.1f}")
# --8<-- [end:same-check]
assert (model(km) - minutes.mean()).abs().max() < 0.5

# --8<-- [start:same-mended]
train(model, km, minutes, lr=0.01, steps=1000)
print([f"{guess:.1f}" for guess in model(km)[:4, 0].tolist()])
print([f"{target:.1f}" for target in minutes[:4, 0].tolist()])
# --8<-- [end:same-mended]
assert (model(km) - minutes).abs().mean() < 1.5

# --8<-- [start:gap-broken]
mean, std = km[:40].mean(), km[:40].std()
model = nn.Linear(1, 1)
losses = train(model, (km[:40] - mean) / std, minutes[:40], lr=0.1)
held_back = nn.functional.mse_loss(model(km[40:]), minutes[40:])
print(f"{losses[-1] = :.1f}, {held_back.item() = :.0f}")
# --8<-- [end:gap-broken]
assert held_back.item() > 1000 * losses[-1]


# --8<-- [start:gap-check]
def evaluate(inputs, targets):
    with torch.inference_mode():
        return nn.functional.mse_loss(model(inputs), targets).item()


print(f"{evaluate(km[:40], minutes[:40]) = :.0f}")
# --8<-- [end:gap-check]
assert evaluate(km[:40], minutes[:40]) > 100 * losses[-1]

# --8<-- [start:gap-mended]
print(f"{evaluate((km[:40] - mean) / std, minutes[:40]) = :.1f}")
print(f"{evaluate((km[40:] - mean) / std, minutes[40:]) = :.1f}")
# --8<-- [end:gap-mended]


# --8<-- [start:slow-broken] varies
class FromDisk(torch.utils.data.Dataset):
    def __len__(self):
        return 60

    def __getitem__(self, place):
        time.sleep(0.002)
        return km[place], minutes[place]


def times(dataset):
    waited = computed = 0.0
    model, start = nn.Linear(1, 1), time.perf_counter()
    for inputs, targets in DataLoader(dataset, batch_size=20):
        arrived = time.perf_counter()
        waited += arrived - start
        nn.functional.mse_loss(model(inputs), targets).backward()
        start = time.perf_counter()
        computed += start - arrived
    return waited, computed


waited, computed = times(FromDisk())
print(f"{1000 * waited = :.0f}, {1000 * computed = :.0f}")
# --8<-- [end:slow-broken]

# --8<-- [start:slow-mended] varies
everything = next(iter(DataLoader(FromDisk(), batch_size=60)))
once = TensorDataset(*everything)
waited, computed = times(once)
print(f"{1000 * waited = :.0f}, {1000 * computed = :.0f}")
# --8<-- [end:slow-mended]

# --8<-- [start:memory-broken]
model = nn.Linear(1, 1)
total = 0
for step in range(100):
    loss = nn.functional.mse_loss(model(km), minutes)
    total = total + loss
# --8<-- [end:memory-broken]


# --8<-- [start:memory-check]
def nodes(tensor):
    seen, waiting = set(), [tensor.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            waiting += [pair[0] for pair in node.next_functions]
    return len(seen)


print(f"{nodes(loss) = }, {nodes(total) = }")
# --8<-- [end:memory-check]
assert nodes(total) == 4 * 100 + 2

# --8<-- [start:memory-mended]
total = 0.0
for step in range(100):
    loss = nn.functional.mse_loss(model(km), minutes)
    total += loss.item()
print(f"{type(total) = }")
# --8<-- [end:memory-mended]


# --8<-- [start:runs-broken]
def run():
    model = nn.Linear(1, 1)
    order = DataLoader(TensorDataset(km, minutes), 20, shuffle=True)
    for inputs, targets in order:
        train(model, inputs, targets, lr=0.001, steps=1)
    return model.weight.item()


print(f"{run() == run() = }")
# --8<-- [end:runs-broken]

# --8<-- [start:runs-check]
starts = [nn.Linear(1, 1).weight.item() for attempt in range(2)]
orders = [torch.randperm(60).tolist() for attempt in range(2)]
print(f"{starts[0] == starts[1] = }, {orders[0] == orders[1] = }")
# --8<-- [end:runs-check]

# --8<-- [start:runs-mended]
torch.manual_seed(0)
first = run()
torch.manual_seed(0)
second = run()
print(f"{first == second = }")
# --8<-- [end:runs-mended]
