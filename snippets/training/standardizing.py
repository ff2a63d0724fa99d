# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:setup]
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
# --8<-- [end:data]

# --8<-- [start:split]
parts = random_split(
    range(300), [200, 100], generator=torch.Generator().manual_seed(0)
)
train, val = [part.indices for part in parts]
baseline = (minutes[train].mean() - minutes[val]).abs().mean()
print(f"{baseline.item() = :.1f}")
# --8<-- [end:split]


# --8<-- [start:functions]
def new_model(columns):
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(columns, 16), nn.ReLU(), nn.Linear(16, 1))


def train_model(model, inputs, epochs=20):
    dataset = TensorDataset(inputs[train], minutes[train])
    loader = DataLoader(dataset, batch_size=20, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    model.train()
    for epoch in range(epochs):
        for batch_inputs, batch_targets in loader:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(batch_inputs), batch_targets)
            loss.backward()
            optimizer.step()
    return model


def evaluate(model, inputs):
    model.eval()
    with torch.inference_mode():
        return (model(inputs[val]) - minutes[val]).abs().mean().item()


# --8<-- [end:functions]

# --8<-- [start:grams]
grams = torch.randint(200, 5000, (300, 1)).float()
with_grams = torch.cat([inputs, grams], dim=1)
print([round(number, 1) for number in with_grams[0].tolist()])

for columns in (inputs, with_grams):
    model = train_model(new_model(columns.shape[1]), columns)
    print(f"{columns.shape[1] = }, {evaluate(model, columns):.1f}")
# --8<-- [end:grams]
assert evaluate(model, with_grams) > 1.1 * baseline
with torch.random.fork_rng():
    longer = train_model(new_model(4), with_grams, epochs=100)
    assert evaluate(longer, with_grams) < 0.7 * baseline
    ordinary = torch.cat([inputs, grams / 1000], dim=1)
    useless = train_model(new_model(4), ordinary)
    assert evaluate(useless, ordinary) < 4

# --8<-- [start:gradients]
model = new_model(4)
loss = nn.functional.mse_loss(model(with_grams[train]), minutes[train])
loss.backward()
sizes = model[0].weight.grad.abs().mean(dim=0)
print([round(size) for size in sizes.tolist()])
# --8<-- [end:gradients]
assert sizes[3] > 500 * sizes[0]

# --8<-- [start:by-hand]
mean = with_grams[train].mean(dim=0)
std = with_grams[train].std(dim=0)
print([round(number, 1) for number in mean.tolist()])
print([round(number, 1) for number in std.tolist()])

standard = (with_grams - mean) / std
print([round(number, 2) for number in standard[0].tolist()])
zeros, ones = torch.zeros(4), torch.ones(4)
torch.testing.assert_close(
    standard[train].mean(dim=0), zeros, atol=1e-5, rtol=0
)
torch.testing.assert_close(standard[train].std(dim=0), ones)
# --8<-- [end:by-hand]


# --8<-- [start:module]
class Standardize(nn.Module):
    def __init__(self, train_inputs):
        super().__init__()
        self.register_buffer("mean", train_inputs.mean(dim=0))
        std = train_inputs.std(dim=0)
        self.register_buffer("std", torch.where(std == 0, 1.0, std))

    def forward(self, x):
        return (x - self.mean) / self.std


standardize = Standardize(with_grams[train])
model = nn.Sequential(standardize, *new_model(4))
train_model(model, with_grams)
print(f"{evaluate(model, with_grams) = :.1f}")
print(list(model.state_dict())[:3])
print(f"{len(list(standardize.parameters())) = }")
# --8<-- [end:module]
torch.testing.assert_close(standardize(with_grams), standard)

# --8<-- [start:constant]
dry = with_grams[train][with_grams[train][:, 2] == 0]
print(f"{len(dry) = }, {dry.std(dim=0)[2].item() = }")
print(((dry - dry.mean(dim=0)) / dry.std(dim=0))[0, 2])
print(Standardize(dry)(dry)[0, 2])
# --8<-- [end:constant]

# --8<-- [start:own-statistics]
three = with_grams[val][:3]
own = (three - three.mean(dim=0)) / three.std(dim=0)
with torch.inference_mode():
    print([round(number) for number in model(three).flatten().tolist()])
    print([round(number) for number in model[1:](own).flatten().tolist()])
print([round(number) for number in minutes[val][:3].flatten().tolist()])
# --8<-- [end:own-statistics]
alone = with_grams[val][:1]
assert torch.equal(alone, alone.mean(dim=0, keepdim=True))

# --8<-- [start:all-statistics]
everybody = nn.Sequential(Standardize(with_grams), *new_model(4))
train_model(everybody, with_grams)
print([round(number, 1) for number in everybody[0].mean.tolist()])
print(f"{evaluate(everybody, with_grams) = :.2f}")
print(f"{evaluate(model, with_grams) = :.2f}")
# --8<-- [end:all-statistics]
assert len(parts[0].dataset) == 300
with torch.random.fork_rng():
    torch.manual_seed(2)
    other = [nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 1)]
    other = nn.Sequential(Standardize(with_grams[train]), *other)
    train_model(other, with_grams)
by_seed = evaluate(other, with_grams) - evaluate(model, with_grams)
by_leak = evaluate(everybody, with_grams) - evaluate(model, with_grams)
assert abs(by_leak) < abs(by_seed)
with torch.random.fork_rng():
    torch.manual_seed(1)
    noise, answers = torch.randn(60, 500), torch.randn(60, 1)


def squared_error(chosen_with):
    scores = (noise * answers)[:chosen_with].mean(dim=0).abs()
    picked = noise[:, scores.topk(5).indices]
    fitted = torch.linalg.lstsq(picked[:40], answers[:40]).solution
    return (picked[40:] @ fitted - answers[40:]).square().mean()


assert squared_error(60) < squared_error(40)

# --8<-- [start:paid]
paid = (0.5 * minutes).round()
with_paid = torch.cat([with_grams, paid], dim=1)
leaky = nn.Sequential(Standardize(with_paid[train]), *new_model(5))
train_model(leaky, with_paid, epochs=40)
print(f"{evaluate(leaky, with_paid) = :.1f}")
# --8<-- [end:paid]
rule = 5 + 3 * km + 2 * stops + 2 * km * rain
assert evaluate(leaky, with_paid) < 0.8 * (minutes - rule)[val].abs().mean()

# --8<-- [start:before]
before = torch.cat([with_grams, torch.zeros(300, 1)], dim=1)
print(f"{evaluate(leaky, before) = :.1f}")
print(f"{baseline.item() = :.1f}")
# --8<-- [end:before]
assert evaluate(leaky, before) > 1.3 * baseline
