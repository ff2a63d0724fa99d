# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
import torch
from torch import nn
# --8<-- [end:setup]

# --8<-- [start:decimal-comma]
fare = torch.tensor([3, 5])
print(f"{fare.shape = }, {(2 * fare).tolist() = }")
# --8<-- [end:decimal-comma]

# --8<-- [start:decimal-comma-fixed]
fare = torch.tensor([3.5])
print(f"{fare.shape = }, {(2 * fare).tolist() = }")
# --8<-- [end:decimal-comma-fixed]

# --8<-- [start:large-integers]
codes = torch.tensor([16777216.0, 16777217.0])
print(f"{(codes[0] == codes[1]).item() = }, {int(codes[1]) = }")
# --8<-- [end:large-integers]

# --8<-- [start:large-integers-fixed]
codes = torch.tensor([16777216, 16777217])
print(f"{(codes[0] == codes[1]).item() = }, {codes[1].item() = }")
# --8<-- [end:large-integers-fixed]
assert 2**24 == 16777216 and codes.dtype == torch.int64
assert codes.float()[0] == codes.float()[1]
assert torch.tensor(12345678901.0).item() != 12345678901

# --8<-- [start:result-dropped]
changes = torch.tensor([-2.0, 3.0])
changes.clamp(min=0)
changes.to(torch.float64)
print(changes, changes.dtype)
# --8<-- [end:result-dropped]

# --8<-- [start:result-dropped-fixed]
changes = changes.clamp(min=0).to(torch.float64)
print(changes)
# --8<-- [end:result-dropped-fixed]
layer = nn.Linear(1, 1)
layer.to(torch.float64)
assert layer.weight.dtype == torch.float64

# --8<-- [start:second-name]
prices = torch.tensor([10.0, 20.0])
before = prices
prices *= 1.1
print(f"{(prices - before).tolist() = }")
# --8<-- [end:second-name]

# --8<-- [start:second-name-fixed]
prices = torch.tensor([10.0, 20.0])
before = prices.clone()
prices *= 1.1
print(f"{(prices - before).tolist() = }")
# --8<-- [end:second-name-fixed]
best = layer.state_dict()
with torch.no_grad():
    layer.weight += 1
assert torch.equal(best["weight"], layer.weight)

# --8<-- [start:reshape-for-transpose]
rain = torch.tensor([[1, 2, 3], [10, 20, 30]])  # (2, 3)
print(rain.reshape(3, 2))
# --8<-- [end:reshape-for-transpose]

# --8<-- [start:reshape-for-transpose-fixed]
print(rain.T)
# --8<-- [end:reshape-for-transpose-fixed]

# --8<-- [start:column-minus-row]
targets = torch.tensor([13.0, 35.0, 20.0])  # (3,)
outputs = torch.tensor([[13.0], [35.0], [20.0]])  # (3, 1)
errors = outputs - targets
print(f"{errors.square().mean().item() = :.2f}, {errors.shape = }")
# --8<-- [end:column-minus-row]
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    nn.MSELoss()(outputs, targets)
assert "is different to the input size" in str(caught[0].message)

# --8<-- [start:column-minus-row-fixed]
outputs = outputs.squeeze(1)  # (3,)
assert outputs.shape == targets.shape
print(f"{(outputs - targets).square().mean().item() = :.2f}")
# --8<-- [end:column-minus-row-fixed]

# --8<-- [start:softmax-dim]
logits = torch.tensor([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]])  # (3, 2)
probs = logits.softmax(dim=0)
print(probs[0], f"{probs[0].sum().item() = :.2f}")
# --8<-- [end:softmax-dim]

# --8<-- [start:softmax-dim-fixed]
probs = logits.softmax(dim=1)
print(probs[0], f"{probs[0].sum().item() = :.2f}")
# --8<-- [end:softmax-dim-fixed]


# --8<-- [start:plain-list]
class Stack(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = [nn.Linear(2, 2), nn.Linear(2, 2)]
        self.last = nn.Linear(2, 1)


print(list(Stack().state_dict()))
# --8<-- [end:plain-list]
assert len(list(Stack().parameters())) == 2
assert Stack().double().hidden[0].weight.dtype == torch.float32


# --8<-- [start:plain-list-fixed]
class Registered(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2)])
        self.last = nn.Linear(2, 1)


print(list(Registered().state_dict()))
# --8<-- [end:plain-list-fixed]
assert len(list(Registered().parameters())) == 6

