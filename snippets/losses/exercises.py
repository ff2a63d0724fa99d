# --8<-- [start:by-hand-start]
import torch
from torch import nn

outputs = torch.tensor([10.0, 14.0, 21.0, 15.0])
targets = torch.tensor([12.0, 14.0, 20.0, 10.0])

answer = None
# --8<-- [end:by-hand-start]


# --8<-- [start:by-hand-check] raises AssertionError
def check_by_hand():
    loss = nn.MSELoss()(outputs, targets)
    assert answer == loss.item(), f"{answer = }"


check_by_hand()
# --8<-- [end:by-hand-check]

# --8<-- [start:by-hand-solution]
answer = (4 + 0 + 1 + 25) / 4
# --8<-- [end:by-hand-solution]
check_by_hand()
assert answer == 7.5

# --8<-- [start:by-hand-wrong-sum] raises AssertionError
answer = 30
check_by_hand()
# --8<-- [end:by-hand-wrong-sum]

# --8<-- [start:by-hand-wrong-signs-cancel] raises AssertionError
answer = 1
assert answer == (outputs - targets).mean()
check_by_hand()
# --8<-- [end:by-hand-wrong-signs-cancel]

# --8<-- [start:by-hand-wrong-absolute] raises AssertionError
answer = 2
assert answer == nn.L1Loss()(outputs, targets)
check_by_hand()
# --8<-- [end:by-hand-wrong-absolute]

# --8<-- [start:by-hand-wrong-zero-left-out] raises AssertionError
answer = 10
assert answer == 30 / 3
check_by_hand()
# --8<-- [end:by-hand-wrong-zero-left-out]

# --8<-- [start:target-shapes-start]
import torch

price = torch.zeros(16, 1)  # (N, 1)
rain = torch.zeros(16, 1)  # (N, 1)
fruit = torch.zeros(16, 3)  # (N, C)
letters = torch.zeros(16, 30, 9)  # (N, C, L)

price_shape = None
rain_shape = None
fruit_shape = None
letters_shape = None
# --8<-- [end:target-shapes-start]


# --8<-- [start:target-shapes-check] raises AssertionError
def check_target_shapes():
    assert price_shape == price.shape, f"{price_shape = }"
    assert rain_shape == rain.shape, f"{rain_shape = }"
    assert fruit_shape == fruit.argmax(dim=1).shape, f"{fruit_shape = }"
    right = letters.argmax(dim=1).shape
    assert letters_shape == right, f"{letters_shape = }"


check_target_shapes()
# --8<-- [end:target-shapes-check]

# --8<-- [start:target-shapes-solution]
price_shape = (16, 1)
rain_shape = (16, 1)
fruit_shape = (16,)
letters_shape = (16, 9)
# --8<-- [end:target-shapes-solution]
check_target_shapes()
from torch import nn

assert nn.MSELoss()(price, torch.zeros(price_shape)) == 0
assert nn.BCEWithLogitsLoss()(rain, torch.zeros(rain_shape)) > 0
for logits, shape in ((fruit, fruit_shape), (letters, letters_shape)):
    whole = torch.zeros(shape, dtype=torch.int64)
    loss = nn.CrossEntropyLoss()(logits, whole)
    chance = torch.tensor(float(logits.shape[1])).log()
    assert torch.allclose(loss, chance)

# --8<-- [start:target-shapes-wrong-flat-price] raises AssertionError
price_shape = (16,)
check_target_shapes()
# --8<-- [end:target-shapes-wrong-flat-price]

# --8<-- [start:target-shapes-wrong-flat-rain] raises AssertionError
price_shape = (16, 1)
rain_shape = (16,)
check_target_shapes()
# --8<-- [end:target-shapes-wrong-flat-rain]

# --8<-- [start:target-shapes-wrong-column] raises AssertionError
rain_shape = (16, 1)
fruit_shape = (16, 1)
check_target_shapes()
# --8<-- [end:target-shapes-wrong-column]

# --8<-- [start:target-shapes-wrong-one-hot] raises AssertionError
fruit_shape = (16, 3)
check_target_shapes()
# --8<-- [end:target-shapes-wrong-one-hot]

