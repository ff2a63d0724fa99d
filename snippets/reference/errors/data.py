# host: a DataLoader draws with a generator of the CPU
# --8<-- [start:setup]
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from torch.utils.data import (
    DataLoader,
    Dataset,
    TensorDataset,
    WeightedRandomSampler,
    random_split,
)

folder = Path(tempfile.mkdtemp())
# --8<-- [end:setup]


# --8<-- [start:none-in-batch] raises TypeError
class Squares(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        square = torch.tensor([index**2])


next(iter(DataLoader(Squares(), batch_size=2)))
# --8<-- [end:none-in-batch]


# --8<-- [start:none-in-batch-fixed]
class ReturnedSquares(Squares):
    def __getitem__(self, index):
        return torch.tensor([index**2])


print(next(iter(DataLoader(ReturnedSquares(), batch_size=2))).tolist())
# --8<-- [end:none-in-batch-fixed]
assert Squares()[3] is None
for other in (Path("a.png"), Squares()):
    try:
        next(iter(DataLoader([other], batch_size=1)))
        raise AssertionError
    except TypeError as error:
        assert type(other).__name__ in str(error)

# --8<-- [start:unequal-lists] raises RuntimeError
routes = [[7, 5], [4], [6, 3, 2, 5]]
next(iter(DataLoader(routes, batch_size=3)))
# --8<-- [end:unequal-lists]

# --8<-- [start:unequal-lists-fixed]
tensors = [torch.tensor(route) for route in routes]
pad = torch.nn.utils.rnn.pad_sequence
padded = pad(tensors, batch_first=True)
print(next(iter(DataLoader(padded, batch_size=3))))
# --8<-- [end:unequal-lists-fixed]
try:
    next(iter(DataLoader(tensors, batch_size=3)))
    raise AssertionError
except RuntimeError as error:
    assert "stack expects each tensor to be equal size" in str(error)

# --8<-- [start:empty-dataset] raises ValueError
files = sorted(Path("pictures").glob("*.png"))
DataLoader(files, batch_size=2, shuffle=True)
# --8<-- [end:empty-dataset]
assert list(DataLoader(files, batch_size=2)) == []

# --8<-- [start:empty-dataset-fixed]
(folder / "1.PNG").touch()
(folder / "2.jpg").touch()
paths = sorted(folder.iterdir())
files = [path for path in paths if path.suffix.lower() in (".png", ".jpg")]
assert files, folder
print(f"{len(files) = }, {len(DataLoader(files, batch_size=2)) = }")
# --8<-- [end:empty-dataset-fixed]
DataLoader(files, batch_size=2, shuffle=True)

# --8<-- [start:split-lengths] raises ValueError
deliveries = torch.arange(303)
random_split(deliveries, [int(303 * 0.8), int(303 * 0.2)])
# --8<-- [end:split-lengths]

# --8<-- [start:split-lengths-fixed]
train_set, val_set = random_split(deliveries, [0.8, 0.2])
print(f"{len(train_set) = }, {len(val_set) = }")
train_set, val_set = random_split(deliveries, [242, len(deliveries) - 242])
print(f"{len(train_set) = }, {len(val_set) = }")
# --8<-- [end:split-lengths-fixed]
assert (int(303 * 0.8), int(303 * 0.2)) == (242, 60)
for fractions in ([0.8, 0.3], [0.7, 0.2]):
    try:
        random_split(deliveries, fractions)
        raise AssertionError
    except ValueError as error:
        assert "Sum of input lengths" in str(error)

# --8<-- [start:decimal-comma] raises ValueError
float("1,5")
# --8<-- [end:decimal-comma]


# --8<-- [start:decimal-comma-fixed]
def number(text):
    return float(text.replace(".", "").replace(",", "."))


print(f"{number('1,5') = }, {number('2.650,00') = }")
# --8<-- [end:decimal-comma-fixed]
assert number("1.5") == 15
try:
    float("")
    raise AssertionError
except ValueError as error:
    assert str(error) == "could not convert string to float: ''"

# --8<-- [start:encoding] raises UnicodeDecodeError
file = folder / "places.csv"
file.write_bytes("Praça;4,5".encode("cp1252"))
file.read_text(encoding="utf-8")
# --8<-- [end:encoding]

# --8<-- [start:encoding-fixed]
print(file.read_text(encoding="cp1252"))
# --8<-- [end:encoding-fixed]
assert "ç".encode("cp1252") == "ç".encode("latin-1") == b"\xe7"
assert "Praça".index("ç") == 3
assert "ç".encode("utf-8") == b"\xc3\xa7"

# --8<-- [start:no-such-file] raises FileNotFoundError
open("data/deliveries.csv")
# --8<-- [end:no-such-file]

# --8<-- [start:no-such-file-fixed]
file = Path("data/deliveries.csv")
print(f"{file.exists() = }, {file.parent.exists() = }")
file = folder / "deliveries.csv"
file.write_text("km;minutes\n5;25\n", encoding="utf-8")
print(f"{file.is_absolute() = }, {file.exists() = }")
# --8<-- [end:no-such-file-fixed]
assert not Path("data/deliveries.csv").is_absolute()
try:
    list(Path("data").iterdir())
    raise AssertionError
except FileNotFoundError:
    pass

# --8<-- [start:backslash]
program = r'open("C:\Users\ana\new\table.csv")'
try:
    eval(program)
except SyntaxError as error:
    print(f"SyntaxError: {error.msg}")
# --8<-- [end:backslash]

# --8<-- [start:backslash-fixed]
print("D:\new\table.csv")
print(r"D:\new\table.csv")
print("D:/new/table.csv")
# --8<-- [end:backslash-fixed]
assert "D:\new\table.csv"[2] == "\n" and "\t" in "D:\new\table.csv"
assert "\t" not in r"D:\new\table.csv"


# --8<-- [start:too-long] raises IndexError
class Kilometers(Dataset):
    rows = [2.0, 8.0, 5.0]

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return self.rows[index]


list(DataLoader(Kilometers()))
# --8<-- [end:too-long]


# --8<-- [start:too-long-fixed]
class RightLength(Kilometers):
    def __len__(self):
        return len(self.rows)


print(len(list(DataLoader(RightLength()))))
# --8<-- [end:too-long-fixed]
assert len(list(Kilometers())) == 3

# --8<-- [start:worker-process-fixed]
for index in range(len(Kilometers())):
    try:
        Kilometers()[index]
    except Exception as error:
        print(f"{index = }, {error = }")
# --8<-- [end:worker-process-fixed]


# --8<-- [start:no-len] raises TypeError
class NoLength(Dataset):
    def __getitem__(self, index):
        return torch.tensor([float(index)])


DataLoader(NoLength(), shuffle=True)
# --8<-- [end:no-len]
try:
    list(DataLoader(NoLength()))
    raise AssertionError
except TypeError as error:
    assert str(error) == "object of type 'NoLength' has no len()"


# --8<-- [start:no-len-fixed]
class WithLength(NoLength):
    def __len__(self):
        return 4


loader = DataLoader(WithLength(), batch_size=2)
print([batch.flatten().tolist() for batch in loader])
# --8<-- [end:no-len-fixed]
WithLength.__getitem__ = Dataset.__getitem__
try:
    WithLength()[0]
    raise AssertionError
except NotImplementedError as error:
    said = "Subclasses of Dataset should implement __getitem__."
    assert str(error) == said

# --8<-- [start:not-subscriptable] raises TypeError
numbers = torch.arange(6)
loader = DataLoader(numbers, batch_size=3)
loader[0]
# --8<-- [end:not-subscriptable]
try:
    next(loader)
    raise AssertionError
except TypeError as error:
    assert str(error) == "'DataLoader' object is not an iterator"

# --8<-- [start:not-subscriptable-fixed]
print(next(iter(loader)))
print(loader.dataset[0])
# --8<-- [end:not-subscriptable-fixed]

# --8<-- [start:old-next] raises AttributeError
loader = DataLoader(torch.arange(6), batch_size=3)
iterator = iter(loader)
iterator.next()
# --8<-- [end:old-next]

# --8<-- [start:old-next-fixed]
print(next(iterator), next(iterator))
# --8<-- [end:old-next-fixed]

# --8<-- [start:unpack] raises ValueError
km = torch.tensor([[2.0], [8.0], [5.0]])
for inputs, targets in DataLoader(km, batch_size=3):
    print(f"{inputs.shape = }, {targets.shape = }")
# --8<-- [end:unpack]
assert [len(batch) for batch in DataLoader(km, batch_size=3)] == [3]
for first, second in DataLoader(km, batch_size=2):
    assert first == 2 and second == 8
    break
try:
    for inputs, targets in DataLoader(TensorDataset(km)):
        pass
    raise AssertionError
except ValueError as error:
    assert "not enough values to unpack (expected 2, got 1)" in str(error)

# --8<-- [start:unpack-fixed]
minutes = torch.tensor([[13.0], [35.0], [20.0]])
dataset = TensorDataset(km, minutes)
for inputs, targets in DataLoader(dataset, batch_size=3):
    print(f"{inputs.shape = }, {targets.shape = }")
# --8<-- [end:unpack-fixed]

# --8<-- [start:tensor-sizes] raises AssertionError
late = torch.tensor([0, 1])
TensorDataset(km, late)
# --8<-- [end:tensor-sizes]

# --8<-- [start:tensor-sizes-fixed]
late = torch.tensor([0, 1, 0])
print(f"{len(km) = }, {len(late) = }, {len(TensorDataset(km, late)) = }")
# --8<-- [end:tensor-sizes-fixed]
try:
    TensorDataset(km.numpy(), late.numpy())
    raise AssertionError
except TypeError as error:
    assert str(error) == "'int' object is not callable"

# --8<-- [start:sampler-and-shuffle] raises ValueError
sampler = WeightedRandomSampler([1.0, 1.0, 9.0], num_samples=6)
DataLoader(dataset, batch_size=3, sampler=sampler, shuffle=True)
# --8<-- [end:sampler-and-shuffle]

# --8<-- [start:sampler-and-shuffle-fixed]
loader = DataLoader(dataset, batch_size=3, sampler=sampler)
print([len(targets) for inputs, targets in loader])
# --8<-- [end:sampler-and-shuffle-fixed]

# --8<-- [start:spawn-guard]
program = """
import multiprocessing

context = multiprocessing.get_context("spawn")
context.Process(target=print, args=(42,)).start()
"""


def run(program):
    file = folder / "program.py"
    file.write_text(program)
    command = [sys.executable, file]
    return subprocess.run(command, capture_output=True, text=True)


lines = [line.strip() for line in run(program).stderr.splitlines()]
start = lines.index("RuntimeError:")
print(" ".join(lines[start : start + 3]))
# --8<-- [end:spawn-guard]

# --8<-- [start:spawn-guard-fixed]
guarded = """
import multiprocessing

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    context.Process(target=print, args=(42,)).start()
"""
print(run(guarded).stdout)
# --8<-- [end:spawn-guard-fixed]
assert run(guarded).returncode == 0
