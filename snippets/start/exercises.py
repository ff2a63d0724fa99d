# --8<-- [start:one-step-start]
import torch

weight = torch.tensor(3.0, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.25)
loss = (weight * 1 - 5) ** 2
loss.backward()
optimizer.step()

weight_answer = None
loss_answer = None
# --8<-- [end:one-step-start]


# --8<-- [start:one-step-check] raises AssertionError
def check_one_step():
    assert weight_answer == weight.item(), f"{weight_answer = }"
    assert loss_answer == loss.item(), f"{loss_answer = }"


check_one_step()
# --8<-- [end:one-step-check]

# --8<-- [start:one-step-solution]
weight_answer = 4.0
loss_answer = 4.0
# --8<-- [end:one-step-solution]
check_one_step()
assert (weight.item() - 5) ** 2 == 1

# --8<-- [start:one-step-wrong-sign] raises AssertionError
weight_answer = 2.0
check_one_step()
# --8<-- [end:one-step-wrong-sign]

# --8<-- [start:one-step-wrong-no-rate] raises AssertionError
weight_answer = 7.0
check_one_step()
# --8<-- [end:one-step-wrong-no-rate]

# --8<-- [start:one-step-wrong-at-the-target] raises AssertionError
weight_answer = 5.0
check_one_step()
# --8<-- [end:one-step-wrong-at-the-target]

# --8<-- [start:one-step-wrong-loss-after] raises AssertionError
weight_answer = 4.0
loss_answer = 1.0
check_one_step()
# --8<-- [end:one-step-wrong-loss-after]

# --8<-- [start:four-shapes-start]
import torch
from torch import nn

rides = torch.ones(20, 4)
inputs = rides[:, :3]
targets = rides[:, 3:]
outputs = nn.Linear(3, 1)(inputs)
last_batch = inputs.split(8)[-1]

inputs_shape = None
targets_shape = None
outputs_shape = None
last_batch_shape = None
# --8<-- [end:four-shapes-start]


# --8<-- [start:four-shapes-check] raises AssertionError
def check_four_shapes():
    assert inputs.shape == inputs_shape, f"{inputs_shape = }"
    assert targets.shape == targets_shape, f"{targets_shape = }"
    assert outputs.shape == outputs_shape, f"{outputs_shape = }"
    assert last_batch.shape == last_batch_shape, f"{last_batch_shape = }"


check_four_shapes()
# --8<-- [end:four-shapes-check]

# --8<-- [start:four-shapes-solution]
inputs_shape = (20, 3)
targets_shape = (20, 1)
outputs_shape = (20, 1)
last_batch_shape = (4, 3)
# --8<-- [end:four-shapes-solution]
check_four_shapes()

# --8<-- [start:four-shapes-wrong-target-inside] raises AssertionError
inputs_shape = (20, 4)
check_four_shapes()
# --8<-- [end:four-shapes-wrong-target-inside]

# --8<-- [start:four-shapes-wrong-flat-targets] raises AssertionError
inputs_shape = (20, 3)
targets_shape = (20,)
check_four_shapes()
# --8<-- [end:four-shapes-wrong-flat-targets]

# --8<-- [start:four-shapes-wrong-unchanged-outputs] raises AssertionError
targets_shape = (20, 1)
outputs_shape = (20, 3)
check_four_shapes()
# --8<-- [end:four-shapes-wrong-unchanged-outputs]

# --8<-- [start:four-shapes-wrong-full-batch] raises AssertionError
outputs_shape = (20, 1)
last_batch_shape = (8, 3)
check_four_shapes()
# --8<-- [end:four-shapes-wrong-full-batch]

# --8<-- [start:nothing-learned-start]
import torch
from torch import nn

km = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
fares = 6 + 3.5 * km


def train():
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for step in range(500):
        loss = nn.MSELoss()(model(km), fares)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return model


model = train()
print(f"{model.weight.item() = :.2f}")
print(f"{model.bias.item() = :.2f}")
# --8<-- [end:nothing-learned-start]
before = model.weight.item()


