# host: one message names the tensor type of the CPU
# --8<-- [start:setup]
import torch
from torch import nn

# --8<-- [end:setup]

# --8<-- [start:inner-sizes] raises RuntimeError
pictures = torch.zeros(32, 1, 28, 28)  # (N, C, H, W)
nn.Linear(784, 10)(pictures)
# --8<-- [end:inner-sizes]
assert 32 * 1 * 28 == 896 and 28 * 28 == 784

# --8<-- [start:inner-sizes-list] raises RuntimeError
torch.zeros(2, 3) @ torch.zeros(2)
# --8<-- [end:inner-sizes-list]
assert (torch.zeros(2, 3) @ torch.zeros(3)).shape == (2,)

# --8<-- [start:inner-sizes-fixed]
flat = pictures.flatten(start_dim=1)
print(f"{flat.shape = }, {nn.Linear(784, 10)(flat).shape = }")
# --8<-- [end:inner-sizes-fixed]

# --8<-- [start:batch2] raises RuntimeError
q = torch.zeros(2, 5, 4)  # (N, T, F)
k = torch.zeros(2, 5, 4)  # (N, T, F)
q @ k
# --8<-- [end:batch2]
try:
    torch.zeros(2, 3, 5, 4) @ torch.zeros(2, 3, 5, 4)
    raise AssertionError
except RuntimeError as error:
    assert "to be: [6, 4] but got: [6, 5]" in str(error)
try:
    torch.bmm(q, torch.zeros(3, 4, 5))
    raise AssertionError
except RuntimeError as error:
    assert "to be: [2, 4] but got: [3, 4]" in str(error)
square = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])
assert not torch.equal(square @ square, square @ square.mT)

# --8<-- [start:batch2-fixed]
print(f"{(q @ k.mT).shape = }")
# --8<-- [end:batch2-fixed]

# --8<-- [start:dot] raises RuntimeError
baskets = torch.tensor([[2.0, 0.5, 3.0], [1.0, 2.0, 0.0]])
prices = torch.tensor([4.0, 10.0, 6.0])
torch.dot(baskets, prices)
# --8<-- [end:dot]
try:
    torch.dot(baskets, baskets)
    raise AssertionError
except RuntimeError as error:
    assert "1D tensors expected, but got 2D and 2D" in str(error)
assert baskets.cpu().numpy().dot(prices.cpu().numpy()).tolist() == [31, 24]
assert (baskets * baskets).sum(dim=1).tolist() == [13.25, 5.0]

# --8<-- [start:dot-fixed]
print(baskets @ prices)
# --8<-- [end:dot-fixed]

# --8<-- [start:broadcast] raises RuntimeError
km = torch.tensor([2.0, 5.0, 3.0])
price_per_km = torch.tensor([1.5, 2.0])
km * price_per_km
# --8<-- [end:broadcast]
assert (km * torch.tensor([2.0])).shape == (3,)

# --8<-- [start:broadcast-fixed]
print(km.unsqueeze(1) * price_per_km)
# --8<-- [end:broadcast-fixed]
assert (km.unsqueeze(1) * price_per_km).shape == (3, 2)

# --8<-- [start:expanded] raises RuntimeError
table = torch.zeros(3, 4)
table[0] = torch.tensor([20.0, 35.0])
# --8<-- [end:expanded]
try:
    table.expand(5, 4)
    raise AssertionError
except RuntimeError as error:
    assert "The expanded size of the tensor (5)" in str(error)
outputs = torch.zeros(6, 4)
outputs[0:3] = torch.ones(3, 4)
try:
    outputs[3:6] = torch.ones(2, 4)
    raise AssertionError
except RuntimeError as error:
    assert "The expanded size of the tensor (3)" in str(error)
outputs[0] = torch.tensor([9.0])
assert outputs[0].tolist() == [9.0] * 4

# --8<-- [start:expanded-column] raises RuntimeError
minutes = torch.zeros(6)
minutes[:3] = torch.ones(3, 1)  # (N, 1)
# --8<-- [end:expanded-column]

# --8<-- [start:expanded-fixed]
table[0, :2] = torch.tensor([20.0, 35.0])
minutes[:3] = torch.ones(3, 1).squeeze(1)
print(table[0], minutes)
# --8<-- [end:expanded-fixed]

# --8<-- [start:written] raises RuntimeError
picture = torch.ones(1, 28, 28)  # (C, H, W)
mean = torch.tensor([0.5, 0.4, 0.4]).reshape(3, 1, 1)
picture -= mean
# --8<-- [end:written]
assert (picture - mean).shape == (3, 28, 28)

# --8<-- [start:written-fixed]
picture -= torch.tensor([0.5]).reshape(1, 1, 1)
print(f"{picture.shape = }, {picture.mean() = }")
# --8<-- [end:written-fixed]

