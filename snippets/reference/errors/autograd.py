# host: one message names the tensor type of the CPU
# --8<-- [start:setup]
import copy

import torch
from torch import nn

# pt: Três entregas: quilômetros e preço em reais
# en: Three deliveries: kilometers and price in reais
km = torch.tensor([[1.0], [2.0], [4.0]])
price = torch.tensor([[9.5], [13.0], [20.0]])
model = nn.Linear(1, 1)
# --8<-- [end:setup]

# --8<-- [start:no-grad-fn] raises RuntimeError
with torch.no_grad():
    outputs = model(km)
loss = ((outputs - price) ** 2).mean()
loss.backward()
# --8<-- [end:no-grad-fn]
assert not loss.requires_grad
assert loss.grad_fn is None
loss.requires_grad_(True)
loss.backward()
assert model.weight.grad is None
number = torch.tensor(model(km).sum().item())
frozen = nn.Linear(1, 1).requires_grad_(False)(km)
answers = model(km).argmax(dim=1).float()
for cut in (model(km).detach(), answers, km, number, frozen):
    try:
        (cut**2).mean().backward()
    except RuntimeError as error:
        assert "element 0 of tensors does not require grad" in str(error)
    else:
        raise AssertionError

# --8<-- [start:no-grad-fn-fixed]
loss = ((model(km) - price) ** 2).mean()
loss.backward()
print(f"{loss.requires_grad = }, {model.weight.grad.shape = }")
# --8<-- [end:no-grad-fn-fixed]

# --8<-- [start:scalar-outputs] raises RuntimeError
loss = (model(km) - price) ** 2
loss.backward()
# --8<-- [end:scalar-outputs]

# --8<-- [start:scalar-outputs-fixed]
print(f"{loss.shape = }, {loss.mean().shape = }")
loss.mean().backward()
# --8<-- [end:scalar-outputs-fixed]

# --8<-- [start:second-time] raises RuntimeError
rate = torch.tensor(3.0, requires_grad=True)
loss = (4.0 * rate - 14.0) ** 2
for step in range(2):
    loss.backward()
# --8<-- [end:second-time]
assert step == 1

# --8<-- [start:second-time-fixed]
for step in range(2):
    rate.grad = None
    loss = (4.0 * rate - 14.0) ** 2
    loss.backward()
    print(step, rate.grad.item())
# --8<-- [end:second-time-fixed]
assert rate.grad == 2 * (12.0 - 14.0) * 4.0

square = rate**2
(3.0 * square).backward()
try:
    (4.0 * square).backward()
except RuntimeError as error:
    assert "Trying to backward through the graph a second time" in str(error)
else:
    raise AssertionError
square = rate**2
(3.0 * square + 4.0 * square).backward()

network, state = nn.RNN(1, 2), torch.zeros(1, 2)
outputs, state = network(km, state)
outputs.sum().backward()
network(km, state.detach())[0].sum().backward()
try:
    network(km, state)[0].sum().backward()
except RuntimeError as error:
    assert "Trying to backward through the graph a second time" in str(error)
else:
    raise AssertionError

# --8<-- [start:leaf-in-place] raises RuntimeError
rate = torch.tensor(3.0, requires_grad=True)
((4.0 * rate - 14.0) ** 2).backward()
rate -= 0.01 * rate.grad
# --8<-- [end:leaf-in-place]

# --8<-- [start:leaf-in-place-fixed]
with torch.no_grad():
    rate -= 0.01 * rate.grad
print(f"{rate.item():.2f}, {rate.is_leaf = }")
# --8<-- [end:leaf-in-place-fixed]
assert rate.requires_grad
assert not (rate - 0.01).is_leaf

# --8<-- [start:view-of-leaf] raises RuntimeError
model.weight[0] = 3.5
# --8<-- [end:view-of-leaf]

# --8<-- [start:view-of-leaf-fixed]
with torch.no_grad():
    model.weight[0] = 3.5
print(f"{model.weight.tolist() = }")
# --8<-- [end:view-of-leaf-fixed]
assert model.weight.requires_grad
nn.init.constant_(model.weight, 3.5)

# --8<-- [start:modified-in-place] raises RuntimeError
rates = torch.tensor([0.0, 1.0], requires_grad=True)
prices = rates.exp()
prices += 6
prices.sum().backward()
# --8<-- [end:modified-in-place]

import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    with torch.autograd.set_detect_anomaly(True, check_nan=False):
        prices = rates.exp()
        prices += 6
        try:
            prices.sum().backward()
        except RuntimeError:
            pass
assert "prices = rates.exp()" in str(caught[-1].message)

overwritten = nn.Sequential(nn.Sigmoid(), nn.ReLU(inplace=True))
assigned = rates.exp()
assigned[0] = 6.0
for output in (overwritten(rates), assigned):
    try:
        output.sum().backward()
    except RuntimeError as error:
        assert "has been modified by an inplace operation" in str(error)
    else:
        raise AssertionError

two_layers = nn.Sequential(nn.Linear(1, 2), nn.Linear(2, 1))
loss = ((two_layers(km) - price) ** 2).mean()
loss.backward(retain_graph=True)
torch.optim.SGD(two_layers.parameters(), lr=0.01).step()
try:
    loss.backward()
except RuntimeError as error:
    assert "has been modified by an inplace operation" in str(error)
else:
    raise AssertionError