# --8<-- [start:target-shapes-wrong-last-dropped] raises AssertionError
fruit_shape = (16,)
letters_shape = (16, 30)
check_target_shapes()
# --8<-- [end:target-shapes-wrong-last-dropped]

# --8<-- [start:floor-start]
import torch
from torch import nn


def fruit_loss(logits, column):
    probabilities = torch.softmax(logits, dim=1)
    targets = column.squeeze(1).long()
    return nn.CrossEntropyLoss()(probabilities, targets)


logits = torch.tensor([[200.0, 0.0, 0.0], [0.0, 200.0, 0.0]])
column = torch.tensor([[0.0], [1.0]])  # (N, 1)
print(f"{fruit_loss(logits, column).item() = :.4f}")
# --8<-- [end:floor-start]


# --8<-- [start:floor-check] raises AssertionError
def check_floor():
    out = fruit_loss(logits, column)
    assert isinstance(out, torch.Tensor), f"{out = }"
    assert out.shape == (), f"{out.shape = }"
    assert out < 0.0001, f"{out = }"
    out = fruit_loss(logits, 1 - column)
    assert torch.allclose(out, torch.tensor(200.0)), f"{out = }"
    half = torch.tensor([[0.5, 0.25, 0.25], [0.25, 0.25, 0.5]]).log()
    out = fruit_loss(half, torch.tensor([[0.0], [0.0]]))
    right = torch.tensor(8.0).log() / 2
    assert torch.allclose(out, right), f"{out = }"


check_floor()
# --8<-- [end:floor-check]


# --8<-- [start:floor-solution]
def fruit_loss(logits, column):
    targets = column.squeeze(1).long()
    return nn.CrossEntropyLoss()(logits, targets)


# --8<-- [end:floor-solution]
check_floor()


def fruit_loss(logits, column):
    log_probs = torch.log_softmax(logits, dim=1)
    return nn.functional.nll_loss(log_probs, column.flatten().long())


check_floor()


# --8<-- [start:floor-wrong-logarithm-of-softmax] raises AssertionError
def fruit_loss(logits, column):
    log_probs = torch.softmax(logits, dim=1).log()
    targets = column.squeeze(1).long()
    return nn.functional.nll_loss(log_probs, targets)


check_floor()
# --8<-- [end:floor-wrong-logarithm-of-softmax]


# --8<-- [start:floor-wrong-raw-nll] raises AssertionError
def fruit_loss(logits, column):
    return nn.functional.nll_loss(logits, column.squeeze(1).long())


check_floor()
# --8<-- [end:floor-wrong-raw-nll]


# --8<-- [start:floor-wrong-nll-of-softmax] raises AssertionError
def fruit_loss(logits, column):
    probabilities = torch.softmax(logits, dim=1)
    return nn.functional.nll_loss(probabilities, column.squeeze(1).long())


check_floor()
# --8<-- [end:floor-wrong-nll-of-softmax]


# --8<-- [start:floor-wrong-subtracted] raises AssertionError
def fruit_loss(logits, column):
    probabilities = torch.softmax(logits, dim=1)
    targets = column.squeeze(1).long()
    return nn.CrossEntropyLoss()(probabilities, targets) - 0.5514


check_floor()
# --8<-- [end:floor-wrong-subtracted]


# --8<-- [start:floor-wrong-sum] raises AssertionError
def fruit_loss(logits, column):
    targets = column.squeeze(1).long()
    return nn.CrossEntropyLoss(reduction="sum")(logits, targets)


check_floor()
# --8<-- [end:floor-wrong-sum]

# --8<-- [start:pick-start]
import torch
from torch import nn


def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=1)  # (N, C)
    # pt: Complete: pegue, em cada linha, o valor da classe certa
    # en: Complete: pick, in each row, the value of the right class
    picked = log_probs
    return -picked.mean()


logits = torch.tensor([[2.0, 1.0, -1.0], [0.0, 3.0, 1.0]])
targets = torch.tensor([0, 2])
print(f"{cross_entropy(logits, targets).item() = :.4f}")
# --8<-- [end:pick-start]