# --8<-- [start:no-eval]
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 64), nn.Dropout(0.5), nn.Linear(64, 1))
delivery = torch.tensor([[5.0, 2.0]])
print([round(model(delivery).item(), 2) for question in range(4)])
# --8<-- [end:no-eval]
assert model.training and model(delivery) != model(delivery)
with torch.no_grad():
    assert model(delivery) != model(delivery)

# --8<-- [start:no-eval-fixed]
model.eval()
print([round(model(delivery).item(), 2) for question in range(4)])
# --8<-- [end:no-eval-fixed]
assert model(delivery) == model(delivery)

# --8<-- [start:no-zero-grad]
weight = torch.tensor(2.0, requires_grad=True)
for step in range(3):
    (5 * weight).backward()
    print(weight.grad.item())
# --8<-- [end:no-zero-grad]

# --8<-- [start:no-zero-grad-fixed]
optimizer = torch.optim.SGD([weight], lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    (5 * weight).backward()
    print(weight.grad.item())
# --8<-- [end:no-zero-grad-fixed]

# --8<-- [start:softmax-twice]
logits = torch.tensor([[0.0, 20.0, 0.0]])
target = torch.tensor([1])
loss = nn.CrossEntropyLoss()(logits.softmax(dim=1), target)
print(f"{loss.item() = :.2f}")
# --8<-- [end:softmax-twice]

# --8<-- [start:softmax-twice-fixed]
print(f"{nn.CrossEntropyLoss()(logits, target).item() = :.2f}")
# --8<-- [end:softmax-twice-fixed]

# --8<-- [start:cut-graph]
weight = torch.tensor(3.0, requires_grad=True)
error = (2 * weight - 7).square()
penalty = weight.square()
(error + penalty.item()).backward()
print(f"{weight.grad.item() = }")
# --8<-- [end:cut-graph]
for cut in (weight.square().detach(), weight.square().tolist()):
    weight.grad = None
    ((2 * weight - 7).square() + cut).backward()
    assert weight.grad.item() == -4
assert 2 * (2 * 3 - 7) * 2 == -4

# --8<-- [start:cut-graph-fixed]
weight.grad = None
((2 * weight - 7).square() + weight.square()).backward()
print(f"{weight.grad.item() = }")
# --8<-- [end:cut-graph-fixed]
assert -4 + 2 * 3 == 2

# --8<-- [start:old-optimizer]
model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model[1] = nn.Linear(2, 1)
before = model[1].bias.item()
model(torch.ones(4, 2)).mean().backward()
optimizer.step()
print(f"{model[1].bias.grad.item() = }")
print(f"{model[1].bias.item() == before = }")
# --8<-- [end:old-optimizer]

# --8<-- [start:old-optimizer-fixed]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
optimizer.step()
print(f"{model[1].bias.item() - before = :.1f}")
# --8<-- [end:old-optimizer-fixed]

# --8<-- [start:scheduler-per-batch]
weight = torch.tensor(2.0, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10)
for epoch in range(3):
    for batch in range(20):
        optimizer.step()
        scheduler.step()
    print(f"{optimizer.param_groups[0]['lr']:.0e}")
# --8<-- [end:scheduler-per-batch]

# --8<-- [start:scheduler-per-batch-fixed]
optimizer = torch.optim.SGD([weight], lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10)
for epoch in range(3):
    for batch in range(20):
        optimizer.step()
    scheduler.step()
    print(f"{optimizer.param_groups[0]['lr']:.0e}")
# --8<-- [end:scheduler-per-batch-fixed]

# --8<-- [start:shuffled-apart]
torch.manual_seed(0)
km = torch.arange(1.0, 101.0)
minutes = 3 * km
inputs = km[torch.randperm(100)]
targets = minutes[torch.randperm(100)]
print(f"{(targets == 3 * inputs).sum().item() = }")
# --8<-- [end:shuffled-apart]
assert (targets == 3 * inputs).sum().item() < 10
assert targets.mean() == 3 * inputs.mean()

# --8<-- [start:shuffled-apart-fixed]
order = torch.randperm(100)
inputs, targets = km[order], minutes[order]
print(f"{(targets == 3 * inputs).sum().item() = }")
# --8<-- [end:shuffled-apart-fixed]

# --8<-- [start:unequal-batches]
right = torch.tensor([1.0, 1.0, 1.0, 1.0, 0.0])
shares = [batch.mean() for batch in right.split(4)]
print(f"{sum(shares).item() / len(shares) = }")
# --8<-- [end:unequal-batches]

# --8<-- [start:unequal-batches-fixed]
hits = sum(batch.sum() for batch in right.split(4))
print(f"{hits.item() / len(right) = }")
# --8<-- [end:unequal-batches-fixed]
