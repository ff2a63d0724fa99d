# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
import copy

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

# --8<-- [start:split]
order = torch.randperm(300, generator=torch.Generator().manual_seed(0))
train, val, test = order[:30], order[200:], order[100:200]


def standardize(values):
    return (values - values[train].mean(dim=0)) / values[train].std(dim=0)


x, y = standardize(inputs), standardize(minutes)
baseline = (minutes[train].mean() - minutes[val]).abs().mean()
print(f"{len(train) = }, {len(val) = }, {baseline.item() = :.1f}")
# --8<-- [end:split]


# --8<-- [start:functions]
def new_model(hidden=256, p=0.0, seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Linear(3, hidden), nn.ReLU(), nn.Dropout(p), nn.Linear(hidden, 1)
    )


def error(model, rows):
    model.eval()
    with torch.inference_mode():
        away = (model(x[rows]) - y[rows]).abs().mean()
    return (away * minutes[train].std()).item()


def fit(model, rows=train, decay=0.0, epochs=240, watch=None):
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=0.01, weight_decay=decay
    )
    curves = {name: [] for name in watch or {}}
    for epoch in range(epochs):
        model.train()
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x[rows]), y[rows]).backward()
        optimizer.step()
        for name, curve in curves.items():
            curve.append(error(model, watch[name]))
    return curves


# --8<-- [end:functions]

# --8<-- [start:underfit]
for hidden, epochs in ((1, 240), (16, 5), (16, 240)):
    model = new_model(hidden, seed=1)
    fit(model, rows=order[:100], epochs=epochs)
    print(f"{hidden:2} {epochs:3}", end=" ")
    print(f"{error(model, order[:100]):.1f} {error(model, val):.1f}")
# --8<-- [end:underfit]

for hidden, epochs, floor in ((1, 240, 2.7), (16, 5, 6)):
    model = new_model(hidden, seed=1)
    fit(model, rows=order[:200], epochs=epochs)
    assert error(model, val) > floor

# --8<-- [start:overfit]
curves = fit(new_model(), watch={"train": train, "val": val})
for epoch in (5, 20, 50, 100, 240):
    print(f"{epoch:3}", end=" ")
    print(f"{curves['train'][epoch - 1]:.1f} {curves['val'][epoch - 1]:.1f}")
# --8<-- [end:overfit]
luck = (minutes - (5 + 3 * km + 2 * stops + 2 * km * rain)).abs()
assert curves["train"][-1] < 1 < 2 < luck[train].mean()
assert curves["val"][-1] > 1.3 * min(curves["val"])

# --8<-- [start:curves]
figure, axes = plt.subplots()
for name in ("train", "val"):
    axes.plot(range(1, 241), curves[name], label=name)
axes.set(xlabel="epoch", ylabel="error", ylim=(0, 8))
axes.legend()
# --8<-- [end:curves]


# --8<-- [start:patience]
def fit_until(model, patience=40):
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0)
    best_error, waited, epochs = float("inf"), 0, 0
    while waited < patience:
        model.train()
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x[train]), y[train]).backward()
        optimizer.step()
        epochs += 1
        waited += 1
        if error(model, val) < best_error:
            best_error, waited = error(model, val), 0
            best_state = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    return epochs


model = new_model()
print(f"{fit_until(model) = }")
print(f"{error(model, train):.1f} {error(model, val):.1f}")
# --8<-- [end:patience]
assert abs(error(model, val) - min(curves["val"][:80])) < 0.05

# --8<-- [start:table]
settings = {
    "plain": ({}, {}),
    "rows": ({}, {"rows": order[:100]}),
    "hidden": ({"hidden": 16}, {}),
    "dropout": ({"p": 0.5}, {}),
    "decay": ({}, {"decay": 3.0}),
    "both": ({"hidden": 16}, {"rows": order[:100]}),
    "patience": ({}, None),
}
models = {}
for name, (model_options, fit_options) in settings.items():
    models[name] = [new_model(**model_options, seed=seed) for seed in range(3)]
    for model in models[name]:
        if fit_options is None:
            fit_until(model)
        else:
            fit(model, **fit_options)
    on_train = [error(model, train) for model in models[name]]
    on_val = [error(model, val) for model in models[name]]
    print(f"{name:8} {sum(on_train) / 3:.1f} {sum(on_val) / 3:.1f}", end="  ")
    print([round(number, 1) for number in on_val])
