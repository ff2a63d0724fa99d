# host: the numbers shown are those of the CPU, which NumPy and Matplotlib read
# --8<-- [start:four-draws]
import torch

torch.manual_seed(0)
print(torch.rand(3))
print(torch.randn(3))
print(torch.randint(1, 7, (6,)))
print(torch.randperm(5))
# --8<-- [end:four-draws]
with torch.random.fork_rng(devices=[]):
    assert sorted(torch.randperm(5).tolist()) == [0, 1, 2, 3, 4]
    assert torch.rand(10_000).min() >= 0 and torch.rand(10_000).max() < 1

# --8<-- [start:histograms]
import matplotlib.pyplot as plt

torch.manual_seed(0)
uniform, normal = torch.rand(10_000), torch.randn(10_000)
print(f"{uniform.mean() = :.2f}, {uniform.std() = :.2f}")
print(f"{normal.mean() = :.2f}, {normal.std() = :.2f}")
figure, (left, right) = plt.subplots(1, 2)
left.hist(uniform, bins=20)
left.set_xlabel("rand")
right.hist(normal, bins=20)
right.set_xlabel("randn")
# --8<-- [end:histograms]
assert abs((normal.abs() < 2).float().mean() - 0.95) < 0.01
assert abs(uniform.mean() - 0.5) < 0.02 and abs(normal.std() - 1) < 0.02
assert uniform.mean() != 0.5 and normal.mean() != 0

assert torch.randint(1, 6, (6000,)).max() == 5
assert torch.randint(1, 7, (6000,)).max() == 6

# --8<-- [start:same-seed]
torch.manual_seed(42)
first = torch.rand(2)
then = torch.rand(2)
torch.manual_seed(42)
again = torch.rand(2)
print(f"{first = }")
print(f"{then = }")
print(f"{again = }")
# --8<-- [end:same-seed]
assert torch.equal(first, again) and not torch.equal(first, then)
torch.manual_seed(42)
assert torch.equal(torch.rand(4), torch.cat([first, then]))

# --8<-- [start:order-matters]
torch.manual_seed(0)
weights = torch.randn(2)

torch.manual_seed(0)
noise = torch.rand(1)
weights_later = torch.randn(2)
print(f"{weights = }")
print(f"{weights_later = }")
# --8<-- [end:order-matters]
assert not torch.isclose(weights, weights_later).any()

# --8<-- [start:own-generator]
torch.manual_seed(0)
generator = torch.Generator().manual_seed(7)
noise = torch.rand(1, generator=generator)
print(f"{torch.equal(torch.randn(2), weights) = }")
# --8<-- [end:own-generator]
torch.manual_seed(0)
assert torch.equal(torch.randn(2), weights)

# --8<-- [start:fork]
torch.manual_seed(0)
with torch.random.fork_rng(devices=[]):
    layer = torch.nn.Linear(10, 10)
print(f"{torch.equal(torch.randn(2), weights) = }")

state = torch.get_rng_state()
first = torch.rand(100)
torch.set_rng_state(state)
print(f"{torch.equal(torch.rand(100), first) = }")
# --8<-- [end:fork]
torch.manual_seed(0)
layer = torch.nn.Linear(10, 10)
assert not torch.equal(torch.randn(2), weights)

# --8<-- [start:three-seeds]
import random

import numpy as np

torch.manual_seed(0)
first = np.random.rand(3)
torch.manual_seed(0)
print(f"{np.array_equal(np.random.rand(3), first) = }")


def seed_all(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


seed_all(0)
first = np.random.rand(3)
seed_all(0)
print(f"{np.array_equal(np.random.rand(3), first) = }")
# --8<-- [end:three-seeds]
seed_all(0)
drawn = random.random()
seed_all(0)
assert random.random() == drawn
rng = np.random.default_rng(0)
drawn = rng.random(3)
seed_all(0)
assert not np.array_equal(rng.random(3), drawn)

# --8<-- [start:shuffled-twice]
torch.manual_seed(0)
km = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
fares = 6 + 3.5 * km

mixed_km = km[torch.randperm(5)]
mixed_fares = fares[torch.randperm(5)]
print(f"{(mixed_fares == 6 + 3.5 * mixed_km).sum() = }")
# --8<-- [end:shuffled-twice]
assert sorted(mixed_km.tolist()) == km.tolist()

# --8<-- [start:shuffled-once]
order = torch.randperm(5)
mixed_km, mixed_fares = km[order], fares[order]
print(f"{mixed_km = }")
print(f"{(mixed_fares == 6 + 3.5 * mixed_km).sum() = }")
# --8<-- [end:shuffled-once]
assert torch.equal(mixed_fares, 6 + 3.5 * mixed_km)

# --8<-- [start:lottery]
torch.manual_seed(8)
print((torch.randperm(60)[:6] + 1).sort().values)
print(torch.randint(1, 61, (6,)).sort().values)
# --8<-- [end:lottery]
torch.manual_seed(0)
draws = torch.stack([torch.randint(1, 61, (6,)) for round in range(2000)])
repeated = sum(len(set(draw.tolist())) < 6 for draw in draws)
assert 0.19 < repeated / 2000 < 0.26
none = (60 * 59 * 58 * 57 * 56 * 55) / 60**6
assert round(1 - none, 2) == 0.23

torch.manual_seed(0)
shares = torch.tensor([0.7, 0.2, 0.1])
picks = torch.multinomial(shares, 1000, replacement=True)
assert (torch.bincount(picks) / 1000 - shares).abs().max() < 0.05
for draw in range(20):
    picked = torch.multinomial(shares, 3).sort().values
    assert picked.tolist() == [0, 1, 2]

# --8<-- [start:not-associative]
a, b, c = torch.tensor([100_000_000.0, -100_000_000.0, 1.0])
print(f"{(a + b) + c = }")
print(f"{a + (b + c) = }")
# --8<-- [end:not-associative]
assert b + c == b

# --8<-- [start:deterministic] raises RuntimeError
torch.use_deterministic_algorithms(True)
torch.zeros(3).put_(torch.tensor([0, 0]), torch.tensor([1.0, 2.0]))
# --8<-- [end:deterministic]

# --8<-- [start:deterministic-off]
torch.use_deterministic_algorithms(False)
torch.manual_seed(10)
print(torch.randn(3))
# --8<-- [end:deterministic-off]

# --8<-- [start:coin]
accuracies = []
for seed in range(100):
    torch.manual_seed(seed)
    labels = torch.randint(0, 2, (50,))
    guesses = torch.randint(0, 2, (50,))
    accuracies.append((guesses == labels).float().mean())
accuracies = torch.stack(accuracies)
print(f"{accuracies.min() = :.2f}, {accuracies.max() = :.2f}")
print(f"{accuracies.mean() = :.2f}, {accuracies.std() = :.2f}")
# --8<-- [end:coin]
assert accuracies.max() > 0.5 + 2 * accuracies.std()
assert accuracies.max() * 50 == 34
assert round((0.25 / 50) ** 0.5, 2) == 0.07
