# host: a DataLoader shuffles with a generator of the CPU
# --8<-- [start:setup]
import copy

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split
# --8<-- [end:setup]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]

# --8<-- [start:split]
dataset = TensorDataset(inputs, minutes)
train_set, val_set, test_set = random_split(
    dataset, [200, 50, 50], generator=torch.Generator().manual_seed(0)
)
print(f"{len(train_set) = }, {len(val_set) = }, {len(test_set) = }")
print(f"{train_set.indices[:5] = }")
# --8<-- [end:split]
parts = [set(part.indices) for part in (train_set, val_set, test_set)]
assert set.union(*parts) == set(range(300)) and sum(map(len, parts)) == 300

# --8<-- [start:baseline]
train_inputs, train_targets = train_set[:]
val_inputs, val_targets = val_set[:]
guess = train_targets.mean()
baseline = (guess - val_targets).abs().mean()
print(f"{guess.item() = :.1f}, {baseline.item() = :.2f}")
# --8<-- [end:baseline]

# --8<-- [start:loaders]
train_loader = DataLoader(train_set, batch_size=20, shuffle=True)
whole_train_loader = DataLoader(train_set, batch_size=200)
val_loader = DataLoader(val_set, batch_size=50)
print(len(train_loader), len(whole_train_loader), len(val_loader))
# --8<-- [end:loaders]

# --8<-- [start:one-epoch]
loss_fn = nn.MSELoss()


def train_one_epoch(model, loader, optimizer):
    model.train()
    total = 0.0
    for batch_inputs, batch_targets in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(batch_inputs), batch_targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch_targets)
    return total / len(loader.dataset)


# --8<-- [end:one-epoch]


# --8<-- [start:evaluate]
def evaluate(model, loader):
    model.eval()
    total = 0.0
    with torch.inference_mode():
        for batch_inputs, batch_targets in loader:
            errors = (model(batch_inputs) - batch_targets).abs()
            total += errors.sum().item()
    return total / len(loader.dataset)


# --8<-- [end:evaluate]


# --8<-- [start:train]
def new_model(hidden):
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(3, hidden),
        nn.ReLU(),
        nn.Linear(hidden, hidden),
        nn.ReLU(),
        nn.Linear(hidden, 1),
    )


def train(model, epochs=40):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    curves = {"train": [], "val": []}
    best_error = float("inf")
    for epoch in range(epochs):
        train_one_epoch(model, train_loader, optimizer)
        curves["train"].append(evaluate(model, whole_train_loader))
        curves["val"].append(evaluate(model, val_loader))
        if curves["val"][-1] < best_error:
            best_error = curves["val"][-1]
            best_state = copy.deepcopy(model.state_dict())
    return curves, best_state


# --8<-- [end:train]

# --8<-- [start:two-sizes]
models, curves, best_states = {}, {}, {}
for hidden in (8, 64):
    models[hidden] = new_model(hidden)
    curves[hidden], best_states[hidden] = train(models[hidden])
    print(f"{hidden = }")
    for epoch in (0, 9, 19, 39):
        train_error = curves[hidden]["train"][epoch]
        val_error = curves[hidden]["val"][epoch]
        print(f"{epoch:4} {train_error:6.2f} {val_error:6.2f}")
# --8<-- [end:two-sizes]
assert all(curve["val"][-1] < 0.4 * baseline for curve in curves.values())
assert max(curves[64]["train"][-1], curves[64]["val"][-1]) < baseline / 3

# --8<-- [start:curves]
figure, axes = plt.subplots()
for name, errors in curves[64].items():
    axes.plot(range(1, 41), errors, label=name)
axes.set(xlabel="epoch", ylabel="error", ylim=(0, 10))
axes.legend()
# --8<-- [end:curves]

