# --8<-- [start:everything]
import torch

scores = torch.tensor([[6.0, 7.0, 8.0], [9.0, 5.0, 10.0]])  # (2, 3)
print(f"{scores.sum() = }")
print(f"{scores.mean() = }")
print(f"{scores.min() = }")
print(f"{scores.max() = }")
assert scores.sum() == 6 + 7 + 8 + 9 + 5 + 10
# --8<-- [end:everything]
assert abs(scores.mean() - 45 / 6) < 1e-6 and scores.sum().shape == ()

# --8<-- [start:one-dim]
print(f"{scores.sum(dim=0) = }")
print(f"{scores.sum(dim=1) = }")
# --8<-- [end:one-dim]
assert scores.sum(dim=0).tolist() == [6 + 9, 7 + 5, 8 + 10]
assert scores.sum(dim=1).tolist() == [6 + 7 + 8, 9 + 5 + 10]
assert torch.equal(scores.sum(dim=-1), scores.sum(axis=1))
try:
    scores.sum(dim=2)
    raise AssertionError
except IndexError as error:
    assert "expected to be in range of [-2, 1], but got 2" in str(error)

# --8<-- [start:what-disappears]
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2)
for dim in (0, 1):
    for i, row in enumerate(scores.tolist()):
        for j, number in enumerate(row):
            axes[dim].text(j, i, f"{number:g}", ha="center", va="center")
    for k, total in enumerate(scores.sum(dim=dim).tolist()):
        x, y = (k, 3) if dim == 0 else (4, k)
        across = [k - 0.4, k + 0.4] if dim == 0 else [-0.5, 4.5]
        down = (-0.5, 3.5) if dim == 0 else (k - 0.3, k + 0.3)
        axes[dim].text(x, y, f"{total:g}", ha="center", va="center")
        axes[dim].fill_between(across, *down, alpha=0.3)
    axes[dim].set(title=f"{dim=}", xlim=(-0.7, 4.7), ylim=(3.7, -0.7))
    axes[dim].axis("off")
# --8<-- [end:what-disappears]

# --8<-- [start:shares]
votes = torch.tensor([[30.0, 10.0], [20.0, 60.0]])  # (2, 2)
shares = votes / votes.sum(dim=1)
print(shares)
print(f"{shares.sum(dim=1) = }")
# --8<-- [end:shares]
assert votes.sum(dim=1).tolist() == [40, 80]
assert shares[0, 1] == 10 / 80 and shares[1, 0] == 20 / 40
try:
    scores / scores.sum(dim=1)
    raise AssertionError
except RuntimeError as error:
    assert "The size of tensor a (3) must match" in str(error)

# --8<-- [start:keepdim]
totals = votes.sum(dim=1, keepdim=True)
print(f"{votes.sum(dim=1).shape = }")
print(f"{totals.shape = }")
print(votes / totals)  # (2, 2) / (2, 1)
assert torch.equal((votes / totals).sum(dim=1), torch.ones(2))
# --8<-- [end:keepdim]
assert (votes / totals)[0, 0] == 30 / 40

# --8<-- [start:several-dims]
images = torch.ones(8, 3, 4, 4)  # (N, C, H, W)
print(f"{images.mean(dim=(2, 3)).shape = }")
print(f"{images.sum(dim=-1).shape = }")
print(f"{images.sum(dim=-1, keepdim=True).shape = }")
# --8<-- [end:several-dims]

# --8<-- [start:max-and-argmax]
best = scores.max(dim=1)
print(best)
print(f"{best.values = }")
print(f"{scores.amax(dim=1) = }")
print(f"{scores.argmax(dim=1) = }")
print(f"{scores.argmax() = }")
# --8<-- [end:max-and-argmax]
assert scores.flatten()[5] == scores.max() == 10
values, indices = scores.max(dim=1)
assert torch.equal(indices, scores.argmax(dim=1))

# --8<-- [start:max-is-a-pair] raises TypeError
best > 8
# --8<-- [end:max-is-a-pair]
assert (best.values > 8).tolist() == [False, True]

