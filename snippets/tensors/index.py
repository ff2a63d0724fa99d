# --8<-- [start:first-tensor]
import torch

prices = torch.tensor([2.5, 4.0, 1.5])
print(prices * 2)
# --8<-- [end:first-tensor]
assert (prices * 2).tolist() == [2 * 2.5, 2 * 4.0, 2 * 1.5]

# --8<-- [start:dimensions]
price = torch.tensor(4.0)
week = torch.tensor([[2.5, 4.0, 1.5], [3.0, 4.0, 2.0]])
photo = torch.zeros(3, 28, 28)  # (C, H, W)
batch = torch.zeros(16, 3, 28, 28)  # (N, C, H, W)
for tensor in [price, prices, week, photo, batch]:
    print(tensor.ndim, tensor.shape)
print(f"{batch.numel() = }")
# --8<-- [end:dimensions]
assert batch.numel() == 16 * 3 * 28 * 28 == 37632
assert [price.shape, prices.shape, week.shape] == [(), (3,), (2, 3)]
assert batch[0].shape == photo.shape

# --8<-- [start:picture]
import matplotlib.pyplot as plt

picture = torch.tensor(
    [
        [1.0, 1.0, 1.0, 1.0, 1.0],
        [0.0, 0.0, 0.0, 0.5, 1.0],
        [0.0, 0.0, 0.5, 1.0, 0.0],
        [0.0, 0.5, 1.0, 0.0, 0.0],
        [0.5, 1.0, 0.0, 0.0, 0.0],
    ]
)
figure, axes = plt.subplots()
axes.pcolormesh(picture.tolist())
axes.set_aspect("equal")
axes.invert_yaxis()
# --8<-- [end:picture]
assert picture.shape == (5, 5) and picture.min() == 0 and picture.max() == 1

# --8<-- [start:list-times-two]
price_list = [2.5, 4.0, 1.5]
print(price_list * 2)
print(torch.tensor(price_list) * 2)
# --8<-- [end:list-times-two]
assert price_list + price_list == price_list * 2
try:
    price_list * 2.5
    raise AssertionError
except TypeError:
    pass
assert (prices + prices).tolist() == (prices * 2).tolist()

# --8<-- [start:create]
temperatures = [28.5, 31.0, 30.0]
week = torch.tensor(temperatures)
temperatures[0] = 0.0
print(week)
print(torch.tensor([1, 2, 3]))
print(torch.tensor([1, 2.5, 3]))
print(torch.tensor([True, False]))
# --8<-- [end:create]
assert torch.tensor([1, 2, 3]).dtype == torch.int64
assert torch.tensor([1, 2.5, 3]).dtype == torch.float32
assert torch.tensor([True, False]).dtype == torch.bool

# --8<-- [start:old-capital] old
print(f"{torch.Tensor(3).shape = }, {torch.tensor(3).shape = }")
print(f"{torch.Tensor([3]).dtype = }, {torch.tensor([3]).dtype = }")
print(f"{torch.Tensor(3, 5).shape = }")
# --8<-- [end:old-capital]

# --8<-- [start:ready-made]
print(torch.zeros(2, 3))
print(torch.full((3,), 7))
print(torch.eye(3))
print(torch.empty(2, 3).shape)
torch.manual_seed(0)
print(torch.rand(3))
print(torch.randint(1, 7, (8,)))
# --8<-- [end:ready-made]
assert torch.zeros(2, 3).dtype == torch.ones(3).dtype == torch.float32
assert torch.equal(torch.ones(3), torch.full((3,), 1.0))
assert torch.full((3,), 7).dtype == torch.int64
assert isinstance((3,), tuple) and not isinstance((3), tuple)
try:
    torch.full(3, 7)
    raise AssertionError
except TypeError:
    pass
dice = torch.randint(1, 7, (1000,))
assert dice.min() == 1 and dice.max() == 6

# --8<-- [start:sequences]
print(torch.arange(5))
print(torch.arange(0, 10, 2))
print(torch.linspace(0, 1, 5))
# --8<-- [end:sequences]
assert torch.arange(0, 10, 2)[-1] == 8
assert torch.linspace(0, 1, 5)[-1] == 1
assert torch.linspace(0, 1, 5)[1] - torch.linspace(0, 1, 5)[0] == 1 / 4

# --8<-- [start:extra-number]
heights = torch.arange(1, 1.3, 0.1)
print(heights)
# --8<-- [end:extra-number]
assert len(heights) == 4

# --8<-- [start:extra-number-fixed]
print((1.3 - 1) / 0.1)
print(torch.linspace(1, 1.2, 3))
print(torch.arange(10, 13) / 10)
# --8<-- [end:extra-number-fixed]

# --8<-- [start:like-another]
counts = torch.tensor([[3, 0, 2], [1, 4, 2]])
averages = torch.zeros_like(counts)
averages[0, 0] = 2.75
print(averages)
averages = torch.zeros_like(counts, dtype=torch.float32)
averages[0, 0] = 2.75
print(averages)
print(counts.new_full((2,), 9))
# --8<-- [end:like-another]
assert torch.zeros_like(counts).dtype == counts.new_full((2,), 9).dtype
assert torch.zeros_like(counts).dtype == torch.int64
assert counts.new_zeros(2).dtype == counts.new_ones(2).dtype == torch.int64
assert torch.zeros_like(counts).device == counts.device
assert torch.rand_like(counts, dtype=torch.float32).shape == counts.shape
try:
    torch.rand_like(counts)
    raise AssertionError
except RuntimeError:
    pass

# --8<-- [start:unequal-lists] raises ValueError
sales = [[12, 9, 15], [8, 11]]
torch.tensor(sales)
# --8<-- [end:unequal-lists]

# --8<-- [start:unequal-fixed]
padded = [row + [0] * (3 - len(row)) for row in sales]
print(torch.tensor(padded))
# --8<-- [end:unequal-fixed]

# --8<-- [start:printing]
mixed = torch.tensor([0.0001, 2.00001, 1000.0])
print(torch.arange(2000))
print(mixed)
torch.set_printoptions(precision=6, sci_mode=False)
print(mixed)
torch.set_printoptions(profile="default")
# --8<-- [end:printing]
assert "2.0000e+00" in str(mixed) and mixed[1] != 2
assert "1.0000e+00" in str(torch.tensor([1.0, 1001.0]))
assert "e+" not in str(torch.tensor([1.0, 1000.0]))
assert "e+" not in str(torch.tensor([0.0, 1001.5]))
assert "e+" in str(torch.tensor([1.0, -1001.5]))
assert "e+" not in str(torch.tensor([1, 1001]))
assert "..." in str(torch.arange(1001)) and "..." not in str(torch.arange(1000))
