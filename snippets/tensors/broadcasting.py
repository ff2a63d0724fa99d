# --8<-- [start:add-a-row]
import torch

prices = torch.tensor([[4.0, 10.0, 6.0], [5.0, 8.0, 7.0]])  # (2, 3)
rise = torch.tensor([1.0, 0.0, 0.5])  # (3,)
print(prices + rise)
# --8<-- [end:add-a-row]
assert torch.equal((prices + rise)[0], prices[0] + rise)
assert torch.equal((prices + rise)[1], prices[1] + rise)


# --8<-- [start:rule]
def broadcast_shapes(a, b):
    size = max(len(a), len(b))
    a = (1,) * (size - len(a)) + a
    b = (1,) * (size - len(b)) + b
    for m, n in zip(a, b):
        if m != n and m != 1 and n != 1:
            raise ValueError(f"{m} != {n}")
    return tuple(n if m == 1 else m for m, n in zip(a, b))


for a, b in [((2, 3), (3,)), ((4, 1), (4,)), ((8, 1, 6), (7, 1))]:
    print(a, b, broadcast_shapes(a, b))
    assert broadcast_shapes(a, b) == torch.broadcast_shapes(a, b)
# --8<-- [end:rule]
from itertools import product

shapes = [
    shape for size in range(4) for shape in product((1, 2, 3), repeat=size)
]
for a, b in product(shapes, repeat=2):
    results = []
    for function, error in (
        (broadcast_shapes, ValueError),
        (torch.broadcast_shapes, RuntimeError),
    ):
        try:
            results.append(tuple(function(a, b)))
        except error:
            results.append(None)
    assert results[0] == results[1], (a, b)

# --8<-- [start:times-table]
n = torch.arange(1, 5)  # (4,)
column = n[:, None]  # (4, 1)
print(column * n)
# --8<-- [end:times-table]
assert torch.equal(column, n.unsqueeze(1)) and column.shape == (4, 1)
assert torch.equal(column, n.reshape(4, 1)) and n[None].shape == (1, 4)

# --8<-- [start:stretched]
import matplotlib.pyplot as plt


def write(axes, table, title):
    for i, row in enumerate(table.tolist()):
        for j, number in enumerate(row):
            axes.text(j, i, f"{number:g}", ha="center", va="center")
    axes.set(title=title, xlim=(-0.5, j + 0.5), ylim=(i + 0.5, -0.5))
    axes.set_aspect("equal")
    axes.axis("off")


figure, axes = plt.subplots(1, 3)
write(axes[0], column.expand(4, 4), "(4, 1)")
write(axes[1], n.expand(4, 4), "(4,)")
write(axes[2], column * n, "(4, 4)")
axes[0].fill_between([-0.5, 0.5], -0.5, 3.5, alpha=0.3)
axes[1].fill_between([-0.5, 3.5], -0.5, 0.5, alpha=0.3)
# --8<-- [end:stretched]

# --8<-- [start:mismatch] raises RuntimeError
fee = torch.tensor([2.0, 3.0])  # (2,)
prices + fee
# --8<-- [end:mismatch]

# --8<-- [start:column]
print(f"{fee[:, None].shape = }")
print(f"{fee.unsqueeze(1).shape = }")
print(prices + fee[:, None])  # (2, 3) + (2, 1)
# --8<-- [end:column]
assert (prices + fee[:, None])[1].tolist() == [5 + 3, 8 + 3, 7 + 3]

# --8<-- [start:square]
market = torch.tensor([[4.0, 10.0, 6.0], [5.0, 8.0, 7.0], [3.0, 9.0, 5.0]])
fees = torch.tensor([2.0, 3.0, 0.0])
print((market + fees)[0])
print((market + fees[:, None])[0])
# --8<-- [end:square]

# --8<-- [start:wrong-loss]
predictions = torch.tensor([[21.0], [24.0], [30.0]])  # (3, 1)
targets = torch.tensor([21.0, 24.0, 30.0])  # (3,)
errors = predictions - targets
print(f"{(errors**2).mean() = }")
# --8<-- [end:wrong-loss]
assert 2 * (3**2 + 9**2 + 6**2) / 9 == 28 and (16 + 1 + 25) / 3 == 14
always_mean = torch.full((3, 1), 25.0)
assert abs(targets.mean() - 25) < 1e-5
assert (predictions == targets).shape == (3, 3)
import warnings

with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    torch.nn.functional.mse_loss(predictions, targets)
assert "target size" in str(warned[0].message)
assert abs(((always_mean - targets) ** 2).mean() - 14) < 1e-5

# --8<-- [start:every-pair]
figure, axes = plt.subplots()
write(axes, errors, f"{tuple(errors.shape)}")
for i in range(3):
    axes.fill_between(
        [i - 0.5, i + 0.5], i - 0.5, i + 0.5, color="C0", alpha=0.3
    )
# --8<-- [end:every-pair]

# --8<-- [start:same-shape]
errors = predictions.squeeze(1) - targets  # (3,) - (3,)
print(f"{(errors**2).mean() = }")
assert errors.shape == targets.shape
# --8<-- [end:same-shape]

# --8<-- [start:in-place] raises RuntimeError
prices += rise
print(prices.shape)
rise += prices
# --8<-- [end:in-place]
assert prices[0].tolist() == [5, 10, 6.5] and rise.shape == (3,)
assert (rise + prices).shape == (2, 3)

# --8<-- [start:expand]
wide = rise.expand(1000, 3)
copied = rise.repeat(1000, 1)
print(f"{wide.shape == copied.shape = }")
print(f"{wide.stride() = }")
print(f"{wide.untyped_storage().nbytes() = }")
print(f"{copied.untyped_storage().nbytes() = }")
# --8<-- [end:expand]
assert torch.equal(wide, copied) and 10_000 * 10_000 * 4 == 400_000_000

# --8<-- [start:standardize]
flats = torch.tensor([[40.0, 1200.0], [60.0, 1800.0], [80.0, 2100.0]])
means = flats.mean(dim=0)  # (2,)
deviations = flats.std(dim=0)  # (2,)
scaled = (flats - means) / deviations  # (3, 2)
print(means, deviations)
print(scaled)
# --8<-- [end:standardize]
torch.testing.assert_close(scaled.std(dim=0), torch.ones(2))
assert scaled.mean(dim=0).abs().max() < 1e-6

# --8<-- [start:distances]
points = torch.tensor([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]])  # (3, 2)
steps = points[:, None] - points  # (3, 1, 2) - (3, 2)
distances = (steps**2).sum(dim=2).sqrt()
print(f"{steps.shape = }")
print(distances)
assert torch.allclose(distances, torch.cdist(points, points))
# --8<-- [end:distances]
assert distances[0, 1] == (3**2 + 4**2) ** 0.5
