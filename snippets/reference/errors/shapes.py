# --8<-- [start:setup]
import torch
from torch import nn

# --8<-- [end:setup]

# --8<-- [start:inner-sizes] raises RuntimeError
pictures = torch.zeros(32, 1, 28, 28)  # (N, C, H, W)
nn.Linear(784, 10)(pictures)
# --8<-- [end:inner-sizes]
assert 32 * 1 * 28 == 896 and 28 * 28 == 784

# --8<-- [start:inner-sizes-fixed]
flat = pictures.flatten(start_dim=1)
print(f"{flat.shape = }, {nn.Linear(784, 10)(flat).shape = }")
# --8<-- [end:inner-sizes-fixed]

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

# --8<-- [start:cat-sizes] raises RuntimeError
inputs = torch.zeros(4, 2)
minutes = torch.zeros(4, 1)
torch.cat([inputs, minutes])
# --8<-- [end:cat-sizes]

# --8<-- [start:cat-sizes-fixed]
print(f"{torch.cat([inputs, minutes], dim=1).shape = }")
# --8<-- [end:cat-sizes-fixed]

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

# --8<-- [start:list-of-tensors] raises ValueError
rows = [torch.tensor([3.0, 1.0]), torch.tensor([4.0, 2.0])]
torch.tensor(rows)
# --8<-- [end:list-of-tensors]
for number in [float, int]:
    try:
        number(rows[0])
        raise AssertionError
    except ValueError as error:
        assert "only one element tensors" in str(error)

# --8<-- [start:list-of-tensors-fixed]
print(torch.stack(rows))
# --8<-- [end:list-of-tensors-fixed]

# --8<-- [start:item-of-many] raises RuntimeError
errors = torch.tensor([4.0, 1.0, 1.0])
errors.item()
# --8<-- [end:item-of-many]

# --8<-- [start:item-of-many-fixed]
print(errors.mean().item(), errors.tolist())
# --8<-- [end:item-of-many-fixed]

# --8<-- [start:truth] raises RuntimeError
minutes = torch.tensor([20, 35, 25])
if minutes > 30:
    print(minutes)
# --8<-- [end:truth]
for wrong in [
    lambda: (minutes > 20) and (minutes < 30),
    lambda: not minutes > 20,
    lambda: nn.MSELoss(minutes.float(), minutes.float()),
]:
    try:
        wrong()
        raise AssertionError
    except RuntimeError as error:
        assert "ambiguous" in str(error)
assert nn.MSELoss()(minutes.float(), minutes.float()) == 0

# --8<-- [start:truth-fixed]
if (minutes > 30).any():
    print((minutes > 20) & (minutes < 30))
# --8<-- [end:truth-fixed]

# --8<-- [start:dim-range] raises IndexError
logits = torch.tensor([0.2, 1.5, 0.3])
logits.argmax(dim=1)
# --8<-- [end:dim-range]

# --8<-- [start:dim-range-fixed]
print(logits.argmax(dim=-1), logits.unsqueeze(0).argmax(dim=1))
# --8<-- [end:dim-range-fixed]

# --8<-- [start:index-range] raises IndexError
minutes = torch.tensor([20, 35, 25])
minutes[3]
# --8<-- [end:index-range]

# --8<-- [start:index-range-fixed]
print(minutes[2], minutes[-1])
# --8<-- [end:index-range-fixed]

# --8<-- [start:too-many-indices] raises IndexError
table = torch.tensor([[20, 35, 25], [15, 40, 30]])
monday = table[0]
monday[:, 1]
# --8<-- [end:too-many-indices]

# --8<-- [start:too-many-indices-fixed]
print(table[:, 1], monday[1])
# --8<-- [end:too-many-indices-fixed]

# --8<-- [start:unpacked] raises ValueError
picture = torch.zeros(28, 28)
n, c, h, w = picture.shape
# --8<-- [end:unpacked]
try:
    h, w = torch.zeros(1, 28, 28).shape
    raise AssertionError
except ValueError as error:
    assert "too many values to unpack" in str(error)

# --8<-- [start:unpacked-fixed]
n, c, h, w = picture[None, None].shape
print(n, c, h, w)
# --8<-- [end:unpacked-fixed]

# --8<-- [start:shape-called] raises TypeError
picture = torch.zeros(28, 28)
picture.shape(0)
# --8<-- [end:shape-called]

# --8<-- [start:shape-called-fixed]
print(picture.shape[0], picture.size(0))
# --8<-- [end:shape-called-fixed]

# --8<-- [start:nothing-to-compare] raises RuntimeError
minutes = torch.tensor([20, 35, 25])
late = minutes[minutes > 60]
late.max()
# --8<-- [end:nothing-to-compare]
assert late.numel() == 0 and late.sum() == 0
try:
    late.max(dim=0)
    raise AssertionError
except IndexError as error:
    assert "to have non-zero size" in str(error)

# --8<-- [start:nothing-to-compare-fixed]
print(late.max() if late.numel() > 0 else None)
# --8<-- [end:nothing-to-compare-fixed]