# --8<-- [end:table]
worst = {name: max(error(m, val) for m in ms) for name, ms in models.items()}
best_plain = min(error(m, val) for m in models["plain"])
assert all(
    w < best_plain
    for name, w in worst.items()
    if name not in ("plain", "dropout")
)

# --8<-- [start:default-decay]
for decay in (0.01, 10.0):
    model = new_model()
    fit(model, decay=decay)
    print(f"{decay:5} {error(model, train):.1f} {error(model, val):.1f}")
# --8<-- [end:default-decay]

# --8<-- [start:by-train]
best = {}
for part, rows in (("train", train), ("val", val)):
    means = {
        name: sum(error(model, rows) for model in runs)
        for name, runs in models.items()
    }
    best[part] = min(means, key=means.get)
print(best)
# --8<-- [end:by-train]

# --8<-- [start:left-on]
model = models["dropout"][0]
print(f"{error(model, train):.1f}")
model.train()
with torch.no_grad():
    away = (model(x[train]) - y[train]).abs().mean() * minutes[train].std()
print(f"{away.item():.1f}")
# --8<-- [end:left-on]

# --8<-- [start:drawings]
torch.manual_seed(0)
drawings = torch.randint(0, 2, (5, 25)).float()
labels = torch.arange(1100) % 5
points = drawings[labels] + torch.randn(1100, 25)

loss_fn = nn.CrossEntropyLoss()
one_in_five = loss_fn(torch.zeros(1000, 5), labels[100:])
print(f"{one_in_five.item() = :.1f}")
# --8<-- [end:drawings]

# --8<-- [start:dropout-helps]
for p in (0.0, 0.5):
    for seed in range(3):
        torch.manual_seed(seed)
        first, last = nn.Linear(25, 256), nn.Linear(256, 5)
        drop = nn.Dropout(p)
        model = nn.Sequential(drop, first, nn.ReLU(), drop, last)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for epoch in range(100):
            optimizer.zero_grad()
            loss_fn(model(points[:100]), labels[:100]).backward()
            optimizer.step()
        model.eval()
        with torch.inference_mode():
            logits = model(points)
        right = (logits.argmax(dim=1) == labels).float()
        loss = loss_fn(logits[100:], labels[100:])
        print(f"{p} {right[:100].mean():.2f} {right[100:].mean():.2f}", end=" ")
        print(f"{loss:.1f}")
# --8<-- [end:dropout-helps]
assert loss < 0.5 * one_in_five and right[:100].mean() > 0.95

# --8<-- [start:test]
for name, runs in models.items():
    on_test = [error(model, test) for model in runs]
    print(f"{name:8} {sum(on_test) / 3:.1f}", end="  ")
    print([round(number, 1) for number in on_test])
# --8<-- [end:test]
tested = {
    name: sum(error(model, test) for model in runs) / 3
    for name, runs in models.items()
}
assert min(tested, key=tested.get) == "both"
assert tested["plain"] < tested["dropout"]
gaps = []
for seed in range(1, 7):
    draw = torch.Generator().manual_seed(seed)
    order = torch.randperm(300, generator=draw)
    train, val, test = order[:30], order[200:], order[100:200]
    x, y = standardize(inputs), standardize(minutes)
    watch = {"val": val, "test": test}
    curves = fit(new_model(), rows=train, epochs=60, watch=watch)
    chosen = min(range(60), key=curves["val"].__getitem__)
    gaps.append(curves["test"][chosen] - curves["val"][chosen])
assert min(gaps) < -0.1 and max(gaps) > 0.1, gaps
