# host: a DataLoader shuffles and draws with generators of the CPU
# --8<-- [start:first-batch]
import torch
from torch import nn
from torch.utils.data import (
    DataLoader,
    TensorDataset,
    WeightedRandomSampler,
    random_split,
)

numbers = torch.arange(10)
loader = DataLoader(numbers, batch_size=4)
print(next(iter(loader)))
print(next(iter(loader)))
# --8<-- [end:first-batch]

# --8<-- [start:one-iterator]
batches = iter(loader)
for number in range(3):
    print(next(batches))
# --8<-- [end:one-iterator]

with torch.random.fork_rng():
    shuffled = DataLoader(numbers, batch_size=4, shuffle=True)
    heads = {tuple(next(iter(shuffled)).tolist()) for call in range(10)}
    assert len(heads) > 1

# --8<-- [start:used-up] raises StopIteration
next(batches)
# --8<-- [end:used-up]

# --8<-- [start:global-seed]
loader = DataLoader(numbers, batch_size=4, shuffle=True)
torch.manual_seed(0)
first = [batch.tolist() for batch in loader]
torch.manual_seed(0)
torch.rand(1)
second = [batch.tolist() for batch in loader]
print(first)
print(second)
# --8<-- [end:global-seed]


# --8<-- [start:generator]
def new_loader(seed):
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(numbers, batch_size=4, shuffle=True, generator=generator)


again = new_loader(seed=0)
for epoch in range(2):
    print([batch.tolist() for batch in again])

torch.rand(1)
again = new_loader(seed=0)
for epoch in range(2):
    print([batch.tolist() for batch in again])
# --8<-- [end:generator]

apart, shared = new_loader(seed=0), torch.Generator().manual_seed(0)
alone = [batch.tolist() for batch in apart]
pair = [
    DataLoader(numbers, batch_size=4, shuffle=True, generator=shared)
    for loader in range(2)
]
assert [batch.tolist() for batch in pair[0]] == alone
assert [batch.tolist() for batch in pair[1]] != alone

# --8<-- [start:split]
for run in range(2):
    generator = torch.Generator().manual_seed(0)
    train_set, val_set = random_split(numbers, [0.8, 0.2], generator=generator)
    print(f"{val_set.indices = }")
# --8<-- [end:split]

# --8<-- [start:last-one]
model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 1))
examples = torch.rand(9, 3)
sizes = [len(batch) for batch in DataLoader(examples, batch_size=4)]
print(f"{sizes = }")
# --8<-- [end:last-one]

# --8<-- [start:batch-of-one] raises ValueError
for batch in DataLoader(examples, batch_size=4):
    model(batch)
# --8<-- [end:batch-of-one]

# --8<-- [start:drop-last]
loader = DataLoader(examples, batch_size=4, shuffle=True, drop_last=True)
print([len(model(batch)) for batch in loader])
print(f"{len(DataLoader(examples[:3], batch_size=4, drop_last=True)) = }")
# --8<-- [end:drop-last]

# --8<-- [start:rare]
late = torch.zeros(1000)
late[:50] = 1
torch.manual_seed(0)
dataset = TensorDataset(late)


def share(loader):
    return [round(batch.mean().item(), 2) for (batch,) in loader][:4]


print(share(DataLoader(dataset, batch_size=100, shuffle=True)))
# --8<-- [end:rare]

# --8<-- [start:sampler]
weights = torch.where(late == 1, 1 / 50, 1 / 950)
sampler = WeightedRandomSampler(weights, num_samples=1000)
loader = DataLoader(dataset, batch_size=100, sampler=sampler)
print(share(loader))
drawn = torch.tensor(list(sampler))
print(f"{len(drawn) = }, {len(drawn.unique()) = }")
print(f"{len(drawn[drawn < 50].unique()) = }")
# --8<-- [end:sampler]

assert len(drawn[drawn >= 50].unique()) < 950 / 2
assert 400 < (drawn < 50).sum() < 600

# --8<-- [start:sampler-and-shuffle] raises ValueError
DataLoader(dataset, batch_size=100, sampler=sampler, shuffle=True)
# --8<-- [end:sampler-and-shuffle]