# --8<-- [start:nothing-learned-check] raises AssertionError
def check_nothing_learned():
    out = train()
    weight, bias = out.weight.item(), out.bias.item()
    assert abs(weight - 3.5) < 0.01, f"{weight = :.2f}"
    assert abs(bias - 6) < 0.01, f"{bias = :.2f}"


check_nothing_learned()
# --8<-- [end:nothing-learned-check]


# --8<-- [start:nothing-learned-solution]
def train():
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for step in range(500):
        optimizer.zero_grad()
        loss = nn.MSELoss()(model(km), fares)
        loss.backward()
        optimizer.step()
    return model


# --8<-- [end:nothing-learned-solution]
check_nothing_learned()
torch.manual_seed(0)
assert nn.Linear(1, 1).weight.item() == before


def training(*names, lr=0.05):
    def train():
        torch.manual_seed(0)
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        calls = {
            "backward": lambda: nn.MSELoss()(model(km), fares).backward(),
            "step": optimizer.step,
            "zero_grad": optimizer.zero_grad,
        }
        for step in range(500):
            for name in names:
                calls[name]()
        return model

    return train


train = training("backward", "step", "zero_grad")
check_nothing_learned()

# --8<-- [start:nothing-learned-wrong-no-zero-grad] raises AssertionError
train = training("backward", "step")
check_nothing_learned()
# --8<-- [end:nothing-learned-wrong-no-zero-grad]

# --8<-- [start:nothing-learned-wrong-larger-rate] raises AssertionError
train = training("backward", "zero_grad", "step", lr=0.5)
check_nothing_learned()
# --8<-- [end:nothing-learned-wrong-larger-rate]

# --8<-- [start:nothing-learned-wrong-step-first] raises AssertionError
train = training("zero_grad", "step", "backward")
check_nothing_learned()
# --8<-- [end:nothing-learned-wrong-step-first]


# --8<-- [start:count-steps-start]
def count_steps(examples, batch_size, epochs):
    # pt: Complete: troque None pela conta
    # en: Complete: replace None with the calculation
    return None


print(f"{count_steps(8, 4, 1000) = }")
print(f"{count_steps(10, 4, 2) = }")
# --8<-- [end:count-steps-start]


# --8<-- [start:count-steps-check] raises AssertionError
def check_count_steps():
    assert count_steps(8, 4, 1000) == 2000, f"{count_steps(8, 4, 1000) = }"
    assert count_steps(10, 4, 2) == 6, f"{count_steps(10, 4, 2) = }"
    assert count_steps(3, 100, 5) == 5, f"{count_steps(3, 100, 5) = }"


check_count_steps()
# --8<-- [end:count-steps-check]

# --8<-- [start:count-steps-solution]
import math


def count_steps(examples, batch_size, epochs):
    return math.ceil(examples / batch_size) * epochs


# --8<-- [end:count-steps-solution]
check_count_steps()
for examples in range(1, 30):
    for batch_size in range(1, 30):
        batches = len(torch.ones(examples).split(batch_size))
        assert count_steps(examples, batch_size, 3) == batches * 3


# --8<-- [start:count-steps-wrong-last-batch-lost] raises AssertionError
def count_steps(examples, batch_size, epochs):
    return examples // batch_size * epochs


check_count_steps()
# --8<-- [end:count-steps-wrong-last-batch-lost]


