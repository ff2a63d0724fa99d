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

# --8<-- [start:train]
loss_fn = nn.MSELoss()


def new_model():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(3, 64),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 1),
    )


def train(model, inputs, targets, lr=0.01, steps=100):
    baseline = targets.var(correction=0).item()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item() / baseline)
    return losses


# --8<-- [end:train]


# --8<-- [start:compare]
def compare(**curves):
    figure, axes = plt.subplots()
    for name, losses in curves.items():
        print(f"{name}: {losses[0]:.1f} -> {losses[-1]:.2f}")
        axes.semilogy(losses, label=name)
    axes.axhline(1, color="C5", linestyle="--", label="baseline")
    axes.set(xlabel="step", ylabel="loss / baseline")
    axes.legend()


# --8<-- [end:compare]

# --8<-- [start:start]
outputs = new_model()(inputs)
first = loss_fn(outputs, minutes)
zeros = loss_fn(torch.zeros_like(minutes), minutes)
means = loss_fn(minutes.mean().expand_as(minutes), minutes)
print(f"{first.item() = :.0f}, {zeros.item() = :.0f}")
print(f"{means.item() = :.0f}")

torch.testing.assert_close(means, minutes.var(correction=0))
# --8<-- [end:start]
assert outputs.abs().max() < 2
assert 7.4 < first / means < 7.8

# --8<-- [start:wild-weights]
wild = new_model()
for parameter in wild.parameters():
    nn.init.uniform_(parameter)

broken = train(wild, inputs, minutes)
healthy = train(new_model(), inputs, minutes)
compare(broken=broken, repaired=healthy)
# --8<-- [end:wild-weights]
assert broken[0] > 1e5 and broken[-1] > 4 * healthy[-1]

# --8<-- [start:one-batch]
few_inputs, few_minutes = inputs[:5], minutes[:5]
squashed = new_model().append(nn.Sigmoid())
broken = train(squashed, few_inputs, few_minutes, steps=500)
repaired = train(new_model(), few_inputs, few_minutes, steps=500)
compare(broken=broken, repaired=repaired)
# --8<-- [end:one-batch]
ones = loss_fn(torch.ones(5, 1), few_minutes) / few_minutes.var(correction=0)
assert abs(broken[-1] - ones) < 1e-3 and repaired[-1] < 0.005
assert squashed(few_inputs).min() > 0.999

# --8<-- [start:shuffled-batch]
order = torch.randperm(300)
shuffled = minutes[order]
print([round(m, 1) for m in minutes[:5].flatten().tolist()])
print([round(m, 1) for m in shuffled[:5].flatten().tolist()])
losses = train(new_model(), few_inputs, shuffled[:5], steps=500)
print(f"{losses[0]:.1f} -> {losses[-1]:.2f}")
# --8<-- [end:shuffled-batch]
assert losses[-1] < 0.005
assert train(new_model(), inputs, shuffled)[-1] > 0.9

# --8<-- [start:flat-targets] warns UserWarning
flat = minutes.flatten()
print(f"{outputs.shape = }, {flat.shape = }")
broken = train(new_model(), inputs, flat)
compare(broken=broken, repaired=healthy)
# --8<-- [end:flat-targets]
assert abs(broken[-1] - 1) < 0.02

# --8<-- [start:assert-shapes] raises AssertionError
assert outputs.shape == flat.shape, f"{outputs.shape = }, {flat.shape = }"
# --8<-- [end:assert-shapes]

# --8<-- [start:misaligned]
mixed = torch.cat([km, stops, rain]).reshape(300, 3)
broken = train(new_model(), mixed, minutes)
compare(broken=broken, repaired=healthy)
# --8<-- [end:misaligned]
assert 0.7 < broken[-1] < 1

# --8<-- [start:look]
for table in (mixed, inputs):
    print([round(number, 1) for number in table[0].tolist()], end=" ")
    columns = torch.cat([table, minutes], dim=1).T
    correlations = torch.corrcoef(columns)[3, :3]
    print([round(number, 2) for number in correlations.tolist()])
# --8<-- [end:look]
assert torch.equal(mixed[0], km[:3].flatten())
assert torch.equal(mixed[:100].flatten(), km.flatten())
assert torch.equal(mixed[100:200].flatten(), stops.flatten())

# --8<-- [start:scale]
meters = inputs * torch.tensor([1000.0, 1.0, 1.0])
seconds = 60 * minutes


def standardize(x):
    return (x - x.mean(dim=0)) / x.std(dim=0)


drowned = new_model()
compare(
    broken=train(drowned, meters, seconds),
    inputs=train(new_model(), standardize(meters), seconds),
    both=train(new_model(), standardize(meters), standardize(seconds)),
)
# --8<-- [end:scale]
assert 9900 < meters.max() < 10000 and 1890 < seconds.mean() < 1910
no_stops = meters * torch.tensor([1.0, 0.0, 1.0])
with torch.no_grad():
    assert (drowned(meters) - drowned(no_stops)).abs().max() < 20

# --8<-- [start:rate]
curves = {}
for power in range(-4, 1):
    losses = train(new_model(), inputs, minutes, lr=10.0**power)
    curves[f"1e{power}"] = losses
compare(**curves)
# --8<-- [end:rate]
slow, dead = curves["1e-4"], curves["1e0"]
assert slow == sorted(slow, reverse=True)
assert max(dead[:5]) > 100 and abs(dead[-1] - 1) < 0.01
assert sum(losses[-1] < 0.3 for losses in curves.values()) == 3
stuck = new_model()
train(stuck, inputs, minutes, lr=1.0)
with torch.no_grad():
    assert stuck[:2](inputs).max() == 0