# --8<-- [start:mean-of-integers] raises RuntimeError
ages = torch.tensor([17, 18, 22])
ages.mean()
# --8<-- [end:mean-of-integers]
try:
    torch.tensor([True, False]).mean()
    raise AssertionError
except RuntimeError as error:
    assert "Got: Bool" in str(error)

# --8<-- [start:counting]
print(f"{ages.float().mean() = }")
passed = scores >= 6
print(f"{passed.sum() = }")
print(f"{passed.float().mean() = }")
print(f"{passed.any(dim=1) = }")
print(f"{passed.all(dim=1) = }")
# --8<-- [end:counting]
assert passed.tolist() == [[True, True, True], [True, False, True]]

# --8<-- [start:accuracy]
logits = torch.tensor([[2.0, 0.5], [0.3, 1.1], [1.5, 0.2], [0.1, 0.9]])
classes = torch.tensor([0, 1, 1, 1])
predictions = logits.argmax(dim=1)  # (4, 2) -> (4,)
print(f"{predictions = }")
print(f"{predictions == classes = }")
print(f"{(predictions == classes).float().mean() = }")
# --8<-- [end:accuracy]
assert logits.argmax(dim=0).shape == (2,)

# --8<-- [start:softmax]
exps = logits.exp()
probabilities = exps / exps.sum(dim=1, keepdim=True)
print(probabilities)
assert torch.allclose(probabilities, torch.softmax(logits, dim=1))
print(f"{torch.softmax(logits, dim=0).sum(dim=1) = }")
# --8<-- [end:softmax]
torch.testing.assert_close(probabilities.sum(dim=1), torch.ones(4))
torch.testing.assert_close(
    torch.softmax(logits, dim=0).sum(dim=0), torch.ones(2)
)
assert torch.tensor(1000.0).exp() == torch.inf
assert torch.softmax(torch.tensor([1000.0, 0.0]), dim=0).tolist() == [1, 0]

# --8<-- [start:spread]
waits = torch.tensor([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
squares = (waits - waits.mean()) ** 2
print(f"{squares = }")
print(f"{squares.sum() = }")
print(f"{waits.std(correction=0) = :.4f}")
print(f"{waits.std() = :.4f}")
assert torch.allclose(waits.std(), (squares.sum() / 7).sqrt())
# --8<-- [end:spread]
assert waits.mean() == 5 and abs(waits.std(correction=0) - 2) < 1e-6
torch.testing.assert_close(waits.var(), waits.std() ** 2)
assert torch.tensor([1.0, 1.0, 0.0]).argmax() == 0
import warnings

import numpy as np

assert np.std(waits.tolist()) == 2
with warnings.catch_warnings(action="ignore"):
    assert torch.tensor([3.0]).std().isnan()

# --8<-- [start:others]
deposits = torch.tensor([100.0, 50.0, 30.0, 20.0])
print(f"{deposits.cumsum(dim=0) = }")
print(f"{deposits.median() = }")
print(f"{deposits.quantile(0.5) = }")
print(f"{torch.tensor([2.0, 3.0, 4.0]).prod() = }")
print(f"{torch.linalg.vector_norm(torch.tensor([3.0, 4.0])) = }")
# --8<-- [end:others]
assert (3.0**2 + 4.0**2) ** 0.5 == 5
assert scores.cumsum(dim=1).shape == scores.shape
for name in ("mean", "amin", "amax", "argmax", "any", "all", "std", "nanmean"):
    assert getattr(scores, name)(axis=1).shape == (2,), name

# --8<-- [start:nan-spreads]
celsius = torch.tensor([20.0, torch.nan, 26.0])
print(f"{celsius.mean() = }")
print(f"{celsius.max() = }")
print(f"{celsius.isnan().sum() = }")
print(f"{celsius.nanmean() = }")
# --8<-- [end:nan-spreads]

# --8<-- [start:empty] raises RuntimeError
nobody = ages[ages > 30]
print(f"{nobody.sum() = }")
print(f"{nobody.float().mean() = }")
nobody.max()
# --8<-- [end:empty]
try:
    nobody.max(dim=0)
    raise AssertionError
except IndexError:
    pass
