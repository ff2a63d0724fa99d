# host: the generator whose state is saved is that of the CPU
# --8<-- [start:velocity]
import torch
from torch import nn


def take_step(optimizer, w):
    w.grad = torch.tensor(1.0)
    optimizer.step()


w = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
take_step(optimizer, w)
take_step(optimizer, w)
print(f"{w.item() = :.2f}")
# --8<-- [end:velocity]
assert abs(w.item() - (1 - 0.1 * 1 - 0.1 * 1.9)) < 1e-6

# --8<-- [start:contents]
saved = optimizer.state_dict()
print(saved["state"])
group = saved["param_groups"][0]
print({key: group[key] for key in ("lr", "momentum", "params")})
# --8<-- [end:contents]
assert list(saved) == ["state", "param_groups"]

# --8<-- [start:third-step]
for state in (saved, None):
    resumed_w = w.detach().clone().requires_grad_()
    resumed = torch.optim.SGD([resumed_w], lr=0.1, momentum=0.9)
    if state:
        resumed.load_state_dict(state)
    take_step(resumed, resumed_w)
    print(f"{bool(state) = }, {resumed_w.item() = :.3f}")
# --8<-- [end:third-step]
assert abs(0.9 * 1.9 + 1 - 2.71) < 1e-6 and abs(0.71 - 0.271 - 0.439) < 1e-6

# --8<-- [start:shared]
print(optimizer.state[w]["momentum_buffer"])
# --8<-- [end:shared]
assert abs(w.item() - 0.71) < 1e-6

# --8<-- [start:deep-copy]
import copy

resumed_w = w.detach().clone().requires_grad_()
resumed = torch.optim.SGD([resumed_w], lr=0.1, momentum=0.9)
resumed.load_state_dict(copy.deepcopy(optimizer.state_dict()))
take_step(resumed, resumed_w)
print(optimizer.state[w]["momentum_buffer"])
print(resumed.state[resumed_w]["momentum_buffer"])
# --8<-- [end:deep-copy]

# --8<-- [start:build]
torch.manual_seed(0)
distances = torch.rand(40, 1)
fares = 0.6 + 3.5 * distances + 0.1 * torch.randn(40, 1)


def build(seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 4, gamma=0.5)
    return model, optimizer, scheduler


# --8<-- [end:build]


