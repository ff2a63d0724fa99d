# host: the page begins on the CPU, and the meta device stands in for a GPU
# --8<-- [start:setup]
import numpy as np
import torch
from torch import nn

device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
# --8<-- [end:setup]

# --8<-- [start:two-devices] raises RuntimeError
model = nn.Linear(2, 1).to("meta")
model(torch.zeros(4, 2))
# --8<-- [end:two-devices]

# --8<-- [start:two-devices-fixed]
model = nn.Linear(2, 1).to(device)
inputs = torch.zeros(4, 2).to(device)
same = inputs.device == next(model.parameters()).device
print(f"{same = }, {model(inputs).shape = }")
# --8<-- [end:two-devices-fixed]

# --8<-- [start:input-and-weight]
conv = nn.Conv2d(1, 4, 3).to("meta")
picture = torch.zeros(1, 1, 8, 8)  # (N, C, H, W)
print(f"{picture.device.type = }, {conv.weight.device.type = }")
# --8<-- [end:input-and-weight]

# --8<-- [start:input-and-weight-fixed]
picture = picture.to(conv.weight.device)
print(f"{picture.device.type = }, {conv(picture).shape = }")
# --8<-- [end:input-and-weight-fixed]

# --8<-- [start:list-to] raises AttributeError
from torch.utils.data import DataLoader, TensorDataset

dataset = TensorDataset(torch.zeros(4, 2), torch.zeros(4, 1))
for batch in DataLoader(dataset, batch_size=2):
    batch.to(device)
# --8<-- [end:list-to]
for other in [np.zeros(2), {"km": torch.zeros(2)}, (1.0, 2.0), "Recife"]:
    try:
        other.to(device)
        raise AssertionError
    except AttributeError as error:
        assert str(error).endswith("object has no attribute 'to'")

# --8<-- [start:list-to-fixed]
for inputs, targets in DataLoader(dataset, batch_size=2):
    inputs, targets = inputs.to(device), targets.to(device)
    print(f"{inputs.shape = }, {targets.shape = }")
# --8<-- [end:list-to-fixed]
assert inputs.device.type == targets.device.type == device.type

# --8<-- [start:to-numpy] raises TypeError
torch.zeros(3, device="meta").numpy()
# --8<-- [end:to-numpy]
try:
    np.asarray(torch.zeros(3, device="meta"))
    raise AssertionError
except TypeError as error:
    assert "device type tensor to numpy" in str(error)

# --8<-- [start:to-numpy-fixed]
outputs = nn.Linear(2, 3).to(device)(torch.zeros(4, 2, device=device))
print(outputs.detach().cpu().numpy().shape)
# --8<-- [end:to-numpy-fixed]
try:
    outputs.cpu().numpy()
    raise AssertionError
except RuntimeError as error:
    assert "detach" in str(error)

# --8<-- [start:no-attribute] raises AttributeError
model = nn.Linear(2, 1).to(device)
model.device
# --8<-- [end:no-attribute]

# --8<-- [start:no-attribute-fixed]
where = next(model.parameters()).device
print(f"{where.type == device.type = }")
# --8<-- [end:no-attribute-fixed]

# --8<-- [start:unknown-device] raises RuntimeError
torch.zeros(3, device="gpu")
# --8<-- [end:unknown-device]
for name in ["GPU", "CUDA", "rocm"]:
    try:
        torch.device(name)
        raise AssertionError
    except RuntimeError as error:
        assert "device type at start of device string" in str(error)
try:
    torch.device("cuda:first")
    raise AssertionError
except RuntimeError as error:
    assert "Invalid device string" in str(error)

# --8<-- [start:unknown-device-fixed]
print(torch.zeros(3, device=device).shape)
# --8<-- [end:unknown-device-fixed]

# --8<-- [start:no-data] raises NotImplementedError
with torch.device("meta"):
    model = nn.Linear(2, 1)
model.to("cpu")
# --8<-- [end:no-data]
try:
    model.weight.cpu()
    raise AssertionError
except NotImplementedError as error:
    assert str(error) == "Cannot copy out of meta tensor; no data!"

# --8<-- [start:no-data-fixed]
model = model.to_empty(device=device)
model.reset_parameters()
print(f"{model.weight.isfinite().all().item() = }")
# --8<-- [end:no-data-fixed]

# --8<-- [start:generator-fixed]
rows = torch.zeros(6, 2)
loader = torch.utils.data.DataLoader(rows, batch_size=3, shuffle=True)
for batch in loader:
    batch = batch.to(device)
    print(f"{batch.shape = }, {batch.device.type == device.type = }")
# --8<-- [end:generator-fixed]

# --8<-- [start:ordinal-fixed] varies
count = torch.accelerator.device_count()
print([f"{device.type}:{number}" for number in range(count)])
# --8<-- [end:ordinal-fixed]

# --8<-- [start:device-assert-fixed]
logits = torch.zeros(4, 3)  # (N, C)
targets = torch.tensor([0, 2, 1, 3])
right = (targets >= 0) & (targets < 3)
print(f"{targets[~right] = }")
print(f"{nn.CrossEntropyLoss()(logits[right], targets[right]):.4f}")
# --8<-- [end:device-assert-fixed]
try:
    nn.CrossEntropyLoss()(logits, targets)
    raise AssertionError
except IndexError as error:
    assert "Target 3 is out of bounds" in str(error)
assert nn.CrossEntropyLoss()(torch.zeros(4, 4), targets) > 0

# --8<-- [start:float64-fixed]
rows = torch.from_numpy(np.array([[2.0, 15.0]]))
moved = rows.float().to(device)
print(f"{rows.dtype = }, {moved.dtype = }")
# --8<-- [end:float64-fixed]
