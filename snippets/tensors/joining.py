# --8<-- [start:cat-and-stack]
import torch

january = torch.tensor([[1, 2, 3], [4, 5, 6]])  # (2, 3)
february = torch.tensor([[7, 8, 9], [10, 11, 12]])  # (2, 3)
months = [january, february]
print(f"{torch.cat(months).shape = }")
print(f"{torch.cat(months, dim=1).shape = }")
print(f"{torch.stack(months).shape = }")
# --8<-- [end:cat-and-stack]
assert torch.stack(months).shape == (len(months), *january.shape)

# --8<-- [start:three-ways]
import matplotlib.pyplot as plt


def draw(axes, table, left, top):
    for row, numbers in enumerate(table.tolist()):
        for column, number in enumerate(numbers):
            x, y, color = left + column, top + row, f"C{number // 7}"
            axes.barh(y, 0.9, left=x, color=color, alpha=0.2)
            axes.text(x + 0.45, y, number, ha="center", va="center")


figure, axes = plt.subplots()
draw(axes, torch.cat(months), left=0, top=0)
draw(axes, torch.cat(months, dim=1), left=4, top=0)
for month, sheet in enumerate(torch.stack(months)):
    draw(axes, sheet, left=4 + 3.5 * month, top=3)
axes.set(aspect="equal")
axes.invert_yaxis()
axes.axis("off")
# --8<-- [end:three-ways]

# --8<-- [start:stack-by-hand]
stacked = torch.stack(months)
by_hand = torch.cat([january.unsqueeze(0), february.unsqueeze(0)])
assert torch.equal(stacked, by_hand)
print(f"{stacked[1, 0, 2] = }")
print(f"{torch.stack(months, dim=2).shape = }")
# --8<-- [end:stack-by-hand]
assert torch.stack(months, dim=2)[0, 2, 1] == stacked[1, 0, 2] == 9

# --8<-- [start:sizes-differ] raises RuntimeError
torch.cat([january, torch.zeros(2, 4)])
# --8<-- [end:sizes-differ]
assert torch.cat([january, torch.zeros(2, 4)], dim=1).shape == (2, 7)
empty = torch.tensor([])
assert torch.equal(torch.cat([empty, january]), january)
assert torch.cat([empty, torch.tensor([1, 2])]).dtype == torch.float32

# --8<-- [start:types-mix]
orders = torch.tensor([123456789])
prices = torch.tensor([0.5])
mixed = torch.cat([orders, prices])
print(f"{mixed.dtype = }")
print(f"{int(mixed[0]) = }")
# --8<-- [end:types-mix]
assert int(torch.cat([orders.double(), prices])[0]) == 123456789

# --8<-- [start:list-of-tensors] raises ValueError
examples = [torch.tensor([6.0, 7.0]), torch.tensor([9.0, 5.0])]
torch.tensor(examples)
# --8<-- [end:list-of-tensors]

# --8<-- [start:batch-of-examples]
batch = torch.stack(examples)
print(f"{batch.shape = }, {torch.hstack(examples).shape = }")
# --8<-- [end:batch-of-examples]
assert torch.equal(torch.vstack(examples), batch)
assert torch.vstack(months).equal(torch.cat(months))
assert torch.hstack(months).equal(torch.cat(months, dim=1))

# --8<-- [start:loop-or-once] varies
import time

parts = [torch.ones(1, 500) for n in range(1000)]

start = time.perf_counter()
whole = parts[0]
for part in parts[1:]:
    whole = torch.cat([whole, part])
in_a_loop = time.perf_counter() - start

start = time.perf_counter()
joined = torch.cat(parts)
at_once = time.perf_counter() - start
assert torch.equal(joined, whole)
print(f"{in_a_loop / at_once = :.0f}")
# --8<-- [end:loop-or-once]
assert 2 + 3 + 4 == 9 and sum(range(2, 1001)) == 500499

# --8<-- [start:pieces]
days = torch.arange(9)
print([len(piece) for piece in days.split(4)])
print([len(piece) for piece in days.split([5, 2, 2])])
print([len(piece) for piece in days.chunk(4)])
print([len(piece) for piece in days.tensor_split(4)])
# --8<-- [end:pieces]
assert len(torch.arange(12).chunk(4)) == 4
try:
    days.split([5, 2])
    raise AssertionError
except RuntimeError as error:
    assert "sum exactly to 9" in str(error)

# --8<-- [start:unbind]
home, away = torch.tensor([[2, 1], [0, 0], [3, 4]]).unbind(dim=1)
print(f"{home = }, {away = }")
# --8<-- [end:unbind]
block = days.untyped_storage().data_ptr()
assert days.chunk(4)[1].untyped_storage().data_ptr() == block
assert home.untyped_storage().data_ptr() == away.untyped_storage().data_ptr()

# --8<-- [start:shuffled]
torch.manual_seed(0)
hours = torch.arange(1, 11)
marks = 10 * hours
order = torch.randperm(len(hours))
train, validation = order[:8], order[8:]
print(f"{hours[train].shape = }, {hours[validation].shape = }")
print(f"{torch.equal(marks[train], 10 * hours[train]) = }")
# --8<-- [end:shuffled]
assert torch.cat([train, validation]).sort().values.equal(torch.arange(10))
assert hours[8:].tolist() == [9, 10]
with torch.random.fork_rng(devices=[]):
    own = [hours[torch.randperm(10)] == hours for draw in range(1000)]
assert 0.5 < torch.stack(own).sum() / 1000 < 1.5

# --8<-- [start:unequal] raises RuntimeError
sentences = [torch.tensor([5, 2, 9, 4]), torch.tensor([7, 1])]
torch.stack(sentences)
# --8<-- [end:unequal]

# --8<-- [start:padded]
from torch.nn.utils.rnn import pad_sequence

padded = pad_sequence(sentences, batch_first=True)
lengths = torch.tensor([len(sentence) for sentence in sentences])
mask = torch.arange(padded.shape[1]) < lengths[:, None]
print(padded)
print(mask)
print(f"{padded.sum(dim=1) / padded.shape[1] = }")
print(f"{padded.sum(dim=1) / lengths = }")
# --8<-- [end:padded]
assert pad_sequence(sentences).shape == (4, 2)
assert (7 + 1) / 2 == 4
assert (padded * mask).equal(padded)

# --8<-- [start:repeats]
route = torch.tensor([1, 2, 3])
print(f"{route.repeat(2) = }")
print(f"{route.repeat_interleave(2) = }")
# --8<-- [end:repeats]
assert route.tile(2).equal(route.repeat(2))
assert (route * 2).tolist() == [2, 4, 6]
assert route.repeat(2, 1).tolist() == [[1, 2, 3], [1, 2, 3]]