# --8<-- [start:pick-check] raises AssertionError
def check_pick():
    out = cross_entropy(logits, targets)
    right = nn.CrossEntropyLoss()(logits, targets)
    assert torch.allclose(out, right), f"{out = }"
    torch.manual_seed(0)
    many, classes = torch.randn(6, 4), torch.tensor([3, 0, 0, 1, 2, 3])
    out = cross_entropy(many, classes)
    right = nn.CrossEntropyLoss()(many, classes)
    assert torch.allclose(out, right), f"{out = }"


check_pick()
# --8<-- [end:pick-check]


# --8<-- [start:pick-solution]
def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=1)  # (N, C)
    rows = torch.arange(len(targets))
    picked = log_probs[rows, targets]  # (N,)
    return -picked.mean()


# --8<-- [end:pick-solution]
check_pick()


def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=1)
    return -log_probs.gather(1, targets.unsqueeze(1)).mean()


check_pick()


def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=1)
    picked = torch.stack([row[i] for row, i in zip(log_probs, targets)])
    return -picked.mean()


check_pick()


# --8<-- [start:pick-wrong-table] raises AssertionError
def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=1)
    assert log_probs[:, targets].shape == (len(targets), len(targets))
    return -log_probs[:, targets].mean()


check_pick()
# --8<-- [end:pick-wrong-table]


# --8<-- [start:pick-wrong-largest] raises AssertionError
def cross_entropy(logits, targets):
    return -torch.log_softmax(logits, dim=1).max(dim=1).values.mean()


check_pick()
# --8<-- [end:pick-wrong-largest]


# --8<-- [start:pick-wrong-zeros-in-the-mean] raises AssertionError
def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=1)
    ones = nn.functional.one_hot(targets, logits.shape[1])
    return -(log_probs * ones).mean()


check_pick()
# --8<-- [end:pick-wrong-zeros-in-the-mean]


# --8<-- [start:pick-wrong-columns] raises AssertionError
def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=0)
    return -log_probs[torch.arange(len(targets)), targets].mean()


check_pick()
# --8<-- [end:pick-wrong-columns]


# --8<-- [start:pick-wrong-sign] raises AssertionError
def cross_entropy(logits, targets):
    log_probs = torch.log_softmax(logits, dim=1)
    return log_probs[torch.arange(len(targets)), targets].mean()


check_pick()
# --8<-- [end:pick-wrong-sign]

# --8<-- [start:padding-start]
import torch
from torch import nn


def letter_loss(logits, targets):
    return nn.CrossEntropyLoss()(logits, targets)


quarter = [0.5, 0.25, 0.25]
logits = torch.tensor([quarter, quarter, quarter, quarter]).log()
targets = torch.tensor([1, 2, 0, 0])
print(f"{letter_loss(logits, targets).item() = :.4f}")
# --8<-- [end:padding-start]


# --8<-- [start:padding-check] raises AssertionError
def check_padding():
    out = letter_loss(logits, targets)
    right = torch.tensor(4.0).log()
    assert torch.allclose(out, right), f"{out = }"
    out = letter_loss(logits[:2], targets[:2])
    assert torch.allclose(out, right), f"{out = }"
    surer = torch.tensor([[0.25, 0.25, 0.5], [0.125, 0.75, 0.125]]).log()
    two = torch.cat([surer, logits])
    out = letter_loss(two, torch.tensor([2, 0, 0, 1, 2, 0]))
    right = torch.tensor(32.0).log() / 3
    assert torch.allclose(out, right), f"{out = }"


check_padding()
# --8<-- [end:padding-check]


# --8<-- [start:padding-solution]
def letter_loss(logits, targets):
    return nn.CrossEntropyLoss(ignore_index=0)(logits, targets)


# --8<-- [end:padding-solution]
check_padding()


def letter_loss(logits, targets):
    weight = torch.tensor([0.0, 1.0, 1.0])
    return nn.CrossEntropyLoss(weight=weight)(logits, targets)


