# host: a class out of range halts an accelerator
# --8<-- [start:attempt]
import warnings

import torch
from torch import nn


def attempt(loss_fn, outputs, targets):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            loss = loss_fn(outputs, targets).item() + 0.0
        except Exception as error:
            words = f"{type(error).__name__}: {error}".split()
            return " ".join(words[:6])
    return f"{loss:7.4f}" + (" warns" if caught else "")


print(attempt(nn.MSELoss(), torch.zeros(4, 1), torch.ones(4, 1)))
# --8<-- [end:attempt]


# --8<-- [start:number]
def row(last, loss_fn, outputs, targets):
    name = type(loss_fn).__name__.removesuffix("Loss")
    dtype = str(targets.dtype).removeprefix("torch.")
    shapes = f"{tuple(outputs.shape)} {tuple(targets.shape)} {dtype}"
    result = attempt(loss_fn, outputs, targets)
    print(f"{last:8} {name:13} {shapes:21} {result}")


prices = torch.tensor([[10.0], [12.0], [15.0], [20.0]])  # (N, 1)
flat = prices.squeeze(1)  # (N,)
for loss_fn in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()):
    row("Linear", loss_fn, prices, prices + 2)
row("Linear", nn.MSELoss(), prices, prices.long() + 2)
row("Linear", nn.MSELoss(), prices, flat + 2)
row("relu", nn.MSELoss(), prices.sub(14).relu(), prices - 14)
# --8<-- [end:number]

# --8<-- [start:whole-numbers] raises RuntimeError
outputs = prices.clone().requires_grad_()
loss = nn.HuberLoss()(outputs, prices.long() + 2)
print(f"{loss.item() = }")
loss.backward()
# --8<-- [end:whole-numbers]
outputs = prices.clone().requires_grad_()
double = nn.HuberLoss()(outputs, prices.double() + 2)
try:
    double.backward()
    raise AssertionError
except RuntimeError as error:
    assert "Double" in str(error)
nn.HuberLoss()(outputs, prices.long().float() + 2).backward()

# --8<-- [start:yes-or-no]
logits = torch.tensor([[3.0], [-2.0], [1.0], [-1.0]])  # (N, 1)
probs = logits.sigmoid()
yes = torch.tensor([[1.0], [0.0], [1.0], [0.0]])  # (N, 1)
row("Linear", nn.BCEWithLogitsLoss(), logits, yes)
row("sigmoid", nn.BCELoss(), probs, yes)
row("sigmoid", nn.BCEWithLogitsLoss(), probs, yes)
row("Linear", nn.BCELoss(), logits, yes)
row("Linear", nn.BCEWithLogitsLoss(), logits, yes.long())
row("Linear", nn.BCEWithLogitsLoss(), logits, yes.bool())
row("Linear", nn.BCEWithLogitsLoss(), logits, yes.squeeze(1))
row("Linear", nn.BCEWithLogitsLoss(), logits, yes * 2 - 1)
row("Linear", nn.CrossEntropyLoss(), logits, yes)
# --8<-- [end:yes-or-no]
wrong = -logits
each = nn.BCEWithLogitsLoss(reduction="none")
for target in (0.0, 0.5, 1.0):
    for sign in (1, -1):
        assert (each(sign * 50 * logits, yes * 0 + target) >= 0).all()
assert nn.CrossEntropyLoss()(wrong, yes) == 0
two = torch.cat([torch.zeros_like(logits), logits], dim=1)
torch.testing.assert_close(two.softmax(dim=1)[:, 1:], probs)
torch.testing.assert_close(
    nn.CrossEntropyLoss()(two, yes.squeeze(1).long()),
    nn.BCEWithLogitsLoss()(logits, yes),
)

# --8<-- [start:one-of-three]
logits = torch.tensor([[2.0, 1.0, -1.0], [0.0, 3.0, 1.0]])  # (N, C)
log_probs = logits.log_softmax(dim=1)
classes = torch.tensor([0, 2])  # (N,)
one_hot = nn.functional.one_hot(classes, 3)  # (N, C)
row("Linear", nn.CrossEntropyLoss(), logits, classes)
row("log_soft", nn.NLLLoss(), log_probs, classes)
row("log_soft", nn.CrossEntropyLoss(), log_probs, classes)
row("softmax", nn.CrossEntropyLoss(), log_probs.exp(), classes)
row("Linear", nn.NLLLoss(), logits, classes)
# --8<-- [end:one-of-three]
assert one_hot.tolist() == [[1, 0, 0], [0, 0, 1]]
assert nn.NLLLoss()(logits * 100, classes) < nn.NLLLoss()(logits, classes)

# --8<-- [start:class-targets]
row("Linear", nn.CrossEntropyLoss(), logits, classes.float())
row("Linear", nn.CrossEntropyLoss(), logits, classes.int())
row("Linear", nn.CrossEntropyLoss(), logits, classes.unsqueeze(1))
row("Linear", nn.CrossEntropyLoss(), logits, classes + 1)
row("Linear", nn.CrossEntropyLoss(), logits, one_hot)
row("Linear", nn.CrossEntropyLoss(), logits, one_hot.float())
row("Linear", nn.MSELoss(), logits, classes)
# --8<-- [end:class-targets]


# --8<-- [start:train]
def train(n_outputs, loss_of, targets):
    torch.manual_seed(0)
    model = nn.Linear(1, n_outputs)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for step in range(100):
        optimizer.zero_grad()
        loss_of(model(inputs), targets).backward()
        optimizer.step()
    return model(inputs).detach()


# pt: Comprimento de 30 frutas de três tipos: 8, 12 e 18 centímetros
# en: Length of 30 fruits of three kinds: 8, 12 and 18 centimeters
torch.manual_seed(0)
kinds = torch.arange(3).repeat(10)  # (30,)
lengths = torch.tensor([8.0, 12.0, 18.0])[kinds] + 0.5 * torch.randn(30)
inputs = ((lengths - lengths.mean()) / lengths.std()).unsqueeze(1)
# --8<-- [end:train]
assert inputs.shape == (30, 1) and lengths[kinds == 0].max() < 10


# --8<-- [start:numbering]
def squared(outputs, targets):
    return nn.MSELoss()(outputs, targets.float().unsqueeze(1))


for numbers in ([0, 1, 2], [1, 0, 2]):
    targets = torch.tensor(numbers)[kinds]
    rounded = train(1, squared, targets).round().squeeze(1)
    largest = train(3, nn.CrossEntropyLoss(), targets).argmax(dim=1)
    for guesses in (rounded, largest):
        print(numbers, f"{(guesses == targets).float().mean().item():.2f}")
# --8<-- [end:numbering]

# --8<-- [start:several]
logits = torch.tensor([[4.0, 3.0, -5.0], [-4.0, 5.0, 3.0]])  # (N, C)
genres = torch.tensor([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])  # (N, C)
row("Linear", nn.BCEWithLogitsLoss(), logits, genres)
row("Linear", nn.BCEWithLogitsLoss(), logits, genres.long())
row("Linear", nn.CrossEntropyLoss(), logits, genres)
row("Linear", nn.CrossEntropyLoss(), logits * 10, genres)
print(f"{(logits > 0).int().tolist() = }")
# --8<-- [end:several]
assert torch.equal((logits > 0).float(), genres)
