# --8<-- [start:setup]
import pickle
import tempfile
from pathlib import Path

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, hidden=4):
        super().__init__()
        self.body = nn.Linear(2, hidden)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.head(self.body(x).relu())


folder = Path(tempfile.mkdtemp())
file = folder / "state.pt"
torch.save(Net().state_dict(), file)
# --8<-- [end:setup]


# --8<-- [start:missing-key] raises RuntimeError
class Renamed(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 4)
        self.output = nn.Linear(4, 1)


Renamed().load_state_dict(torch.load(file))
# --8<-- [end:missing-key]

# --8<-- [start:missing-key-fixed]
state = torch.load(file)
print(list(state))
print(Net().load_state_dict(state))
# --8<-- [end:missing-key-fixed]
try:
    Net().load_state_dict({"model": state, "epoch": 3})
    raise AssertionError
except RuntimeError as error:
    assert 'Unexpected key(s) in state_dict: "model", "epoch".' in str(error)

# --8<-- [start:prefix] raises RuntimeError
wrapped = nn.ModuleDict({"_orig_mod": Net()}).state_dict()
Net().load_state_dict(wrapped)
# --8<-- [end:prefix]

# --8<-- [start:prefix-fixed]
prefix = "_orig_mod."
clean = {key.removeprefix(prefix): wrapped[key] for key in wrapped}
print(Net().load_state_dict(clean))
# --8<-- [end:prefix-fixed]
assert len(clean) == len(wrapped) == 4
ignored = Net().load_state_dict(wrapped, strict=False)
assert len(ignored.missing_keys) == len(ignored.unexpected_keys) == 4

# --8<-- [start:copied-shape] raises RuntimeError
Net(hidden=8).load_state_dict(torch.load(file), strict=False)
# --8<-- [end:copied-shape]

# --8<-- [start:copied-shape-fixed]
state = torch.load(file)
hidden = state["body.weight"].shape[0]
print(f"{hidden = }", Net(hidden).load_state_dict(state))
# --8<-- [end:copied-shape-fixed]

# --8<-- [start:weights-only]
torch.save(Net(), folder / "whole.pt")
try:
    torch.load(folder / "whole.pt")
except pickle.UnpicklingError as error:
    lines = str(error).splitlines()
    print("UnpicklingError:", lines[0].split(".")[0])
    print(next(line for line in lines if "Unsupported" in line).strip())
# --8<-- [end:weights-only]
assert "you have two options" in lines[0]
array = torch.zeros(1, device="cpu").numpy()
for other in (array, array[0]):
    try:
        torch.save({"loss": other}, folder / "other.pt")
        torch.load(folder / "other.pt")
        raise AssertionError
    except pickle.UnpicklingError as error:
        assert "Unsupported global: GLOBAL numpy" in str(error)
torch.save({"loss": float(array[0])}, folder / "other.pt")
assert torch.load(folder / "other.pt") == {"loss": 0.0}

# --8<-- [start:weights-only-fixed]
model = Net()
torch.save(model.state_dict(), folder / "state.pt")
print(Net().load_state_dict(torch.load(folder / "state.pt")))
# --8<-- [end:weights-only-fixed]

# --8<-- [start:class-not-found]
Kept = Net
del Net
try:
    torch.load(folder / "whole.pt", weights_only=False)
except AttributeError as error:
    print("AttributeError:", str(error).split(" from ")[0])
# --8<-- [end:class-not-found]

import sys
import types

sys.modules["models"] = types.ModuleType("models")
sys.modules["models"].Net = Kept
Kept.__module__ = "models"
torch.save(Kept(), folder / "apart.pt")
del sys.modules["models"]
Kept.__module__ = "__main__"
try:
    torch.load(folder / "apart.pt", weights_only=False)
    raise AssertionError
except ModuleNotFoundError as error:
    assert str(error) == "No module named 'models'"

# --8<-- [start:class-not-found-fixed]
Net = Kept
whole = torch.load(folder / "whole.pt", weights_only=False)
torch.save(whole.state_dict(), file)
print(type(whole).__name__, list(torch.load(file))[:2])
# --8<-- [end:class-not-found-fixed]

# --8<-- [start:cuda-file] varies
try:
    print(len(torch.load(file, map_location="cuda")))
except RuntimeError as error:
    print("RuntimeError:", error)
# --8<-- [end:cuda-file]

# --8<-- [start:cuda-file-fixed]
state = torch.load(file, map_location="cpu")
print({value.device.type for value in state.values()})
# --8<-- [end:cuda-file-fixed]

