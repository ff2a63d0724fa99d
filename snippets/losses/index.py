# --8<-- [start:mse-by-hand]
import torch
from torch import nn

outputs = torch.tensor([11.0, 12.0, 18.0])
targets = torch.tensor([10.0, 13.0, 16.0])

errors = outputs - targets
squares = errors**2
by_hand = squares.mean()
print(f"{errors.tolist() = }")
print(f"{squares.tolist() = }")
print(f"{by_hand.item() = }")
# --8<-- [end:mse-by-hand]
assert (1**2 + (-1) ** 2 + 2**2) / 3 == 2 == by_hand
assert errors[:2].sum() == 0

# --8<-- [start:mse-call]
loss_fn = nn.MSELoss()
loss = loss_fn(outputs, targets)
print(f"{loss.item() = }")
print(f"{loss.shape = }")
assert torch.allclose(loss, by_hand)
# --8<-- [end:mse-call]
assert loss_fn(targets, targets) == 0

# --8<-- [start:functional]
same = nn.functional.mse_loss(outputs, targets)
named = loss_fn(input=outputs, target=targets)
print(f"{same.item() = }, {named.item() = }")
# --8<-- [end:functional]
assert loss_fn(outputs, targets) == loss_fn(targets, outputs)
logits, yes_no = torch.tensor([2.0, -1.0]), torch.tensor([1.0, 0.0])
binary = nn.BCEWithLogitsLoss()
assert binary(logits, yes_no) != binary(yes_no, logits)

# --8<-- [start:baseline]
baseline = torch.full_like(targets, targets.mean().item())
print(f"{baseline.tolist() = }")
print(f"{loss_fn(baseline, targets).item() = }")
print(f"{loss.sqrt().item() = :.2f}")
# --8<-- [end:baseline]
assert ((-3) ** 2 + 0**2 + 3**2) / 3 == 6

# --8<-- [start:same-total]
one_big = torch.tensor([10.0, 13.0, 19.0])
three_small = torch.tensor([11.0, 14.0, 17.0])
print(f"{loss_fn(one_big, targets).item() = }")
print(f"{loss_fn(three_small, targets).item() = }")
# --8<-- [end:same-total]
assert (one_big - targets).sum() == (three_small - targets).sum() == 3

# --8<-- [start:small-net]
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
x, target = torch.tensor(2.0), torch.tensor(1.0)

y = w2 * torch.relu(w1 * x)
loss = loss_fn(y, target)
print(f"{y.item() = }")
print(f"{loss.item() = }")
# --8<-- [end:small-net]
assert loss.item() == (1.5 - 1) ** 2 == 0.25

# --8<-- [start:grad-fn]
print(f"{loss.grad_fn.name() = }")
print(f"{type(loss.item()) = }")
# --8<-- [end:grad-fn]
assert torch.tensor(0.25).grad_fn is None


# --8<-- [start:growing-total]
def operations(node):
    if node is None or not node.next_functions:
        return 0
    return 1 + sum(operations(other) for other, _ in node.next_functions)


total = 0
for step in range(3):
    loss = loss_fn(w2 * torch.relu(w1 * x), target)
    total = total + loss
    print(f"{total.item() = }, {operations(total.grad_fn) = }")
# --8<-- [end:growing-total]
assert operations(loss.grad_fn) == 4
total.backward()
assert operations(total.grad_fn) == 15
try:
    total.backward()
    raise AssertionError("the numbers are still there")
except RuntimeError as error:
    assert "freed" in str(error)

# --8<-- [start:number-total]
total = 0
for step in range(3):
    loss = loss_fn(w2 * torch.relu(w1 * x), target)
    total = total + loss.item()
print(f"{total = }")
# --8<-- [end:number-total]
assert type(total) is float

# --8<-- [start:broadcast-trap] warns UserWarning
outputs = torch.tensor([[10.0], [13.0], [16.0]])  # (3, 1)
targets = torch.tensor([10.0, 13.0, 16.0])  # (3,)
print(f"{loss_fn(outputs, targets).item() = }")
# --8<-- [end:broadcast-trap]
table = outputs - targets
assert table.shape == (3, 3)
assert table.abs().flatten().long().bincount().tolist() == [3, 0, 0, 4, 0, 0, 2]
assert (4 * 9 + 2 * 36) / 9 == 12

# --8<-- [start:broadcast-fix]
print(f"{loss_fn(outputs, targets.unsqueeze(1)).item() = }")
# --8<-- [end:broadcast-fix]
