# --8<-- [start:table]
import torch
from torch import nn

km = [2, 5, 1, 4, 3, 6, 2, 5, 4, 1, 3, 6]
bags = [0, 1, 2, 0, 3, 1, 1, 0, 2, 0, 1, 2]
fares = [13, 25.5, 13.5, 20, 22.5, 29, 15, 23.5, 24, 9.5, 18.5, 31]

rides = torch.tensor([km, bags, fares]).mT
print(rides)
print(f"{len(rides) = }")
print(f"{rides[1].tolist() = }")
# --8<-- [end:table]
assert rides.dtype == torch.float32
assert torch.equal(6 + 3.5 * rides[:, 0] + 2 * rides[:, 1], rides[:, 2])

# --8<-- [start:columns]
inputs = rides[:, :2]
targets = rides[:, 2:]
print(f"{inputs.shape = }")
print(f"{targets.shape = }")
print(inputs[1].tolist(), targets[1].tolist())
# --8<-- [end:columns]

# --8<-- [start:one-column] raises RuntimeError
print(f"{rides[:, :1].shape = }")
print(f"{rides[:, 0].shape = }")
print(f"{nn.Linear(1, 1)(rides[:, :1]).shape = }")
nn.Linear(1, 1)(rides[:, 0])
# --8<-- [end:one-column]

# --8<-- [start:parameters]
model = nn.Linear(2, 1)
for name, parameter in model.named_parameters():
    print(f"{name}: {parameter.numel()}")
print(sum(parameter.numel() for parameter in model.parameters()))
# --8<-- [end:parameters]

# --8<-- [start:target-inside] raises RuntimeError
model(rides)
# --8<-- [end:target-inside]

# --8<-- [start:hyperparameters]
learning_rate = 0.02
batch_size = 4
epochs = 1000
# --8<-- [end:hyperparameters]

# --8<-- [start:three-sets]
train, validation, test = rides.split([8, 2, 2])
print(len(train), len(validation), len(test))
# --8<-- [end:three-sets]
assert len(train) + len(validation) + len(test) == len(rides)

# --8<-- [start:batches]
print([len(batch) for batch in train.split(batch_size)])
print([len(batch) for batch in train.split(3)])
# --8<-- [end:batches]

# --8<-- [start:epochs]
loss_fn = nn.MSELoss()


def train_model(epochs):
    torch.manual_seed(0)
    model = nn.Linear(2, 1)
    steps = 0
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for epoch in range(epochs):
        for batch in train.split(batch_size):
            optimizer.zero_grad()
            loss_fn(model(batch[:, :2]), batch[:, 2:]).backward()
            optimizer.step()
            steps += 1
    return model, steps


model, steps = train_model(epochs)
print(f"{steps = }")
# --8<-- [end:epochs]

# --8<-- [start:learned]
print([round(weight, 2) for weight in model.weight[0].tolist()])
print(f"{model.bias.item() = :.2f}")
# --8<-- [end:learned]
assert (model.weight[0] - torch.tensor([3.5, 2.0])).abs().max() < 0.005
assert abs(model.bias.item() - 6) < 0.005

# --8<-- [start:validation]
for epochs in (10, 100, 1000):
    model, steps = train_model(epochs)
    loss = loss_fn(model(validation[:, :2]), validation[:, 2:])
    print(f"{epochs = }, {loss.item() = :.2f}")
# --8<-- [end:validation]

# --8<-- [start:test]
outputs = model(test[:, :2])
print([round(output, 2) for output in outputs.flatten().tolist()])
print(f"{test[:, 2].tolist() = }")
print(f"{loss_fn(outputs, test[:, 2:]).item() = :.2f}")
# --8<-- [end:test]
assert (outputs - test[:, 2:]).abs().max() < 0.05

# --8<-- [start:classes]
classes = torch.tensor([0, 1, 2, 0, 2, 1, 1, 0, 2, 0, 1, 2])
print(f"{targets.dtype = }")
print(f"{classes.dtype = }")
print(f"{nn.Linear(2, 1)(inputs).shape = }")

torch.manual_seed(0)
scores = nn.Linear(2, 3)(inputs)
answers = scores.argmax(dim=1)
print(f"{scores.shape = }")
print(f"{answers.tolist() = }")
print(f"{(answers == classes).sum().item() = }")
# --8<-- [end:classes]

# --8<-- [start:mean-of-classes]
print(f"{targets.mean().item() = :.2f}")
print(f"{classes.float().mean().item() = :.2f}")
# --8<-- [end:mean-of-classes]
try:
    classes.mean()
    raise AssertionError
except RuntimeError as error:
    assert "Input dtype must be either a floating point" in str(error)
