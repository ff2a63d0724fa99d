# host: an index out of range stops a GPU for the rest of the process
# --8<-- [start:last-dimension]
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(3, 2)
flats = torch.tensor([[70.0, 2.0, 5.0], [120.0, 3.0, 9.0]])  # (N, 3)
print(f"{layer(flats).shape = }")
print(f"{layer(torch.rand(2, 12, 3)).shape = }")
# --8<-- [end:last-dimension]
assert layer(torch.rand(3)).shape == (2,)

# --8<-- [start:table]
table = torch.rand(4, 10)  # (N, features)
pictures = torch.rand(4, 3, 32, 32)  # (N, C, H, W)
words = torch.randint(0, 100, (4, 6))  # (N, T)
vectors = torch.rand(4, 6, 16)  # (N, T, C)

rows = [
    (nn.Linear(10, 5), table),
    (nn.Linear(16, 5), vectors),
    (nn.Conv2d(3, 8, 3), pictures),
    (nn.MaxPool2d(2), pictures),
    (nn.AvgPool2d(2), pictures),
    (nn.AdaptiveAvgPool2d(1), pictures),
    (nn.Embedding(100, 16), words),
    (nn.BatchNorm1d(10), table),
    (nn.BatchNorm2d(3), pictures),
    (nn.LayerNorm(16), vectors),
    (nn.Dropout(0.5), vectors),
    (nn.Flatten(), pictures),
]
for layer, x in rows:
    before, after = tuple(x.shape), tuple(layer(x).shape)
    count = sum(parameter.numel() for parameter in layer.parameters())
    name = type(layer).__name__
    print(f"{name:17} {before!s:14} -> {after!s:14} {count:5}")
# --8<-- [end:table]
assert sum(p.numel() for p in nn.Linear(16, 5).parameters()) == 16 * 5 + 5
assert nn.Embedding(100, 16).weight.numel() == 100 * 16 == 1600
assert nn.BatchNorm1d(10).weight.shape == nn.BatchNorm1d(10).bias.shape == (10,)
assert sum(p.numel() for p in nn.Conv2d(3, 8, 3).parameters()) == 27 * 8 + 8
assert nn.Flatten()(pictures).shape == (4, 3 * 32 * 32)
assert nn.Flatten()(pictures.long()).dtype == torch.int64


# --8<-- [start:conv-size]
def size_after(size, kernel_size, stride, padding):
    return (size + 2 * padding - kernel_size) // stride + 1


for settings in [(3, 1, 0), (3, 1, 1), (5, 1, 2), (3, 2, 1), (4, 4, 0)]:
    size = size_after(32, *settings)
    layer = nn.Conv2d(3, 8, *settings)
    print(f"{settings = }, {size = }")
    assert layer(pictures).shape == (4, 8, size, size)
# --8<-- [end:conv-size]
assert size_after(32, 3, 1, 0) == 30
assert size_after(32, 3, 2, 1) == (32 + 2 - 3) // 2 + 1 == 15 + 1
assert size_after(7, 3, 2, 1) == 4

# --8<-- [start:odd-size]
pool = nn.MaxPool2d(2)
picture = torch.zeros(1, 1, 7, 7)
picture[0, 0, 6, 6] = 255.0
print(f"{pool(picture).shape = }, {pool(picture).max() = }")
# --8<-- [end:odd-size]
assert size_after(7, 2, 2, 0) == 3
assert nn.MaxPool2d(2, ceil_mode=True)(picture).shape == (1, 1, 4, 4)
assert nn.MaxPool2d(2, ceil_mode=True)(picture).max() == 255

assert torch.allclose(
    nn.AdaptiveAvgPool2d(1)(pictures), pictures.mean((2, 3), keepdim=True)
)

# --8<-- [start:embedding]
embedding = nn.Embedding(5, 2)
words = torch.tensor([[3, 0, 3]])  # (N, T)
vectors = embedding(words)  # (N, T, C)
print(f"{embedding.weight.shape = }, {vectors.shape = }")
assert torch.equal(vectors, embedding.weight[words])
assert torch.equal(vectors[0, 0], vectors[0, 2])
# --8<-- [end:embedding]

