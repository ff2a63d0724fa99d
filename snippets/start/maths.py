# --8<-- [start:straight-slope]
def fare(km):
    return 6 + 3.5 * km


print((fare(3) - fare(2)) / (3 - 2))
print((fare(10) - fare(2)) / (10 - 2))
# --8<-- [end:straight-slope]


# --8<-- [start:curved-slope]
def area(side):
    return side**2


for nudge in (1, 0.1, 0.01, 0.001):
    slope = (area(3 + nudge) - area(3)) / nudge
    print(f"{nudge = }, {slope = :.4f}")
# --8<-- [end:curved-slope]

# --8<-- [start:slope-call]
import torch

side = torch.tensor(3.0, requires_grad=True)
area(side).backward()
print(f"{side.grad.item() = }")
assert abs(side.grad.item() - slope) < 0.01
# --8<-- [end:slope-call]
assert side.grad.item() == 2 * 3

# --8<-- [start:tangent]
import matplotlib.pyplot as plt

sides = [step / 10 for step in range(51)]
figure, axes = plt.subplots()
axes.plot(sides, [area(side) for side in sides])
axes.plot([1.5, 5], [area(3) + 6 * (side - 3) for side in (1.5, 5)])
axes.plot(3, area(3), "o")
axes.set_xlabel("side")
axes.set_ylabel("area")
# --8<-- [end:tangent]

# --8<-- [start:tiny-nudge]
nudge = 1e-16
print((area(3 + nudge) - area(3)) / nudge)
# --8<-- [end:tiny-nudge]
assert 3 + 1e-16 == 3


# --8<-- [start:gears]
def wheel(pedal):
    return 3 * pedal


def meters(wheel_turns):
    return 2 * wheel_turns


print(meters(wheel(1)) - meters(wheel(0)))
# --8<-- [end:gears]
assert meters(wheel(8)) - meters(wheel(7)) == 3 * 2


# --8<-- [start:chain]
def loss(w):
    return (2 * w - 6) ** 2


inner, outer = 2, 2 * (2 * 1 - 6)
print(f"{outer = }, {inner = }, {outer * inner = }")

w = torch.tensor(1.0, requires_grad=True)
loss(w).backward()
print(f"{w.grad.item() = }")
assert w.grad.item() == outer * inner
# --8<-- [end:chain]
assert abs((loss(1.0001) - loss(1)) / 0.0001 - -16) < 0.01

# --8<-- [start:dot-product]
prices = [2.0, 5.0, 1.5]
quantities = [3.0, 1.0, 4.0]
total = sum(p * q for p, q in zip(prices, quantities))
print(f"{total = }")

dot = torch.tensor(prices) @ torch.tensor(quantities)
print(f"{dot.item() = }")
assert dot.item() == total
# --8<-- [end:dot-product]
assert total == 6 + 5 + 6

# --8<-- [start:forgotten-item] raises RuntimeError
short = [3.0, 1.0]
print(sum(p * q for p, q in zip(prices, short)))
torch.tensor(prices) @ torch.tensor(short)
# --8<-- [end:forgotten-item]

# --8<-- [start:logarithm]
import math

print(f"{2**10 = }, {math.log2(1024) = }")
print(f"{math.exp(1) = :.4f}, {math.log(math.exp(5)) = :.4f}")

x = torch.tensor(5.0)
assert abs(x.exp().item() - math.exp(5)) < 0.001
assert abs(x.exp().log().item() - 5) < 0.001
# --8<-- [end:logarithm]

# --8<-- [start:which-base]
print(f"{math.log(100) = :.4f}")
print(f"{torch.tensor(100.0).log().item() = :.4f}")
print(f"{math.log10(100) = :.4f}")
# --8<-- [end:which-base]

# --8<-- [start:products-into-sums]
print(f"{math.log(4 * 25) = :.4f}")
print(f"{math.log(4) + math.log(25) = :.4f}")

print(0.1**400)
print(f"{400 * math.log(0.1) = :.2f}")
# --8<-- [end:products-into-sums]
assert abs(sum(math.log(0.1) for _ in range(400)) - 400 * math.log(0.1)) < 1e-6

# --8<-- [start:log-of-zero] raises ValueError
print(torch.tensor([1.0, 0.5, 0.0, -1.0]).log())
math.log(0)
# --8<-- [end:log-of-zero]

# --8<-- [start:two-curves]
figure, (left, right) = plt.subplots(1, 2)
x = torch.linspace(-2, 2, 41)
left.plot(x.tolist(), x.exp().tolist())
left.set_ylabel("$exp(x)$")
x = torch.linspace(0.02, 4, 200)
right.plot(x.tolist(), x.log().tolist(), color="C1")
right.set_ylabel("$log(x)$")
# --8<-- [end:two-curves]
