# host: a default device adds calls of its own to every traceback
# --8<-- [start:direct] raises RuntimeError
import torch

distances = torch.tensor([2.0, 5.0, 3.0])
prices = torch.tensor([9.0, 15.0])
ratio = distances / prices
# --8<-- [end:direct]

# --8<-- [start:show]
import traceback
from pathlib import Path


def show(error):
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename).name
        print(f'File "{file}", in {frame.name}\n    {frame.line}')
    print(f"{type(error).__name__}: {error}")


# --8<-- [end:show]

# --8<-- [start:shown]
try:
    ratio = distances / prices
except RuntimeError as error:
    show(error)
# --8<-- [end:shown]

# --8<-- [start:model]
from torch import nn


class Deliveries(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 8)
        self.answer = nn.Linear(8, 2)

    def forward(self, inputs):
        hidden = self.hidden(inputs).relu()
        return self.answer(hidden)


# --8<-- [end:model]

# --8<-- [start:deep]
model = Deliveries()
inputs = torch.rand(4, 3)
try:
    logits = model(inputs)
except RuntimeError as error:
    show(error)
# --8<-- [end:deep]

# --8<-- [start:look]
print(f"{inputs.shape = }")
print(f"{model.hidden.weight.shape = }")
# --8<-- [end:look]

# --8<-- [start:small] raises RuntimeError
nn.Linear(2, 8)(torch.zeros(1, 3))
# --8<-- [end:small]
assert nn.Linear(3, 8)(inputs).shape == (4, 8)
assert model.hidden.weight.T.shape == (2, 8)

# --8<-- [start:deep-fixed]
inputs = inputs[:, :2]
logits = model(inputs)
print(f"{logits.shape = }")
# --8<-- [end:deep-fixed]
assert logits.shape == (4, 2)

# --8<-- [start:targets]
late = [0.0, 1.0, 1.0, 0.0]
targets = torch.tensor(late)
loss_fn = nn.CrossEntropyLoss()
# --8<-- [end:targets]

# --8<-- [start:elsewhere]
try:
    loss = loss_fn(logits, targets)
except RuntimeError as error:
    show(error)
# --8<-- [end:elsewhere]

# --8<-- [start:elsewhere-look]
print(f"{logits.dtype = }, {logits.shape = }")
print(f"{targets.dtype = }, {targets.shape = }")
# --8<-- [end:elsewhere-look]
assert loss_fn(logits, targets.byte()).isfinite()

# --8<-- [start:elsewhere-fixed]
targets = torch.tensor(late).long()
loss = loss_fn(logits, targets)
print(f"{loss.shape = }")
# --8<-- [end:elsewhere-fixed]
