# --8<-- [start:large-batch]
import torch

km = torch.tensor([1.0, 2.0, 3.0, 4.0])
fares = 4 * km
w = torch.tensor(0.0, requires_grad=True)


def loss_of(km, fares):
    return ((w * km - fares) ** 2).mean()


loss_of(km, fares).backward()
large = w.grad.item()
print(f"{large = }")
# --8<-- [end:large-batch]
assert large == -8 * (1 + 4 + 9 + 16) / 4 == -60

# --8<-- [start:each-part]
for part in ([0, 1], [2, 3]):
    w.grad = None
    loss_of(km[part], fares[part]).backward()
    print(f"{km[part].tolist() = }, {w.grad.item() = }")
# --8<-- [end:each-part]
assert w.grad.item() == -100

# --8<-- [start:accumulate]
w.grad = None
parts = list(zip(km.split(2), fares.split(2), strict=True))
for part_km, part_fares in parts:
    loss = loss_of(part_km, part_fares) / len(parts)
    loss.backward()
    print(f"{w.grad.item() = }")
assert w.grad.item() == large
# --8<-- [end:accumulate]
w.grad = None
sum(loss_of(*part) / len(parts) for part in parts).backward()
assert w.grad.item() == large


# --8<-- [start:train]
def train(size, divide=True, zero_inside=False, steps=5):
    with torch.no_grad():
        w.fill_(0.0)
    optimizer = torch.optim.SGD([w], lr=0.05)
    parts = list(zip(km.split(size), fares.split(size), strict=True))
    values = []
    for step in range(steps):
        optimizer.zero_grad()
        for part_km, part_fares in parts:
            if zero_inside:
                optimizer.zero_grad()
            loss = loss_of(part_km, part_fares)
            if divide:
                loss = loss / len(parts)
            loss.backward()
        optimizer.step()
        values.append(round(w.item(), 2))
    return values


print(f"{train(size=4) = }")
print(f"{train(size=2) = }")
print(f"{train(size=1) = }")
# --8<-- [end:train]
assert train(size=4) == train(size=2) == train(size=1)
assert train(size=4)[-1] == 4

# --8<-- [start:forgotten]
print(f"{train(size=2, divide=False) = }")
print(f"{train(size=1, divide=False) = }")
# --8<-- [end:forgotten]
assert train(size=1, divide=False)[:2] == [12, -12]
moved = []
for gradient in (-60.0, -240.0):
    weight = torch.tensor(0.0, requires_grad=True)
    adam = torch.optim.Adam([weight], lr=0.05)
    weight.grad = torch.tensor(gradient)
    adam.step()
    moved.append(weight.item())
assert abs(moved[0] - moved[1]) < 1e-6

# --8<-- [start:zero-inside]
print(f"{train(size=2, zero_inside=True) = }")
print(f"{train(size=1, zero_inside=True) = }")
# --8<-- [end:zero-inside]
assert train(size=2, zero_inside=True)[0] == 0.05 * 100 / 2
assert train(size=1, zero_inside=True)[0] == 0.05 * (8 * 16) / 4

# --8<-- [start:five-rides]
km = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
fares = 4 * km
w = torch.tensor(0.0, requires_grad=True)

loss_of(km, fares).backward()
large = w.grad.item()
print(f"{large = }")
# --8<-- [end:five-rides]
assert large == -8 * (1 + 4 + 9 + 16 + 25) / 5 == -88

# --8<-- [start:mean-of-means]
w.grad = None
parts = list(zip(km.split(2), fares.split(2), strict=True))
for part_km, part_fares in parts:
    (loss_of(part_km, part_fares) / len(parts)).backward()
    print(f"{len(part_km) = }, {w.grad.item() = :.2f}")
# --8<-- [end:mean-of-means]
assert round(w.grad.item(), 2) == round((-20 - 100 - 200) / 3, 2)

# --8<-- [start:weighted]
w.grad = None
for part_km, part_fares in parts:
    share = len(part_km) / len(km)
    (loss_of(part_km, part_fares) * share).backward()
    print(f"{share = }, {w.grad.item() = :.2f}")
assert abs(w.grad.item() - large) < 0.001
# --8<-- [end:weighted]

# --8<-- [start:loader]
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
data = TensorDataset(km[:, None], fares[:, None])
loader = DataLoader(data, batch_size=1)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
loss_fn = nn.MSELoss()
print(f"{len(loader) = }")
# --8<-- [end:loader]

# --8<-- [start:leftover]
size = 2
for number, (inputs, targets) in enumerate(loader, start=1):
    (loss_fn(model(inputs), targets) / size).backward()
    if number % size == 0:
        optimizer.step()
        optimizer.zero_grad()
        print(f"{number = }")
print(f"{model.weight.grad is None = }")
# --8<-- [end:leftover]
assert model.weight.grad is not None

# --8<-- [start:grouped]
optimizer.zero_grad()
for number, (inputs, targets) in enumerate(loader):
    first = number // size * size
    group = min(size, len(loader) - first)
    (loss_fn(model(inputs), targets) / group).backward()
    if number + 1 == first + group:
        optimizer.step()
        optimizer.zero_grad()
        print(f"{number = }, {group = }")
# --8<-- [end:grouped]

# --8<-- [start:batch-norm]
norm = nn.BatchNorm1d(1, affine=False)
column = km[:4, None]
together = norm(column)
apart = torch.cat([norm(part) for part in column.split(2)])
for outputs in (together, apart):
    print([f"{value:.2f}" for value in outputs.flatten().tolist()])
# --8<-- [end:batch-norm]
assert not torch.allclose(together, apart, atol=0.1)
layer_norm = nn.LayerNorm(2)
pairs = torch.cat([column, column**2], dim=1)
by_parts = torch.cat([layer_norm(part) for part in pairs.split(2)])
torch.testing.assert_close(layer_norm(pairs), by_parts)
