# host: a DataLoader shuffles with a generator of the CPU
# --8<-- [start:setup]
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split
# --8<-- [end:setup]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]

# --8<-- [start:late]
targets = (minutes > 45).float()
train_set, val_set = random_split(
    TensorDataset(inputs, targets),
    [200, 100],
    generator=torch.Generator().manual_seed(0),
)
val_inputs, val_targets = val_set[:]
late = val_targets.bool()  # (100, 1)
print(f"{late.shape = }, {late.sum().item() = }")
# --8<-- [end:late]
assert targets.sum() == 42 and train_set[:][1].sum() == 28

# --8<-- [start:never-late]
never = torch.zeros_like(late)
print(f"{(never == late).float().mean().item() = :.2f}")
print(f"{(never & late).sum().item() = }")
# --8<-- [end:never-late]

# --8<-- [start:ten]
said = torch.tensor([1, 0, 0, 1, 0, 0, 1, 0, 0, 0]).bool()
was = torch.tensor([1, 0, 0, 0, 0, 1, 1, 0, 1, 0]).bool()
true_pos = (said & was).sum().item()
false_pos = (said & ~was).sum().item()
false_neg = (~said & was).sum().item()
true_neg = (~said & ~was).sum().item()
print(f"{true_pos = }, {false_pos = }, {false_neg = }, {true_neg = }")

assert true_pos + false_pos + false_neg + true_neg == len(was)
# --8<-- [end:ten]


# --8<-- [start:confusion]
def confusion(said, was, classes=2):
    cells = classes * was.flatten().long() + said.flatten().long()
    counts = torch.bincount(cells, minlength=classes**2)
    return counts.reshape(classes, classes)


print(confusion(said, was))
assert confusion(said, was).flatten().tolist() == [5, 1, 2, 2]
# --8<-- [end:confusion]
assert [true_neg, false_pos, false_neg, true_pos] == [5, 1, 2, 2]


# --8<-- [start:rates]
def rates(counts):
    (true_neg, false_pos), (false_neg, true_pos) = counts.tolist()
    accuracy = (true_neg + true_pos) / counts.sum().item()
    precision = true_pos / (true_pos + false_pos)
    recall = true_pos / (true_pos + false_neg)
    return accuracy, precision, recall


accuracy, precision, recall = rates(confusion(said, was))
print(f"{accuracy = :.2f}, {precision = :.2f}, {recall = :.2f}")
print(f"{2 * precision * recall / (precision + recall) = :.2f}")

assert accuracy == 7 / 10 and precision == 2 / 3 and recall == 2 / 4
# --8<-- [end:rates]
f1 = 2 * precision * recall / (precision + recall)
assert abs(f1 - 4 / 7) < 1e-9


# --8<-- [start:train]
def train(model, loss_fn, train_set, epochs=20):
    loader = DataLoader(train_set, batch_size=20, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    model.train()
    for epoch in range(epochs):
        for batch_inputs, batch_targets in loader:
            optimizer.zero_grad()
            loss_fn(model(batch_inputs), batch_targets).backward()
            optimizer.step()


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
train(model, nn.BCEWithLogitsLoss(), train_set)
# --8<-- [end:train]

# --8<-- [start:judge]
model.eval()
with torch.inference_mode():
    logits = model(val_inputs)  # (100, 1)
counts = confusion(logits > 0, late)
accuracy, precision, recall = rates(counts)
print(counts)
print(f"{accuracy = :.2f}, {precision = :.2f}, {recall = :.2f}")
# --8<-- [end:judge]
assert (accuracy, precision, recall) == (0.91, 7 / 9, 0.5)

# --8<-- [start:drawn]
shares = counts / counts.sum(dim=1, keepdim=True)
figure, axes = plt.subplots()
axes.pcolormesh(shares.tolist(), vmin=0, vmax=1, alpha=0.3)
for row in range(2):
    for column in range(2):
        number = counts[row, column].item()
        axes.text(column + 0.5, row + 0.5, number, ha="center", va="center")
axes.set(xlabel="said", ylabel="was", aspect="equal")
axes.set(xticks=[0.5, 1.5], xticklabels=[0, 1])
axes.set(yticks=[0.5, 1.5], yticklabels=[0, 1])
axes.grid(False)
axes.invert_yaxis()
# --8<-- [end:drawn]

# --8<-- [start:nothing-said] raises ZeroDivisionError
rates(confusion(never, late))
# --8<-- [end:nothing-said]
with torch.random.fork_rng():
    torch.manual_seed(0)
    young = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
    train(young, nn.BCEWithLogitsLoss(), train_set, epochs=1)
    assert (young(val_inputs) > 0).sum() == 0


# --8<-- [start:ratio]
def ratio(part, whole):
    return part / whole if whole else float("nan")


def rates(counts):
    (true_neg, false_pos), (false_neg, true_pos) = counts.tolist()
    accuracy = (true_neg + true_pos) / counts.sum().item()
    precision = ratio(true_pos, true_pos + false_pos)
    recall = ratio(true_pos, true_pos + false_neg)
    return accuracy, precision, recall


print(rates(confusion(never, late)))
# --8<-- [end:ratio]

# --8<-- [start:over-batches]
total, recalls = torch.zeros(2, 2, dtype=torch.long), []
with torch.inference_mode():
    for batch_inputs, batch_targets in DataLoader(val_set, batch_size=20):
        counts = confusion(model(batch_inputs) > 0, batch_targets)
        total += counts
        recalls.append(rates(counts)[2])
print([round(recall, 2) for recall in recalls])
print(f"{sum(recalls) / len(recalls) = :.2f}")
print(f"{torch.tensor(recalls).nanmean().item() = :.2f}")
print(f"{rates(total)[2] = :.2f}")
# --8<-- [end:over-batches]
assert [int(late[i : i + 20].sum()) for i in range(0, 100, 20)][:2] == [7, 1]

# --8<-- [start:three-classes]
classes = torch.bucketize(minutes.flatten(), torch.tensor([25.0, 45.0]))
class_set = TensorDataset(inputs, classes)
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 3))
train(model, nn.CrossEntropyLoss(), Subset(class_set, train_set.indices))
model.eval()
with torch.inference_mode():
    predicted = model(val_inputs).argmax(dim=1)  # (100,)
counts = confusion(predicted, classes[val_set.indices], classes=3)
print(counts)
for name, dim in (("precision", 0), ("recall", 1)):
    rate = counts.diag() / counts.sum(dim=dim)
    print(f"{name:9}", [f"{number:.2f}" for number in rate.tolist()])
print(f"{counts.trace().item() / counts.sum().item() = :.2f}")
# --8<-- [end:three-classes]
assert counts[0, 2] == counts[2, 0] == 0
