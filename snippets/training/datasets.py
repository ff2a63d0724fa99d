# host: a DataLoader draws its seed with a generator of the CPU
# --8<-- [start:setup]
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
# --8<-- [end:setup]


# --8<-- [start:deliveries]
class Deliveries(Dataset):
    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        km, stops, minutes = self.rows[index]
        return torch.tensor([km, stops]), torch.tensor([minutes])


rows = [(2.0, 1.0, 13.0), (8.0, 3.0, 35.0), (5.0, 0.0, 20.0), (3.0, 6.0, 26.0)]
dataset = Deliveries(rows)
print(f"{len(dataset) = }")
print(f"{dataset[1] = }")
# --8<-- [end:deliveries]

# --8<-- [start:by-hand]
examples = [dataset[index] for index in (0, 1)]
inputs = torch.stack([example[0] for example in examples])
targets = torch.stack([example[1] for example in examples])
print(inputs)
print(targets)

loader = DataLoader(dataset, batch_size=2)
batch_inputs, batch_targets = next(iter(loader))

assert torch.equal(batch_inputs, inputs)
assert torch.equal(batch_targets, targets)
# --8<-- [end:by-hand]


# --8<-- [start:plain-numbers]
class PlainNumbers(Deliveries):
    def __getitem__(self, index):
        km, stops, minutes = self.rows[index]
        return [km, stops], minutes


inputs, targets = next(iter(DataLoader(PlainNumbers(rows), batch_size=4)))
print(f"{inputs = }")
print(f"{targets = }")
# --8<-- [end:plain-numbers]

# --8<-- [start:list-input] raises TypeError
nn.Linear(2, 1)(inputs)
# --8<-- [end:list-input]

# --8<-- [start:double] raises RuntimeError
columns = torch.stack(inputs, dim=1)  # (4, 2)
nn.Linear(2, 1)(columns)
# --8<-- [end:double]
assert columns.shape == (4, 2) and columns.dtype == torch.float64
assert dataset[0][0].dtype == torch.float32


# --8<-- [start:no-return]
class NoReturn(Deliveries):
    def __getitem__(self, index):
        km, stops, minutes = self.rows[index]
        example = torch.tensor([km, stops]), torch.tensor([minutes])


print(f"{NoReturn(rows)[1] = }")
# --8<-- [end:no-return]

# --8<-- [start:none-in-batch] raises TypeError
next(iter(DataLoader(NoReturn(rows), batch_size=2)))
# --8<-- [end:none-in-batch]
try:
    next(iter(DataLoader([dataset[0], None], batch_size=2)))
    assert False
except TypeError as error:
    assert str(error) == "object of type 'NoneType' has no len()"
assert Dataset.__init__ is object.__init__
assert next(iter(DataLoader(["km", "stops"], batch_size=2))) == ["km", "stops"]


class TooShort(Deliveries):
    def __len__(self):
        return len(self.rows) - 1


assert sum(len(y) for x, y in DataLoader(TooShort(rows), batch_size=2)) == 3


# --8<-- [start:too-long]
class TooLong(Deliveries):
    def __len__(self):
        return len(self.rows) + 1


loader = DataLoader(TooLong(rows), batch_size=2)
batches = iter(loader)
for number in range(2):
    print(f"{next(batches)[1].flatten() = }")
# --8<-- [end:too-long]

# --8<-- [start:out-of-range] raises IndexError
next(batches)
# --8<-- [end:out-of-range]
