# host: a class out of range halts an accelerator
# --8<-- [start:setup]
import torch
from torch import nn

# pt: Duas entregas de bicicleta; em cada linha, um logit por classe
# en: Two bicycle deliveries; in each row, one logit for each class
logits = torch.tensor([[2.0, 0.5, 0.1], [0.3, 0.2, 1.8]])
loss_fn = nn.CrossEntropyLoss()
# --8<-- [end:setup]
right = loss_fn(logits, torch.tensor([0, 2]))

# --8<-- [start:target-dtype] raises RuntimeError
loss_fn(logits, torch.tensor([0.0, 2.0]))
# --8<-- [end:target-dtype]

# --8<-- [start:target-dtype-fixed]
targets = torch.tensor([0.0, 2.0]).long()
print(f"{loss_fn(logits, targets).item():.4f}")
# --8<-- [end:target-dtype-fixed]
assert loss_fn(logits, targets) == right
for dtype in (torch.int32, torch.float64):
    try:
        loss_fn(logits, torch.tensor([0, 2], dtype=dtype))
    except RuntimeError:
        pass
    else:
        raise AssertionError
assert loss_fn(logits, torch.tensor([0, 2], dtype=torch.uint8)) == right

# --8<-- [start:one-hot] raises RuntimeError
one_hot = torch.tensor([[1, 0, 0], [0, 0, 1]])
loss_fn(logits, one_hot)
# --8<-- [end:one-hot]

# --8<-- [start:one-hot-fixed]
print(f"{one_hot.argmax(dim=1) = }")
print(f"{loss_fn(logits, one_hot.argmax(dim=1)).item():.4f}")
print(f"{loss_fn(logits, one_hot.float()).item():.4f}")
# --8<-- [end:one-hot-fixed]
assert torch.allclose(loss_fn(logits, one_hot.float()), right)
try:
    loss_fn(logits.argmax(dim=1), torch.tensor([0, 2]))
except RuntimeError as error:
    assert "for target with class probabilities, got Long" in str(error)
else:
    raise AssertionError

# --8<-- [start:column-targets] raises RuntimeError
column = torch.tensor([[0], [2]])
loss_fn(logits, column)
# --8<-- [end:column-targets]

# --8<-- [start:column-targets-fixed]
targets = column.squeeze(1)
print(f"{targets.shape = }, {loss_fn(logits, targets).item():.4f}")
# --8<-- [end:column-targets-fixed]
assert loss_fn(logits, targets) == right

try:
    loss_fn(logits[:1], column[:1].squeeze())
except ValueError:
    pass
else:
    raise AssertionError
try:
    loss_fn(torch.zeros(2, 3, 4, 4), torch.zeros(2, 1, 4, 4).long())
except RuntimeError as error:
    assert "only batches of spatial targets supported" in str(error)
else:
    raise AssertionError
assert loss_fn(torch.zeros(2, 3, 4, 4), torch.zeros(2, 4, 4).long()) > 0

# --8<-- [start:out-of-bounds] raises IndexError
targets = torch.tensor([1, 3])
loss_fn(logits, targets)
# --8<-- [end:out-of-bounds]

# --8<-- [start:out-of-bounds-fixed]
print(f"{targets.min().item() = }, {targets.max().item() = }")
print(f"{loss_fn(logits, targets - 1).item():.4f}")
# --8<-- [end:out-of-bounds-fixed]
assert loss_fn(logits, targets - 1) == right
for outputs, wrong in ((logits, -1), (torch.zeros(2, 1), 1)):
    try:
        loss_fn(outputs, torch.tensor([0, wrong]))
    except IndexError as error:
        assert str(error) == f"Target {wrong} is out of bounds."
    else:
        raise AssertionError
assert loss_fn(logits, torch.tensor([0, -100])).isfinite()

# --8<-- [start:batch-sizes] raises ValueError
images = torch.ones(2, 8)
model = nn.Linear(4, 3)
loss_fn(model(images.reshape(-1, 4)), torch.tensor([0, 2]))
# --8<-- [end:batch-sizes]

# --8<-- [start:batch-sizes-fixed]
model = nn.Linear(8, 3)
outputs = model(images.flatten(1))
print(f"{outputs.shape = }")
assert outputs.shape[0] == 2
# --8<-- [end:batch-sizes-fixed]
assert images.reshape(-1, 4).shape == (4, 4)
assert loss_fn(outputs, torch.tensor([0, 2])).isfinite()

# --8<-- [start:classes-last] raises RuntimeError
outputs = torch.zeros(2, 5, 3)  # (N, L, C)
letters = torch.zeros(2, 5, dtype=torch.long)  # (N, L)
loss_fn(outputs, letters)
# --8<-- [end:classes-last]

# --8<-- [start:classes-last-fixed]
classes_second = outputs.movedim(-1, 1)
print(f"{classes_second.shape = }")
print(f"{loss_fn(classes_second, letters).item():.4f}")
# --8<-- [end:classes-last-fixed]
assert torch.allclose(loss_fn(classes_second, letters), torch.tensor(3.0).log())

square = torch.arange(18.0).reshape(2, 3, 3).sin()
silent = loss_fn(square, letters[:, :3])
assert silent.isfinite()
assert not torch.allclose(
    silent, loss_fn(square.movedim(-1, 1), letters[:, :3])
)

