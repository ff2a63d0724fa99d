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

# --8<-- [start:first-city]
mean, deviation = inputs.mean(dim=0), inputs.std(dim=0)
rows = (inputs - mean) / deviation
loss_fn = nn.MSELoss()


def new_model():
    body = nn.Sequential(nn.Linear(3, 32), nn.ReLU())
    return nn.Sequential(body, nn.Linear(32, 1))


def mean_error(model, rows, minutes):
    with torch.inference_mode():
        return (model(rows) - minutes).abs().mean().item()


# --8<-- [end:first-city]

# --8<-- [start:train-first]
model = new_model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(40):
    for x, y in zip(rows.split(20), minutes.split(20), strict=True):
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
print(f"{mean_error(model, rows, minutes) = :.1f}")
saved = {"model": model.state_dict(), "mean": mean, "deviation": deviation}
torch.save(saved, "first-city.pt")
# --8<-- [end:train-first]

# --8<-- [start:second-city]
saved = torch.load("first-city.pt")


def second_city(count):
    km = 1 + 9 * torch.rand(count, 1)
    stops = torch.randint(0, 9, (count, 1))
    rain = (torch.rand(count, 1) < 0.3).float()
    inputs = torch.cat([km, stops, rain], dim=1)
    minutes = 15 + 4.5 * km + 1.5 * stops + 4 * km * rain
    minutes = minutes + 3 * torch.randn(count, 1)
    return (inputs - saved["mean"]) / saved["deviation"], minutes


test_rows, test_minutes = second_city(1000)
few_rows, few_minutes = second_city(20)
# --8<-- [end:second-city]

# --8<-- [start:as-it-is]
first = new_model()
first.load_state_dict(saved["model"])
guess = few_minutes.mean()
baseline = (guess - test_minutes).abs().mean()
print(f"{baseline.item() = :.1f}")
print(f"{mean_error(first, test_rows, test_minutes) = :.1f}")
# --8<-- [end:as-it-is]
assert mean_error(first, test_rows, test_minutes) > baseline


# --8<-- [start:from-scratch]
def train(model, rows, minutes, steps, lr):
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.Adam(parameters, lr=lr)
    for step in range(steps):
        optimizer.zero_grad()
        loss_fn(model(rows), minutes).backward()
        optimizer.step()


scratch = new_model()
train(scratch, few_rows, few_minutes, steps=200, lr=0.1)
print(f"{mean_error(scratch, few_rows, few_minutes) = :.1f}")
print(f"{mean_error(scratch, test_rows, test_minutes) = :.1f}")
# --8<-- [end:from-scratch]
scratch_error = mean_error(scratch, test_rows, test_minutes)


# --8<-- [start:transfer]
def with_new_head():
    model = new_model()
    model.load_state_dict(saved["model"])
    model[0].requires_grad_(False)
    model[1] = nn.Linear(32, 1)
    return model


transferred = with_new_head()
print([p.numel() for p in transferred.parameters() if p.requires_grad])
train(transferred, few_rows, few_minutes, steps=100, lr=0.1)
print(f"{mean_error(transferred, few_rows, few_minutes) = :.1f}")
print(f"{mean_error(transferred, test_rows, test_minutes) = :.1f}")
# --8<-- [end:transfer]
assert torch.equal(transferred[0][0].weight, first[0][0].weight)
assert mean_error(transferred, test_rows, test_minutes) < scratch_error
longer = copy.deepcopy(transferred)
train(longer, few_rows, few_minutes, steps=100, lr=0.1)
assert mean_error(longer, few_rows, few_minutes) > 1.9
with torch.no_grad():
    bodies = [transferred[0](part) for part in (few_rows, test_rows)]
few_body, test_body = [nn.functional.pad(x, (0, 1), value=1.0) for x in bodies]
exact = torch.linalg.pinv(few_body.double(), rtol=1e-5) @ few_minutes.double()
assert (few_body.double() @ exact - few_minutes).abs().mean() < 0.2
assert (test_body.double() @ exact - test_minutes).abs().mean() > baseline


# --8<-- [start:fine-tune]
def fine_tuned(model, rows, minutes, lr):
    tuned = copy.deepcopy(model)
    tuned[0].requires_grad_(True)
    train(tuned, rows, minutes, steps=100, lr=lr)
    return tuned


