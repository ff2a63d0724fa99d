# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
import subprocess
import sys
from pathlib import Path

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

# --8<-- [start:train]
mean, deviation = inputs.mean(dim=0), inputs.std(dim=0)
minutes_mean, minutes_deviation = minutes.mean(), minutes.std()
rows = (inputs - mean) / deviation
targets = (minutes - minutes_mean) / minutes_deviation

model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loss_fn = nn.MSELoss()
for epoch in range(40):
    for x, y in zip(rows.split(20), targets.split(20), strict=True):
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
# --8<-- [end:train]

# --8<-- [start:save]
checkpoint = {
    "model": model.state_dict(),
    "hidden": 16,
    "columns": ["km", "stops", "rain"],
    "lowest": inputs.amin(dim=0),
    "highest": inputs.amax(dim=0),
    "mean": mean,
    "deviation": deviation,
    "minutes_mean": minutes_mean,
    "minutes_deviation": minutes_deviation,
}
torch.save(checkpoint, "deliveries.pt")
# --8<-- [end:save]

# --8<-- [start:by-hand]
delivery = torch.tensor([[5.0, 2.0, 1.0]])
model.eval()
with torch.inference_mode():
    answer = model((delivery - mean) / deviation)
print(f"{answer.shape = }, {answer.item() = :.2f}")
here = (answer * minutes_deviation + minutes_mean).item()
print(f"{here = :.1f}")
# --8<-- [end:by-hand]
rule = 5 + 3 * 5 + 2 * 2 + 2 * 5 * 1
assert rule == 34 and abs(here - rule) < 1 and not answer.requires_grad

# --8<-- [start:program]
program = """
import sys

import torch
from torch import nn

saved = torch.load("deliveries.pt", map_location="cpu")
hidden = saved["hidden"]
model = nn.Sequential(nn.Linear(3, hidden), nn.ReLU(), nn.Linear(hidden, 1))
model.load_state_dict(saved["model"])
model.eval()

row = [float(word) for word in sys.argv[1:]]
x = (torch.tensor([row]) - saved["mean"]) / saved["deviation"]
with torch.inference_mode():
    answer = model(x) * saved["minutes_deviation"] + saved["minutes_mean"]
print(answer.item())
"""
Path("predict.py").write_text(program, encoding="utf-8")
# --8<-- [end:program]

# --8<-- [start:second-process]
command = [sys.executable, "predict.py", "5", "2", "1"]
done = subprocess.run(command, capture_output=True, text=True, check=True)
there = float(done.stdout)
print(f"{there = :.1f}, {abs(there - here) < 1e-4 = }")
# --8<-- [end:second-process]


# --8<-- [start:load]
def load_model(path):
    saved = torch.load(path, map_location="cpu")
    hidden = saved["hidden"]
    model = nn.Sequential(nn.Linear(3, hidden), nn.ReLU(), nn.Linear(hidden, 1))
    model.load_state_dict(saved["model"])
    return model.eval(), saved


def predict_rows(rows):
    x = (rows - saved["mean"]) / saved["deviation"]
    with torch.inference_mode():
        answers = model(x)
    return answers * saved["minutes_deviation"] + saved["minutes_mean"]


model, saved = load_model("deliveries.pt")
print(f"{predict_rows(delivery).item() = :.1f}")
# --8<-- [end:load]
assert abs(predict_rows(delivery).item() - here) < 1e-4
assert abs((predict_rows(inputs) - minutes).abs().mean().item() - 2.1) < 0.2

# --8<-- [start:one-example]
flat = torch.tensor([5.0, 2.0, 1.0])
column = torch.tensor([[5.0], [2.0], [1.0]])
print(f"{predict_rows(flat).shape = }")
print(f"{predict_rows(delivery).shape = }")
print(f"{predict_rows(column).shape = }")
# --8<-- [end:one-example]
assert predict_rows(flat).item() == predict_rows(delivery).item()
assert (predict_rows(column) - here).abs().min() > 5

# --8<-- [start:flat-example] raises ValueError
normalizing = nn.BatchNorm1d(3).eval()
normalizing(flat)
# --8<-- [end:flat-example]
assert normalizing(flat.unsqueeze(0)).shape == (1, 3)

# --8<-- [start:column-order]
print(saved["columns"])
right = torch.tensor([[2.0, 8.0, 1.0]])
swapped = torch.tensor([[8.0, 2.0, 1.0]])
print(f"{predict_rows(right).item() = :.0f}")
print(f"{predict_rows(swapped).item() = :.0f}")
# --8<-- [end:column-order]
assert 5 + 3 * 2 + 2 * 8 + 2 * 2 == 31 and 5 + 3 * 8 + 2 * 2 + 2 * 8 == 49

# --8<-- [start:by-name]
order = {"rain": 1, "stops": 8, "km": 2}
named = torch.tensor([[float(order[name]) for name in saved["columns"]]])
print(f"{torch.equal(named, right) = }")
# --8<-- [end:by-name]

# --8<-- [start:own-statistics] warns UserWarning
own = (delivery - delivery.mean(dim=0)) / delivery.std(dim=0)
print(f"{model(own).item() = }")
# --8<-- [end:own-statistics]

# --8<-- [start:extrapolation]
distances = torch.linspace(1, 30, 59)
trips = torch.tensor([[0.0, 2.0, 1.0]]).repeat(59, 1)
trips[:, 0] = distances
true_minutes = 5 + 3 * distances + 2 * 2 + 2 * distances
answers = predict_rows(trips).flatten()
for index in (8, 18, 58):
    values = (distances[index], true_minutes[index], answers[index])
    print([round(value.item()) for value in values])

figure, axes = plt.subplots()
axes.plot(distances, true_minutes, label="true_minutes")
axes.plot(distances, answers, label="answers")
axes.axvline(10, color="C2", label="highest")
axes.set(xlabel="km", ylabel="minutes")
axes.legend()
# --8<-- [end:extrapolation]
assert (answers - true_minutes)[:19].abs().max() < 2
assert true_minutes[-1] - answers[-1] > 30
assert answers.diff().diff()[24:44].abs().max() < 0.001

# --8<-- [start:many]
copies = inputs.repeat(100, 1)
parts = [predict_rows(part) for part in copies.split(1000)]
together = torch.cat(parts)
print(f"{len(parts) = }, {together.shape = }")
print(f"{torch.allclose(together, predict_rows(copies)) = }")
# --8<-- [end:many]


# --8<-- [start:predict]
def predict(km, stops, rain):
    values = {"km": km, "stops": stops, "rain": rain}
    row = torch.tensor([[float(values[name]) for name in saved["columns"]]])
    good = (saved["lowest"] <= row) & (row <= saved["highest"])
    for name, fits in zip(saved["columns"], good[0], strict=True):
        if not fits:
            raise ValueError(f"{name} = {values[name]}")
    return predict_rows(row).item()


print(f"{predict(km=5, stops=2, rain=True) = :.1f}")
# --8<-- [end:predict]
assert abs(predict(5, 2, 1) - here) < 1e-4

# --8<-- [start:refused] raises ValueError
predict(km=5000, stops=2, rain=True)
# --8<-- [end:refused]
for bad in (
    {"km": float("nan"), "stops": 2, "rain": 1},
    {"km": -5, "stops": 2, "rain": 0},
    {"km": "5,5", "stops": 2, "rain": 0},
):
    try:
        predict(**bad)
    except ValueError:
        continue
    raise AssertionError
assert predict_rows(torch.tensor([[5000.0, 2.0, 1.0]])).item() > 10_000
