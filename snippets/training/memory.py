# --8<-- [start:model]
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.utils.checkpoint import checkpoint

torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(100, 1000),
    nn.ReLU(),
    nn.Linear(1000, 1000),
    nn.ReLU(),
    nn.Linear(1000, 1),
)
count = sum(parameter.numel() for parameter in model.parameters())
weights = sum(parameter.nbytes for parameter in model.parameters())
print(f"{count = }, {weights = }")

assert count == 101 * 1000 + 1001 * 1000 + 1001
# --8<-- [end:model]
assert weights == 4 * count

# --8<-- [start:gradients]
inputs = torch.rand(64, 100)
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
model(inputs).sum().backward()
gradients = sum(parameter.grad.nbytes for parameter in model.parameters())
print(f"{gradients = }")
# --8<-- [end:gradients]
assert gradients == weights

# --8<-- [start:optimizer-state]
optimizer.step()
state = 0
for values in optimizer.state.values():
    state += values["exp_avg"].nbytes + values["exp_avg_sq"].nbytes
fixed = weights + gradients + state
print(f"{state = }, {fixed = }")

assert fixed == 4 * weights
# --8<-- [end:optimizer-state]


# --8<-- [start:kept]
def kept_bytes(compute):
    own = {parameter.data_ptr() for parameter in model.parameters()}
    sizes = {}

    def pack(tensor):
        if tensor.data_ptr() not in own:
            sizes[tensor.data_ptr()] = tensor.nbytes
        return tensor

    with saved_tensors_hooks(pack, lambda tensor: tensor):
        compute()
    return sum(sizes.values())


print(f"{kept_bytes(lambda: model(inputs)) = }")
# --8<-- [end:kept]

# --8<-- [start:by-hand]
numbers = 100 + 1000 + 1000
print(f"{64 * numbers * 4 = }")
assert 64 * numbers * 4 == kept_bytes(lambda: model(inputs))
# --8<-- [end:by-hand]

# --8<-- [start:batch-sizes]
kept = {}
for size in (1, 64, 512, 4096):
    batch = torch.rand(size, 100)
    kept[size] = kept_bytes(lambda batch=batch: model(batch))
    print(f"{size = }, {kept[size] / 2**20 = :.1f} MiB")
print(f"{fixed / 2**20 = :.1f} MiB")
# --8<-- [end:batch-sizes]
assert kept[4096] == 4096 * kept[1]
convolution = nn.Conv2d(3, 16, 3)
own_weights = sum(parameter.nbytes for parameter in convolution.parameters())
image = torch.rand(1, 3, 32, 32)
kept_image = kept_bytes(lambda: convolution(image).relu())
assert kept_image > 5 * 4 * own_weights
plain_sgd = torch.optim.SGD(convolution.parameters(), lr=0.1)
convolution(image).sum().backward()
plain_sgd.step()
assert not any(plain_sgd.state.values())

# --8<-- [start:growth]
sizes = list(range(0, 4097, 512))
total = [(fixed + size * kept[1]) / 2**20 for size in sizes]
figure, axes = plt.subplots()
axes.axhline(fixed / 2**20, color="C1", label="fixed")
axes.plot(sizes, total, marker="o", label="fixed + kept")
axes.set(xlabel="batch_size", ylabel="MiB", ylim=(0, None))
axes.legend()
# --8<-- [end:growth]

# --8<-- [start:halves]
large = kept_bytes(lambda: model(inputs))
parts = [kept_bytes(lambda part=part: model(part)) for part in inputs.split(16)]
print(f"{large = }, {parts = }")
# --8<-- [end:halves]
assert sum(parts) == large

# --8<-- [start:inference]
with torch.inference_mode():
    print(f"{kept_bytes(lambda: model(inputs)) = }")
# --8<-- [end:inference]
with torch.no_grad():
    assert kept_bytes(lambda: model(inputs)) == 0
model.eval()
assert kept_bytes(lambda: model(inputs)) > 0
model.train()

# --8<-- [start:losses-kept]
losses = []
for step in range(3):
    losses.append(model(inputs).mean())
print(f"{losses[0].grad_fn is None = }")

losses = [loss.item() for loss in losses]
print(f"{type(losses[0]) = }")
# --8<-- [end:losses-kept]
loss = model(inputs).mean()
layer = loss.grad_fn.next_functions[0][0]
assert layer._saved_mat1 is not None
loss.backward()
try:
    layer._saved_mat1
    raise AssertionError
except RuntimeError as error:
    assert "already been freed" in str(error)
del loss, layer

# --8<-- [start:gradients-freed]
optimizer.zero_grad()
print([parameter.grad is None for parameter in model.parameters()])
# --8<-- [end:gradients-freed]
assert all(parameter.grad is None for parameter in model.parameters())


# --8<-- [start:checkpoint]
def with_checkpoint():
    return checkpoint(model, inputs, use_reentrant=False)


print(f"{kept_bytes(lambda: model(inputs)) = }")
print(f"{kept_bytes(with_checkpoint) = }")
# --8<-- [end:checkpoint]

# --8<-- [start:same-gradients]
optimizer.zero_grad()
model(inputs).sum().backward()
usual = [parameter.grad.clone() for parameter in model.parameters()]

optimizer.zero_grad()
with_checkpoint().sum().backward()
for parameter, gradient in zip(model.parameters(), usual, strict=True):
    torch.testing.assert_close(parameter.grad, gradient)
# --8<-- [end:same-gradients]
