# --8<-- [start:elementwise]
import torch

prices = torch.tensor([4.0, 10.0, 6.0])
kilos = torch.tensor([2.0, 0.5, 3.0])
print(f"{prices * kilos = }")
print(f"{prices - 1 = }")
print(f"{prices / 4 = }")
print(f"{prices // 4 = }")
print(f"{prices % 4 = }")
print(f"{prices**2 = }")
print(f"{prices > 5 = }")
# --8<-- [end:elementwise]
assert (prices * kilos).shape == prices.shape
assert torch.tensor(-7) // 2 == -4

# --8<-- [start:functions]
monday = torch.tensor([-4.0, 0.0, 9.0])
tuesday = torch.tensor([-1.0, 1.0, 4.0])
print(f"{monday.abs() = }")
print(f"{monday.clamp(min=0, max=5) = }")
print(f"{torch.maximum(monday, tuesday) = }")
print(f"{tuesday.abs().sqrt() = }")
print(f"{tuesday.exp() = }")
print(f"{torch.tensor([1.0, 100.0]).log() = }")
# --8<-- [end:functions]
torch.testing.assert_close(tuesday.exp().log(), tuesday)
assert torch.equal(torch.exp(tuesday), tuesday.exp())
assert torch.equal(monday.clamp(min=0), torch.relu(monday))

# --8<-- [start:zero-division]
ratios = torch.tensor([1.0, 0.0, -1.0]) / 0
print(f"{ratios = }")
print(f"{ratios == ratios = }")
print(f"{ratios.isnan() = }")
# --8<-- [end:zero-division]
try:
    1.0 / 0
    raise AssertionError
except ZeroDivisionError:
    pass
assert torch.tensor(0.0).log() == -torch.inf
assert torch.tensor(-4.0).sqrt().isnan() and (ratios[1] + 1).isnan()
assert (ratios[1] * 0).isnan() and (0 / ratios[1]).isnan()
assert torch.tensor(1) / 0 == torch.inf

# --8<-- [start:almost-equal]
spent = torch.tensor([1.1, 0.5]) + torch.tensor([2.2, 0.5])
expected = torch.tensor([3.3, 1.0])
print(f"{spent = }")
print(f"{expected = }")
print(f"{spent == expected = }")
print(f"{torch.isclose(spent, expected) = }")
print(f"{torch.allclose(spent, expected) = }")
# --8<-- [end:almost-equal]
assert torch.isclose(torch.tensor(1e5), torch.tensor(1e5 + 1))
assert not torch.isclose(torch.tensor(1e5), torch.tensor(1e5 + 2))
assert f"{spent[0].item():.8f}" != f"{expected[0].item():.8f}"
assert not torch.equal(spent, expected)
assert 1e-7 < torch.finfo(torch.float32).eps < 2e-7

# --8<-- [start:dot-product]
bill = 4.0 * 2.0 + 10.0 * 0.5 + 6.0 * 3.0
print(f"{bill = }")
print(f"{prices @ kilos = }")
baskets = torch.tensor([[2.0, 0.5, 3.0], [1.0, 2.0, 0.0]])  # (2, 3)
print(f"{baskets @ prices = }")  # (2, 3) @ (3,)
assert prices @ kilos == bill == (prices * kilos).sum()
# --8<-- [end:dot-product]
assert (baskets @ prices)[1] == 4 * 1 + 10 * 2 + 6 * 0
assert torch.dot(prices, kilos) == bill

# --8<-- [start:matrix-product]
stalls = torch.tensor([[4.0, 5.0], [10.0, 8.0], [6.0, 7.0]])  # (3, 2)
totals = torch.zeros(2, 2)
for i in range(2):
    for j in range(2):
        totals[i, j] = baskets[i] @ stalls[:, j]
print(totals)
assert torch.equal(totals, baskets @ stalls)
# --8<-- [end:matrix-product]
assert totals[0, 1] == 2.0 * 5.0 + 0.5 * 8.0 + 3.0 * 7.0
assert torch.equal(torch.matmul(baskets, stalls), totals)

# --8<-- [start:row-times-column]
import matplotlib.pyplot as plt


