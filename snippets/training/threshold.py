# host: a DataLoader shuffles with a generator of the CPU
# --8<-- [start:setup]
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split
# --8<-- [end:setup]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
train_set, val_set = random_split(
    TensorDataset(inputs, (minutes > 45).float()),
    [200, 100],
    generator=torch.Generator().manual_seed(0),
)
# --8<-- [end:data]

# --8<-- [start:train]
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loader = DataLoader(train_set, batch_size=20, shuffle=True)
loss_fn = nn.BCEWithLogitsLoss()
for epoch in range(20):
    for batch_inputs, batch_targets in loader:
        optimizer.zero_grad()
        loss_fn(model(batch_inputs), batch_targets).backward()
        optimizer.step()
# --8<-- [end:train]

# --8<-- [start:probs]
model.eval()
val_inputs, val_targets = val_set[:]
with torch.inference_mode():
    logits = model(val_inputs)  # (100, 1)
probs = logits.sigmoid()
late = val_targets.bool()
print([round(prob, 2) for prob in probs[:6].flatten().tolist()])
print(late[:6].int().flatten().tolist())
# --8<-- [end:probs]
assert torch.equal(probs > 0.5, logits > 0)
assert probs[:6][~late[:6]].max() < 0.22 < probs[:6][late[:6]].min()


# --8<-- [start:thresholds]
def judge(said):
    true_pos = (said & late).sum().item()
    false_pos = (said & ~late).sum().item()
    false_neg = (~said & late).sum().item()
    return true_pos, false_pos, false_neg


for threshold in (0.9, 0.75, 0.5, 0.3, 0.1):
    said = probs > threshold
    hits, alarms, misses = judge(said)
    accuracy = (said == late).float().mean().item()
    print(f"{threshold:<4} {hits:2} {alarms:2} {misses:2}", end="  ")
    print(f"{accuracy:.2f} {hits / (hits + alarms):.2f}", end=" ")
    print(f"{hits / (hits + misses):.2f}")
# --8<-- [end:thresholds]

# --8<-- [start:cost]
for alarm_price, miss_price in ((2, 30), (30, 10)):
    costs = {}
    for threshold in (0.9, 0.75, 0.5, 0.3, 0.1):
        hits, alarms, misses = judge(probs > threshold)
        costs[threshold] = alarm_price * alarms + miss_price * misses
    print(costs, min(costs, key=costs.get))
# --8<-- [end:cost]

# --8<-- [start:curve]
recalls, precisions = [], []
for threshold in probs.flatten().sort().values[:-1]:
    hits, alarms, misses = judge(probs > threshold)
    recalls.append(hits / (hits + misses))
    precisions.append(hits / (hits + alarms))
figure, axes = plt.subplots()
axes.plot(recalls, precisions, label="model")
axes.axhline(late.float().mean().item(), color="C1", label="always")
axes.set(xlabel="recall", ylabel="precision", ylim=(0, 1.05))
axes.legend()
# --8<-- [end:curve]
assert recalls == sorted(recalls, reverse=True)
assert precisions != sorted(precisions)
assert judge(torch.ones_like(late)) == (14, 86, 0)

# --8<-- [start:half-a-logit]
for said in (logits > 0, logits > 0.5, probs > 0.5, probs > 0):
    hits, alarms, misses = judge(said)
    accuracy = (said == late).float().mean().item()
    print(f"{said.sum().item():3} {accuracy:.2f} {hits / (hits + misses):.2f}")
print(f"{torch.tensor(0.5).sigmoid().item() = :.2f}")
# --8<-- [end:half-a-logit]