check_padding()


def letter_loss(logits, targets):
    real = targets != 0
    return nn.functional.cross_entropy(logits[real], targets[real])


check_padding()


# --8<-- [start:padding-wrong-divides-by-all] raises AssertionError
def letter_loss(logits, targets):
    losses = nn.CrossEntropyLoss(reduction="none")(logits, targets)
    return (losses * (targets != 0)).mean()


check_padding()
# --8<-- [end:padding-wrong-divides-by-all]


# --8<-- [start:padding-wrong-sum] raises AssertionError
def letter_loss(logits, targets):
    loss_fn = nn.CrossEntropyLoss(ignore_index=0, reduction="sum")
    return loss_fn(logits, targets)


check_padding()
# --8<-- [end:padding-wrong-sum]


# --8<-- [start:padding-wrong-column-dropped] raises AssertionError
def letter_loss(logits, targets):
    loss_fn = nn.CrossEntropyLoss(ignore_index=-1)
    return loss_fn(logits[:, 1:], targets - 1)


check_padding()
# --8<-- [end:padding-wrong-column-dropped]


# --8<-- [start:padding-wrong-first-two-rows] raises AssertionError
def letter_loss(logits, targets):
    return nn.CrossEntropyLoss()(logits[:2], targets[:2])


check_padding()
# --8<-- [end:padding-wrong-first-two-rows]


# --8<-- [start:padding-wrong-cut-at-the-first-zero] raises AssertionError
def letter_loss(logits, targets):
    end = (targets.tolist() + [0]).index(0)
    return nn.CrossEntropyLoss()(logits[:end], targets[:end])


check_padding()
# --8<-- [end:padding-wrong-cut-at-the-first-zero]


# --8<-- [start:padding-wrong-divides-by-two] raises AssertionError
def letter_loss(logits, targets):
    loss_fn = nn.CrossEntropyLoss(ignore_index=0, reduction="sum")
    return loss_fn(logits, targets) / 2


check_padding()
# --8<-- [end:padding-wrong-divides-by-two]


# --8<-- [start:padding-wrong-one-class-left] raises AssertionError
def letter_loss(logits, targets):
    real = targets == 1
    return nn.CrossEntropyLoss()(logits[real], targets[real])


check_padding()
# --8<-- [end:padding-wrong-one-class-left]


# --8<-- [start:padding-wrong-another-class] raises AssertionError
def letter_loss(logits, targets):
    loss_fn = nn.CrossEntropyLoss(ignore_index=2)
    return loss_fn(logits, targets)


check_padding()
# --8<-- [end:padding-wrong-another-class]

# --8<-- [start:huber-start]
import torch
from torch import nn


def huber(outputs, targets, delta):
    return ((outputs - targets) ** 2).mean()


# --8<-- [end:huber-start]


# --8<-- [start:huber-check] raises AssertionError
def check_huber():
    errors = torch.tensor([-10.0, -2.0, -0.3, 0.0, 0.8, 3.0])
    targets = torch.tensor([12.0, 5.0, 2.0, 4.0, 1.0, 7.0])
    for delta in (1.0, 0.5, 4.0):
        outputs = (targets + errors).requires_grad_()
        right = nn.HuberLoss(delta=delta)(outputs, targets)
        out = huber(outputs, targets, delta)
        assert out.shape == (), f"{out.shape = }"
        near = torch.allclose(out, right)
        assert near, f"{delta = }, {out.item() = :.4f}, {right.item() = :.4f}"
        assert out.requires_grad, f"{out.requires_grad = }"
        slopes = torch.autograd.grad(out, outputs)[0]
        right = torch.autograd.grad(right, outputs)[0]
        assert torch.allclose(slopes, right), f"{delta = }, {slopes = }"


check_huber()
# --8<-- [end:huber-check]


# --8<-- [start:huber-solution]
def huber(outputs, targets, delta):
    size = (outputs - targets).abs()
    curved = 0.5 * size**2
    straight = delta * (size - 0.5 * delta)
    return torch.where(size <= delta, curved, straight).mean()


