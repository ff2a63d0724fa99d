# host: a class out of range halts an accelerator; Matplotlib reads the CPU
# --8<-- [start:softmax-by-hand]
import torch
from torch import nn

logits = torch.tensor([2.0, 1.0, -1.0])  # (C,)
exps = logits.exp()
probs = exps / exps.sum()
for exp in exps:
    print(f"{exp.item():.4f}")
print(f"{exps.sum().item() = :.4f}")
print([f"{prob.item():.4f}" for prob in probs])
assert torch.allclose(probs, torch.softmax(logits, dim=0))
# --8<-- [end:softmax-by-hand]
assert torch.allclose(probs, (logits + 5).softmax(dim=0))
assert logits.argmax() == probs.argmax()

# --8<-- [start:price]
for right, prob in enumerate(probs):
    print(f"{right = }, {-prob.log().item() = :.4f}")
# --8<-- [end:price]

# --8<-- [start:rebuilt]
logits = torch.tensor([[2.0, 1.0, -1.0], [0.0, 3.0, 1.0]])  # (N, C)
targets = torch.tensor([0, 2])  # (N,)

log_probs = torch.log_softmax(logits, dim=1)  # (N, C)
picked = log_probs[torch.arange(2), targets]  # (N,)
by_hand = -picked.mean()
print([f"{-one.item():.4f}" for one in picked])
print(f"{by_hand.item() = :.4f}")
# --8<-- [end:rebuilt]
assert torch.allclose(log_probs, logits.softmax(dim=1).log())
assert picked[1] == log_probs[1, 2]

# --8<-- [start:two-calls]
from torch.nn import functional as F

nll = F.nll_loss(log_probs, targets)
loss_fn = nn.CrossEntropyLoss()
loss = loss_fn(logits, targets)
print(f"{nll.item() = :.4f}")
print(f"{loss.item() = :.4f}")
assert torch.allclose(nll, by_hand) and torch.allclose(loss, by_hand)
# --8<-- [end:two-calls]

# --8<-- [start:first-loss]
torch.manual_seed(0)
for n_classes in (3, 10):
    model = nn.Linear(4, n_classes)
    inputs = torch.randn(1000, 4)
    labels = torch.randint(n_classes, (1000,))
    first = loss_fn(model(inputs), labels).item()
    guess = torch.tensor(float(n_classes)).log().item()
    print(f"{n_classes:2} {first:.2f} {guess:.2f}")
# --8<-- [end:first-loss]
assert torch.allclose(
    loss_fn(torch.zeros(5, 10), labels[:5]), torch.tensor(10.0).log()
)

# --8<-- [start:softmax-first]
sure = torch.tensor([[100.0, 0.0, 0.0]])
right = torch.tensor([0])
print(f"{loss_fn(sure, right).item() = :.4f}")
print(f"{loss_fn(sure.softmax(dim=1), right).item() = :.4f}")
# --8<-- [end:softmax-first]
assert sure.softmax(dim=1)[0, 0] == 1
e = torch.tensor(1.0).exp()
assert torch.allclose(loss_fn(sure.softmax(dim=1), right), -(e / (e + 2)).log())

# --8<-- [start:fruits]
# pt: Comprimento e largura em centímetros: banana, manga, caju
# en: Length and width in centimeters: banana, mango, cashew apple
centers = torch.tensor([[18.0, 4.0], [12.0, 8.0], [8.0, 5.0]])
torch.manual_seed(0)
targets = torch.arange(3).repeat(40)  # (120,)
fruits = centers[targets] + torch.randn(120, 2)  # (120, 2)
inputs = (fruits - fruits.mean(dim=0)) / fruits.std(dim=0)
# --8<-- [end:fruits]
assert inputs.shape == (120, 2) and targets.bincount().tolist() == [40] * 3
assert inputs.mean().abs() < 1e-5 and (inputs.std(dim=0) - 1).abs().max() < 1e-5


# --8<-- [start:train-both]
def train(softmax_first):
    torch.manual_seed(0)
    model = nn.Linear(2, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    losses = []
    for step in range(100):
        outputs = model(inputs)
        if softmax_first:
            outputs = outputs.softmax(dim=1)
        loss = loss_fn(outputs, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses


model, losses = train(softmax_first=False)
wrong_model, wrong_losses = train(softmax_first=True)
print(f"{losses[-1] = :.2f}, {wrong_losses[-1] = :.2f}")
# --8<-- [end:train-both]
assert min(wrong_losses) > 0.5514 and wrong_losses[20] > 5 * losses[20]

# --8<-- [start:both-drawn]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot(losses, label="losses")
axes.plot(wrong_losses, label="wrong_losses")
axes.axhline(0.5514, color="C2", linestyle="--")
axes.set(xlabel="step", ylabel="loss", ylim=(0, None))
axes.legend()
# --8<-- [end:both-drawn]

# --8<-- [start:predict-classes]
with torch.inference_mode():
    predictions = model(inputs).argmax(dim=1)  # (120,)
accuracy = (predictions == targets).float().mean()
print(f"{predictions[:6].tolist() = }")
print(f"{accuracy.item() = :.2f}")
# --8<-- [end:predict-classes]
with torch.inference_mode():
    assert torch.equal(model(inputs).softmax(dim=1).argmax(dim=1), predictions)
    hits = (wrong_model(inputs).argmax(dim=1) == targets).float().mean()
    assert (hits - accuracy).abs() < 0.001

# --8<-- [start:float-targets] raises RuntimeError
loss_fn(logits, torch.tensor([0.0, 2.0]))
# --8<-- [end:float-targets]
by_byte = loss_fn(logits, torch.tensor([0, 2], dtype=torch.uint8))
assert torch.allclose(by_byte, by_hand)

# --8<-- [start:column-targets] raises RuntimeError
loss_fn(logits, torch.tensor([[0], [2]]))
# --8<-- [end:column-targets]

# --8<-- [start:out-of-range] raises IndexError
loss_fn(logits, torch.tensor([1, 3]))
# --8<-- [end:out-of-range]

# --8<-- [start:fixed-targets]
column = torch.tensor([[1.0], [3.0]])
fixed = column.squeeze(1).long() - 1
print(f"{fixed = }")
print(f"{loss_fn(logits, fixed).item() = :.4f}")
# --8<-- [end:fixed-targets]
assert torch.allclose(loss_fn(logits, fixed), by_hand)

# --8<-- [start:class-probabilities]
chances = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]])  # (N, C)
soft = -(chances * log_probs).sum(dim=1).mean()
print(f"{loss_fn(logits, chances).item() = :.4f}")
assert torch.allclose(loss_fn(logits, chances), soft)
# --8<-- [end:class-probabilities]
one_hot = F.one_hot(torch.tensor([0, 2]), 3).float()
assert torch.allclose(loss_fn(logits, one_hot), by_hand)

# --8<-- [start:classes-last] raises RuntimeError
outputs = torch.zeros(2, 5, 3)  # (N, L, C)
letters = torch.zeros(2, 5, dtype=torch.int64)  # (N, L)
loss_fn(outputs, letters)
# --8<-- [end:classes-last]

# --8<-- [start:classes-second]
outputs = outputs.movedim(-1, 1)  # (N, C, L)
print(f"{outputs.shape = }")
print(f"{loss_fn(outputs, letters).item() = :.4f}")
# --8<-- [end:classes-second]
square = torch.randn(2, 3, 3)  # (N, L, C)
swapped = loss_fn(square, letters[:, :3])
assert not torch.allclose(swapped, loss_fn(square.mT, letters[:, :3]))
assert torch.allclose(loss_fn(outputs, letters), torch.tensor(3.0).log())
