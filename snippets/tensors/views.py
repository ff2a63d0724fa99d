# --8<-- [start:two-slices]
import torch

grades = [6.0, 7.0, 8.0]
part = grades[:2]
part[0] = 10.0

scores = torch.tensor([6.0, 7.0, 8.0])
part = scores[:2]
part[0] = 10.0

print(f"{grades[0] = }, {scores[0] = }")
# --8<-- [end:two-slices]

# --8<-- [start:assignment]
same = scores
same += 1
print(f"{scores = }")
same = same + 100
print(f"{scores = }")
# --8<-- [end:assignment]
assert same is not scores


# --8<-- [start:shares-memory]
def shares_memory(a, b):
    return a.untyped_storage().data_ptr() == b.untyped_storage().data_ptr()


table = torch.arange(12.0).reshape(3, 4)
column = table[:, 1]
print(f"{shares_memory(table, column) = }")
print(f"{column.data_ptr() - table.data_ptr() = }")
# --8<-- [end:shares-memory]
assert table[0].data_ptr() == table.data_ptr()
assert table.element_size() == 4
assert torch.equal(table, table.clone())
assert not shares_memory(table, table.clone())
assert table[0] is not table[0]
assert shares_memory(table[0], table[1])
neighbors = table.clone()
neighbors[0] = 50
assert neighbors[1].tolist() == [4, 5, 6, 7]

# --8<-- [start:which-share]
results = {
    "table[1:]": table[1:],
    "table.mT": table.mT,
    "table.expand(2, 3, 4)": table.expand(2, 3, 4),
    "table.detach()": table.detach(),
    "table.to(torch.float32)": table.to(torch.float32),
    "table.to(torch.float64)": table.to(torch.float64),
    "table[[0, 2]]": table[[0, 2]],
    "table.clone()": table.clone(),
    "table.reshape(12)": table.reshape(12),
    "table.mT.reshape(12)": table.mT.reshape(12),
}
for code, result in results.items():
    print(f"{shares_memory(table, result)!s:5} {code}")
# --8<-- [end:which-share]
assert sum(shares_memory(table, x) for x in results.values()) == 6
assert not shares_memory(table, table[table > 3])
assert not shares_memory(table, table + 0)
assert shares_memory(table, table.contiguous())
assert not shares_memory(table, table.mT.contiguous())
assert shares_memory(table, table.view(12))
assert shares_memory(table, table.split(2)[0])
assert table.dtype == torch.float32

# --8<-- [start:address]
part = table[1:, 2:]
print(part)
print(f"{part.stride() = }, {part.storage_offset() = }")
i, j = 1, 0
address = part.storage_offset() + i * part.stride(0) + j * part.stride(1)
print(f"{address = }, {part[i, j] = }")
# --8<-- [end:address]
assert address == 6 + 1 * 4 + 0 * 1 == 10
assert part[i, j].data_ptr() == table.data_ptr() + 4 * address
assert table.stride() == (4, 1)

# --8<-- [start:transposed]
print(f"{table.stride() = }, {table.is_contiguous() = }")
print(f"{table.mT.stride() = }, {table.mT.is_contiguous() = }")
# --8<-- [end:transposed]
assert table.mT.data_ptr() == table.data_ptr()
assert not part.is_contiguous() and table[1:].is_contiguous()

# --8<-- [start:two-walks]
import matplotlib.pyplot as plt


def addresses(x):
    rows, columns = x.shape
    return [
        x.storage_offset() + i * x.stride(0) + j * x.stride(1)
        for i in range(rows)
        for j in range(columns)
    ]


figure, axes = plt.subplots()
axes.plot(addresses(table), "o-", label="table")
axes.plot(addresses(table.mT), "o-", label="table.mT")
axes.set_ylabel("address")
axes.legend()
# --8<-- [end:two-walks]
assert addresses(table) == list(range(12))
assert addresses(table.mT)[:4] == [0, 4, 8, 1]
assert addresses(part) == [6, 7, 10, 11]

# --8<-- [start:view-refuses] raises RuntimeError
table.mT.view(12)
# --8<-- [end:view-refuses]

# --8<-- [start:view-mended]
flat = table.mT.reshape(12)
assert torch.equal(flat, table.mT.contiguous().view(12))
print(flat)
# --8<-- [end:view-mended]

# --8<-- [start:lost-write]
visits = torch.zeros(2, 3)
visits.reshape(6)[0] = 1
visits.mT.reshape(6)[5] = 1
print(visits)
# --8<-- [end:lost-write]
assert visits.sum() == 1
visits[1, 2] = 1
assert visits.mT.reshape(6)[5] == 1


# --8<-- [start:center]
def center(x):
    x -= x.mean()
    return x


temperatures = torch.tensor([[26.0, 31.0, 33.0], [10.0, 15.0, 20.0]])
centered = center(temperatures[1])
print(temperatures)
# --8<-- [end:center]
assert shares_memory(centered, temperatures)


# --8<-- [start:center-mended]
def center(x):
    return x - x.mean()


centered = center(temperatures[0])
print(centered)
print(temperatures[0])
# --8<-- [end:center-mended]

layer = torch.nn.Linear(2, 1)
assert shares_memory(layer.state_dict()["weight"], layer.weight)
assert shares_memory(layer.weight.detach(), layer.weight)
assert not shares_memory(layer.weight.detach().clone(), layer.weight)

import copy

kept = copy.deepcopy(layer.state_dict())["weight"]
assert not shares_memory(kept, layer.weight) and kept.equal(layer.weight)

# --8<-- [start:expanded]
row = torch.tensor([1.0, 2.0, 3.0])
rows = row.expand(4, 3)
print(f"{rows.stride() = }, {rows.untyped_storage().nbytes() = }")
rows[0, 0] = 100
print(rows)
# --8<-- [end:expanded]
assert row[0] == 100
assert rows.numel() * rows.element_size() == 48
inside, other = torch.broadcast_tensors(row, torch.zeros(4, 3))
assert inside.stride() == (0, 1) and shares_memory(inside, row)

# --8<-- [start:expanded-refuses] raises RuntimeError
rows += 1
# --8<-- [end:expanded-refuses]
rows = row.expand(4, 3).clone()
rows += 1
assert row[0] == 100
repeated = row.repeat(4, 1)
assert torch.equal(repeated, row.expand(4, 3))
assert repeated.untyped_storage().nbytes() == 48
repeated += 1
assert row[0] == 100

# --8<-- [start:week]
year = torch.zeros(365, 10_000)
week = year[:7]
print(f"{year.numel() * year.element_size() = :_}")
print(f"{week.numel() * week.element_size() = :_}")
del year
print(f"{week.untyped_storage().nbytes() = :_}")
print(f"{week.clone().untyped_storage().nbytes() = :_}")
# --8<-- [end:week]
assert week.nbytes == week.numel() * week.element_size() == 7 * 10_000 * 4

import io

buffer = io.BytesIO()
torch.save(week, buffer)
assert buffer.tell() > 14_600_000
buffer = io.BytesIO()
torch.save(week.clone(), buffer)
assert buffer.tell() < 300_000
