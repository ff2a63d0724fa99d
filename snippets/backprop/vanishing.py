# host: the sizes shown come from the random draw of the CPU
# --8<-- [start:by-hand]
import torch
from torch import nn

print(f"{0.25**10 = :.1e}, {0.25**50 = :.1e}")
print(f"{1.5**10 = :.1e}, {1.5**50 = :.1e}")

x = torch.tensor(0.0, requires_grad=True)
torch.sigmoid(x).backward()
step = 1e-2
up, down = torch.sigmoid(x.detach() + step), torch.sigmoid(x.detach() - step)
print(f"{x.grad.item() = :.4f}, {((up - down) / (2 * step)).item() = :.4f}")
# --8<-- [end:by-hand]
assert x.grad == 0.25 and abs((up - down) / (2 * step) - 0.25) < 1e-4
assert 0.25**50 < 1e-30 and 1.5**50 > 6e8
ratio = torch.tensor(1.0, requires_grad=True)
out = ratio
for layer in range(50):
    out = 1.5 * out
out.backward()
assert abs(ratio.grad.item() / 1.5**50 - 1) < 1e-5
assert abs(nn.Linear(50, 50).weight.std().item() - 0.08) < 0.005


# --8<-- [start:fifty-layers]
def gradient_norms(activation, std, dtype=torch.float64):
    torch.manual_seed(0)
    layers = [nn.Linear(50, 50, dtype=dtype) for depth in range(50)]
    for layer in layers:
        nn.init.normal_(layer.weight, std=std)
        nn.init.zeros_(layer.bias)
    x = torch.randn(64, 50, dtype=dtype)
    for layer in layers:
        x = activation(layer(x))
    x.square().mean().backward()
    return [layer.weight.grad.double().norm().item() for layer in layers]


# --8<-- [end:fifty-layers]

# --8<-- [start:sigmoid]
norms = gradient_norms(torch.sigmoid, std=0.08)
for depth in (50, 40, 30, 20, 10, 1):
    print(f"{depth}: {norms[depth - 1]:.0e}")
# --8<-- [end:sigmoid]
assert 0 < norms[0] < 1e-35

# --8<-- [start:single-precision]
norms = gradient_norms(torch.sigmoid, std=0.08, dtype=torch.float32)
print(f"{norms[0] = }")
# --8<-- [end:single-precision]
assert norms[0] == 0

# --8<-- [start:relu]
for std in (0.08, 0.2, 0.3):
    norms = gradient_norms(torch.relu, std)
    print(f"{std = }: {norms[0]:.0e} ... {norms[-1]:.0e}")
# --8<-- [end:relu]
norms = gradient_norms(torch.relu, 0.2)
assert max(norms) / min(norms) < 20

# --8<-- [start:drawn]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
for activation, std in (
    (torch.sigmoid, 0.08),
    (torch.relu, 0.2),
    (torch.relu, 0.3),
):
    norms = gradient_norms(activation, std)
    label = f"{activation.__name__}, {std}"
    axes.semilogy(range(1, 51), norms, label=label)
axes.set_xlabel("layer")
axes.legend()
# --8<-- [end:drawn]

# --8<-- [start:not-a-number]
norms = gradient_norms(torch.relu, std=2.0, dtype=torch.float32)
print(f"{norms[0] = }")
print(f"{torch.finfo(torch.float32).max = :.0e}")
print(f"{float('inf') - float('inf') = }")
# --8<-- [end:not-a-number]
assert norms[0] != norms[0]
torch.manual_seed(0)
x = torch.randn(64, 50)
for layer in range(40):
    x = torch.relu(x @ (2.0 * torch.randn(50, 50)))
    if layer == 34:
        assert x.isfinite().all()
assert x.isnan().any()

# --8<-- [start:residual-by-hand]
x = torch.tensor(0.0, requires_grad=True)
y = x
for layer in range(50):
    y = torch.sigmoid(y)
y.backward()
print(f"{x.grad.item() = :.0e}")

x.grad = None
y = x
for layer in range(50):
    y = y + torch.sigmoid(y) / 50
y.backward()
print(f"{x.grad.item() = :.2f}")
# --8<-- [end:residual-by-hand]
up = down = torch.tensor(0.0, dtype=torch.float64)
up, down = up + 1e-4, down - 1e-4
for layer in range(50):
    up, down = up + up.sigmoid() / 50, down + down.sigmoid() / 50
assert abs((up - down) / 2e-4 - x.grad) < 1e-4


# --8<-- [start:mended]
class Block(nn.Module):
    def __init__(self, norm, residual):
        super().__init__()
        self.linear = nn.Linear(50, 50)
        self.norm = nn.LayerNorm(50) if norm else nn.Identity()
        self.residual = residual

    def forward(self, x):
        change = torch.sigmoid(self.linear(self.norm(x)))
        return x + change if self.residual else change


for norm, residual in ((False, False), (True, False), (True, True)):
    torch.manual_seed(0)
    model = nn.Sequential(*[Block(norm, residual) for depth in range(50)])
    model(torch.randn(64, 50)).square().mean().backward()
    first = model[0].linear.weight.grad.norm().item()
    last = model[49].linear.weight.grad.norm().item()
    print(f"{norm = }, {residual = }: {first:.0e} ... {last:.0e}")
# --8<-- [end:mended]
torch.manual_seed(0)
x = torch.randn(64, 50)
for layer in range(50):
    x = torch.sigmoid(nn.Linear(50, 50)(x))
assert 0.05 < x.std(dim=1).mean() < 0.2

# --8<-- [start:read-sizes]
for name, p in model.named_parameters():
    if name in ("0.linear.weight", "24.linear.weight", "49.linear.weight"):
        change = 0.01 * p.grad.norm() / p.detach().norm()
        print(f"{name}: {p.grad.norm():.1e}, {change:.1e}")
# --8<-- [end:read-sizes]
assert 1e-45 < 2.0**-149 < 2e-45
assert 1.28 < (1 + 0.25 / 50) ** 50 < 1.29
used, unused = nn.Linear(2, 1), nn.Linear(2, 1)
used(torch.ones(2)).sum().backward()
assert used.weight.grad is not None and unused.weight.grad is None
with torch.no_grad():
    used.weight -= 0.01 * torch.full_like(used.weight, torch.nan)
assert used(torch.ones(2)).isnan().all()
