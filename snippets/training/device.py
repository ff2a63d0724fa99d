# host: the page begins on the CPU and says itself what it moves
# --8<-- [start:choose] varies
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
print(f"{device = }")
# --8<-- [end:choose]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]


# --8<-- [start:move-once]
def new_model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))


model = new_model().to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loss_fn = nn.MSELoss()
same = {parameter.device.type for parameter in model.parameters()}
print(f"{same == {device.type} = }")
# --8<-- [end:move-once]


# --8<-- [start:move-batches]
def train_one_epoch(model, loader, optimizer, device):
    model.train()
    total = torch.zeros((), device=device)
    for batch_inputs, batch_targets in loader:
        batch_inputs = batch_inputs.to(device)
        batch_targets = batch_targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(batch_inputs), batch_targets)
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(batch_targets)
    return total.item() / len(loader.dataset)


dataset = TensorDataset(inputs, minutes)
loader = DataLoader(dataset, batch_size=20, shuffle=True)
for epoch in range(20):
    loss = train_one_epoch(model, loader, optimizer, device)
print(f"{loss = :.0f}, {minutes.var(correction=0).item() = :.0f}")
# --8<-- [end:move-batches]
assert loss < 0.3 * minutes.var()
assert dataset[0][0].device.type == "cpu"

# --8<-- [start:predict]
model.eval()
with torch.inference_mode():
    outputs = model(inputs.to(device)).cpu()
error = (outputs - minutes).abs().mean().item()
print(f"{outputs.device = }, {error < 5 = }")
# --8<-- [end:predict]

# --8<-- [start:forgotten] raises RuntimeError
there = new_model().to("meta")
there(inputs)
# --8<-- [end:forgotten]

# --8<-- [start:meta-checks]
outputs = there(inputs.to("meta"))
loss = loss_fn(outputs, minutes.to("meta"))
loss.backward()
print(f"{outputs.shape = }, {loss.shape = }")
print(f"{there[0].weight.grad.device.type = }")
# --8<-- [end:meta-checks]


# --8<-- [start:plain-attribute]
class Standardized(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.mean = inputs.mean(dim=0)
        self.net = new_model()

    def forward(self, x):
        return self.net(x - self.mean)


standardized = Standardized(inputs).to("meta")
print(f"{standardized.net[0].weight.device.type = }")
print(f"{standardized.mean.device.type = }")
# --8<-- [end:plain-attribute]

# --8<-- [start:left-behind] raises RuntimeError
standardized(inputs.to("meta"))
# --8<-- [end:left-behind]


# --8<-- [start:buffer]
class Standardized(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.register_buffer("mean", inputs.mean(dim=0))
        self.net = new_model()

    def forward(self, x):
        return self.net(x - self.mean)


standardized = Standardized(inputs).to("meta")
print(f"{standardized.mean.device.type = }")
print(f"{standardized(inputs.to('meta')).shape = }")
# --8<-- [end:buffer]

# --8<-- [start:default-device]
with torch.device("meta"):
    there = new_model()
    extra = torch.zeros(3)
print(f"{there[0].weight.device.type = }, {extra.device.type = }")
print(f"{inputs.device.type = }, {torch.zeros(3).device.type = }")
# --8<-- [end:default-device]

# --8<-- [start:item-each-step]
totals = {"item": 0.0, "tensor": torch.zeros((), device=device)}
for loss in torch.tensor([9.0, 4.0, 2.0], device=device):
    totals["item"] += loss.item()
    totals["tensor"] += loss.detach()
print(f"{totals['item'] = }, {totals['tensor'].item() = }")
# --8<-- [end:item-each-step]

# --8<-- [start:pinned]
pin_memory = device.type == "cuda"
loader = DataLoader(dataset, batch_size=20, shuffle=True, pin_memory=pin_memory)
for batch_inputs, batch_targets in loader:
    batch_inputs = batch_inputs.to(device, non_blocking=True)
    batch_targets = batch_targets.to(device, non_blocking=True)
print(f"{batch_inputs.device.type == device.type = }")
# --8<-- [end:pinned]
