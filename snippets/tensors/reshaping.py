# --8<-- [start:seats]
import torch

seats = torch.arange(12)
room = seats.reshape(3, 4)
print(seats)
print(room)
# --8<-- [end:seats]
assert seats.shape == (12,)
assert torch.equal(room.reshape(12), seats)

# --8<-- [start:same-order]
import matplotlib.pyplot as plt


def draw(axes, table):
    for row, numbers in enumerate(table.tolist()):
        for column, number in enumerate(numbers):
            color = f"C{number // 4}"
            axes.barh(row, 0.9, left=column, color=color, alpha=0.2)
            axes.text(column + 0.45, row, number, ha="center", va="center")
    axes.set(aspect="equal")
    axes.invert_yaxis()
    axes.axis("off")


figure, (top, bottom) = plt.subplots(2)
draw(top, seats.reshape(1, 12))
draw(bottom, room)
# --8<-- [end:same-order]

# --8<-- [start:wrong-size] raises RuntimeError
seats.reshape(5, 2)
# --8<-- [end:wrong-size]

# --8<-- [start:inferred]
print(f"{seats.reshape(3, -1).shape = }")
print(f"{seats.reshape(-1, 2).shape = }")
print(f"{room.reshape(-1).shape = }")
# --8<-- [end:inferred]
assert seats.reshape(3, -1).shape[1] == 12 / 3
for sizes, said in [((5, -1), "invalid for input"), ((-1, -1), "only one")]:
    try:
        seats.reshape(sizes)
        raise AssertionError
    except RuntimeError as error:
        assert said in str(error)

# --8<-- [start:cities]
temperatures = torch.tensor(
    [
        [26.0, 31.0, 33.0, 28.0],
        [10.0, 15.0, 19.0, 12.0],
        [25.0, 29.0, 30.0, 27.0],
    ]
)  # (3, 4)
print(f"{temperatures.mean(dim=1) = }")
reshaped = temperatures.reshape(4, 3)
turned = temperatures.mT
print(f"{reshaped.mean(dim=0) = }")
print(f"{turned.mean(dim=0) = }")
# --8<-- [end:cities]
assert (10 + 15 + 19 + 12) / 4 == 14
assert reshaped.shape == turned.shape == (4, 3)
assert reshaped.mean(dim=0)[1] - 14 > 6
assert torch.equal(turned.mean(dim=0), temperatures.mean(dim=1))
assert reshaped[0].tolist() == [26, 31, 33]
assert turned[0].tolist() == [26, 10, 25]
assert torch.equal(temperatures.transpose(0, 1), turned)

# --8<-- [start:two-ways]
figure, (left, right) = plt.subplots(1, 2)
draw(left, room.reshape(4, 3))
draw(right, room.mT)
left.set_title("room.reshape(4, 3)")
right.set_title("room.mT")
# --8<-- [end:two-ways]

# --8<-- [start:picture]
picture = torch.zeros(8, 8, 3)  # (H, W, C)
picture[:, 3, 0] = 1
picture[5, :, 1] = 1
picture[range(8), range(8), 2] = 1

permuted = picture.permute(2, 0, 1)  # (C, H, W)
reshaped = picture.reshape(3, 8, 8)  # (C, H, W)
print(f"{permuted.shape = }, {reshaped.shape = }")
# --8<-- [end:picture]
assert torch.equal(permuted, picture.movedim(2, 0))
assert torch.equal(permuted.permute(1, 2, 0), picture)
assert torch.equal(permuted[0], picture[:, :, 0])
assert permuted.transpose(1, 2).equal(permuted.mT)
assert torch.equal(permuted, picture.transpose(0, 2).mT)

# --8<-- [start:scramble]
figure, axes = plt.subplots(2, 3)
for row, image in enumerate([permuted, reshaped]):
    for column, channel in enumerate(image.tolist()):
        axes[row, column].spy(channel, marker="s")
        axes[row, column].set(xticks=[], yticks=[])