# --8<-- [end:huber-solution]
check_huber()


def huber(outputs, targets, delta):
    size = (outputs - targets).abs()
    near = size.clamp(max=delta)
    return (near**2 / 2 + delta * (size - near)).mean()


check_huber()


# --8<-- [start:huber-wrong-jump] raises AssertionError
def huber(outputs, targets, delta):
    size = (outputs - targets).abs()
    return torch.where(size <= delta, 0.5 * size**2, delta * size).mean()


check_huber()
# --8<-- [end:huber-wrong-jump]


outputs = torch.tensor([-10.0, 0.8, 3.0], requires_grad=True)
slopes = torch.autograd.grad(huber(outputs, torch.zeros(3), 2.0), outputs)[0]
assert torch.allclose(slopes * 3, torch.tensor([-2.0, 0.8, 2.0]))


# --8<-- [start:huber-wrong-targets-forgotten] raises AssertionError
def huber(outputs, targets, delta):
    return nn.HuberLoss(delta=delta)(outputs, torch.zeros_like(outputs))


check_huber()
# --8<-- [end:huber-wrong-targets-forgotten]


# --8<-- [start:huber-wrong-root-of-the-square] raises AssertionError
def huber(outputs, targets, delta):
    size = ((outputs - targets) ** 2).sqrt()
    straight = delta * (size - 0.5 * delta)
    return torch.where(size <= delta, 0.5 * size**2, straight).mean()


check_huber()
# --8<-- [end:huber-wrong-root-of-the-square]


# --8<-- [start:huber-wrong-delta-of-one] raises AssertionError
def huber(outputs, targets, delta):
    size = (outputs - targets).abs()
    return torch.where(size <= 1, 0.5 * size**2, size - 0.5).mean()


check_huber()
# --8<-- [end:huber-wrong-delta-of-one]


# --8<-- [start:huber-wrong-smooth] raises AssertionError
def huber(outputs, targets, delta):
    return nn.SmoothL1Loss(beta=delta)(outputs, targets)


check_huber()
# --8<-- [end:huber-wrong-smooth]


# --8<-- [start:huber-wrong-no-half] raises AssertionError
def huber(outputs, targets, delta):
    size = (outputs - targets).abs()
    straight = delta * (size - 0.5 * delta)
    return torch.where(size <= delta, size**2, straight).mean()


check_huber()
# --8<-- [end:huber-wrong-no-half]


# --8<-- [start:huber-wrong-no-size] raises AssertionError
def huber(outputs, targets, delta):
    error = outputs - targets
    straight = delta * (error - 0.5 * delta)
    return torch.where(error <= delta, 0.5 * error**2, straight).mean()


check_huber()
# --8<-- [end:huber-wrong-no-size]


# --8<-- [start:huber-wrong-python-numbers] raises AssertionError
def huber(outputs, targets, delta):
    total = 0.0
    for error in (outputs - targets).tolist():
        size = abs(error)
        straight = delta * (size - 0.5 * delta)
        total += 0.5 * size**2 if size <= delta else straight
    return torch.tensor(total / len(targets))


check_huber()
# --8<-- [end:huber-wrong-python-numbers]


# --8<-- [start:one-step-start]
def one_step(loss_at, weights, lr):
    return weights


def bowl(weights):
    w1, w2 = weights
    return (w1 * w2 - 2) ** 2


print(f"{bowl([1.0, 1.0]) = }")
# --8<-- [end:one-step-start]


# --8<-- [start:one-step-check] raises AssertionError
def check_one_step():
    def bend(weights):
        return weights[0] + 2 * weights[1] - weights[2] ** 3

    start = [1.0, 1.0]
    out = one_step(bowl, start, 0.25)
    assert start == [1.0, 1.0], f"{start = }"
    for value in out:
        assert abs(value - 1.5) < 0.01, f"{out = }"
    out = one_step(bend, [0.0, 0.0, 1.0], 0.2)
    assert len(out) == 3, f"{out = }"
    for value, right in zip(out, [-0.2, -0.4, 1.6]):
        assert abs(value - right) < 0.001, f"{out = }"


