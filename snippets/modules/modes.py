# host: Matplotlib draws from the memory of the CPU
# --8<-- [start:training]
import torch
from torch import nn

model = nn.Sequential(nn.Linear(3, 8), nn.Dropout(p=0.5), nn.Linear(8, 1))
print(f"{model.training = }, {model[1].training = }")
model.eval()
print(f"{model.training = }, {model[1].training = }")
model.train()
# --8<-- [end:training]
assert all(module.training for module in model.modules())

# --8<-- [start:dropout-train]
torch.manual_seed(3)
dropout = nn.Dropout(p=0.25)
numbers = torch.ones(8)
print(dropout(numbers))
print(dropout(numbers))
# --8<-- [end:dropout-train]

# --8<-- [start:dropout-by-hand]
kept = (torch.rand(100_000) >= 0.25).float()
by_hand = torch.ones(100_000) * kept / (1 - 0.25)
print(f"{by_hand.unique() = }")
print(f"{by_hand.mean().item() = :.2f}")
# --8<-- [end:dropout-by-hand]
assert torch.equal(dropout(torch.ones(100_000)).unique(), by_hand.unique())
assert abs(dropout(torch.ones(100_000)).mean() - 1) < 0.02

# --8<-- [start:dropout-eval]
dropout.eval()
print(dropout(numbers))
assert torch.equal(dropout(numbers), numbers)
# --8<-- [end:dropout-eval]

# --8<-- [start:forgot-eval]
ride = torch.tensor([[5.0, 18.0, 1.0]])
print(f"{torch.equal(model(ride), model(ride)) = }")
model.eval()
print(f"{torch.equal(model(ride), model(ride)) = }")
# --8<-- [end:forgot-eval]

# --8<-- [start:batch-norm]
# pt: Temperatura em graus, aluguel em reais
# en: Temperature in degrees, rent in reais
batch = torch.tensor([[20.0, 1000], [24, 2000], [28, 3000], [32, 4000]])
norm = nn.BatchNorm1d(2)

mean = batch.mean(dim=0)
variance = batch.var(dim=0, correction=0)
by_hand = (batch - mean) / torch.sqrt(variance + norm.eps)
print(by_hand)
assert torch.allclose(norm(batch), by_hand, atol=1e-4)
# --8<-- [end:batch-norm]
assert mean.tolist() == [26, 2500]
assert (36 + 4 + 4 + 36) / 4 == variance[0] == 20
assert torch.allclose(by_hand.mean(dim=0), torch.zeros(2), atol=1e-5)
assert norm.eps == 1e-5
assert norm.weight.tolist() == [1, 1] and norm.bias.tolist() == [0, 0]

# --8<-- [start:running]
expected_mean = 0.9 * torch.zeros(2) + 0.1 * mean
expected_variance = 0.9 * torch.ones(2) + 0.1 * batch.var(dim=0)
print(f"{norm.running_mean = }")
print(f"{norm.running_var[0].item() = :.4f}")
assert torch.allclose(norm.running_mean, expected_mean)
assert torch.allclose(norm.running_var, expected_variance)
# --8<-- [end:running]
assert norm.momentum == 0.1
assert batch[:, 0].var(correction=0) == 20
assert abs(batch[:, 0].var() - 80 / 3) < 1e-4
assert abs(norm.running_var[0] - (0.9 + 0.1 * 80 / 3)) < 1e-4

# --8<-- [start:early-eval]
norm.eval()
print(norm(batch)[:, 0].detach())
# --8<-- [end:early-eval]
early = (batch[:, 0] - 2.6) / torch.sqrt(norm.running_var[0] + norm.eps)
assert torch.allclose(norm(batch)[:, 0], early)
assert abs((20 - 2.6) / 3.5667**0.5 - 9.2133) < 1e-3

# --8<-- [start:running-mean]
import matplotlib.pyplot as plt

norm.train()
means = [norm.running_mean[0].item()]
for step in range(49):
    norm(batch)
    means.append(norm.running_mean[0].item())

figure, axes = plt.subplots()
axes.plot(range(1, 51), means)
axes.axhline(26, color="C1")
axes.set(xlabel="step", ylabel="running_mean[0]")
# --8<-- [end:running-mean]
assert len(means) == 50 and means == sorted(means) and means[-1] > 25.8

# --8<-- [start:batch-of-one] raises ValueError
norm(batch[:1])
# --8<-- [end:batch-of-one]
assert not (batch[:1] - batch[:1].mean(dim=0)).any()

# --8<-- [start:batch-of-one-eval]
norm.eval()
print(f"{norm(batch[:1]).shape = }")
# --8<-- [end:batch-of-one-eval]
assert torch.equal(norm(batch)[:1], norm(batch[:1]))

# --8<-- [start:two-switches]
for train in (True, False):
    for grad in (True, False):
        model.train(train)
        with torch.set_grad_enabled(grad):
            one, two = model(ride), model(ride)
        same = torch.equal(one, two)
        print(f"{train=}, {grad=}: {one.requires_grad=}, {same=}")
# --8<-- [end:two-switches]

# --8<-- [start:no-grad-train]
norm = nn.BatchNorm1d(2)
with torch.no_grad():
    norm(batch)
print(f"{norm.running_mean = }")
# --8<-- [end:no-grad-train]
assert torch.allclose(norm.running_mean, expected_mean)


# --8<-- [start:evaluate]
def evaluate(model, inputs):
    model.eval()
    with torch.inference_mode():
        return model(inputs)


for epoch in range(2):
    model.train()
    print(f"{epoch = }, {model.training = }")
    evaluate(model, ride)
    print(f"{epoch = }, {model.training = }")
# --8<-- [end:evaluate]

# --8<-- [start:functional]
import torch.nn.functional as F


class Guess(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5)


guess = Guess()
guess.eval()
print(f"{guess(numbers).max().item() = }")
# --8<-- [end:functional]
assert not torch.equal(guess(torch.ones(1000)), guess(torch.ones(1000)))


# --8<-- [start:functional-fixed]
class Fixed(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5, training=self.training)


fixed = Fixed()
fixed.eval()
assert torch.equal(fixed(numbers), numbers)
# --8<-- [end:functional-fixed]
