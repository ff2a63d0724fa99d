# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:by-hand]
import torch
from torch import nn

cart = torch.tensor([2.0, 1.0, 3.0])  # (3,)
prices = torch.tensor([[4.0, 6.0, 10.0], [5.0, 5.0, 9.0]])  # (2, 3)
delivery = torch.tensor([8.0, 12.0])  # (2,)

first = 2 * 4 + 1 * 6 + 3 * 10 + 8
second = 2 * 5 + 1 * 5 + 3 * 9 + 12
print(f"{first = }, {second = }")
# --8<-- [end:by-hand]
assert [first, second] == [52, 54]

# --8<-- [start:linear-call]
layer = nn.Linear(3, 2)
layer.weight = nn.Parameter(prices)
layer.bias = nn.Parameter(delivery)

totals = layer(cart)
print(f"{totals.tolist() = }")
assert totals.tolist() == [first, second]
# --8<-- [end:linear-call]
assert torch.equal(totals, prices @ cart + delivery)
assert isinstance(layer, nn.Module)

# --8<-- [start:drawn]
import matplotlib.pyplot as plt

fig, ax = plt.subplots()
for i, x in enumerate(cart.tolist()):
    ax.text(0, -i, f"${x:.0f}$  ", ha="right", va="center")
    for j, price in enumerate(prices[:, i].tolist()):
        ax.plot([0, 1], [-i, -0.5 - j], f"C{j}", linewidth=price / 2)
for j, total in enumerate(totals.tolist()):
    ax.text(1, -0.5 - j, f"  ${total:.0f}$", va="center")
ax.set_axis_off()
# --8<-- [end:drawn]

# --8<-- [start:batch]
carts = torch.tensor([[2.0, 1, 3], [1, 0, 0], [0, 4, 1], [0, 0, 0]])
print(f"{carts.shape = }")
print(f"{layer(carts).shape = }")
print(f"{layer(carts).tolist() = }")

by_hand = carts @ layer.weight.mT + layer.bias  # (4, 3) @ (3, 2) + (2,)
assert torch.equal(layer(carts), by_hand)
# --8<-- [end:batch]
assert layer(carts)[1].tolist() == [4 + 8, 5 + 12]
assert torch.equal(layer(carts)[0], layer(cart))

# --8<-- [start:last-dimension]
for shape in [(3,), (5, 3), (7, 5, 3)]:
    print(shape, "->", tuple(layer(torch.ones(shape)).shape))
# --8<-- [end:last-dimension]
several = torch.arange(105.0).reshape(7, 5, 3)
assert torch.equal(layer(several)[6, 4], layer(several[6, 4]))

# --8<-- [start:fresh-layer]
torch.manual_seed(0)
fresh, other = nn.Linear(3, 2), nn.Linear(3, 2)
print(f"{fresh.weight.shape = }")
print(f"{fresh.bias.shape = }")
print(f"{torch.equal(fresh.weight, other.weight) = }")

limit = 3**-0.5
print(f"{limit = :.4f}")
print(f"{(fresh.weight.abs() <= limit).all().item() = }")
# --8<-- [end:fresh-layer]
wide = nn.Linear(100, 50)
assert 0.09 < wide.weight.abs().max() <= 0.1
assert 0.08 < wide.bias.abs().max() <= 0.1
torch.manual_seed(0)
assert torch.equal(nn.Linear(3, 2).weight, fresh.weight)

# --8<-- [start:without-bias]
free_delivery = nn.Linear(3, 2, bias=False)
free_delivery.weight = nn.Parameter(prices)

print(f"{free_delivery.bias = }")
print(f"{free_delivery(carts).tolist() = }")
# --8<-- [end:without-bias]
assert torch.equal(free_delivery(carts) + delivery, layer(carts))
assert layer(carts)[3].tolist() == [8, 12]
norm = nn.BatchNorm1d(2)
assert torch.allclose(norm(free_delivery(carts)), norm(layer(carts)), atol=1e-4)

# --8<-- [start:column] raises RuntimeError
column = cart.reshape(3, 1)
layer(column)
# --8<-- [end:column]
assert layer.weight.mT.shape == (3, 2)

# --8<-- [start:row]
row = cart.reshape(1, 3)
print(f"{layer(row).tolist() = }")
# --8<-- [end:row]

# --8<-- [start:whole-numbers] raises RuntimeError
counted = torch.tensor([[2, 1, 3]])
layer(counted)
# --8<-- [end:whole-numbers]
assert counted.dtype == torch.int64

# --8<-- [start:real-numbers]
print(f"{layer(counted.float()).tolist() = }")
# --8<-- [end:real-numbers]

# --8<-- [start:small-network]
w1, w2, x = torch.tensor(1.5), torch.tensor(0.5), torch.tensor(2.0)

hidden = torch.relu(w1 * x)
output = w2 * hidden
print(f"{hidden.item() = }, {output.item() = }")
# --8<-- [end:small-network]
assert output.item() == 1.5 and hidden.item() == 3

# --8<-- [start:negative-input]
output = w2 * torch.relu(w1 * torch.tensor(-2.0))
print(f"{output.item() = }")
# --8<-- [end:negative-input]
assert 0.5 * (1.5 * -2) == -1.5