# --8<-- [start:modified-in-place-fixed]
prices = rates.exp()
prices = prices + 6
prices.sum().backward()
print([f"{slope:.4f}" for slope in rates.grad.tolist()])
# --8<-- [end:modified-in-place-fixed]
assert torch.allclose(rates.grad, rates.detach().exp())

# --8<-- [start:numpy] raises RuntimeError
model(km).numpy()
# --8<-- [end:numpy]

# --8<-- [start:numpy-fixed]
array = model(km).detach().numpy()
print(f"{array.shape = }, {array.dtype = }")
# --8<-- [end:numpy-fixed]

import matplotlib.pyplot as plt

try:
    plt.plot(model(km))
except RuntimeError as error:
    assert "Can't call numpy() on Tensor that requires grad" in str(error)
else:
    raise AssertionError
plt.close("all")

# --8<-- [start:to-a-scalar] warns UserWarning
loss = ((model(km) - price) ** 2).mean()
history = [float(loss)]
# --8<-- [end:to-a-scalar]

# --8<-- [start:to-a-scalar-fixed]
history = [loss.item()]
print(f"{type(history[0]) = }")
# --8<-- [end:to-a-scalar-fixed]
assert history[0] == loss.detach()

# --8<-- [start:deepcopy] raises RuntimeError
model.last_outputs = model(km)
best = copy.deepcopy(model)
# --8<-- [end:deepcopy]

copy.deepcopy(model.state_dict())

# --8<-- [start:deepcopy-fixed]
model.last_outputs = model(km).detach()
best = copy.deepcopy(model)
print(f"{torch.equal(best.weight, model.weight) = }")
print(f"{best.weight is model.weight = }")
# --8<-- [end:deepcopy-fixed]
assert best.last_outputs is not model.last_outputs

# --8<-- [start:grad-of-a-result] warns UserWarning
outputs = model(km)
((outputs - price) ** 2).mean().backward()
print(f"{outputs.grad = }")
# --8<-- [end:grad-of-a-result]
assert not outputs.is_leaf
assert not torch.tensor(3.0, requires_grad=True).to("meta").is_leaf

# --8<-- [start:grad-of-a-result-fixed]
outputs = model(km)
outputs.retain_grad()
((outputs - price) ** 2).mean().backward()
print(f"{outputs.grad.shape = }")
# --8<-- [end:grad-of-a-result-fixed]
assert torch.allclose(outputs.grad, 2 * (outputs - price).detach() / 3)

# --8<-- [start:no-gradient-yet] raises AttributeError
rate = torch.tensor(3.0, requires_grad=True)
rate.grad.zero_()
# --8<-- [end:no-gradient-yet]
assert rate.grad is None
assert not hasattr(rate.grad, "data")
try:
    0.01 * rate.grad
except TypeError as error:
    assert str(error).endswith("for *: 'float' and 'NoneType'")
else:
    raise AssertionError

# --8<-- [start:no-gradient-yet-fixed]
rate.grad = None
((4.0 * rate - 14.0) ** 2).backward()
print(f"{rate.grad.item() = }")
# --8<-- [end:no-gradient-yet-fixed]
optimizer = torch.optim.SGD([rate], lr=0.1)
optimizer.zero_grad()
assert rate.grad is None
optimizer.zero_grad()

# --8<-- [start:item-before-backward] raises AttributeError
loss = ((model(km) - price) ** 2).mean().item()
loss.backward()
# --8<-- [end:item-before-backward]

try:
    nn.MSELoss().backward()
except AttributeError as error:
    assert str(error) == "'MSELoss' object has no attribute 'backward'"
else:
    raise AssertionError

# --8<-- [start:item-before-backward-fixed]
loss = ((model(km) - price) ** 2).mean()
loss.backward()
print(f"{type(loss) = }, {type(loss.item()) = }")
# --8<-- [end:item-before-backward-fixed]

# --8<-- [start:inference-tensor] raises RuntimeError
with torch.inference_mode():
    doubled = km * 2
model(doubled)
# --8<-- [end:inference-tensor]
assert doubled.is_inference()

# --8<-- [start:inference-tensor-fixed]
outputs = model(doubled.clone())
print(f"{outputs.requires_grad = }")
# --8<-- [end:inference-tensor-fixed]
with torch.no_grad():
    doubled = km * 2
assert model(doubled).requires_grad

# --8<-- [start:not-in-the-graph] raises RuntimeError
rate = torch.tensor(3.0, requires_grad=True)
start = torch.tensor(6.0, requires_grad=True)
torch.autograd.grad(4.0 * rate, [rate, start])
# --8<-- [end:not-in-the-graph]

# --8<-- [start:not-in-the-graph-fixed]
slopes = torch.autograd.grad(start + 4.0 * rate, [rate, start])
print([slope.item() for slope in slopes])
# --8<-- [end:not-in-the-graph-fixed]
slopes = torch.autograd.grad(4.0 * rate, [rate, start], allow_unused=True)
assert slopes[1] is None

# --8<-- [start:not-a-leaf] raises RuntimeError
outputs = model(km)
outputs.requires_grad = False
# --8<-- [end:not-a-leaf]

# --8<-- [start:not-a-leaf-fixed]
print(f"{outputs.detach().requires_grad = }")
model.weight.requires_grad_(False)
print(f"{model.weight.requires_grad = }, {model.weight.is_leaf = }")
# --8<-- [end:not-a-leaf-fixed]
