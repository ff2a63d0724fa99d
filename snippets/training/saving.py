# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
import pickle
from pathlib import Path

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


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(3, hidden), nn.ReLU(), nn.Dropout(0.1)
        )
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.head(self.body(x))


# --8<-- [end:net]

# --8<-- [start:one-epoch]
mean, deviation = inputs.mean(dim=0), inputs.std(dim=0)
dataset = TensorDataset((inputs - mean) / deviation, minutes)
loader = DataLoader(dataset, batch_size=20, shuffle=True)
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

# --8<-- [start:train]
model = Net(hidden=32)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(30):
    loss = train_one_epoch(model, loader, optimizer)
print(f"{loss = :.0f}")
# --8<-- [end:train]
assert 145 < minutes.var(correction=0) < 155

# --8<-- [start:save]
path = Path("deliveries.pt")
checkpoint = {
    "model": model.state_dict(),
    "hidden": 32,
    "columns": ["km", "stops", "rain"],
    "mean": mean,
    "deviation": deviation,
}
torch.save(checkpoint, path)
print(f"{path.exists() = }")
# --8<-- [end:save]

# --8<-- [start:load]
saved = torch.load(path)
print(list(saved))
print(saved["columns"], saved["mean"])

loaded = Net(saved["hidden"])
print(loaded.load_state_dict(saved["model"]))
# --8<-- [end:load]
assert torch.equal(saved["mean"], mean) and saved["hidden"] == 32

# --8<-- [start:same-answers]
delivery = torch.tensor([[5.0, 2.0, 1.0]])
row = (delivery - saved["mean"]) / saved["deviation"]
model.eval()
loaded.eval()
with torch.inference_mode():
    print(f"{model(row).item() = :.1f}, {loaded(row).item() = :.1f}")
    print(f"{torch.equal(loaded(row), model(row)) = }")
# --8<-- [end:same-answers]
rule = 5 + 3 * 5 + 2 * 2 + 2 * 5 * 1
assert rule == 34 and abs(loaded(row).item() - rule) < 3

# --8<-- [start:without-statistics]
with torch.inference_mode():
    print(f"{loaded(delivery).item() = :.0f}")
# --8<-- [end:without-statistics]
assert loaded(delivery).item() > 2 * rule

# --8<-- [start:forgotten-eval]
forgotten = Net(saved["hidden"])
forgotten.load_state_dict(saved["model"])
print(f"{forgotten.training = }")
with torch.inference_mode():
    print([round(forgotten(row).item(), 1) for call in range(4)])
    forgotten.eval()
    print([round(forgotten(row).item(), 1) for call in range(4)])
# --8<-- [end:forgotten-eval]
assert forgotten(row).item() == loaded(row).item()

# --8<-- [start:whole-model]
torch.save(model, "whole.pt")
try:
    torch.load("whole.pt")
except pickle.UnpicklingError as error:
    # pt: Tira os códigos de negrito do terminal e a linha vazia
    # en: Take out the terminal's codes for bold, and the empty line
    said = str(error).replace("\033[1m", "").replace("\033[0m", "")
    print("UnpicklingError:", said.replace("\n\n", "\n"))
# --8<-- [end:whole-model]
assert "\033" not in said and "__main__.Net" in said
with torch.serialization.safe_globals([Net]):
    try:
        torch.load("whole.pt")
    except pickle.UnpicklingError as error:
        assert "Sequential" in str(error)
    else:
        raise AssertionError
whole = torch.load("whole.pt", weights_only=False)
assert torch.equal(whole(row), model(row))
for refused in (Path("data"), mean.numpy()):
    torch.save(refused, "refused.pt")
    try:
        torch.load("refused.pt")
    except pickle.UnpicklingError:
        continue
    raise AssertionError


# --8<-- [start:surprise]
class Surprise:
    def __reduce__(self):
        return exec, ("print(6 * 7)",)


torch.save({"model": model.state_dict(), "extra": Surprise()}, "gift.pt")
gift = torch.load("gift.pt", weights_only=False)
# --8<-- [end:surprise]
try:
    torch.load("gift.pt")
except pickle.UnpicklingError as error:
    assert "exec" in str(error)
else:
    raise AssertionError
assert torch.equal(gift["model"]["head.bias"], model.head.bias)

# --8<-- [start:map-location]
device = torch.accelerator.current_accelerator(check_available=True)
device = device or torch.device("cpu")
saved = torch.load(path, map_location="cpu")
print(f"{saved['mean'].device.type = }")
elsewhere = Net(saved["hidden"]).to(device)
elsewhere.load_state_dict(saved["model"])
print(f"{elsewhere.head.weight.device.type == device.type = }")
# --8<-- [end:map-location]
assert torch.equal(elsewhere.head.weight.cpu(), model.head.weight)


# --8<-- [start:changed-net]
class ChangedNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(3, 64), nn.ReLU())
        self.output = nn.Linear(64, 1)


# --8<-- [end:changed-net]

# --8<-- [start:mismatch] raises RuntimeError
changed = ChangedNet()
changed.load_state_dict(saved["model"])
# --8<-- [end:mismatch]
try:
    changed.load_state_dict(saved["model"], strict=False)
except RuntimeError as error:
    assert "size mismatch" in str(error) and "key(s)" not in str(error)
else:
    raise AssertionError
with torch.random.fork_rng():
    changed.body[0], changed.output = nn.Linear(3, 32), nn.Linear(32, 1)
born = changed.output.weight.clone()
silenced = changed.load_state_dict(saved["model"], strict=False)
assert silenced.missing_keys == ["output.weight", "output.bias"]
assert torch.equal(changed.output.weight, born)

# --8<-- [start:resume]
progress = Path("progress.pt")
progress.unlink(missing_ok=True)


def train_until(last):
    model = Net(hidden=32)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    start = 0
    if progress.exists():
        saved = torch.load(progress)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        start = saved["epoch"]
    print(f"{start = }")
    for epoch in range(start, last):
        loss = train_one_epoch(model, loader, optimizer)
        print(f"{epoch = }, {loss = :.0f}")
        state = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "epoch": epoch + 1,
        }
        torch.save(state, "writing.pt")
        Path("writing.pt").replace(progress)


train_until(3)
# --8<-- [end:resume]

# --8<-- [start:resumed]
train_until(5)
# --8<-- [end:resumed]
assert torch.load(progress)["epoch"] == 5
