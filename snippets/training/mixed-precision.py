# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:three-types]
import torch
from torch import nn

for dtype in (torch.float32, torch.float16, torch.bfloat16):
    info = torch.finfo(dtype)
    print(f"{dtype}: {info.bits = }, {info.max = :.2g}, {info.tiny = :.2g}")
# --8<-- [end:three-types]

# --8<-- [start:add-a-thousandth]
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    total = torch.tensor(1.0, dtype=dtype) + 0.001
    print(f"{dtype}: {total.item() = :.6f}, {torch.finfo(dtype).eps = :.2g}")
# --8<-- [end:add-a-thousandth]

# --8<-- [start:limits]
for number in (257.0, 70000.0, 0.00000001):
    half = torch.tensor(number, dtype=torch.float16)
    brain = torch.tensor(number, dtype=torch.bfloat16)
    print(f"{number = }, {half.item() = :.3g}, {brain.item() = :.3g}")
# --8<-- [end:limits]
assert torch.tensor(257.0, dtype=torch.bfloat16) == 256
assert torch.tensor(257.0, dtype=torch.float16) == 257
assert torch.tensor(70000.0, dtype=torch.float16).isinf()

# --8<-- [start:small-steps]
for dtype in (torch.float32, torch.bfloat16):
    weight = torch.tensor(1.0, dtype=dtype)
    for step in range(1000):
        weight -= 0.001
    print(f"{dtype}: {weight.item() = :.2f}")
# --8<-- [end:small-steps]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]

# --8<-- [start:autocast]
device_type = inputs.device.type
model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
loss_fn = nn.MSELoss()

with torch.autocast(device_type=device_type, dtype=torch.bfloat16):
    hidden = model[0](inputs)
    outputs = model(inputs)
    loss = loss_fn(outputs, minutes)
loss.backward()
print(f"{inputs.dtype = }, {hidden.dtype = }")
print(f"{outputs.dtype = }, {loss.dtype = }")
print(f"{model[0].weight.dtype = }, {model[0].weight.grad.dtype = }")
# --8<-- [end:autocast]

# --8<-- [start:by-hand]
weight, bias = model[0].weight, model[0].bias
brain = torch.bfloat16
by_hand = inputs.to(brain) @ weight.to(brain).mT + bias.to(brain)
print(f"{by_hand.dtype = }")

torch.testing.assert_close(hidden, by_hand, rtol=0.05, atol=0.05)
# --8<-- [end:by-hand]

# --8<-- [start:outside] raises RuntimeError
model[2](hidden)
# --8<-- [end:outside]

# --8<-- [start:to-float]
print(f"{model[2](hidden.float()).dtype = }")
# --8<-- [end:to-float]


# --8<-- [start:kept-bytes]
def kept_bytes(enabled):
    own = {parameter.data_ptr() for parameter in wide.parameters()}
    sizes = {}

    def pack(tensor):
        if tensor.data_ptr() not in own:
            sizes[tensor.data_ptr()] = tensor.nbytes
        return tensor

    with (
        torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor),
        torch.autocast(device_type, dtype=brain, enabled=enabled),
    ):
        wide(batch)
    return sum(sizes.values())


wide = nn.Sequential(nn.Linear(100, 500), nn.ReLU(), nn.Linear(500, 1))
batch = torch.rand(1024, 100)
print(f"{kept_bytes(enabled=False) = }, {kept_bytes(enabled=True) = }")
# --8<-- [end:kept-bytes]
assert kept_bytes(enabled=True) < 0.6 * kept_bytes(enabled=False)

# --8<-- [start:lost-gradient]
w = torch.tensor(1.0, requires_grad=True)
loss = w.half() * 0.0001
print(f"{loss.dtype = }, {loss.item() = :.4f}")
(loss * 0.0001).backward()
print(f"{w.grad.item() = }")
# --8<-- [end:lost-gradient]
assert w.grad == 0

# --8<-- [start:scaled-by-hand]
scale = 1024.0
w.grad = None
loss = w.half() * 0.0001
(loss * scale * 0.0001).backward()
print(f"{w.grad.item() = :.2e}, {w.grad.item() / scale = :.2e}")
# --8<-- [end:scaled-by-hand]


# --8<-- [start:train]
def train(dtype, epochs=20):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    half = dtype == torch.float16
    scaler = torch.amp.GradScaler(device_type, enabled=half)
    for epoch in range(epochs):
        for batch_inputs, batch_targets in zip(
            inputs.split(20), minutes.split(20), strict=True
        ):
            optimizer.zero_grad()
            with torch.autocast(
                device_type, dtype=dtype, enabled=dtype != torch.float32
            ):
                loss = loss_fn(model(batch_inputs), batch_targets)
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
    return model, scaler


# --8<-- [end:train]


# --8<-- [start:compare]
def mean_error(model):
    with torch.inference_mode():
        return (model(inputs) - minutes).abs().mean().item()


for dtype in (torch.float32, torch.bfloat16, torch.float16):
    model, scaler = train(dtype)
    print(f"{dtype}: {mean_error(model) = :.1f}, {scaler.is_enabled() = }")
print(f"{scaler.get_scale() < 2**16 = }")
# --8<-- [end:compare]
assert mean_error(model) < 4
assert scaler.get_backoff_factor() == 0.5 and scaler.get_growth_factor() == 2
assert scaler.get_growth_interval() == 2000
assert torch.amp.GradScaler(device_type).get_scale() == 2**16
try:
    hidden.detach().cpu().numpy()
except TypeError as error:
    assert "BFloat16" in str(error)
else:
    raise AssertionError
with torch.autocast(device_type, dtype=torch.bfloat16):
    assert nn.Conv1d(1, 1, 2)(inputs[:, None]).dtype == torch.bfloat16

# --8<-- [start:half-model]
model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1)).half()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(3):
    optimizer.zero_grad()
    loss = loss_fn(model(inputs.half()), minutes.half())
    loss.backward()
    optimizer.step()
    print(f"{step = }, {loss.isfinite().item() = }")
# --8<-- [end:half-model]
assert model[0].weight.isnan().any()

# --8<-- [start:old-amp] old
import torch.cuda.amp

with torch.cuda.amp.autocast(enabled=False):
    outputs = inputs @ inputs.mT
# --8<-- [end:old-amp]