def write(axes, name, table, left, top):
    axes.text(left - 0.3, top + 1, name)
    for i, row in enumerate(table.tolist()):
        for j, number in enumerate(row):
            axes.text(left + j, top - i, f"{number:g}", ha="center")


figure, axes = plt.subplots()
write(axes, "baskets", baskets, 0, 1)
write(axes, "stalls", stalls, 4, 6)
write(axes, "totals", totals, 4, 1)
axes.fill_between([-0.4, 2.4], 0.7, 1.6, alpha=0.3)
axes.fill_between([4.6, 5.4], 3.7, 6.6, alpha=0.3)
axes.fill_between([4.6, 5.4], 0.7, 1.6, alpha=0.3)
axes.set(xlim=(-1, 6), ylim=(-0.5, 7.5))
axes.axis("off")
# --8<-- [end:row-times-column]

# --8<-- [start:mismatch] raises RuntimeError
price_list = torch.tensor([[4.0, 10.0, 6.0], [5.0, 8.0, 7.0]])  # (2, 3)
baskets @ price_list
# --8<-- [end:mismatch]

# --8<-- [start:transposed]
print(baskets @ price_list.mT)  # (2, 3) @ (3, 2)
# --8<-- [end:transposed]
try:
    baskets @ torch.ones(2)
    raise AssertionError
except RuntimeError as error:
    assert "size mismatch, got" in str(error)
assert torch.equal(price_list.mT, stalls)

# --8<-- [start:star-for-at]
a, b = baskets[:, :2], stalls[:2]  # (2, 2), (2, 2)
print(a * b)
print(a @ b)
# --8<-- [end:star-for-at]
assert (a @ b)[0, 0] == 2 * 4 + 0.5 * 10

# --8<-- [start:batches]
weeks = torch.ones(4, 2, 3)
print(f"{(weeks @ stalls).shape = }")  # (4, 2, 3) @ (3, 2)
print(f"{weeks.mT.shape = }")
print(f"{torch.bmm(weeks, weeks.mT).shape = }")  # (4, 2, 3) @ (4, 3, 2)
# --8<-- [end:batches]
assert torch.equal(torch.mm(baskets, stalls), totals)
assert torch.equal(torch.mv(baskets, prices), baskets @ prices)
for strict, left, right in (
    (torch.mm, weeks, stalls),
    (torch.bmm, weeks, stalls),
    (torch.dot, baskets, prices),
):
    try:
        strict(left, right)
        raise AssertionError
    except RuntimeError:
        pass
by_letters = torch.einsum("cf,fs->cs", baskets, stalls)
assert torch.equal(by_letters, totals)

# --8<-- [start:mixed-dtypes] raises RuntimeError
bags = torch.tensor([2, 1, 3])
print(f"{prices * bags = }")
prices @ bags
# --8<-- [end:mixed-dtypes]
assert prices @ bags.float() == 4 * 2 + 10 * 1 + 6 * 3
try:
    baskets @ bags.reshape(3, 1)
    raise AssertionError
except RuntimeError as error:
    assert "to have the same dtype, but got: float != long int" in str(error)

# --8<-- [start:in-place]
before = prices
copied = prices.clone()
prices += 1
prices.mul_(10)
print(f"{before = }")
print(f"{copied = }")
# --8<-- [end:in-place]
assert before is prices
prices = prices + 1
assert before[0] == 50 and prices[0] == 51
weight = torch.ones(2, requires_grad=True)
try:
    weight.exp().mul_(2).sum().backward()
    raise AssertionError
except RuntimeError as error:
    assert "inplace operation" in str(error)

# --8<-- [start:in-place-dtype] raises RuntimeError
bags += 0.5
# --8<-- [end:in-place-dtype]
assert bags.tolist() == [2, 1, 3]
bags = bags + 0.5
assert bags.tolist() == [2.5, 1.5, 3.5]

# --8<-- [start:speed] varies
import time

numbers = torch.ones(10_000)
start = time.perf_counter()
one_by_one = [number * 2 for number in numbers]
middle = time.perf_counter()
at_once = numbers * 2
end = time.perf_counter()
print(f"{(middle - start) / (end - middle) = :.0f}")
# --8<-- [end:speed]
assert torch.equal(torch.stack(one_by_one), at_once)
assert middle - start > end - middle
