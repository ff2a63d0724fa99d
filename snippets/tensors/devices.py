# host: the page begins on the CPU and says itself what it moves
# --8<-- [start:choose] varies
import torch

device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
print(f"{device = }")
# --8<-- [end:choose]
assert (device.type == "cpu") == (not torch.accelerator.is_available())

# --8<-- [start:there-and-back] varies
scores = torch.tensor([6.0, 7.0, 8.0])
moved = scores.to(device)
print(f"{scores.device = }")
print(f"{moved.device = }")
print(f"{(moved * 2).device = }")
print(f"{(moved * 2).cpu().device = }")
# --8<-- [end:there-and-back]
assert scores.device.type == "cpu" and moved.device.type == device.type
assert torch.equal((moved * 2).cpu(), scores * 2)
try:
    torch.device("gpu")
    raise AssertionError
except RuntimeError:
    pass

# --8<-- [start:meta]
doubled = scores.to("meta") * 2
print(f"{doubled.shape = }, {doubled.dtype = }")
print(f"{doubled.device = }")
# --8<-- [end:meta]

# --8<-- [start:not-assigned]
scores.to("meta")
print(f"{scores.device.type = }")
# --8<-- [end:not-assigned]
assert scores.device.type == "cpu"

layer = torch.nn.Linear(3, 1)
assert layer.to("meta") is layer
assert layer.weight.device.type == "meta"

# --8<-- [start:same-object]
moved = scores.to("cpu")
moved[0] = 0.0
print(f"{scores = }")

moved = scores.to("cpu", copy=True)
moved[1] = 0.0
print(f"{scores = }")
# --8<-- [end:same-object]
assert scores.to("cpu") is scores and scores.tolist() == [0.0, 7.0, 8.0]

# --8<-- [start:create-there] varies
zeros = torch.zeros(2, 3, device=device)
like = torch.ones_like(zeros)
with torch.device(device):
    weights = torch.randn(3, 1)
print(f"{zeros.device = }")
print(f"{like.device = }")
print(f"{(like @ weights).device = }")
# --8<-- [end:create-there]
assert weights.device == like.device == zeros.device
with torch.device("meta"):
    assert torch.tensor([1.0]).device.type == "meta"
    assert torch.nn.Linear(2, 1).weight.device.type == "meta"
    import io

    import numpy as np

    assert torch.from_numpy(np.ones(2)).device.type == "cpu"
    file = io.BytesIO()
    torch.save(scores, file)
    file.seek(0)
    assert torch.load(file).device.type == "cpu"
file.seek(0)
torch.set_default_device("meta")
assert torch.zeros(1).device.type == "meta"
assert torch.load(file).device.type == "cpu"
torch.set_default_device(None)

# --8<-- [start:two-devices] raises RuntimeError
bonus = torch.tensor([1.0, 0.0, 0.5], device="meta")
scores + bonus
# --8<-- [end:two-devices]


# --8<-- [start:follow-the-tensor]
def add_bonus(scores):
    bonus = torch.tensor([1.0, 0.0, 0.5], device=scores.device)
    return scores + bonus


print(add_bonus(scores))
print(f"{add_bonus(scores.to('meta')).device = }")
# --8<-- [end:follow-the-tensor]
assert add_bonus(moved.to(device)).device.type == device.type
assert (torch.tensor(2.0) * bonus).device.type == "meta"
refused = False
try:
    scores * torch.tensor(2.0, device="meta")
except RuntimeError:
    refused = True
assert refused
assert (2.0 * bonus).device.type == "meta"
refused = False
try:
    torch.stack([torch.tensor(2.0), bonus[0]])
except RuntimeError:
    refused = True
assert refused
if torch.__version__.startswith("2.13."):
    assert (torch.ones(2, 3) @ bonus.reshape(3, 1)).device.type == "cpu"

# --8<-- [start:compare-devices]
named, numbered = torch.device("cuda"), torch.device("cuda:0")
print(f"{named == numbered = }")
print(f"{named.type == numbered.type = }")
print(f"{named.index = }, {numbered.index = }")
# --8<-- [end:compare-devices]

# --8<-- [start:timing] varies
import time


def milliseconds(work):
    times = []
    for turn in range(10):
        start = time.perf_counter()
        work()[0, 0].item()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


host = torch.rand(1000, 1000)
there = host.to(device)
copied = milliseconds(lambda: host.to(device, copy=True))
added = milliseconds(lambda: there + there)
multiplied = milliseconds(lambda: there @ there)
print(f"{copied = :.2f}, {added = :.2f}, {multiplied = :.2f}")
# --8<-- [end:timing]

# --8<-- [start:memory]
photos = torch.zeros(10, 3, 256, 256)  # (N, C, H, W)
print(f"{photos.numel() = }, {photos.itemsize = }, {photos.nbytes = }")
assert photos.nbytes == 10 * 3 * 256 * 256 * 4

photos = torch.zeros(10_000, 3, 1024, 1024, device="meta")
print(f"{photos.nbytes / 2**30 = } GiB")
table = photos.flatten(1)
print(f"{table.shape = }")
print(f"{(table @ table.mT).shape = }")
# --8<-- [end:memory]
assert photos.nbytes == 10_000 * 3 * 2**20 * 4
assert torch.zeros(1).double().itemsize == 8

# --8<-- [start:no-numbers] raises RuntimeError
photos.sum().item()
# --8<-- [end:no-numbers]
try:
    torch.zeros(1, device="meta").cpu()
    raise AssertionError
except NotImplementedError:
    pass


def weigh(layer):
    return sum(parameter.nbytes for parameter in layer.parameters())


twice = weigh(torch.nn.Linear(2000, 2000, device="meta"))
once = weigh(torch.nn.Linear(1000, 1000, device="meta"))
assert 3.99 < twice / once < 4

names = ["is_available", "device_count", "synchronize"]
names += ["memory_allocated"]
assert all(hasattr(torch.accelerator, name) for name in names)
if torch.version.cuda is None and torch.version.hip is None:
    refused = ""
    try:
        torch.zeros(1).cuda()
    except AssertionError as error:
        refused = str(error)
    assert refused == "Torch not compiled with CUDA enabled"
if not torch.accelerator.is_available():
    for name in ("synchronize", "memory_allocated"):
        refused = False
        try:
            getattr(torch.accelerator, name)()
        except RuntimeError:
            refused = True
        assert refused
