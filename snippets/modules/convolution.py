# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:picture]
import torch
import torch.nn.functional as F
from torch import nn

picture = torch.tensor([[1.0, 1.0, 9.0, 9.0, 9.0]] * 5)  # (5, 5)
edge = torch.tensor([[-1.0, 0.0, 1.0]] * 3)  # (3, 3)

patch = picture[0:3, 0:3]
print(patch * edge)
print(f"{(patch * edge).sum() = }")
# --8<-- [end:picture]
assert (patch * edge).sum() == 3 * (1 * -1 + 1 * 0 + 9 * 1) == 24

# --8<-- [start:by-hand]
by_hand = torch.zeros(3, 3)
for row in range(3):
    for column in range(3):
        patch = picture[row : row + 3, column : column + 3]
        by_hand[row, column] = (patch * edge).sum()
print(by_hand)
# --8<-- [end:by-hand]
assert by_hand.tolist() == [[24, 24, 0]] * 3
assert (picture[0:3, 1:4] * edge).sum() == 24
assert (picture[0:3, 2:5] * edge).sum() == 0

# --8<-- [start:call]
x = picture.reshape(1, 1, 5, 5)  # (N, C, H, W)
weight = edge.reshape(1, 1, 3, 3)  # (out, in, 3, 3)
print(F.conv2d(x, weight).squeeze())

conv = nn.Conv2d(1, 1, 3, bias=False)
conv.weight = nn.Parameter(weight)
assert torch.equal(F.conv2d(x, weight)[0, 0], by_hand)
assert torch.equal(conv(x)[0, 0], by_hand)
# --8<-- [end:call]

# --8<-- [start:one-point]
point = torch.zeros(1, 1, 5, 5)
point[0, 0, 2, 2] = 1.0
digits = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
print(digits[0, 0])
print(F.conv2d(point, digits)[0, 0])
# --8<-- [end:one-point]
assert torch.equal(F.conv2d(point, digits), digits.flip(2, 3))
assert torch.equal(F.conv2d(point, digits.flip(2, 3)), digits)

# --8<-- [start:edges]
import matplotlib.pyplot as plt

square = torch.zeros(1, 1, 12, 12)
square[:, :, 3:9, 3:9] = 1.0
upright = F.conv2d(square, weight)[0, 0].abs()
level = F.conv2d(square, weight.mT)[0, 0].abs()
figure, axes = plt.subplots(1, 3)
for ax, shown in zip(axes, [square[0, 0], upright, level]):
    ax.pcolormesh(shown.flip(0), edgecolors="face")
    ax.set_aspect("equal")
    ax.set_axis_off()
# --8<-- [end:edges]
assert torch.equal(level, upright.mT)
assert upright[:, 4:6].sum() == 0 and upright.max() == 3

# --8<-- [start:shift]
moved = F.pad(square, (2, -2, 0, 0))
before = F.conv2d(square, weight)
after = F.conv2d(moved, weight)
assert torch.equal(moved[..., 2:], square[..., :-2])
assert torch.equal(after[..., 2:], before[..., :-2])
print(f"{torch.equal(after, before) = }")
# --8<-- [end:shift]

# --8<-- [start:padding-stride]
same = F.conv2d(x, weight, padding=1)
skipped = F.conv2d(x, weight, stride=2)
print(same[0, 0])
print(skipped[0, 0])
assert torch.equal(skipped, F.conv2d(x, weight)[..., ::2, ::2])
# --8<-- [end:padding-stride]
assert same.shape == x.shape and skipped.shape == (1, 1, 2, 2)
assert same[0, 0, 0, 0] == 2 and same[0, 0, 0, 1] == 2 * 8
assert same[0, 0, 2, 4] == -27
assert torch.equal(same[..., 1:-1, 1:-1], F.conv2d(x, weight))

# --8<-- [start:channels]
torch.manual_seed(0)
photo = torch.rand(1, 3, 32, 32)
conv = nn.Conv2d(3, 8, 3)
print(f"{conv.weight.shape = }, {conv.bias.shape = }")

first = conv.bias[0]
for channel in range(3):
    one = photo[:, channel : channel + 1]
    first = first + F.conv2d(one, conv.weight[:1, channel : channel + 1])
assert torch.allclose(conv(photo)[:, :1], first, atol=1e-5)
# --8<-- [end:channels]

# --8<-- [start:count]
conv_count = conv.weight.numel() + conv.bias.numel()
linear = nn.Linear(3 * 32 * 32, 8 * 30 * 30, device="meta")
linear_count = linear.weight.numel() + linear.bias.numel()
print(f"{conv_count = :,}")
print(f"{linear_count = :,}")
# --8<-- [end:count]
assert conv_count == 3 * 9 * 8 + 8
assert linear_count == 3072 * 7200 + 7200
assert conv(photo).shape == (1, 8, 30, 30)
assert 90_000 < linear_count / conv_count < 100_000

# --8<-- [start:pooling]
small = torch.tensor([[1.0, 5.0, 0.0, 2.0], [3.0, 2.0, 1.0, 0.0]] * 2)  # (4, 4)
blocks = small.reshape(2, 2, 2, 2)
print(blocks.amax(dim=(1, 3)))
print(blocks.mean(dim=(1, 3)))
x = small.reshape(1, 1, 4, 4)
assert torch.equal(blocks.amax(dim=(1, 3)), F.max_pool2d(x, 2)[0, 0])
assert torch.equal(blocks.mean(dim=(1, 3)), F.avg_pool2d(x, 2)[0, 0])
# --8<-- [end:pooling]
assert blocks.mean(dim=(1, 3))[0, 0] == (1 + 5 + 3 + 2) / 4

# --8<-- [start:three-grays]
grays = torch.rand(3, 32, 32)  # (N, H, W)
print(f"{conv(grays).shape = }")
# --8<-- [end:three-grays]
assert torch.allclose(conv(grays), conv(grays.unsqueeze(0))[0], atol=1e-5)

# --8<-- [start:unsqueeze]
gray_conv = nn.Conv2d(1, 8, 3)
print(f"{gray_conv(grays.unsqueeze(1)).shape = }")
# --8<-- [end:unsqueeze]
try:
    gray_conv(grays)
    raise AssertionError
except RuntimeError as error:
    assert "but got 3 channels instead" in str(error)

# --8<-- [start:bytes] raises RuntimeError
loaded = torch.randint(0, 256, (1, 3, 32, 32), dtype=torch.uint8)
conv(loaded)
# --8<-- [end:bytes]

# --8<-- [start:floats]
print(f"{conv(loaded / 255).shape = }")
# --8<-- [end:floats]
assert (loaded / 255).dtype == torch.float32
assert (loaded / 255).max() <= 1