for lr in (0.003, 0.1):
    tuned = fine_tuned(transferred, few_rows, few_minutes, lr)
    seen = mean_error(tuned, few_rows, few_minutes)
    others = mean_error(tuned, test_rows, test_minutes)
    print(f"{lr}: {seen:.1f} {others:.1f}")
# --8<-- [end:fine-tune]
assert not torch.equal(tuned[0][0].weight, first[0][0].weight)


# --8<-- [start:compare]
def compare(count, seed):
    torch.manual_seed(seed)
    rows, minutes = second_city(count)
    scratch = new_model()
    train(scratch, rows, minutes, steps=200, lr=0.1)
    frozen = with_new_head()
    train(frozen, rows, minutes, steps=100, lr=0.1)
    tuned = fine_tuned(frozen, rows, minutes, lr=0.003)
    models = (scratch, frozen, tuned)
    return [mean_error(model, test_rows, test_minutes) for model in models]


few = torch.tensor([compare(20, seed) for seed in range(5)])
for errors in few:
    print(*[f"{error:.1f}" for error in errors])
# --8<-- [end:compare]
scratch_few, frozen_few, tuned_few = few.T
for lr in (0.03, 0.3):
    others = []
    for seed in range(5):
        torch.manual_seed(seed)
        rows_seen, minutes_seen = second_city(20)
        scratch = new_model()
        train(scratch, rows_seen, minutes_seen, steps=200, lr=lr)
        others.append(mean_error(scratch, test_rows, test_minutes))
    assert sum(others) / 5 > scratch_few.mean() + 0.2
assert (frozen_few < scratch_few).sum() == 4
assert (tuned_few < scratch_few).all()
assert frozen_few.mean() < scratch_few.mean() - 0.5
assert frozen_few.max() < scratch_few.max() - 2

# --8<-- [start:seeds-drawn]
figure, axes = plt.subplots()
for name, errors in zip(("scratch", "frozen", "tuned"), few.T, strict=True):
    axes.plot(range(5), errors, "o", label=name)
axes.set(xlabel="seed", ylabel="error", xticks=range(5), ylim=(0, None))
axes.legend()
# --8<-- [end:seeds-drawn]

# --8<-- [start:hundred]
many = torch.tensor([compare(100, seed) for seed in range(5)])
print("20:", *[f"{error:.1f}" for error in few.mean(dim=0)])
print("100:", *[f"{error:.1f}" for error in many.mean(dim=0)])
# --8<-- [end:hundred]
assert abs(many[:, 0].mean() - many[:, 2].mean()) < 0.2
assert many[:, 1].mean() > many[:, 2].mean() + 0.3

# --8<-- [start:strict] raises RuntimeError
late = nn.Sequential(new_model()[0], nn.Linear(32, 2))
late.load_state_dict(saved["model"])
# --8<-- [end:strict]
try:
    late.load_state_dict(saved["model"], strict=False)
except RuntimeError as error:
    assert "size mismatch" in str(error)
else:
    raise AssertionError

# --8<-- [start:body-only]
body = {
    key.removeprefix("0."): value
    for key, value in saved["model"].items()
    if key.startswith("0.")
}
late = nn.Sequential(new_model()[0], nn.Linear(32, 2))
print(late[0].load_state_dict(body))
# --8<-- [end:body-only]
assert torch.equal(late[0][0].weight, first[0][0].weight)

# --8<-- [start:old-head]
model = new_model()
model.load_state_dict(saved["model"])
model[0].requires_grad_(False)
optimizer = torch.optim.Adam(model[1].parameters(), lr=0.1)
model[1] = nn.Linear(32, 1)
for step in range(100):
    optimizer.zero_grad()
    loss_fn(model(few_rows), few_minutes).backward()
    optimizer.step()
print(f"{mean_error(model, test_rows, test_minutes) = :.0f}")
known = {id(p) for group in optimizer.param_groups for p in group["params"]}
print([id(p) in known for p in model[1].parameters()])
# --8<-- [end:old-head]
assert mean_error(model, test_rows, test_minutes) > 3 * baseline