# --8<-- [start:weight-length] raises RuntimeError
weight = torch.tensor([1.0, 4.0])
nn.CrossEntropyLoss(weight=weight)(logits, torch.tensor([0, 2]))
# --8<-- [end:weight-length]

# --8<-- [start:weight-length-fixed]
weight = torch.tensor([1.0, 4.0, 1.0])
weighted = nn.CrossEntropyLoss(weight=weight)
print(f"{weighted(logits, torch.tensor([0, 2])).item():.4f}")
# --8<-- [end:weight-length-fixed]
assert torch.allclose(weighted(logits, torch.tensor([0, 2])), right)

# --8<-- [start:binary-sizes] raises ValueError
outputs = torch.tensor([[1.2], [-0.4], [0.3]])
late = torch.tensor([1.0, 0.0, 1.0])
nn.BCEWithLogitsLoss()(outputs, late)
# --8<-- [end:binary-sizes]

# --8<-- [start:binary-sizes-fixed]
loss = nn.BCEWithLogitsLoss()(outputs, late.unsqueeze(1))
print(f"{late.unsqueeze(1).shape = }, {loss.item():.4f}")
# --8<-- [end:binary-sizes-fixed]
assert torch.allclose(loss, nn.BCEWithLogitsLoss()(outputs.squeeze(1), late))
try:
    nn.BCELoss()(outputs.sigmoid(), late)
except ValueError as error:
    assert "that is different to the input size" in str(error)
    assert "is deprecated. Please ensure they" in str(error)
else:
    raise AssertionError

# --8<-- [start:outside-zero-one] raises RuntimeError
outputs = torch.tensor([1.2, -0.4, 0.3])
late = torch.tensor([1.0, 0.0, 1.0])
nn.BCELoss()(outputs, late)
# --8<-- [end:outside-zero-one]

# --8<-- [start:outside-zero-one-fixed]
print(f"{nn.BCEWithLogitsLoss()(outputs, late).item():.4f}")
# --8<-- [end:outside-zero-one-fixed]
for number in (float("nan"), 1.0001):
    try:
        nn.BCELoss()(torch.tensor([0.5, number, 0.5]), late)
    except RuntimeError as error:
        assert "all elements of input should be between 0" in str(error)
    else:
        raise AssertionError
assert nn.BCELoss()(torch.tensor([0.5, 1.0, 0.5]), late).isfinite()

# --8<-- [start:probabilities-long] raises RuntimeError
probabilities = torch.tensor([0.8, 0.4, 0.6])
late = torch.tensor([1, 0, 1])
nn.BCELoss()(probabilities, late)
# --8<-- [end:probabilities-long]

# --8<-- [start:probabilities-long-fixed]
print(f"{nn.BCELoss()(probabilities, late.float()).item():.4f}")
# --8<-- [end:probabilities-long-fixed]
assert nn.MSELoss()(probabilities, late).isfinite()
try:
    nn.BCELoss()(probabilities, late.double())
except RuntimeError as error:
    assert str(error) == "Found dtype Double but expected Float"
else:
    raise AssertionError
try:
    nn.HuberLoss()(probabilities.requires_grad_(), late).backward()
except RuntimeError as error:
    assert str(error) == "Found dtype Long but expected Float"
else:
    raise AssertionError

# --8<-- [start:broadcast] warns UserWarning
outputs = torch.tensor([[9.0], [15.0], [30.0]])
minutes = torch.tensor([9.0, 15.0, 30.0])
print(f"{nn.MSELoss()(outputs, minutes).item():.1f}")
# --8<-- [end:broadcast]
assert (outputs - minutes).shape == (3, 3)

import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for rows in (3, 3, 2):
        nn.MSELoss()(outputs[:rows], minutes[:rows])
assert len(caught) == 2

# --8<-- [start:broadcast-fixed]
print(f"{nn.MSELoss()(outputs.squeeze(1), minutes).item():.1f}")
# --8<-- [end:broadcast-fixed]
assert nn.MSELoss()(outputs, minutes.unsqueeze(1)) == 0

# --8<-- [start:reduction-name] raises ValueError
average = nn.MSELoss(reduction="average")
average(torch.tensor([9.0, 12.0]), torch.tensor([9.0, 15.0]))
# --8<-- [end:reduction-name]

# --8<-- [start:reduction-name-fixed]
outputs, minutes = torch.tensor([9.0, 12.0]), torch.tensor([9.0, 15.0])
for name in ("mean", "sum", "none"):
    print(name, nn.MSELoss(reduction=name)(outputs, minutes).tolist())
# --8<-- [end:reduction-name-fixed]

# --8<-- [start:divergence] warns UserWarning
log_probabilities = logits.log_softmax(dim=1)
targets = torch.tensor([[0.7, 0.2, 0.1], [0.2, 0.2, 0.6]])
print(f"{nn.KLDivLoss()(log_probabilities, targets).item():.4f}")
# --8<-- [end:divergence]
by_hand = (targets * (targets.log() - log_probabilities)).sum()
summed = nn.KLDivLoss(reduction="sum")
assert torch.allclose(summed(log_probabilities, targets), by_hand)

# --8<-- [start:divergence-fixed]
kl_loss = nn.KLDivLoss(reduction="batchmean")
print(f"{kl_loss(log_probabilities, targets).item():.4f}")
# --8<-- [end:divergence-fixed]
assert torch.allclose(kl_loss(log_probabilities, targets), by_hand / 2)
assert log_probabilities.numel() == 6
