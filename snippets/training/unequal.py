# host: a DataLoader draws its seed with a generator of the CPU
# --8<-- [start:setup]
import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader
# --8<-- [end:setup]

# --8<-- [start:routes]
routes = [
    torch.tensor([3.0, 5.0]),
    torch.tensor([4.0]),
    torch.tensor([2.0, 6.0, 1.0, 7.0]),
]
# --8<-- [end:routes]

# --8<-- [start:unequal] raises RuntimeError
next(iter(DataLoader(routes, batch_size=3)))
# --8<-- [end:unequal]

# --8<-- [start:pad]
print(pad_sequence(routes, batch_first=True))
print(f"{pad_sequence(routes).shape = }")
# --8<-- [end:pad]


# --8<-- [start:collate]
def collate(routes):
    lengths = torch.tensor([len(route) for route in routes])
    return pad_sequence(routes, batch_first=True), lengths


loader = DataLoader(routes, batch_size=2, collate_fn=collate)
for padded, lengths in loader:
    print(f"{padded.shape = }, {lengths.tolist() = }")
# --8<-- [end:collate]

# --8<-- [start:wrong-mean]
padded, lengths = collate(routes)
print(padded.mean(dim=1))
print(torch.stack([route.mean() for route in routes]))
# --8<-- [end:wrong-mean]

# --8<-- [start:mask]
mask = torch.arange(padded.shape[1]) < lengths[:, None]  # (3, 4)
print(mask)
means = (padded * mask).sum(dim=1) / lengths
print(means)

assert torch.equal(means, torch.stack([route.mean() for route in routes]))
# --8<-- [end:mask]

# --8<-- [start:masked-loss]
answers = torch.full((3, 4), 4.0)
errors = (answers - padded).abs()
print(errors)
print(f"{errors.mean().item() = :.2f}, {errors[mask].mean().item() = :.2f}")
# --8<-- [end:masked-loss]
assert errors.sum() == 32 and errors[mask].sum() == 12 and mask.sum() == 7
tries = torch.linspace(0, 7, 71)
away = (tries[:, None, None] - padded).abs()
best_with_padding = tries[away.mean(dim=(1, 2)).argmin()]
best_with_mask = tries[away[:, mask].mean(dim=1).argmin()]
assert best_with_padding < 2.1 and best_with_mask > 3.9

# --8<-- [start:zero-stop]
next_door = [torch.tensor([0.0, 4.0]), torch.tensor([4.0])]
padded, lengths = collate(next_door)
print((padded != 0).sum(dim=1), lengths)
# --8<-- [end:zero-stop]

# --8<-- [start:pairs] raises TypeError
late = torch.tensor([[1.0], [0.0], [1.0]])
examples = list(zip(routes, late))
next(iter(DataLoader(examples, batch_size=2, collate_fn=collate)))
# --8<-- [end:pairs]


# --8<-- [start:collate-pairs]
def collate_pairs(examples):
    routes, targets = zip(*examples)
    padded, lengths = collate(routes)
    return padded, lengths, torch.stack(targets)


loader = DataLoader(examples, batch_size=2, collate_fn=collate_pairs)
padded, lengths, targets = next(iter(loader))
print(f"{padded.shape = }, {lengths.tolist() = }")
print(f"{targets.tolist() = }")
# --8<-- [end:collate-pairs]
