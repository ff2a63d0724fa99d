# host: NumPy and Matplotlib read the memory of the CPU
# --8<-- [start:both-ways]
import numpy as np
import torch

temperatures = np.array([31.5, 29.0, 33.5])
tensor = torch.from_numpy(temperatures)
temperatures[0] = 35.0
print(f"{tensor = }")

array = tensor.numpy()
tensor[1] = 20.0
print(f"{array = }")
# --8<-- [end:both-ways]
assert tensor.tolist() == temperatures.tolist() == [35.0, 20.0, 33.5]
assert np.shares_memory(array, temperatures)

# --8<-- [start:new-memory]
prices = np.array([4.0, 7.0])
tensor = torch.from_numpy(prices)
tensor += 1
tensor = tensor * 10
print(f"{prices = }")
print(f"{tensor = }")
# --8<-- [end:new-memory]
assert prices.tolist() == [5.0, 8.0]

# --8<-- [start:three-doors]
array = np.array([1.0, 2.0, 3.0])
doors = {
    "from_numpy": torch.from_numpy(array),
    "as_tensor": torch.as_tensor(array),
    "as_tensor, float32": torch.as_tensor(array, dtype=torch.float32),
    "tensor": torch.tensor(array),
}
array[0] = 100.0
for name, x in doors.items():
    print(f"{x[0].item():5} {x.dtype} {name}")
# --8<-- [end:three-doors]
assert [x[0].item() for x in doors.values()] == [100, 100, 1, 1]
assert torch.as_tensor([1.0, 2.0]).dtype == torch.float32
assert torch.as_tensor(2.0) == 2
try:
    torch.from_numpy([1.0, 2.0])
    raise AssertionError
except TypeError:
    same = torch.ones(2)
assert torch.as_tensor(same) is same

# --8<-- [start:float64-trap] raises RuntimeError
from torch import nn

layer = nn.Linear(3, 1)
layer(torch.from_numpy(temperatures))
# --8<-- [end:float64-trap]

# --8<-- [start:float64-fixed]
inputs = torch.as_tensor(temperatures, dtype=torch.float32)
print(f"{layer(inputs).shape = }")
print(f"{(torch.from_numpy(temperatures) + torch.ones(3)).dtype = }")
# --8<-- [end:float64-fixed]
assert torch.equal(torch.from_numpy(temperatures).float(), inputs)
assert layer.weight.dtype == torch.float32
assert torch.from_numpy(np.zeros(3)).nbytes == 2 * torch.zeros(3).nbytes

# --8<-- [start:requires-grad] raises RuntimeError
weights = torch.tensor([6.0, 3.5], requires_grad=True)
weights.numpy()
# --8<-- [end:requires-grad]

# --8<-- [start:detach]
saved = weights.detach().numpy()
saved[0] = 0.0
print(f"{weights = }")
saved = weights.detach().numpy().copy()
saved[1] = 0.0
print(f"{weights = }")
# --8<-- [end:detach]
assert weights.tolist() == [0.0, 3.5] and weights.requires_grad

# --8<-- [start:other-device] raises TypeError
torch.ones(3, device="meta").numpy()
# --8<-- [end:other-device]
assert weights.detach().cpu().numpy().tolist() == [0.0, 3.5]
assert weights.numpy(force=True).tolist() == [0.0, 3.5]
assert np.shares_memory(weights.numpy(force=True), weights.detach().numpy())
halves = torch.tensor([0.5, 2.5], dtype=torch.bfloat16)
for forced in (False, True):
    try:
        halves.detach().cpu().numpy(force=forced)
        raise AssertionError
    except TypeError as error:
        assert str(error) == "Got unsupported ScalarType BFloat16"
assert halves.float().numpy().tolist() == [0.5, 2.5]

# --8<-- [start:object-array] raises TypeError
prices = np.array([4.5, None, 7.0])
print(f"{prices.dtype = }")
torch.from_numpy(prices)
# --8<-- [end:object-array]

# --8<-- [start:object-fixed]
tensor = torch.from_numpy(prices.astype(np.float32))
print(f"{tensor = }")
# --8<-- [end:object-fixed]
assert tensor.isnan().tolist() == [False, True, False]
assert tensor.sum().isnan() and (tensor + 1).isnan().sum() == 1
names = "float64 float32 float16 complex64 complex128 int64 int32 int16"
names += " int8 uint64 uint32 uint16 uint8 bool"
for dtype in names.split():
    crossed = torch.from_numpy(np.array([1, 0], dtype))
    assert crossed.dtype == getattr(torch, dtype)
