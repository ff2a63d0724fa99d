# host: an index out of range stops a GPU
# --8<-- [start:setup]
import torch
from torch import nn

inputs = torch.tensor([[2.0, 15.0], [5.0, 35.0]])  # (N, F)
# --8<-- [end:setup]

# --8<-- [start:channels] raises RuntimeError
conv = nn.Conv2d(3, 8, 3)
pictures = torch.zeros(16, 1, 28, 28)  # (N, C, H, W)
conv(pictures)
# --8<-- [end:channels]

# --8<-- [start:channels-fixed]
print(f"{nn.Conv2d(1, 8, 3)(pictures).shape = }")
print(f"{conv(pictures.expand(-1, 3, -1, -1)).shape = }")
# --8<-- [end:channels-fixed]

# --8<-- [start:conv-dimensions] raises RuntimeError
picture = torch.zeros(28, 28)  # (H, W)
nn.Conv2d(1, 8, 3)(picture)
# --8<-- [end:conv-dimensions]
try:
    nn.Conv2d(1, 8, 3)(pictures.squeeze(1))
    raise AssertionError
except RuntimeError as error:
    assert "expected input[1, 16, 28, 28] to have 1 channels" in str(error)

assert nn.Conv2d(16, 8, 3)(pictures.squeeze(1)).shape == (8, 26, 26)
try:
    nn.Conv1d(1, 8, 3)(pictures)
    raise AssertionError
except RuntimeError as error:
    assert "Expected 2D (unbatched) or 3D (batched) input to" in str(error)

# --8<-- [start:conv-dimensions-fixed]
print(f"{nn.Conv2d(1, 8, 3)(picture[None, None]).shape = }")
# --8<-- [end:conv-dimensions-fixed]

# --8<-- [start:kernel-too-large] raises RuntimeError
maps = torch.zeros(16, 8, 2, 2)  # (N, C, H, W)
nn.Conv2d(8, 8, 3)(maps)
# --8<-- [end:kernel-too-large]

# --8<-- [start:kernel-too-large-pool] raises RuntimeError
nn.MaxPool2d(3)(maps)
# --8<-- [end:kernel-too-large-pool]

# --8<-- [start:kernel-too-large-fixed]
print(f"{nn.Conv2d(8, 8, 3, padding=1)(maps).shape = }")
# --8<-- [end:kernel-too-large-fixed]

# --8<-- [start:one-value] raises ValueError
norm = nn.BatchNorm1d(2)
norm(inputs[:1])
# --8<-- [end:one-value]

# --8<-- [start:one-value-fixed]
norm.eval()
print(f"{norm(inputs[:1]).shape = }")
# --8<-- [end:one-value-fixed]
loader = torch.utils.data.DataLoader(list(range(65)), batch_size=32)
assert [len(batch) for batch in loader] == [32, 32, 1]

# --8<-- [start:norm-dimensions] raises ValueError
nn.BatchNorm2d(2)(inputs)
# --8<-- [end:norm-dimensions]
for wrong, message in [
    (lambda: nn.BatchNorm2d(1)(pictures[0]), "(got 3D input)"),
    (lambda: nn.BatchNorm1d(1)(pictures), "expected 2D or 3D input"),
]:
    try:
        wrong()
        raise AssertionError
    except ValueError as error:
        assert message in str(error)

# --8<-- [start:norm-dimensions-fixed]
print(f"{nn.BatchNorm1d(2)(inputs).shape = }")
# --8<-- [end:norm-dimensions-fixed]

# --8<-- [start:norm-channels] raises RuntimeError
net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(4))
net(inputs)
# --8<-- [end:norm-channels]
try:
    nn.BatchNorm2d(3)(torch.zeros(2, 8, 8, 3))
    raise AssertionError
except RuntimeError as error:
    assert "running_mean should contain 8 elements not 3" in str(error)

# --8<-- [start:norm-channels-fixed]
net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8))
print(f"{net(inputs).shape = }")
# --8<-- [end:norm-channels-fixed]

# --8<-- [start:normalized-shape] raises RuntimeError
nn.LayerNorm(4)(inputs)
# --8<-- [end:normalized-shape]

# --8<-- [start:normalized-shape-fixed]
print(nn.LayerNorm(inputs.shape[-1])(inputs).detach())
# --8<-- [end:normalized-shape-fixed]

# --8<-- [start:index-in-self] raises IndexError
words = torch.tensor([[1, 2, 5]])  # (N, T)
nn.Embedding(5, 2)(words)
# --8<-- [end:index-in-self]
try:
    nn.Embedding(5, 2)(torch.tensor([-1]))
    raise AssertionError
except IndexError as error:
    assert str(error) == "index out of range in self"

# --8<-- [start:index-in-self-fixed]
count = int(words.max()) + 1
print(count, nn.Embedding(count, 2)(words).shape)
# --8<-- [end:index-in-self-fixed]

# --8<-- [start:heads] raises AssertionError
nn.MultiheadAttention(embed_dim=10, num_heads=4)
# --8<-- [end:heads]

# --8<-- [start:heads-fixed]
attention = nn.MultiheadAttention(embed_dim=12, num_heads=4)
print(f"{attention.head_dim = }")
# --8<-- [end:heads-fixed]
assert nn.MultiheadAttention(embed_dim=10, num_heads=5).head_dim == 2