check_one_step()
# --8<-- [end:one-step-check]


# --8<-- [start:one-step-solution]
def one_step(loss_at, weights, lr):
    eps = 0.001
    moved = []
    for i in range(len(weights)):
        left, right = list(weights), list(weights)
        left[i] -= eps
        right[i] += eps
        slope = (loss_at(right) - loss_at(left)) / (2 * eps)
        moved.append(weights[i] - lr * slope)
    return moved


# --8<-- [end:one-step-solution]
after = one_step(bowl, [1.0, 1.0], 0.25)
assert abs(bowl(after) - 1 / 16) < 1e-6
check_one_step()
Solved = one_step


def one_step(loss_at, weights, lr):
    here = loss_at(weights)
    slopes = []
    for i in range(len(weights)):
        tried = weights[:i] + [weights[i] + 1e-5] + weights[i + 1 :]
        slopes.append((loss_at(tried) - here) / 1e-5)
    return [w - lr * slope for w, slope in zip(weights, slopes)]


check_one_step()


# --8<-- [start:one-step-wrong-uphill] raises AssertionError
def one_step(loss_at, weights, lr):
    return Solved(loss_at, weights, -lr)


check_one_step()
# --8<-- [end:one-step-wrong-uphill]


# --8<-- [start:one-step-wrong-one-after-the-other] raises AssertionError
def one_step(loss_at, weights, lr):
    weights = list(weights)
    for i in range(len(weights)):
        weights[i] = Solved(loss_at, weights, lr)[i]
    return weights


check_one_step()
# --8<-- [end:one-step-wrong-one-after-the-other]


# --8<-- [start:one-step-wrong-list-changed] raises AssertionError
def one_step(loss_at, weights, lr):
    weights[:] = Solved(loss_at, weights, lr)
    return weights


check_one_step()
# --8<-- [end:one-step-wrong-list-changed]


# --8<-- [start:one-step-wrong-rate-as-eps] raises AssertionError
def one_step(loss_at, weights, lr):
    moved = []
    for i in range(len(weights)):
        left, right = list(weights), list(weights)
        left[i] -= lr
        right[i] += lr
        slope = (loss_at(right) - loss_at(left)) / (2 * lr)
        moved.append(weights[i] - lr * slope)
    return moved


assert one_step(bowl, [1.0, 1.0], 0.25) == [1.5, 1.5]
check_one_step()
# --8<-- [end:one-step-wrong-rate-as-eps]


# --8<-- [start:one-step-wrong-half-distance] raises AssertionError
def one_step(loss_at, weights, lr):
    return Solved(loss_at, weights, 2 * lr)


check_one_step()
# --8<-- [end:one-step-wrong-half-distance]


# --8<-- [start:one-step-wrong-no-division] raises AssertionError
def one_step(loss_at, weights, lr):
    return Solved(loss_at, weights, 2 * 0.001 * lr)


check_one_step()
# --8<-- [end:one-step-wrong-no-division]


# --8<-- [start:one-step-wrong-all-together] raises AssertionError
def one_step(loss_at, weights, lr):
    left, right = [w - 0.001 for w in weights], [w + 0.001 for w in weights]
    slope = (loss_at(right) - loss_at(left)) / 0.002
    return [w - lr * slope for w in weights]


check_one_step()
# --8<-- [end:one-step-wrong-all-together]

errors = torch.tensor([8.0, 0.0, 0.0, 0.0])
assert nn.MSELoss()(errors, torch.zeros(4)) == 16
assert nn.L1Loss()(errors, torch.zeros(4)) == 2
films = torch.tensor([[1.0, 1.0, 0.0]])
sure = (films - 0.5) * 200
assert nn.BCEWithLogitsLoss()(sure, films) < 1e-6
assert nn.CrossEntropyLoss()(sure, films) > 1
assert nn.Linear(4, 3).weight.shape == (3, 4)
try:
    torch.tensor([1, -1, 2]).mean()
except RuntimeError:
    pass
else:
    raise AssertionError("whole numbers have a mean")
