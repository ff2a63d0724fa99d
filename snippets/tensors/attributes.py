# --8<-- [start:three-questions]
import torch

scores = torch.tensor([[6.0, 7.0, 8.0], [9.0, 5.0, 7.0]])
print(f"{scores.shape = }")
print(f"{scores.dtype = }")
print(f"{scores.device.type = }")
# --8<-- [end:three-questions]

# --8<-- [start:shape]
students, tests = scores.shape
print(f"{students = }, {tests = }")
print(f"{scores.ndim = }, {scores.numel() = }, {len(scores) = }")
print(f"{scores.shape[-1] = }, {scores.size(1) = }")
# --8<-- [end:shape]
assert scores.numel() == students * tests == 2 * 3
assert scores.shape == (2, 3) and scores.size() == scores.shape
assert isinstance(scores.shape, tuple)

# --8<-- [start:shape-is-no-call] raises TypeError
scores.shape()
# --8<-- [end:shape-is-no-call]

# --8<-- [start:dtypes]
for dtype in [torch.uint8, torch.int8, torch.int32, torch.int64]:
    info = torch.iinfo(dtype)
    print(f"{dtype!s:14} {dtype.itemsize} {info.min} … {info.max}")
for dtype in [torch.float64, torch.float32, torch.float16, torch.bfloat16]:
    info = torch.finfo(dtype)
    print(f"{dtype!s:14} {dtype.itemsize} {info.max:8.1e} {info.eps:.1e}")
# --8<-- [end:dtypes]
assert torch.iinfo(torch.uint8).max == 2**8 - 1
assert torch.bool.itemsize == 1 and torch.finfo(torch.float16).max == 65504
assert torch.tensor([1, 2], dtype=torch.float32).dtype == torch.float32

# --8<-- [start:stairs]
import matplotlib.pyplot as plt

x = torch.linspace(248, 264, 257)
figure, axes = plt.subplots()
for dtype in [torch.float16, torch.bfloat16]:
    axes.plot(x.tolist(), x.to(dtype).tolist(), label=dtype)
    print(torch.tensor([250.0, 257.0, 70_000.0]).to(dtype))
axes.set(xlabel="x", ylabel="x.to(dtype)")
axes.legend()
# --8<-- [end:stairs]
assert set(x.to(torch.bfloat16).tolist()) == {
    *range(248, 256),
    *range(256, 265, 2),
}
assert (x.to(torch.float16).float() - x).abs().max() <= 0.25 / 2
assert torch.finfo(torch.bfloat16).eps * 2**16 == 512 and 70144 % 512 == 0

# --8<-- [start:casting]
temperatures = torch.tensor([2.9, -2.9, 2.5])
print(temperatures.long())
print(temperatures.round().long())
print(temperatures.to(torch.float16).dtype, temperatures.dtype)
# --8<-- [end:casting]
assert temperatures.long().dtype == temperatures.to(torch.int64).dtype
assert temperatures.int().dtype == torch.int32
assert torch.equal(temperatures.floor().long(), torch.tensor([2, -3, 2]))
assert torch.tensor([0.5, 0.0]).bool().tolist() == [True, False]
assert torch.tensor([3.5]).round() == 4

# --8<-- [start:promotion]
quantities = torch.tensor([2, 3])
prices = torch.tensor([4.5, 1.5])
paid = torch.tensor([True, True])
print(f"{(quantities + prices).dtype = }")
print(f"{(quantities * 0.5).dtype = }")
print(f"{(prices * 0.1).dtype = }")
print(f"{(prices.half() + prices).dtype = }")
print(quantities / 2, quantities // 2)
print(paid + paid, paid.sum())
# --8<-- [end:promotion]
assert prices.half().dtype == torch.float16
assert (prices.half() * torch.tensor(0.1)).dtype == torch.float16
assert (prices.half() + prices.bfloat16()).dtype == torch.float32
assert (quantities.to(torch.int8) + quantities.byte()).dtype == torch.int16
assert (quantities / 2).is_floating_point()
assert (quantities // 2).dtype == torch.int64
try:
    paid - paid
    raise AssertionError
except RuntimeError:
    pass

try:
    quantities @ prices
    raise AssertionError
except RuntimeError as error:
    assert "same dtype" in str(error)

# --8<-- [start:overflow]
pixels = torch.tensor([100, 200, 250], dtype=torch.uint8)
print(pixels + 60)
# --8<-- [end:overflow]
assert (200 + 60 - 256, 250 + 60 - 256) == (4, 54)
small = torch.tensor([100], dtype=torch.int8)
assert small + small == -56 == 100 + 100 - 256

# --8<-- [start:overflow-fixed]
brighter = pixels.int() + 60
print(brighter.clamp(max=255).to(torch.uint8))
# --8<-- [end:overflow-fixed]

# --8<-- [start:precision]
visits = torch.tensor(16_777_216.0)
print(visits + 1)
print(visits.long() + 1)
# --8<-- [end:precision]
assert visits == 2**24 and visits + 2 == 2**24 + 2
assert torch.tensor(0.1).item() != 0.1

# --8<-- [start:item] raises RuntimeError
mean = scores.mean()
print(f"{mean = }, {mean.item() = }")
print(f"{scores.tolist() = }")
print(f"{torch.tensor(0.1).item() = }")
scores.item()
# --8<-- [end:item]
assert isinstance(mean.item(), float) and mean.tolist() == mean.item()
try:
    float(scores)
    raise AssertionError
except ValueError as error:
    assert "only one element tensors can be converted" in str(error)

# --8<-- [start:truth] raises RuntimeError
print(scores > 5)
print(f"{(scores > 5).all() = }, {(scores > 5).any() = }")
if scores > 5:
    print(scores)
# --8<-- [end:truth]
assert not (scores[1, 1] > 5)

# --8<-- [start:decimal-comma] raises ValueError
print(torch.tensor([3, 5]))
print(torch.tensor([3.5]))
print(float("1,5".replace(",", ".")))
float("1,5")
# --8<-- [end:decimal-comma]
try:
    torch.tensor(3, 5)
    raise AssertionError
except TypeError as error:
    assert "takes 1 positional argument but 2 were given" in str(error)