# --8<-- [start:count-steps-wrong-one-more] raises AssertionError
def count_steps(examples, batch_size, epochs):
    return (examples // batch_size + 1) * epochs


check_count_steps()
# --8<-- [end:count-steps-wrong-one-more]


# --8<-- [start:count-steps-wrong-across-epochs] raises AssertionError
def count_steps(examples, batch_size, epochs):
    return math.ceil(examples * epochs / batch_size)


check_count_steps()
# --8<-- [end:count-steps-wrong-across-epochs]


# --8<-- [start:count-steps-wrong-one-epoch] raises AssertionError
def count_steps(examples, batch_size, epochs):
    return math.ceil(examples / batch_size)


check_count_steps()
# --8<-- [end:count-steps-wrong-one-epoch]

# --8<-- [start:longer-rides-start]
import torch
from torch import nn

km = torch.arange(1.0, 11.0).reshape(10, 1)
fares = 6 + 3.5 * km


def final_loss(learning_rate):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for step in range(1000):
        optimizer.zero_grad()
        loss = nn.MSELoss()(model(km), fares)
        loss.backward()
        optimizer.step()
    return loss.item()


learning_rate = 0.05
print(f"{final_loss(learning_rate) = :.4f}")
# --8<-- [end:longer-rides-start]


# --8<-- [start:longer-rides-check] raises AssertionError
def check_longer_rides():
    assert km.shape == (10, 1) and km.max() == 10, f"{km.shape = }"
    out = final_loss(learning_rate)
    assert out < 0.01, f"{out = :.4f}"


check_longer_rides()
# --8<-- [end:longer-rides-check]

# --8<-- [start:longer-rides-solution]
learning_rate = 0.02
for rate in (0.05, 0.03, 0.02, 0.01, 0.001):
    print(f"{rate} {final_loss(rate):.4f}")
# --8<-- [end:longer-rides-solution]
check_longer_rides()

# --8<-- [start:longer-rides-wrong-larger] raises AssertionError
learning_rate = 0.1
check_longer_rides()
# --8<-- [end:longer-rides-wrong-larger]

# --8<-- [start:longer-rides-wrong-a-little-smaller] raises AssertionError
learning_rate = 0.03
check_longer_rides()
# --8<-- [end:longer-rides-wrong-a-little-smaller]

# --8<-- [start:longer-rides-wrong-too-small] raises AssertionError
learning_rate = 0.001
check_longer_rides()
# --8<-- [end:longer-rides-wrong-too-small]

# --8<-- [start:longer-rides-wrong-shorter-rides] raises AssertionError
km, old_km = km[:5], km
fares, old_fares = fares[:5], fares
learning_rate = 0.05
check_longer_rides()
# --8<-- [end:longer-rides-wrong-shorter-rides]

# --8<-- [start:bakery-start]
import torch
from torch import nn

quantities = torch.tensor(
    [[3.0, 1.0, 4.0], [1.0, 0.0, 2.0], [0.0, 2.0, 1.0], [2.0, 1.0, 0.0]]
)
totals = torch.tensor([[17.0], [5.0], [11.5], [9.0]])

model = None
# --8<-- [end:bakery-start]
assert torch.equal(quantities @ torch.tensor([[2.0], [5.0], [1.5]]), totals)


# --8<-- [start:bakery-check] raises AssertionError
def check_bakery():
    assert isinstance(model, nn.Module), f"{model = }"
    one_of_each = torch.tensor([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]])
    out = model(one_of_each).flatten()
    error = (out - torch.tensor([2.0, 5.0, 1.5])).abs().max()
    assert error < 0.02, f"{out.tolist() = }"


check_bakery()
# --8<-- [end:bakery-check]

# --8<-- [start:bakery-solution]
torch.manual_seed(0)
model = nn.Linear(3, 1, bias=False)
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for step in range(500):
    optimizer.zero_grad()
    loss = loss_fn(model(quantities), totals)
    loss.backward()
    optimizer.step()

print([round(price, 2) for price in model.weight[0].tolist()])
# --8<-- [end:bakery-solution]
check_bakery()

# --8<-- [start:bakery-wrong-untrained] raises AssertionError
model = nn.Linear(3, 1, bias=False)
check_bakery()
# --8<-- [end:bakery-wrong-untrained]

# --8<-- [start:bakery-wrong-a-list] raises AssertionError
model = [2.0, 5.0, 1.5]
check_bakery()
# --8<-- [end:bakery-wrong-a-list]

# --8<-- [start:bakery-wrong-rate] raises AssertionError
model = nn.Linear(3, 1, bias=False)
optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
for step in range(500):
    optimizer.zero_grad()
    loss_fn(model(quantities), totals).backward()
    optimizer.step()
check_bakery()
# --8<-- [end:bakery-wrong-rate]

# --8<-- [start:bakery-wrong-stopped-early] raises AssertionError
torch.manual_seed(0)
model = nn.Linear(3, 1, bias=False)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for step in range(5):
    optimizer.zero_grad()
    loss_fn(model(quantities), totals).backward()
    optimizer.step()
check_bakery()
# --8<-- [end:bakery-wrong-stopped-early]
