# host: NumPy and the loader stand beside calls that take the default device
# --8<-- [start:setup]
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import (
    DataLoader,
    Dataset,
    TensorDataset,
    random_split,
)

torch.manual_seed(0)
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
# --8<-- [end:setup]

# --8<-- [start:create]
x = torch.tensor([[5.0, 8.0, 3.0], [6.0, 9.0, 4.0]])
zeros, ones = torch.zeros(2, 3), torch.ones_like(x)
sevens, unit = torch.full((2, 3), 7.0), torch.eye(3)
print(f"{torch.arange(0, 10, 3) = }")
print(f"{torch.linspace(0, 1, 3) = }")
uniform, normal = torch.rand(2, 3), torch.randn(2, 3)
whole, order = torch.randint(0, 10, (2, 3)), torch.randperm(6)
array = x.numpy()
back = torch.from_numpy(array)
# --8<-- [end:create]
assert zeros.sum() == 0 and torch.equal(ones, zeros + 1)
assert sevens.mean() == 7 and torch.equal(unit @ unit, unit)
assert uniform.min() >= 0 and uniform.max() < 1 and normal.shape == (2, 3)
assert whole.dtype == torch.int64 and whole.min() >= 0 and whole.max() < 10
assert sorted(order.tolist()) == [0, 1, 2, 3, 4, 5]
assert back.data_ptr() == x.data_ptr()

# --8<-- [start:inspect]
print(f"{x.shape = }, {x.ndim = }")
print(f"{x.numel() = }, {x.dtype = }")
print(f"{x.max().item() = }, {x[0].tolist() = }")
print(f"{x.long().dtype = }")
print(f"{x.to(torch.float16).dtype = }")
x, x_cpu = x.to(device), x.cpu()
# --8<-- [end:inspect]
x = x_cpu
assert x.device.type == "cpu"

# --8<-- [start:index]
print(f"{x[0] = }")
print(f"{x[:, 1] = }")
print(f"{x[..., -1] = }")
print(f"{x[x > 5] = }")
print(f"{torch.where(x > 5, x, 0)[0] = }")
best = x.argmax(dim=1, keepdim=True)
print(f"{x.gather(1, best) = }")
# --8<-- [end:index]

# --8<-- [start:compute]
print(f"{x.sum() = }")
print(f"{x.sum(dim=0) = }")
print(f"{x.mean(dim=1, keepdim=True).shape = }")
print(f"{x.std(dim=1) = }")
print(f"{x.argmax(dim=1) = }")
print(f"{x.max(dim=1).values = }")
print(f"{(x @ x.mT).shape = }")
print(f"{(x * torch.tensor([1, 2, 3]))[0] = }")
print(f"{x.clamp(max=6)[1] = }")
print(f"{x[0].log().exp() = }")
print(f"{x[1].softmax(dim=0).sum() = }")
print(f"{x[0].sort().values = }")
largest = x.flatten().topk(2)
print(f"{largest.values = }")
print(f"{largest.indices = }")
# --8<-- [end:compute]

# --8<-- [start:reshape]
print(f"{x.reshape(3, 2).shape = }")
print(f"{x.flatten().shape = }")
print(f"{x.unsqueeze(1).shape = }")
print(f"{x.mT.shape = }")
print(f"{x[None].squeeze(0).shape = }")
image = torch.zeros(28, 30, 3)
print(f"{image.permute(2, 0, 1).shape = }")
print(f"{x[:1].expand(4, 3).shape = }")
print(f"{torch.cat([x, x]).shape = }")
print(f"{torch.stack([x, x]).shape = }")
left, right = x.split(2, dim=1)
print(f"{right.shape = }")
# --8<-- [end:reshape]

# --8<-- [start:gradients]
w = torch.tensor(3.0, requires_grad=True)
(w**2).backward()
print(f"{w.grad = }, {w.detach() = }")
w.grad = None
with torch.no_grad():
    w -= 0.1
(slope,) = torch.autograd.grad(w**2, w)
print(f"{slope = }")
# --8<-- [end:gradients]
assert w.grad is None

# --8<-- [start:layers]
row, words = torch.randn(8, 3), torch.tensor([[4, 9]])
pixels = torch.randn(8, 3, 28, 28)
print(f"{nn.Linear(3, 16)(row).shape = }")
print(f"{nn.Conv2d(3, 6, 5)(pixels).shape = }")
print(f"{nn.MaxPool2d(2)(pixels).shape = }")
print(f"{nn.Flatten()(pixels).shape = }")
print(f"{nn.Embedding(50, 16)(words).shape = }")
print(f"{nn.BatchNorm1d(3)(row).shape = }")
print(f"{nn.LayerNorm(3)(row).shape = }")
print(f"{nn.Dropout(0.2)(row).shape = }")
q = k = v = torch.randn(1, 4, 5, 8)
heads = F.scaled_dot_product_attention(q, k, v, is_causal=True)
print(f"{heads.shape = }")
# --8<-- [end:layers]