# --8<-- [start:index-out-of-range] raises IndexError
embedding(torch.tensor([[3, 5]]))
# --8<-- [end:index-out-of-range]
assert embedding(torch.tensor([[4]])).shape == (1, 1, 2)
try:
    embedding(torch.tensor([[-1]]))
except IndexError as error:
    assert str(error) == "index out of range in self"
else:
    raise AssertionError
assert embedding.weight.requires_grad

try:
    embedding(torch.tensor([[3.0, 0.0]]))
    raise AssertionError
except RuntimeError as error:
    assert "Long, Int" in str(error)

# --8<-- [start:norms]
scores = torch.tensor([[8.0, 6.0, 4.0], [10.0, 8.0, 0.0]])  # (N, 3)


def standardize(x, dim):
    centered = x - x.mean(dim=dim, keepdim=True)
    variance = (centered**2).mean(dim=dim, keepdim=True)
    return centered / (variance + 1e-5).sqrt()


print(nn.BatchNorm1d(3)(scores).detach())
print(nn.LayerNorm(3)(scores).detach())
assert torch.allclose(nn.BatchNorm1d(3)(scores), standardize(scores, 0))
assert torch.allclose(nn.LayerNorm(3)(scores), standardize(scores, 1))
# --8<-- [end:norms]
assert scores.mean(dim=0).tolist() == [9, 7, 2]
assert scores.mean(dim=1).tolist() == [6, 6]
assert nn.LayerNorm(3)(scores[:1]).equal(nn.LayerNorm(3)(scores)[:1])
assert round((2 / (8 / 3) ** 0.5), 4) == 1.2247

# --8<-- [start:channels-last] raises RuntimeError
photo = torch.arange(48.0).reshape(1, 4, 4, 3)  # (N, H, W, C)
conv = nn.Conv2d(3, 8, 3)
conv(photo)
# --8<-- [end:channels-last]

# --8<-- [start:permute-or-reshape]
moved = photo.permute(0, 3, 1, 2)
mixed = photo.reshape(1, 3, 4, 4)
print(f"{conv(moved).shape = }, {conv(mixed).shape = }")
print(f"{photo[0, 0, :, 0].tolist() = }")
print(f"{moved[0, 0, 0].tolist() = }")
print(f"{mixed[0, 0, 0].tolist() = }")
# --8<-- [end:permute-or-reshape]
assert torch.equal(moved[0, 0], photo[0, :, :, 0])
assert not torch.equal(mixed[0, 0], photo[0, :, :, 0])
assert photo[0, 0, 0].tolist() == [0, 1, 2]

# --8<-- [start:trace]
features = nn.Sequential(
    nn.Conv2d(3, 8, 3),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
)
x = pictures
for layer in features:
    x = layer(x)
    print(f"{type(layer).__name__:10} {tuple(x.shape)}")
# --8<-- [end:trace]
assert x.shape == (4, 16 * 6 * 6)

# --8<-- [start:wrong-linear] raises RuntimeError
head = nn.Linear(16 * 8 * 8, 10)
head(features(pictures))
# --8<-- [end:wrong-linear]
assert 32 // 2 // 2 == 8

# --8<-- [start:dummy-batch]
with torch.inference_mode():
    width = features(torch.zeros(1, 3, 32, 32)).shape[1]
model = nn.Sequential(features, nn.Linear(width, 10))
print(f"{width = }, {model(pictures).shape = }")
# --8<-- [end:dummy-batch]
assert width == 16 * 6 * 6

# --8<-- [start:meta]
with torch.device("meta"):
    wide = nn.Sequential(nn.Conv2d(3, 64, 3), nn.Flatten())
    outputs = wide(torch.empty(256, 3, 224, 224))
print(f"{outputs.device = }, {outputs.shape = }")
# --8<-- [end:meta]
assert outputs.shape[1] == 64 * 222 * 222
assert outputs.numel() * 4 > 3e9

# --8<-- [start:lazy]
model = nn.Sequential(features, nn.LazyLinear(10))
print(model[1])
model(pictures)
print(model[1])
# --8<-- [end:lazy]
assert model[1].in_features == width
assert type(model[1]) is nn.Linear
try:
    nn.LazyLinear(10).weight.numel()
    raise AssertionError
except ValueError as error:
    assert "uninitialized parameter" in str(error)