# --8<-- [start:count] raises RuntimeError
maps = torch.zeros(4, 16, 4, 4)  # (N, C, H, W)
maps.view(-1, 16 * 5 * 5)
# --8<-- [end:count]
assert maps.numel() == 4 * 16 * 4 * 4 == 1024 and 1024 % 400 != 0
assert torch.zeros(25, 16, 4, 4).view(-1, 16 * 5 * 5).shape == (16, 400)

# --8<-- [start:count-fixed]
print(f"{maps.flatten(start_dim=1).shape = }")
# --8<-- [end:count-fixed]

# --8<-- [start:view-stride] raises RuntimeError
table = torch.tensor([[20, 35, 25], [15, 40, 30]])
table.T.view(6)
# --8<-- [end:view-stride]
try:
    torch.zeros(1, 2, 3).permute(0, 2, 1).view(6)
    raise AssertionError
except RuntimeError as error:
    assert "Use .reshape" in str(error)
assert table.view(6).tolist() == [20, 35, 25, 15, 40, 30]

# --8<-- [start:view-stride-fixed]
print(table.T.reshape(6))
# --8<-- [end:view-stride-fixed]

# --8<-- [start:permute] raises RuntimeError
picture = torch.zeros(28, 28)  # (H, W)
picture.permute(2, 0, 1)
# --8<-- [end:permute]
assert picture.layout == torch.strided
try:
    torch.zeros(28, 28, 3).permute(0, 3, 1, 2)
    raise AssertionError
except RuntimeError as error:
    assert "input.dim() = 3 is not equal to len(dims) = 4" in str(error)

# --8<-- [start:permute-fixed]
print(f"{picture[None].shape = }")
# --8<-- [end:permute-fixed]

# --8<-- [start:cat-sizes] raises RuntimeError
inputs = torch.zeros(4, 2)
minutes = torch.zeros(4, 1)
torch.cat([inputs, minutes])
# --8<-- [end:cat-sizes]

# --8<-- [start:cat-sizes-fixed]
print(f"{torch.cat([inputs, minutes], dim=1).shape = }")
# --8<-- [end:cat-sizes-fixed]

# --8<-- [start:cat-dimensions] raises RuntimeError
table = torch.zeros(3, 4)
row = torch.tensor([20.0, 35.0, 25.0, 15.0])
torch.cat([table, row])
# --8<-- [end:cat-dimensions]
column = torch.zeros(3)
assert torch.cat([table, column.unsqueeze(1)], dim=1).shape == (3, 5)

# --8<-- [start:cat-dimensions-fixed]
print(f"{torch.cat([table, row[None]]).shape = }")
# --8<-- [end:cat-dimensions-fixed]

# --8<-- [start:two-arguments] raises TypeError
january = torch.tensor([[20.0, 35.0]])
february = torch.tensor([[25.0, 15.0]])
torch.cat(january, february)
# --8<-- [end:two-arguments]
for join in [torch.stack, torch.cat, torch.vstack]:
    try:
        join(january)
        raise AssertionError
    except TypeError as error:
        assert "must be tuple of Tensors, not Tensor" in str(error)

# --8<-- [start:two-arguments-lists] raises TypeError
torch.stack([[20.0, 35.0], [25.0, 15.0]])
# --8<-- [end:two-arguments-lists]
try:
    torch.cat([january.cpu().numpy(), february.cpu().numpy()])
    raise AssertionError
except TypeError as error:
    assert str(error).endswith("but got numpy.ndarray")

# --8<-- [start:two-arguments-fixed]
print(torch.cat([january, february]))
print(torch.tensor([[20.0, 35.0], [25.0, 15.0]]))
# --8<-- [end:two-arguments-fixed]

# --8<-- [start:stack-sizes] raises RuntimeError
routes = [torch.tensor([3.0, 1.0, 2.0]), torch.tensor([4.0, 2.0])]
torch.stack(routes)
# --8<-- [end:stack-sizes]
try:
    torch.utils.data.default_collate(routes)
    raise AssertionError
except RuntimeError as error:
    assert "stack expects" in str(error)

# --8<-- [start:stack-sizes-fixed]
print(nn.utils.rnn.pad_sequence(routes, batch_first=True))
# --8<-- [end:stack-sizes-fixed]

# --8<-- [start:unequal-rows] raises ValueError
rows = [[3.0, 1.0, 2.0], [4.0, 2.0]]
torch.tensor(rows)
# --8<-- [end:unequal-rows]

# --8<-- [start:unequal-rows-fixed]
print(torch.tensor([row + [0.0] * (3 - len(row)) for row in rows]))
# --8<-- [end:unequal-rows-fixed]