# --8<-- [start:module]
class Net(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.first = nn.Linear(3, hidden)
        self.last = nn.Linear(hidden, 1)

    def forward(self, inputs):
        return self.last(F.relu(self.first(inputs)))


model = Net(16).to(device)
same = nn.Sequential(
    nn.Linear(3, 16),
    nn.ReLU(),
    nn.Linear(16, 1),
)
print(f"{sum(p.numel() for p in model.parameters()) = }")
for parameter in same[0].parameters():
    parameter.requires_grad_(False)
nn.init.zeros_(model.last.bias)
# --8<-- [end:module]
assert sum(p.numel() for p in same.parameters() if p.requires_grad) == 17
assert same(row).shape == model(row.to(device)).shape == (8, 1)

# --8<-- [start:losses]
outputs, targets = torch.randn(8, 1), torch.randn(8, 1)
for loss_fn in nn.MSELoss(), nn.L1Loss(), nn.HuberLoss():
    loss = loss_fn(outputs, targets)
yes = torch.ones(8, 1)
loss = nn.BCEWithLogitsLoss()(outputs, yes)
print(f"{(outputs.sigmoid() > 0.5).shape = }")
logits = torch.randn(8, 4)
classes = torch.randint(0, 4, (8,))
loss = nn.CrossEntropyLoss()(logits, classes)
print(f"{loss.shape = }, {classes.dtype = }")
accuracy = (logits.argmax(dim=1) == classes).float().mean()
# --8<-- [end:losses]
assert loss.ndim == 0 and 0 <= accuracy <= 1
torch.testing.assert_close(
    loss, -logits.log_softmax(1)[range(8), classes].mean()
)

# --8<-- [start:optimizers]
sgd = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
optimizer = torch.optim.AdamW(
    [
        {"params": model.first.parameters(), "lr": 0.02},
        {"params": model.last.parameters()},
    ],
    lr=0.05,
    weight_decay=0.01,
)
cosine = torch.optim.lr_scheduler.CosineAnnealingLR
scheduler = cosine(optimizer, T_max=20)
print(f"{scheduler.get_last_lr() = }")
# --8<-- [end:optimizers]


# --8<-- [start:data]
class Table(Dataset):
    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        return self.rows[index, :3], self.rows[index, 3:]


inputs = torch.rand(200, 3)
targets = inputs @ torch.tensor([[2.0], [-1.0], [3.0]])
dataset = TensorDataset(inputs, targets)
same_rows = Table(torch.cat([inputs, targets], dim=1))
train_set, held_back = random_split(dataset, [160, 40])
loader = DataLoader(train_set, batch_size=32, shuffle=True)
validation = DataLoader(held_back, batch_size=20)
print(f"{len(loader) = }, {len(train_set) = }")
# --8<-- [end:data]
assert len(same_rows) == 200
for mine, theirs in zip(same_rows[7], dataset[7], strict=True):
    assert torch.equal(mine, theirs)

# --8<-- [start:train]
loss_fn = nn.MSELoss()
for epoch in range(20):
    model.train()
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    scheduler.step()
# --8<-- [end:train]

# --8<-- [start:evaluate]
model.eval()
total = 0.0
with torch.inference_mode():
    for inputs, targets in validation:
        outputs = model(inputs.to(device))
        loss = loss_fn(outputs, targets.to(device))
        total += loss.item() * len(inputs)
print(f"{total / len(held_back) < 0.1 * targets.var().item() = }")
# --8<-- [end:evaluate]

# --8<-- [start:save]
torch.save(model.state_dict(), "model.pt")
fresh = Net(16)
fresh.load_state_dict(torch.load("model.pt", map_location="cpu"))
checkpoint = {
    "model": model.state_dict(),
    "optimizer": optimizer.state_dict(),
    "epoch": epoch,
}
torch.save(checkpoint, "checkpoint.pt")
checkpoint = torch.load("checkpoint.pt", map_location=device)
model.load_state_dict(checkpoint["model"])
optimizer.load_state_dict(checkpoint["optimizer"])
# --8<-- [end:save]
assert all(
    torch.equal(mine, theirs.cpu())
    for mine, theirs in zip(fresh.parameters(), model.parameters(), strict=True)
)

# --8<-- [start:check]
print(f"{x.isfinite().all() = }")
print(f"{torch.equal(x, x + 0) = }")
third = torch.tensor(1 / 3)
torch.testing.assert_close(3 * third, torch.tensor(1.0))
grads = [p.grad for p in model.parameters()]
print(f"{all(g is not None for g in grads) = }")
print(f"{nn.utils.get_total_norm(grads).isfinite() = }")
for name, parameter in model.named_parameters():
    print(name, parameter.shape)
# --8<-- [end:check]

# --8<-- [start:faster]
row = row.to(device)
with torch.autocast(device.type, dtype=torch.bfloat16):
    outputs = model(row)
print(f"{outputs.dtype = }")
compiled = torch.compile(model, backend="eager")
outputs = compiled(row)
# --8<-- [end:faster]
torch.testing.assert_close(outputs, model(row))
