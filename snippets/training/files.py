# host: a DataLoader draws with a generator of the CPU; the figure reads it
# --8<-- [start:setup]
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn.functional import interpolate, pad
from torch.utils.data import DataLoader, Dataset, random_split
# --8<-- [end:setup]

# --8<-- [start:files]
folder = tempfile.TemporaryDirectory()
root = Path(folder.name)
patterns = {
    "1": "..#.. .##.. ..#.. ..#.. .###.",
    "7": "##### ....# ...#. ..#.. ..#..",
}
torch.manual_seed(0)
for digit, text in patterns.items():
    (root / digit).mkdir()
    rows = [[mark == "#" for mark in row] for row in text.split()]
    clean = torch.tensor(rows).float()  # (5, 5)
    for number in range(50):
        picture = clean + 0.3 * torch.randn(5, 5)
        torch.save(picture, root / digit / f"{number:02}.pt")

files = sorted(root.rglob("*.pt"))
print([file.relative_to(root).as_posix() for file in files[48:52]])
# --8<-- [end:files]

# --8<-- [start:pictures]
classes = sorted({file.parent.name for file in files})
reads = []


def read(file):
    reads.append(file)
    return torch.load(file)


class Pictures(Dataset):
    def __init__(self, files, transform=None):
        self.files = files
        self.transform = transform

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        file = self.files[index]
        picture = read(file)  # (5, 5)
        if self.transform is not None:
            picture = self.transform(picture)
        return picture, classes.index(file.parent.name)


# --8<-- [end:pictures]

# --8<-- [start:when]
dataset = Pictures(files)
loader = DataLoader(dataset, batch_size=8, shuffle=True)
print(f"{len(reads) = }")
pictures, targets = next(iter(loader))
print(f"{len(reads) = }")
print(f"{pictures.shape = }, {targets.dtype = }")
# --8<-- [end:when]

# --8<-- [start:read-once]
reads.clear()
for epoch in range(3):
    for pictures, targets in loader:
        pass
print(f"{len(reads) = }")

reads.clear()
kept = [dataset[index] for index in range(len(dataset))]
for epoch in range(3):
    for pictures, targets in DataLoader(kept, batch_size=8, shuffle=True):
        pass
print(f"{len(reads) = }")
# --8<-- [end:read-once]
with torch.random.fork_rng(devices=[]):
    frozen = [Pictures(files, lambda picture: torch.rand(5, 5))[0]]
    assert torch.equal(frozen[0][0], frozen[0][0])
assert len({tuple(read(file).flatten().tolist()) for file in files}) == 100

# --8<-- [start:taller] raises RuntimeError
tall = torch.zeros(6, 5)
next(iter(DataLoader([read(files[0]), tall], batch_size=2)))
# --8<-- [end:taller]


# --8<-- [start:same-size]
def same_size(picture):
    return interpolate(picture[None, None], size=(5, 5))[0, 0]


print(f"{same_size(tall).shape = }")
assert torch.equal(same_size(read(files[0])), read(files[0]))
# --8<-- [end:same-size]


# --8<-- [start:shift]
def shift(picture):
    row, column = torch.randint(0, 3, (2,)).tolist()
    wider = pad(picture, (1, 1, 1, 1))  # (7, 7)
    return wider[row : row + 5, column : column + 5]


dataset = Pictures(files, transform=shift)
torch.manual_seed(6)
figure, axes = plt.subplots(1, 4)
for number, ax in enumerate(axes):
    picture = read(files[50]) if number == 0 else dataset[50][0]
    ax.pcolormesh(picture, vmin=0, vmax=1)
    ax.invert_yaxis()
    ax.set_aspect("equal")
    ax.axis("off")
# --8<-- [end:shift]

# --8<-- [start:same-transform]
train_part, val_part = random_split(dataset, [60, 40])
print(f"{torch.equal(val_part[0][0], val_part[0][0]) = }")
# --8<-- [end:same-transform]

# --8<-- [start:two-datasets]
order = torch.randperm(100).tolist()
train_files = [files[index] for index in order[:60]]
val_files = [files[index] for index in order[60:]]
plain_set = Pictures(train_files)
shifted_set = Pictures(train_files, transform=shift)
val_set = Pictures(val_files)
print(f"{torch.equal(val_set[0][0], val_set[0][0]) = }")
# --8<-- [end:two-datasets]
assert not set(train_files) & set(val_files)

# --8<-- [start:baseline]
labels = torch.tensor([label for picture, label in val_set])
counts = labels.bincount()
print(f"{counts.tolist() = }")
print(f"{counts.max().item() / len(val_set) = }")
# --8<-- [end:baseline]


# --8<-- [start:train]
def train(train_set):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Flatten(), nn.Linear(25, 16), nn.ReLU(), nn.Linear(16, 2)
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(12):
        for pictures, targets in DataLoader(train_set, 10, shuffle=True):
            optimizer.zero_grad()
            loss_fn(model(pictures), targets).backward()
            optimizer.step()
    return model


def accuracy(model, dataset):
    pictures, targets = next(iter(DataLoader(dataset, len(dataset))))
    with torch.inference_mode():
        return (model(pictures).argmax(dim=1) == targets).float().mean().item()


moved = Pictures(val_files, transform=shift)
moved_set = [moved[index % 40] for index in range(200)]
for train_set in (plain_set, shifted_set):
    model = train(train_set)
    print(
        f"{accuracy(model, val_set):.2f}", f"{accuracy(model, moved_set):.2f}"
    )
folder.cleanup()
# --8<-- [end:train]
assert not root.exists()