# --8<-- [start:keep-best]
model = models[64]
print(f"{evaluate(model, val_loader) = :.2f}")
model.load_state_dict(best_states[64])
print(f"{evaluate(model, val_loader) = :.2f}")
print(f"{min(curves[8]['val']) = :.2f}")
# --8<-- [end:keep-best]
with torch.random.fork_rng():
    best_val = evaluate(model, val_loader)
assert best_val == min(curves[64]["val"]) < curves[64]["val"][-1]
assert best_val < min(curves[8]["val"])
luck = (minutes - (5 + 3 * km + 2 * stops + 2 * km * rain)).abs()
assert best_val < luck[val_set.indices].mean() < 2.1 < luck.mean() < 2.5

# --8<-- [start:guessers]
torch.manual_seed(0)
val_hits = torch.randint(0, 2, (1000, 50)).sum(dim=1)
test_hits = torch.randint(0, 2, (1000, 50)).sum(dim=1)
best = val_hits.argmax()
print(f"{val_hits[best].item() = }")
print(f"{test_hits[best].item() = }")
# --8<-- [end:guessers]

# --8<-- [start:train-mode]
with_dropout = new_model(64).insert(2, nn.Dropout(p=0.2))
train(with_dropout, epochs=10)

with_dropout.train()
with torch.inference_mode():
    for call in range(2):
        errors = (with_dropout(val_inputs) - val_targets).abs()
        print(f"{errors.mean().item() = :.1f}")
print(f"{evaluate(with_dropout, val_loader) = :.1f}")
# --8<-- [end:train-mode]
with torch.random.fork_rng():
    assert errors.mean() > 1.1 * evaluate(with_dropout, val_loader)

# --8<-- [start:sorted]
order = km.flatten().argsort()
near, far = order[:250], order[250:]
near_loader = DataLoader(
    TensorDataset(inputs[near], minutes[near]), batch_size=20, shuffle=True
)
far_loader = DataLoader(TensorDataset(inputs[far], minutes[far]), 50)
near_model = new_model(64)
optimizer = torch.optim.Adam(near_model.parameters(), lr=0.01)
for epoch in range(10):
    train_one_epoch(near_model, near_loader, optimizer)
print(f"{evaluate(near_model, near_loader) = :.1f}")
print(f"{evaluate(near_model, far_loader) = :.1f}")
# --8<-- [end:sorted]
assert torch.equal(inputs[order][:, 0], km.flatten().sort().values)
assert km[near].max() <= km[far].min()

# --8<-- [start:split-again]
parts = random_split(dataset, [200, 50, 50])
seen = set(train_set.indices) & set(parts[2].indices)
print(f"{len(seen) = }")
# --8<-- [end:split-again]
again = random_split(
    dataset, [200, 50, 50], generator=torch.Generator().manual_seed(0)
)
assert again[2].indices == test_set.indices
tests = []
for draws in (0, 1):
    torch.manual_seed(0)
    torch.rand(draws)
    tests.append(random_split(dataset, [200, 50, 50])[2].indices)
assert tests[0] != tests[1]

# --8<-- [start:test]
test_loader = DataLoader(test_set, batch_size=50)
test_inputs, test_targets = test_set[:]
test_baseline = (guess - test_targets).abs().mean().item()
test_error = evaluate(model, test_loader)
print(f"{test_error = :.1f}, {test_baseline = :.1f}")

assert test_error < 3 < test_baseline
# --8<-- [end:test]
assert test_error < 1.1 * luck[test_set.indices].mean()
many_km = 1 + 9 * torch.rand(10000, 1)
many_stops = torch.randint(0, 9, (10000, 1))
many_rain = (torch.rand(10000, 1) < 0.3).float()
many = torch.cat([many_km, many_stops, many_rain], dim=1)
rule = 5 + 3 * many_km + 2 * many_stops + 2 * many_km * many_rain
with torch.inference_mode():
    errors = (model(many) - rule - 3 * torch.randn(10000, 1)).abs()
fifties = errors.reshape(200, 50).mean(dim=1)
assert 0.2 < fifties.std() < 0.4 and abs(errors.mean() - test_error) < 0.4
