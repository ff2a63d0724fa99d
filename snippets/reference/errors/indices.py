# --8<-- [start:setup]
import torch

# --8<-- [end:setup]

# --8<-- [start:dim-range] raises IndexError
logits = torch.tensor([0.2, 1.5, 0.3])
logits.argmax(dim=1)
# --8<-- [end:dim-range]

# --8<-- [start:dim-range-fixed]
print(logits.argmax(dim=-1), logits.unsqueeze(0).argmax(dim=1))
# --8<-- [end:dim-range-fixed]

# --8<-- [start:index-range] raises IndexError
minutes = torch.tensor([20, 35, 25])
minutes[3]
# --8<-- [end:index-range]

# --8<-- [start:index-range-fixed]
print(minutes[2], minutes[-1])
# --8<-- [end:index-range-fixed]

# --8<-- [start:too-many-indices] raises IndexError
table = torch.tensor([[20, 35, 25], [15, 40, 30]])
monday = table[0]
monday[:, 1]
# --8<-- [end:too-many-indices]
try:
    torch.zeros(3, 1).squeeze()[:, 0]
    raise AssertionError
except IndexError as error:
    assert str(error) == "too many indices for tensor of dimension 1"

# --8<-- [start:too-many-indices-fixed]
print(table[:, 1], monday[1])
# --8<-- [end:too-many-indices-fixed]

# --8<-- [start:no-dimension] raises IndexError
errors = torch.tensor([4.0, 1.0, 1.0])
loss = errors.mean()
loss[0]
# --8<-- [end:no-dimension]
try:
    errors[0][0]
    raise AssertionError
except IndexError as error:
    assert "invalid index of a 0-dim tensor" in str(error)
try:
    loss[:]
    raise AssertionError
except IndexError as error:
    assert str(error) == "slice() cannot be applied to a 0-dim tensor."

# --8<-- [start:no-dimension-fixed]
print(loss, loss.item())
# --8<-- [end:no-dimension-fixed]

# --8<-- [start:no-iteration] raises TypeError
outputs = torch.tensor([[25.0]])  # (N, C)
for output in outputs.squeeze():
    print(output)
# --8<-- [end:no-iteration]


def unpack(x):
    first, second = x


for wrong, message in [
    (list, "iteration over a 0-d tensor"),
    (max, "iteration over a 0-d tensor"),
    (unpack, "iteration over a 0-d tensor"),
    (len, "len() of a 0-d tensor"),
]:
    try:
        wrong(outputs.squeeze())
        raise AssertionError
    except TypeError as error:
        assert str(error) == message

# --8<-- [start:no-iteration-fixed]
for output in outputs.squeeze(1):
    print(output)
# --8<-- [end:no-iteration-fixed]

# --8<-- [start:mask] raises IndexError
table = torch.tensor([[20, 35, 25], [15, 40, 30]])
late = table[0] > 30
table[late]
# --8<-- [end:mask]
minutes = table[0]
try:
    minutes[minutes > 20][minutes > 30]
    raise AssertionError
except IndexError as error:
    assert "The shape of the mask [3] at index 0" in str(error)
assert torch.zeros(3, 3)[late].shape == (1, 3)

# --8<-- [start:mask-write] raises RuntimeError
minutes = torch.tensor([20, 35, 25])
minutes[minutes > 20] = torch.tensor([0, 0, 0])
# --8<-- [end:mask-write]
assert (minutes > 20).sum() == 2

# --8<-- [start:mask-fixed]
print(table[:, late])
minutes[minutes > 20] = torch.tensor([0, 0])
print(minutes)
# --8<-- [end:mask-fixed]

# --8<-- [start:unpacked] raises ValueError
picture = torch.zeros(28, 28)
n, c, h, w = picture.shape
# --8<-- [end:unpacked]
try:
    h, w = torch.zeros(1, 28, 28).shape
    raise AssertionError
except ValueError as error:
    assert "too many values to unpack" in str(error)
alone = torch.utils.data.TensorDataset(picture)
try:
    inputs, targets = next(iter(torch.utils.data.DataLoader(alone)))
    raise AssertionError