# --8<-- [start:train]
def train(model, optimizer, scheduler, steps):
    for step in range(steps):
        batch = torch.randperm(40)[:8]
        loss = nn.functional.mse_loss(model(distances[batch]), fares[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    weights = [weight.detach().flatten() for weight in model.parameters()]
    return torch.cat(weights)


uninterrupted = train(*build(seed=0), steps=20)
print(f"{uninterrupted.shape = }")
# --8<-- [end:train]
assert torch.equal(uninterrupted, train(*build(seed=0), steps=20))

# --8<-- [start:save]
import io

model, optimizer, scheduler = build(seed=0)
train(model, optimizer, scheduler, steps=10)
file = io.BytesIO()
checkpoint = {
    "model": model.state_dict(),
    "optimizer": optimizer.state_dict(),
    "scheduler": scheduler.state_dict(),
    "random": torch.get_rng_state(),
    "step": 10,
}
torch.save(checkpoint, file)
# --8<-- [end:save]


# --8<-- [start:resume]
def resume(leave_out=""):
    model, optimizer, scheduler = build(seed=1)
    file.seek(0)
    saved = torch.load(file)
    if leave_out != "model":
        model.load_state_dict(saved["model"])
    if leave_out != "optimizer":
        optimizer.load_state_dict(saved["optimizer"])
    if leave_out != "scheduler":
        scheduler.load_state_dict(saved["scheduler"])
    if leave_out != "random":
        torch.set_rng_state(saved["random"])
    return train(model, optimizer, scheduler, steps=20 - saved["step"])


print(f"{torch.equal(resume(), uninterrupted) = }")
# --8<-- [end:resume]
assert torch.equal(resume(), uninterrupted)

whole = io.BytesIO()
torch.save(optimizer, whole)
whole.seek(0)
try:
    torch.load(whole)
except Exception as error:
    assert "Weights only load failed" in str(error)
else:
    raise AssertionError("torch.load took a whole optimizer")


def refusal(call, error):
    try:
        call()
    except error as refused:
        return str(refused)
    raise AssertionError(f"{call} raised no {error}")


elsewhere = checkpoint["random"].to("meta")
message = refusal(lambda: torch.set_rng_state(elsewhere), TypeError)
assert message == "RNG state must be a torch.ByteTensor"
there = nn.Linear(1, 8, device="meta")
moved = torch.optim.Adam([there.weight], lr=0.1)
state = {0: {"step": torch.tensor(1.0), "exp_avg": torch.zeros(8, 1)}}
group = moved.state_dict()["param_groups"]
moved.load_state_dict({"state": state, "param_groups": group})
assert moved.state[there.weight]["exp_avg"].device.type == "meta"

# --8<-- [start:left-out]
for part in ("random", "scheduler", "optimizer", "model"):
    difference = (resume(leave_out=part) - uninterrupted).abs().max()
    print(f"{part}: {difference.item():.2f}")
# --8<-- [end:left-out]

# --8<-- [start:rates]
for parts in (("optimizer", "scheduler"), ("optimizer",), ("scheduler",)):
    model, optimizer, scheduler = build(seed=1)
    objects = {"optimizer": optimizer, "scheduler": scheduler}
    for part in parts:
        objects[part].load_state_dict(copy.deepcopy(checkpoint[part]))
    rates = []
    for step in range(10, 20, 2):
        rates.append(optimizer.param_groups[0]["lr"])
        train(model, optimizer, scheduler, steps=2)
    print(parts, rates)
# --8<-- [end:rates]

assert [0.1 * 0.5 ** (step // 4) for step in range(10, 20, 2)] == [
    0.025,
    0.0125,
    0.0125,
    0.00625,
    0.00625,
]

# --8<-- [start:other-groups] raises ValueError
model, optimizer, scheduler = build(seed=1)
groups = [{"params": [weight]} for weight in model.parameters()]
by_layer = torch.optim.Adam(groups, lr=0.1)
by_layer.load_state_dict(checkpoint["optimizer"])
# --8<-- [end:other-groups]
longer = nn.Sequential(nn.Linear(1, 8), nn.Linear(8, 8), nn.Linear(8, 1))
by_layer = torch.optim.Adam(longer.parameters())
message = refusal(
    lambda: by_layer.load_state_dict(checkpoint["optimizer"]), ValueError
)
assert message.endswith("doesn't match the size of optimizer's group")


class TwoLayers(nn.Module):
    def __init__(self, names):
        super().__init__()
        for name, inputs, outputs in names:
            self.add_module(name, nn.Linear(inputs, outputs))


def two_layers(*names):
    model = TwoLayers(names)
    optimizer = torch.optim.Adam(model.parameters())
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter)
    return model, optimizer


old, old_optimizer = two_layers(("first", 1, 8), ("last", 8, 1))
old_optimizer.step()
new, new_optimizer = two_layers(("last", 8, 1), ("first", 1, 8))
new.load_state_dict(old.state_dict())
assert torch.equal(new.first.weight, old.first.weight)
new_optimizer.load_state_dict(old_optimizer.state_dict())
assert "shape" in refusal(new_optimizer.step, RuntimeError)

# --8<-- [start:other-order]
a = torch.tensor(1.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([a, b], lr=0.1, momentum=0.9)
a.grad, b.grad = torch.tensor(1.0), torch.tensor(100.0)
optimizer.step()

swapped = torch.optim.SGD([b, a], lr=0.1, momentum=0.9)
swapped.load_state_dict(optimizer.state_dict())
print(f"{optimizer.state[a]['momentum_buffer'].item() = }")
print(f"{swapped.state[a]['momentum_buffer'].item() = }")
# --8<-- [end:other-order]

# --8<-- [start:rate-comes-back]
smaller = torch.optim.SGD([a, b], lr=0.01, momentum=0.9)
smaller.load_state_dict(optimizer.state_dict())
print(smaller.param_groups[0]["lr"])
# --8<-- [end:rate-comes-back]

# --8<-- [start:rate-after]
smaller.param_groups[0]["lr"] = 0.01
print(smaller.param_groups[0]["lr"], optimizer.param_groups[0]["lr"])
# --8<-- [end:rate-after]