# --8<-- [start:truncated] raises RuntimeError
content = file.read_bytes()
file.write_bytes(content[: len(content) // 2])
torch.load(file)
# --8<-- [end:truncated]

# --8<-- [start:truncated-fixed]
writing = folder / "writing.pt"
torch.save(Net().state_dict(), writing)
writing.replace(file)
print(f"{len(torch.load(file)) = }, {writing.exists() = }")
# --8<-- [end:truncated-fixed]

# --8<-- [start:not-a-model]
page = folder / "page.pt"
page.write_text("<!DOCTYPE html><title>404</title>")
try:
    torch.load(page)
except pickle.UnpicklingError as error:
    print(*[line for line in str(error).splitlines() if "operand" in line])
# --8<-- [end:not-a-model]
assert ord("<") == 60 and ord("v") == 118
pointer = folder / "pointer.pt"
pointer.write_text("version https://git-lfs.github.com/spec/v1\n")
try:
    torch.load(pointer)
    raise AssertionError
except pickle.UnpicklingError as error:
    assert "Unsupported operand 118" in str(error)
try:
    torch.load(page, weights_only=False)
    raise AssertionError
except pickle.UnpicklingError as error:
    assert str(error) == "invalid load key, '<'."

# --8<-- [start:not-a-model-fixed]
for path in (page, file):
    print(path.name, path.read_bytes()[:2])
# --8<-- [end:not-a-model-fixed]

# --8<-- [start:empty-file] raises EOFError
(folder / "empty.pt").touch()
torch.load(folder / "empty.pt")
# --8<-- [end:empty-file]
try:
    torch.load(folder / "empty.pt", weights_only=False)
    raise AssertionError
except EOFError as error:
    assert str(error) == "Ran out of input"

# --8<-- [start:empty-file-fixed]
for path in (folder / "empty.pt", file):
    print(path.name, f"{path.stat().st_size > 0 = }")
# --8<-- [end:empty-file-fixed]

# --8<-- [start:ordered-dict] raises AttributeError
model = torch.load(file)
model.eval()
# --8<-- [end:ordered-dict]
try:
    model(torch.zeros(1, 2))
    raise AssertionError
except TypeError as error:
    assert str(error) == "'collections.OrderedDict' object is not callable"

# --8<-- [start:ordered-dict-fixed]
model = Net()
model.load_state_dict(torch.load(file))
model.eval()
print(f"{model(torch.zeros(1, 2)).shape = }")
# --8<-- [end:ordered-dict-fixed]

# --8<-- [start:incompatible-keys] raises TypeError
model = Net().load_state_dict(torch.load(file))
model(torch.zeros(1, 2))
# --8<-- [end:incompatible-keys]

# --8<-- [start:incompatible-keys-fixed]
model = Net()
print(model.load_state_dict(torch.load(file)))
print(f"{model(torch.zeros(1, 2)).shape = }")
# --8<-- [end:incompatible-keys-fixed]

# --8<-- [start:dict-like] raises TypeError
Net().load_state_dict("state.pt")
# --8<-- [end:dict-like]

# --8<-- [start:dict-like-fixed]
print(Net().load_state_dict(torch.load(file)))
# --8<-- [end:dict-like-fixed]

# --8<-- [start:no-folder] raises RuntimeError
torch.save(Net().state_dict(), "runs/state.pt")
# --8<-- [end:no-folder]

# --8<-- [start:no-folder-fixed]
path = folder / "runs" / "state.pt"
path.parent.mkdir(parents=True, exist_ok=True)
torch.save(Net().state_dict(), path)
print(f"{path.exists() = }")
# --8<-- [end:no-folder-fixed]


# --8<-- [start:lambda] varies
def build():
    model = Net()
    model.activation = lambda x: x.relu()
    return model


try:
    torch.save(build(), folder / "lambda.pt")
except (AttributeError, pickle.PicklingError) as error:
    print(f"{type(error).__name__}: {error}")
# --8<-- [end:lambda]

# --8<-- [start:lambda-fixed]
torch.save(build().state_dict(), folder / "lambda.pt")
print(build().load_state_dict(torch.load(folder / "lambda.pt")))
# --8<-- [end:lambda-fixed]

# --8<-- [start:groups] raises ValueError
model = Net()
saved = torch.optim.Adam(model.parameters()).state_dict()
groups = [{"params": part.parameters()} for part in model.children()]
optimizer = torch.optim.Adam(groups)
optimizer.load_state_dict(saved)
# --8<-- [end:groups]

# --8<-- [start:groups-fixed]
optimizer = torch.optim.Adam(model.parameters())
optimizer.load_state_dict(saved)
print(f"{len(optimizer.param_groups) = }")
# --8<-- [end:groups-fixed]

# --8<-- [start:random-state] raises TypeError
torch.save({"random": torch.get_rng_state()}, folder / "random.pt")
saved = torch.load(folder / "random.pt", map_location="meta")
torch.set_rng_state(saved["random"])
# --8<-- [end:random-state]

# --8<-- [start:random-state-fixed]
saved = torch.load(folder / "random.pt", map_location="cpu")
torch.set_rng_state(saved["random"])
print(saved["random"].dtype, saved["random"].device)
# --8<-- [end:random-state-fixed]