except ValueError as error:
    assert str(error) == "not enough values to unpack (expected 2, got 1)"

# --8<-- [start:unpacked-fixed]
n, c, h, w = picture[None, None].shape
print(n, c, h, w)
# --8<-- [end:unpacked-fixed]

# --8<-- [start:shape-called] raises TypeError
picture = torch.zeros(28, 28)
picture.shape(0)
# --8<-- [end:shape-called]

# --8<-- [start:shape-called-size] raises TypeError
picture.size[0]
# --8<-- [end:shape-called-size]

# --8<-- [start:shape-called-fixed]
print(picture.shape[0], picture.size(0))
# --8<-- [end:shape-called-fixed]

# --8<-- [start:nothing-to-compare] raises RuntimeError
minutes = torch.tensor([20, 35, 25])
late = minutes[minutes > 60]
late.max()
# --8<-- [end:nothing-to-compare]
assert late.numel() == 0 and late.sum() == 0
for wrong, words in [
    (late.min, "Expected reduction dim to be specified"),
    (late.argmax, "Expected reduction dim to be specified"),
    (lambda: late.max(dim=0), "Expected reduction dim 0 to have non-zero size"),
]:
    try:
        wrong()
        raise AssertionError
    except (IndexError, RuntimeError) as error:
        assert words in str(error)

# --8<-- [start:nothing-to-compare-fixed]
print(late.max() if late.numel() > 0 else None)
# --8<-- [end:nothing-to-compare-fixed]

# --8<-- [start:truth] raises RuntimeError
minutes = torch.tensor([20, 35, 25])
if minutes > 30:
    print(minutes)
# --8<-- [end:truth]
for wrong in [
    lambda: (minutes > 20) and (minutes < 30),
    lambda: not minutes > 20,
    lambda: torch.nn.MSELoss(minutes.float(), minutes.float()),
]:
    try:
        wrong()
        raise AssertionError
    except RuntimeError as error:
        assert "ambiguous" in str(error)
assert torch.nn.MSELoss()(minutes.float(), minutes.float()) == 0
try:
    bool(minutes[minutes > 60])
    raise AssertionError
except RuntimeError as error:
    assert "Boolean value of Tensor with no values is" in str(error)

# --8<-- [start:truth-fixed]
if (minutes > 30).any():
    print((minutes > 20) & (minutes < 30))
# --8<-- [end:truth-fixed]

# --8<-- [start:item-of-many] raises RuntimeError
errors = torch.tensor([4.0, 1.0, 1.0])
errors.item()
# --8<-- [end:item-of-many]

# --8<-- [start:item-of-many-fixed]
print(errors.mean().item(), errors.tolist())
# --8<-- [end:item-of-many-fixed]

# --8<-- [start:list-of-tensors] raises ValueError
rows = [torch.tensor([3.0, 1.0]), torch.tensor([4.0, 2.0])]
torch.tensor(rows)
# --8<-- [end:list-of-tensors]
for number in [float, int]:
    try:
        number(rows[0])
        raise AssertionError
    except ValueError as error:
        assert "only one element tensors" in str(error)

# --8<-- [start:list-of-tensors-fixed]
print(torch.stack(rows))
# --8<-- [end:list-of-tensors-fixed]

# --8<-- [start:nothing-to-stack] raises RuntimeError
routes = [torch.tensor([3.0, 1.0]), torch.tensor([4.0, 2.0])]
long = [route for route in routes if route.sum() > 10]
torch.stack(long)
# --8<-- [end:nothing-to-stack]
try:
    torch.cat(long)
    raise AssertionError
except (RuntimeError, ValueError) as error:
    assert "expected a non-empty list of Tensors" in str(error)
loader = torch.utils.data.DataLoader(routes, batch_size=4, drop_last=True)
assert list(loader) == []

# --8<-- [start:nothing-to-stack-fixed]
print(torch.stack(long) if len(long) > 0 else None)
# --8<-- [end:nothing-to-stack-fixed]
