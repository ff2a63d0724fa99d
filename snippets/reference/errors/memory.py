# host: the message is the one of the CPU's memory
# --8<-- [start:cpu-memory] raises RuntimeError
from torch import nn

pixels = 3 * 4000 * 3000
layer = nn.Linear(pixels, pixels)
# --8<-- [end:cpu-memory]

import numpy as np

try:
    np.empty((pixels, pixels), dtype=np.float32)
except MemoryError as error:
    assert "Unable to allocate" in str(error)
else:
    raise AssertionError

# --8<-- [start:cpu-memory-fixed]
print(f"{4 * pixels * pixels / 10**15 = :.2f}")
layer = nn.Conv2d(3, 3, kernel_size=3, padding=1)
print(f"{sum(weights.numel() for weights in layer.parameters()) = }")
# --8<-- [end:cpu-memory-fixed]
assert layer.weight.numel() == 81 and layer.bias.numel() == 3
assert pixels == 36_000_000 and 4 * pixels**2 > 5000 * 10**12

# --8<-- [start:cuda-memory-fixed]
import torch

torch.manual_seed(0)
model, loss_fn = nn.Linear(8, 1), nn.MSELoss()
inputs, targets = torch.rand(64, 8), torch.rand(64, 1)
for first in range(0, 64, 16):
    part = slice(first, first + 16)
    loss = loss_fn(model(inputs[part]), targets[part])
    (loss / 4).backward()
in_parts = model.weight.grad.clone()

model.zero_grad()
loss_fn(model(inputs), targets).backward()
print(f"{torch.allclose(in_parts, model.weight.grad) = }")
# --8<-- [end:cuda-memory-fixed]
