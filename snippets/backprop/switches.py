# --8<-- [start:model]
import torch
from torch import nn

model = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5), nn.Linear(1, 1))
with torch.no_grad():
    for parameter in model.parameters():
        parameter.fill_(1.0)
ride = torch.tensor([[4.0]])
# --8<-- [end:model]
assert all((p == 1).all() for p in model.parameters())

# --8<-- [start:eval-only]
model.eval()
fare = model(ride)
print(f"{fare.item() = }, {fare.requires_grad = }")
fare.backward()
print(f"{model[0].weight.grad.item() = }")
# --8<-- [end:eval-only]
model.zero_grad()

# --8<-- [start:no-grad-only]
torch.manual_seed(0)
model.train()
with torch.no_grad():
    fares = {model(ride).item() for turn in range(30)}
    print(f"{sorted(fares) = }, {model(ride).requires_grad = }")
# --8<-- [end:no-grad-only]
assert fares == {1.0, 11.0}

# --8<-- [start:both]
model.eval()
with torch.no_grad():
    fares = {model(ride).item() for turn in range(30)}
    print(f"{sorted(fares) = }, {model(ride).requires_grad = }")
# --8<-- [end:both]


# --8<-- [start:ways]
def with_none(inputs, network=model):
    return network(inputs)


def with_eval(inputs, network=model):
    network.eval()
    return network(inputs)


@torch.no_grad()
def with_no_grad(inputs, network=model):
    return network(inputs)


@torch.inference_mode()
def with_inference_mode(inputs, network=model):
    return network(inputs)


def with_detach(inputs, network=model):
    return network(inputs).detach()


# --8<-- [end:ways]


# --8<-- [start:questions]
def steady(way):
    return len({way(ride).item() for turn in range(30)}) == 1


def later(way):
    weight = torch.tensor([[2.0]], requires_grad=True)
    try:
        (way(ride) * weight).backward()
    except RuntimeError:
        return False
    return weight.grad is not None


def memory(way):
    return way(ride, nn.Identity()).data_ptr() == ride.data_ptr()


# --8<-- [end:questions]

# --8<-- [start:table]
print(f"{'':19}{'graph':>7}{'steady':>7}{'later':>7}{'memory':>7}")
ways = with_none, with_eval, with_no_grad, with_inference_mode, with_detach
for way in ways:
    model.train()
    graph = way(ride).requires_grad
    answers = graph, steady(way), later(way), memory(way)
    print(
        f"{way.__name__:19}" + "".join(f"{answer!s:>7}" for answer in answers)
    )
# --8<-- [end:table]
model.zero_grad()

# --8<-- [start:inference-tensor] raises RuntimeError
weight = torch.tensor([[2.0]], requires_grad=True)
fare = with_inference_mode(ride)
print(f"{fare.is_inference() = }")
doubled = fare * weight
# --8<-- [end:inference-tensor]

# --8<-- [start:clone]
doubled = fare.clone() * weight
doubled.backward()
print(f"{torch.equal(weight.grad, fare) = }")
# --8<-- [end:clone]
assert fare.item() in (1, 11)
(fare + weight).backward()
try:
    version = fare._version
except RuntimeError as error:
    assert "do not track version counter" in str(error)
else:
    raise AssertionError("an inference tensor counts its changes")


def kept_by(way):
    kept = []
    hooks = torch.autograd.graph.saved_tensors_hooks
    with hooks(kept.append, lambda place: place):
        way(ride)
    return len(kept)


assert kept_by(with_detach) == kept_by(with_none) > 0
assert kept_by(with_no_grad) == kept_by(with_inference_mode) == 0

# --8<-- [start:detach-halfway]
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(0.5, requires_grad=True)
a = torch.relu(w1 * 2.0)
loss = (w2 * a.detach() - 1.0) ** 2
loss.backward()
print(f"{w1.grad = }, {w2.grad = }")
# --8<-- [end:detach-halfway]
assert w1.grad is None and w2.grad.item() == 3

# --8<-- [start:shared-memory]
weights = torch.tensor([1.5, 0.5], requires_grad=True)
before = weights.detach()
with torch.no_grad():
    weights -= 0.1
print(f"{before = }")
# --8<-- [end:shared-memory]

# --8<-- [start:own-memory]
before = weights.detach().clone()
with torch.no_grad():
    weights -= 0.1
print(f"{before = }")
print(f"{weights = }")
# --8<-- [end:own-memory]

# --8<-- [start:whole-training] raises RuntimeError
with torch.no_grad():
    loss = (w2 * torch.relu(w1 * 2.0) - 1.0) ** 2
loss.backward()
# --8<-- [end:whole-training]

# --8<-- [start:enable-grad]
with torch.no_grad():
    outside = w1 * 2.0
    with torch.enable_grad():
        inside = w1 * 2.0
print(f"{outside.requires_grad = }, {inside.requires_grad = }")
# --8<-- [end:enable-grad]
with torch.inference_mode(), torch.enable_grad():
    assert not (w1 * 2.0).requires_grad

# --8<-- [start:freeze]
w1.requires_grad_(False)
w1.grad, w2.grad = None, None
loss = (w2 * torch.relu(w1 * 2.0) - 1.0) ** 2
loss.backward()
print(f"{w1.grad = }, {w2.grad = }")
# --8<-- [end:freeze]