if torch.__version__.startswith("2.13."):
    try:
        torch.from_numpy(np.array([1], np.uint16)) + 1
        raise AssertionError
    except NotImplementedError:
        pass

# --8<-- [start:negative-stride] raises ValueError
pixels = np.array([[0, 128, 255], [0, 0, 255]], dtype=np.uint8)
mirrored = pixels[:, ::-1]
torch.from_numpy(mirrored)
# --8<-- [end:negative-stride]
assert pixels.strides == (3, 1) and mirrored.strides == (3, -1)

# --8<-- [start:negative-stride-fixed]
print(torch.from_numpy(mirrored.copy()))
print(torch.from_numpy(pixels).flip(1))
# --8<-- [end:negative-stride-fixed]
assert torch.equal(
    torch.from_numpy(mirrored.copy()), torch.from_numpy(pixels).flip(1)
)

# --8<-- [start:read-only] warns UserWarning
pixels = np.frombuffer(b"\x00\x80\xff", dtype=np.uint8)
torch.from_numpy(pixels)
print(torch.tensor(pixels))
# --8<-- [end:read-only]
assert not pixels.flags.writeable

assert torch.tensor([4.5, 7.0]).tolist() == [4.5, 7.0]

# --8<-- [start:plot]
import matplotlib.pyplot as plt

km = torch.linspace(0, 10, 11)
rate = torch.tensor(3.5, requires_grad=True)
fares = 6 + rate * km
figure, axes = plt.subplots()
axes.plot(km, fares.detach(), marker="o")
axes.set(xlabel="km", ylabel="fares")
# --8<-- [end:plot]
assert fares[0] == 6.0 and fares[-1] == 41.0 and fares.requires_grad
try:
    plt.plot(km, fares)
    raise AssertionError
except RuntimeError:
    plt.close("all")

try:
    torch.sqrt(np.array([4.0, 9.0]))
    raise AssertionError
except TypeError:
    pass

# --8<-- [start:same-name]
a = np.array([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
t = torch.from_numpy(a)
print(f"{a.sum(axis=0) = :.1f}, {t.sum(dim=0) = :.1f}")
print(f"{a.std() = :.4f}, {t.std() = :.4f}")
print(f"{np.median(a) = :.1f}, {torch.median(t) = :.1f}")
print(f"{len(np.split(a, 2)) = }, {len(torch.split(t, 2)) = }")
print(f"{a[:2].repeat(2) = }")
print(f"{t[:2].repeat(2) = }")
# --8<-- [end:same-name]
assert t.std(correction=0) == a.std() == 2
assert t[:2].repeat_interleave(2).tolist() == a[:2].repeat(2).tolist()
assert np.tile(a[:2], 2).tolist() == t[:2].repeat(2).tolist()
assert t.sum(axis=0) == t.sum(dim=0)
assert torch.stack([t, t], axis=1).shape == (8, 2)
try:
    torch.split(t, 2, axis=0)
    raise AssertionError
except TypeError:
    pass
try:
    a.sum(dim=0)
    raise AssertionError
except TypeError:
    table = np.zeros((2, 3, 4))
assert table.size == torch.zeros(2, 3, 4).numel() == 24
assert torch.zeros(2, 3, 4).size() == (2, 3, 4)
assert table.transpose().shape == (4, 3, 2)
assert torch.zeros(2, 3, 4).transpose(0, 1).shape == (3, 2, 4)
assert torch.zeros(2, 3, 4).permute(2, 1, 0).shape == (4, 3, 2)
assert np.expand_dims(table, 0).shape == (1, 2, 3, 4)
assert torch.zeros(2, 3, 4).unsqueeze(0).shape == (1, 2, 3, 4)
assert table.max(axis=0).shape == torch.zeros(2, 3, 4).amax(dim=0).shape
assert len(torch.zeros(2, 3, 4).max(dim=0)) == 2
assert torch.equal(torch.cat([t, t]), torch.from_numpy(np.concatenate([a, a])))
assert not hasattr(t, "astype") and not hasattr(t, "copy")
assert np.array([1, 2]).mean() == 1.5
try:
    torch.tensor([1, 2]).mean()
    raise AssertionError
except RuntimeError:
    pass
