# --8<-- [start:one-index]
import torch

points = torch.tensor([[60, 75, 80, 50], [90, 45, 70, 100], [30, 85, 65, 95]])
print(points[1])
print(points[1, 2], points[-1, -1])
print(points[:, 0])
# --8<-- [end:one-index]
assert points[1, 2] == points[1][2] == 70
assert points[1, 2].shape == ()

# --8<-- [start:row-or-column]
print(points[:][1])
print(points[:, 1])
# --8<-- [end:row-or-column]
assert torch.equal(points[:], points)

# --8<-- [start:slices]
print(points[:2, 1:3])
print(points[:, ::2])
print(points[:, 2:99].shape, points[:, 4:].shape)
print(points[:, 1].shape, points[:, 1:2].shape)
# --8<-- [end:slices]

# --8<-- [start:out-of-range] raises IndexError
points[3]
# --8<-- [end:out-of-range]
try:
    points[0, 0, 0]
    raise AssertionError
except IndexError as error:
    assert "too many indices for tensor of dimension 2" in str(error)

# --8<-- [start:backwards] raises ValueError
points[:, ::-1]
# --8<-- [end:backwards]

# --8<-- [start:backwards-fixed]
print(points.flip(1))
# --8<-- [end:backwards-fixed]
assert torch.equal(points.flip(1)[:, 0], points[:, -1])

# --8<-- [start:ellipsis-and-none]
photos = torch.zeros(16, 3, 28, 28)  # (N, C, H, W)
print(photos[..., 0].shape)
print(points[None].shape, points[:, 1, None].shape)
# --8<-- [end:ellipsis-and-none]
assert torch.equal(photos[..., 0], photos[:, :, :, 0])
assert torch.equal(points[:, 1, None], points[:, 1:2])

# --8<-- [start:write-through]
revised = points.clone()
first = revised[0]
first[0] = 65
print(revised[0])
print(points[0])
# --8<-- [end:write-through]
assert points[0, 0] == 60
same_list = [60, 75, 80, 50]
part = same_list[:2]
part[0] = 65
assert same_list[0] == 60

# --8<-- [start:mask]
passed = points >= 60
print(passed)
print(points[passed])
print(passed.sum(), points[~passed])
print(points[(points >= 60) & (points < 80)])
# --8<-- [end:mask]
assert torch.equal(
    points[(points < 40) | (points > 95)], points[[1, 2], [3, 0]]
)

# --8<-- [start:without-parentheses] raises RuntimeError
points[points >= 60 & points < 80]
# --8<-- [end:without-parentheses]
try:
    points[points >= 60 and points < 80]
    raise AssertionError
except RuntimeError as error:
    assert "ambiguous" in str(error)
try:
    points.float() >= 60 & points.float() < 80
    raise AssertionError
except NotImplementedError as error:
    assert "not implemented for 'Float'" in str(error)

# --8<-- [start:selections]
import matplotlib.pyplot as plt

row, column, block, mask = torch.zeros(4, 3, 4)
row[1] = 1
column[:, -1] = 1
block[:2, 1:3] = 1
mask[points >= 80] = 1
figure, grid = plt.subplots(2, 2)
titles = ["[1]", "[:, -1]", "[:2, 1:3]", "[points >= 80]"]
for axes, title, chosen in zip(grid.flat, titles, [row, column, block, mask]):
    axes.pcolormesh(chosen.tolist())
    axes.set(title=title, yticks=range(4))
    axes.invert_yaxis()
# --8<-- [end:selections]
assert block.sum() == 4 and mask.sum() == (points >= 80).sum() == 5

# --8<-- [start:mask-writes]
lifted = points.clone()
lifted[lifted < 60] = 60
print(lifted)
lifted[lifted > 90][0] = 0
print(lifted.min())
# --8<-- [end:mask-writes]
assert lifted.min() == 60

# --8<-- [start:where]
print(torch.where(points < 60, 60, points))
print(torch.nonzero(points < 60))
# --8<-- [end:where]
assert torch.equal(torch.where(points < 60, 60, points), lifted)
assert len(torch.where(points < 60)) == 2

# --8<-- [start:lists]
print(points[[2, 0]])
print(points[[0, 2], [1, 3]])
# --8<-- [end:lists]
assert points[[0, 2], [1, 3]].tolist() == [points[0, 1], points[2, 3]]
picked = points[[2, 0]]
picked[:] = 0
assert points[2, 0] == 30 and points[0, 0] == 60

# --8<-- [start:lists-as-block]
print(points[[0, 2]][:, [1, 3]])
# --8<-- [end:lists-as-block]

# --8<-- [start:pick-one]
outputs = torch.tensor([[2.0, 0.5, 1.0], [0.1, 0.2, 3.0], [1.5, 2.5, 0.3]])
targets = torch.tensor([0, 2, 1])
print(outputs[torch.arange(3), targets])
print(outputs.gather(1, targets[:, None]))
print(outputs[:, targets].shape)
# --8<-- [end:pick-one]
by_hand = torch.stack([outputs[0, 0], outputs[1, 2], outputs[2, 1]])
assert torch.equal(outputs[torch.arange(3), targets], by_hand)
assert outputs.gather(1, targets[:, None]).shape == (3, 1)
