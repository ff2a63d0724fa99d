# host: the numbers shown come from the random draw of the CPU
# --8<-- [start:function]
import torch
from torch import nn


def fare(km):
    return 6 + 3.5 * km


km = torch.tensor([1.0, 2.0, 10.0])
compiled_fare = torch.compile(fare, backend="eager")
print(f"{compiled_fare(km) = }")

assert torch.equal(compiled_fare(km), fare(km))
# --8<-- [end:function]

# --8<-- [start:backend]
graphs = []


def keep(graph, example_inputs):
    graphs.append(graph)
    return graph.forward


def operations(graph):
    calls = [node for node in graph.graph.nodes if "call" in node.op]
    return [getattr(call.target, "__name__", call.target) for call in calls]


compiled_fare = torch.compile(fare, backend=keep)
print(f"{len(graphs) = }")
compiled_fare(km)
compiled_fare(km + 1)
print(f"{len(graphs) = }, {operations(graphs[0]) = }")
# --8<-- [end:backend]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]


# --8<-- [start:train]
def new_model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))


def train(model, batch_size, epochs=2):
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(epochs):
        for batch_inputs, batch_targets in zip(
            inputs.split(batch_size), minutes.split(batch_size), strict=True
        ):
            optimizer.zero_grad()
            loss = loss_fn(model(batch_inputs), batch_targets)
            loss.backward()
            optimizer.step()
    return loss.item()


graphs.clear()
plain = train(new_model(), batch_size=20)
fast = train(torch.compile(new_model(), backend=keep), batch_size=20)
print(f"{plain = :.2f}, {fast = :.2f}, {len(graphs) = }")
# --8<-- [end:train]
assert abs(plain - fast) < 0.01 * plain

# --8<-- [start:time] varies
import time

model = torch.compile(new_model(), backend="eager")
for call in range(3):
    start = time.perf_counter()
    model(inputs[:40])
    milliseconds = (time.perf_counter() - start) * 1000
    print(f"{call = }, {milliseconds = :.1f}")
# --8<-- [end:time]

# --8<-- [start:sizes]
graphs.clear()
torch.compiler.reset()
model = torch.compile(new_model(), backend=keep)
for size in (128, 128, 44, 30, 1):
    model(inputs[:size])
    print(f"{size = }, {len(graphs) = }")
# --8<-- [end:sizes]

before = len(graphs)
any_size = torch.compile(new_model(), backend=keep, dynamic=True)
for size in (128, 44, 30):
    any_size(inputs[:size])
assert len(graphs) == before + 1
del graphs[before:]

# --8<-- [start:inference]
with torch.inference_mode():
    model(inputs[:128])
print(f"{len(graphs) = }")
# --8<-- [end:inference]


# --8<-- [start:break]
def discounted(km):
    cost = 6 + 3.5 * km
    if cost.sum() > 100:
        cost = cost - 5
    return cost.round()


graphs.clear()
compiled = torch.compile(discounted, backend=keep)
compiled(km)
for graph in graphs:
    print(operations(graph))
# --8<-- [end:break]
assert torch.equal(compiled(km), discounted(km))
assert torch.equal(compiled(km[:1]), discounted(km[:1]))

# --8<-- [start:fullgraph]
try:
    torch.compile(discounted, backend="eager", fullgraph=True)(km)
except RuntimeError as error:
    print(str(error).splitlines()[0])
# --8<-- [end:fullgraph]


# --8<-- [start:where]
def discounted_anywhere(km):
    cost = 6 + 3.5 * km
    cost = torch.where(cost.sum() > 100, cost - 5, cost)
    return cost.round()


graphs.clear()
compiled = torch.compile(discounted_anywhere, backend=keep, fullgraph=True)
for some_km in (km, km[:2]):
    assert torch.equal(compiled(some_km), discounted(some_km))
print(operations(graphs[0]))
# --8<-- [end:where]


# --8<-- [start:printing]
def fare_with_print(km):
    cost = 3.5 * km
    print("here")
    return cost + 6


graphs.clear()
compiled = torch.compile(fare_with_print, backend=keep)
compiled(km)
print(f"{len(graphs) = }")
# --8<-- [end:printing]


def fare_with_list(km):
    cost = 3.5 * km
    return cost + cost.tolist()[0][0]


def fare_with_item(km):
    cost = 3.5 * km
    return cost + cost.sum().item()


for asks in (fare_with_list, fare_with_item):
    graphs.clear()
    torch.compile(asks, backend=keep)(km)
    assert len(graphs) == 2


def named_fare(km, name):
    return 3.5 * km + len(name)


graphs.clear()
always_new = torch.compile(named_fare, backend=keep)
for length in range(12):
    assert torch.equal(always_new(km, "a" * length), 3.5 * km + length)
assert len(graphs) == 8

# --8<-- [start:keys]
model = new_model()
compiled = torch.compile(model, backend="eager")
print(f"{list(compiled.state_dict())[0] = }")
print(f"{list(model.state_dict())[0] = }")
print(f"{compiled.get_parameter('_orig_mod.0.weight') is model[0].weight = }")
# --8<-- [end:keys]

# --8<-- [start:load] raises RuntimeError
new_model().load_state_dict(compiled.state_dict())
# --8<-- [end:load]

# --8<-- [start:in-place]
model.compile(backend="eager")
model(inputs)
print(f"{list(model.state_dict())[0] = }")
# --8<-- [end:in-place]
new_model().load_state_dict(model.state_dict())