axes[0, 0].set_ylabel("permuted")
axes[1, 0].set_ylabel("reshaped")
# --8<-- [end:scramble]
assert permuted.sum() == reshaped.sum() == 3 * 8
for channel in range(3):
    assert permuted[channel].sum() == 8
    assert not torch.equal(reshaped[channel], permuted[channel])

import warnings

photos = torch.zeros(5, 32, 48, 3)
assert room.T.equal(room.mT)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    assert photos.T.shape == (3, 48, 32, 5)
assert "will throw an error" in str(caught[0].message)
assert photos.permute(0, 3, 1, 2).equal(photos.movedim(-1, 1))
layer = torch.nn.Conv2d(in_channels=3, out_channels=6, kernel_size=5)
try:
    layer(photos)
    raise AssertionError
except RuntimeError as error:
    assert "to have 3 channels, but got 32 channels instead" in str(error)
assert layer(photos.permute(0, 3, 1, 2)).shape == (5, 6, 28, 44)
assert layer(photos[0].permute(2, 0, 1)).shape == (6, 28, 44)
try:
    torch.nn.BatchNorm2d(3)(photos[0].permute(2, 0, 1))
    raise AssertionError
except ValueError as error:
    assert "expected 4D input (got 3D input)" in str(error)
sequences = torch.zeros(4, 7, 3)  # (N, L, C)
last, states = torch.nn.LSTM(3, 2, batch_first=True)(sequences)
assert states[0].shape == (1, 4, 2)
last, states = torch.nn.LSTM(3, 2)(sequences.transpose(0, 1))
assert states[0].shape == (1, 4, 2)

# --8<-- [start:unsqueeze]
student = torch.tensor([6.0, 7.0, 8.0])  # (3,)
print(f"{student.unsqueeze(0).shape = }")
print(f"{student.unsqueeze(1).shape = }")
print(f"{student[None].shape = }, {student[:, None].shape = }")
# --8<-- [end:unsqueeze]
assert torch.equal(student.unsqueeze(0), student.reshape(1, 3))
assert torch.equal(student.unsqueeze(1), student[:, None])
try:
    student.mT
    raise AssertionError
except RuntimeError as error:
    assert "Got 1-D tensor" in str(error)

# --8<-- [start:squeeze-all]
outputs = torch.tensor([[0.2], [0.9], [0.4], [0.7]])  # (4, 1)
for batch in (outputs[:3], outputs[3:]):
    print(f"{batch.squeeze().shape = }, {batch.squeeze(1).shape = }")
# --8<-- [end:squeeze-all]

# --8<-- [start:no-list] raises TypeError
for output in batch.squeeze():
    print(output)
# --8<-- [end:no-list]

assert batch.shape == (1, 1)
assert outputs.squeeze(0).shape == (4, 1)

# --8<-- [start:flatten]
digits = torch.zeros(8, 1, 28, 28)  # (N, C, H, W)
flat = digits.flatten(start_dim=1)
print(f"{flat.shape = }")
print(f"{flat.unflatten(1, (1, 28, 28)).shape = }")
print(f"{digits.flatten().shape = }")
# --8<-- [end:flatten]
assert flat.shape[1] == 1 * 28 * 28
assert torch.nn.Flatten()(digits).shape == flat.shape

# --8<-- [start:batch-grew] raises ValueError
from torch import nn

labels = torch.zeros(8, dtype=torch.int64)
colored = torch.zeros(8, 3, 28, 28)  # (N, C, H, W)
flat = colored.reshape(-1, 28 * 28)
print(f"{flat.shape = }")
logits = nn.Linear(28 * 28, 10)(flat)
nn.functional.cross_entropy(logits, labels)
# --8<-- [end:batch-grew]
assert flat.shape[0] == 8 * 3
assert colored.flatten(start_dim=1).shape == (8, 3 * 28 * 28)

# --8<-- [start:view]
table = seats.view(3, 4)
table[0, 0] = 100
print(seats)
# --8<-- [end:view]
assert room[0, 0] == 100
