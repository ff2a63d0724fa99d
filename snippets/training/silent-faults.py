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


def new_model(seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Linear(3, 64),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 1),
    )


def train(model, inputs, targets, clear="first"):
    baseline = targets.var(correction=0).item()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for step in range(100):
        if clear == "first":
            optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        if clear == "late":
            optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item() / baseline)
    return losses


# --8<-- [end:train]


# --8<-- [start:compare]
def compare(**curves):
    figure, axes = plt.subplots()
    for name, losses in curves.items():
        print(f"{name}: {losses[0]:.2f} -> {losses[-1]:.2f}")
        axes.semilogy(losses, label=name)
    axes.axhline(1, color="C5", linestyle="--", label="baseline")
    axes.set(xlabel="step", ylabel="loss / baseline", ylim=(0.004, None))
    axes.legend(loc="lower left")


# --8<-- [end:compare]

# --8<-- [start:zero-grad]
late = train(new_model(), inputs, minutes, clear="late")
never = train(new_model(), inputs, minutes, clear="never")
healthy = train(new_model(), inputs, minutes)
compare(late=late, never=never, repaired=healthy)
# --8<-- [end:zero-grad]
assert len(set(late)) == 1
assert max(never[50:]) > 10 and min(never[50:]) < 0.5
assert max(healthy[50:]) < 0.2

# --8<-- [start:batch-norm]
model = new_model().insert(1, nn.BatchNorm1d(64))
train(model, inputs, minutes)


def answers(model):
    with torch.no_grad():
        return [model(inputs[[0, i]])[0].item() for i in range(1, 31)]


# --8<-- [end:batch-norm]

# --8<-- [start:mode]
model.eval()
repaired = answers(model)
model.train()
broken = answers(model)
print(f"repaired: {min(repaired):.0f} ... {max(repaired):.0f}")
print(f"broken: {min(broken):.0f} ... {max(broken):.0f}")

figure, axes = plt.subplots()
axes.plot(range(1, 31), broken, label="broken")
axes.plot(range(1, 31), repaired, label="repaired")
axes.set(xlabel="i", ylabel="answers", ylim=(0, 65))
axes.legend()
# --8<-- [end:mode]

# --8<-- [start:changed-by-asking]
model.eval()
print(f"{repaired[0]:.0f} -> {answers(model)[0]:.0f}")
# --8<-- [end:changed-by-asking]
assert max(repaired) - min(repaired) < 1e-3
assert abs(answers(model)[0] - repaired[0]) > 5

# --8<-- [start:last-relu]
dead = []
for seed in range(20):
    outputs = new_model(seed).append(nn.ReLU())(inputs)
    if outputs.max() == 0:
        dead.append(seed)
print(f"{dead = }")

seed = dead[0]
broken = train(new_model(seed).append(nn.ReLU()), inputs, minutes)
repaired = train(new_model(seed), inputs, minutes)
compare(broken=broken, repaired=repaired)
# --8<-- [end:last-relu]
assert len(set(broken)) == 1
for other in set(range(20)) - set(dead):
    assert train(new_model(other).append(nn.ReLU()), inputs, minutes)[-1] < 0.2
expected = minutes.square().mean() / minutes.var(correction=0)
assert abs(broken[0] - expected) < 1e-4

# --8<-- [start:applied-twice]
sure = torch.tensor([[0.0, 1.0, 0.0]])  # (1, 3)
floor = nn.CrossEntropyLoss()(sure, torch.tensor([1]))
print(f"{floor.item() = :.2f}")
both = torch.tensor([1.0, 0.0])
each = nn.BCEWithLogitsLoss(reduction="none")(both, both)
print([round(number, 2) for number in each.tolist()])
# --8<-- [end:applied-twice]
one = torch.tensor([1])
assert nn.CrossEntropyLoss()(20 * sure, one) < 1e-4
assert nn.BCEWithLogitsLoss()(40 * both - 20, both) < 1e-4
assert nn.CrossEntropyLoss()(torch.eye(3), torch.arange(3)) > 0.55
