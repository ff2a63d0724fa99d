# host: NumPy and Matplotlib read the memory of the CPU
# --8<-- [start:first-tensor]
import torch

prices = torch.tensor([2.5, 4.0, 1.5])
print(f"{prices * 2 = }")
# --8<-- [end:first-tensor]

# --8<-- [start:remember]
weight = torch.tensor(3.0, requires_grad=True)
result = weight * 2
result.backward()
print(f"{result = }")
print(f"{weight.grad = }")
# --8<-- [end:remember]
assert weight.grad == 2

# --8<-- [start:create]
print(torch.zeros(2, 3))
print(torch.full((3,), 7))
print(torch.arange(0, 10, 2))
print(torch.linspace(0, 1, 5))
# --8<-- [end:create]
assert torch.arange(0, 10, 2)[-1] == 8
assert torch.linspace(0, 1, 5)[-1] == 1
assert isinstance((3,), tuple) and not isinstance((3), tuple)
assert torch.zeros(2, 3).is_floating_point()

# --8<-- [start:inspect]
scores = torch.tensor([[6.0, 7.0, 8.0], [9.0, 5.0, 7.0]])
weights = torch.tensor([[1.0, 1.0, 2.0]])
print(f"{scores.shape = }, {weights.shape = }")
print(f"{scores.dtype = }, {torch.tensor([1, 2]).dtype = }")
print(f"{scores.device = }")
# --8<-- [end:inspect]

# --8<-- [start:multiply]
a = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
b = torch.tensor([[10.0, 20.0], [30.0, 40.0]])
print(a * b)
print(a @ b)

top_left = a[0, 0] * b[0, 0] + a[0, 1] * b[1, 0]
assert top_left == (a @ b)[0, 0]
# --8<-- [end:multiply]
assert top_left == 1 * 10 + 2 * 30
assert (a * b)[0, 0] == 1 * 10
assert a[0, 1] == 2

# --8<-- [start:shape-mismatch] raises RuntimeError
scores @ weights
# --8<-- [end:shape-mismatch]

# --8<-- [start:shape-fixed]
print(scores @ weights.mT)  # (2, 3) @ (3, 1)
# --8<-- [end:shape-fixed]
assert (scores @ weights.mT)[0, 0] == 6 * 1 + 7 * 1 + 8 * 2

# --8<-- [start:add-a-row]
bonus = torch.tensor([1.0, 0.0, 0.5])  # (3,)
print(scores + bonus)  # (2, 3) + (3,)
# --8<-- [end:add-a-row]
assert torch.equal((scores + bonus)[0], scores[0] + bonus)
assert torch.equal((scores + bonus)[1], scores[1] + bonus)

# --8<-- [start:silent-trap]
predictions = torch.tensor([[1.0], [2.0], [3.0]])  # (3, 1)
targets = torch.tensor([1.0, 2.0, 3.0])  # (3,)
errors = predictions - targets
print(errors)
print(f"{(errors**2).mean() = }")
# --8<-- [end:silent-trap]
assert errors.shape == (3, 3)
assert errors[0, 2] == predictions[0, 0] - targets[2] == -2

# --8<-- [start:silent-trap-fixed]
errors = predictions.squeeze(1) - targets  # (3,) - (3,)
print(f"{(errors**2).mean() = }")
assert errors.shape == targets.shape
# --8<-- [end:silent-trap-fixed]

# --8<-- [start:three-curves]
import matplotlib.pyplot as plt

x = torch.linspace(-3, 3, 101)  # (101,)
slopes = torch.tensor([0.5, 1.0, 3.0])  # (3,)
curves = torch.tanh(slopes.reshape(3, 1) * x)  # (3, 101)
figure, axes = plt.subplots()
axes.plot(x, curves.mT)
axes.set_xlabel("$x$")
axes.legend(slopes.tolist())
# --8<-- [end:three-curves]
assert curves.shape == (3, 101)
assert len(axes.lines) == curves.mT.shape[1] == 3
assert torch.tanh(torch.tensor([-9.9e9, 9.9e9])).abs().max() <= 1
assert (curves[:, 50].abs() < 1e-6).all() and (curves.abs() < 1).all()

# --8<-- [start:decimal-comma] raises ValueError
print(torch.tensor([3, 5]))
print(torch.tensor([3.5]))
float("1,5")
# --8<-- [end:decimal-comma]
try:
    torch.tensor(3, 5)
    raise AssertionError
except TypeError:
    assert float("1,5".replace(",", ".")) == 1.5

# --8<-- [start:numpy-bridge]
import numpy as np

array = np.array([1.0, 2.0, 3.0])
shared = torch.from_numpy(array)
copied = torch.tensor(array)
array[0] = 100.0
print(f"{shared = }")
print(f"{copied = }")
# --8<-- [end:numpy-bridge]
assert shared.numpy()[0] == 100.0

# --8<-- [start:device] varies
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
moved = scores.to(device)
print(f"{moved.device = }")
total = moved + bonus.to(device)
print(total.cpu())
# --8<-- [end:device]
assert scores.device.type == "cpu"
assert torch.equal(total.cpu(), scores + bonus)
