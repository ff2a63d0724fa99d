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

# --8<-- [start:parts]
mixed = torch.randperm(300, generator=torch.Generator().manual_seed(0))
rest, test = mixed[:200], mixed[200:]
# --8<-- [end:parts]
assert len(rest) == 200 and len(test) == 100


# --8<-- [start:run]
def run(split_seed, weight_seed, order_seed, hidden=16, epochs=10):
    torch.manual_seed(split_seed)
    train, val = rest[torch.randperm(200)].split(100)
    x = (inputs - inputs[train].mean(dim=0)) / inputs[train].std(dim=0)
    center, spread = minutes[train].mean(), minutes[train].std()

    torch.manual_seed(weight_seed)
    model = nn.Sequential(nn.Linear(3, hidden), nn.ReLU(), nn.Linear(hidden, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)

    torch.manual_seed(order_seed)
    for epoch in range(epochs):
        for rows in train[torch.randperm(100)].split(20):
            optimizer.zero_grad()
            targets = (minutes[rows] - center) / spread
            nn.functional.mse_loss(model(x[rows]), targets).backward()
            optimizer.step()
    with torch.inference_mode():
        errors = (model(x) * spread + center - minutes).abs()
    return errors[val].mean().item(), errors[test].mean().item()


# --8<-- [end:run]

# --8<-- [start:two-runs]
for seed in (0, 3):
    val_error, test_error = run(seed, seed, seed)
    print(f"{seed = }, {val_error:.2f}")
# --8<-- [end:two-runs]
assert run(3, 3, 3) == (val_error, test_error)


# --8<-- [start:eight]
def run_seeds(count, **options):
    results = [run(seed, seed, seed, **options) for seed in range(count)]
    return torch.tensor(results).unbind(dim=1)


val16, test16 = run_seeds(8)
print([round(error, 2) for error in val16.tolist()])
print(f"{val16.mean().item() = :.2f}, {val16.std().item() = :.2f}")
# --8<-- [end:eight]

# --8<-- [start:sources]
sources = {
    "split": [run(seed, 0, 0)[0] for seed in range(8)],
    "weights": [run(0, seed, 0)[0] for seed in range(8)],
    "order": [run(0, 0, seed)[0] for seed in range(8)],
}
figure, axes = plt.subplots()
for place, (name, errors) in enumerate(sources.items()):
    print(f"{name:7} {torch.tensor(errors).std().item():.2f}")
    axes.plot([place] * 8, errors, "o", alpha=0.6)
axes.set(xticks=range(3), xticklabels=sources, ylabel="error")
# --8<-- [end:sources]
stds = [torch.tensor(errors).std() for errors in sources.values()]
assert stds[0] > 2 * stds[1] > 2 * stds[2]

# --8<-- [start:two-models]
val32, test32 = run_seeds(8, hidden=32)
for seed in (0, 3):
    print(f"{seed = }, {val16[seed]:.2f}, {val32[seed]:.2f}")
# --8<-- [end:two-models]
assert val32[0] < val16[0] and val32[3] > val16[3]


# --8<-- [start:paired]
def compare(first, second):
    differences = second - first
    mean = differences.mean().item()
    doubt = differences.std().item() / len(differences) ** 0.5
    print(f"{mean = :.2f}, {doubt = :.2f}")


print([round(error, 2) for error in (val32 - val16).tolist()])
compare(val16, val32)
# --8<-- [end:paired]
assert abs((val32 - val16).mean()) < 2 * (val32 - val16).std() / 8**0.5

# --8<-- [start:unpaired]
print(f"{(val32 - val16).std().item() = :.2f}")
print(f"{(val32.roll(1) - val16).std().item() = :.2f}")
# --8<-- [end:unpaired]
assert (val32.roll(1) - val16).std() > 2 * (val32 - val16).std()

# --8<-- [start:more-seeds]
many10, test10 = run_seeds(32)
many7, test7 = run_seeds(32, epochs=7)
compare(many10[:8], many7[:8])
compare(many10, many7)
# --8<-- [end:more-seeds]
gap = many7 - many10
assert abs(gap[:8].mean()) < gap[:8].std() / 8**0.5
assert torch.equal(many10[:8], val16)
assert gap.mean() > 4 * gap.std() / 32**0.5

# --8<-- [start:best-seed]
best = many10.argmin()
print(f"{best.item() = }")
print(f"{many10[best].item() = :.2f}, {many10.mean().item() = :.2f}")
print(f"{test10[best].item() = :.2f}, {test10.mean().item() = :.2f}")
# --8<-- [end:best-seed]


# --8<-- [start:whole-run]
def whole_run(peek=False, look=False):
    torch.manual_seed(0)
    train = rest[torch.randperm(200)][:100]
    if look:
        print(f"{minutes[train[0]].item() = :.1f}")
    if peek:
        print(f"{minutes[train[torch.randint(100, ())]].item() = :.1f}")
    model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
    return model(inputs[test]).detach()


first = whole_run()
print(f"{torch.equal(first, whole_run()) = }")
print(f"{torch.equal(first, whole_run(look=True)) = }")
print(f"{torch.equal(first, whole_run(peek=True)) = }")
# --8<-- [end:whole-run]

batches = torch.utils.data.DataLoader(rest, batch_size=20)
torch.manual_seed(0)
drawn = torch.rand(1)
torch.manual_seed(0)
next(iter(batches))
assert torch.rand(1) != drawn
torch.manual_seed(0)
nn.Dropout()(torch.ones(1))
assert torch.rand(1) != drawn
