# host: what an old form warns of depends on the device that it is called on
# --8<-- [start:setup]
import io

import torch
from torch import nn
from torch.utils.data import DataLoader

torch.manual_seed(0)
prices = torch.tensor([[5.0, 8.0, 3.0], [6.0, 9.0, 4.0]])
# --8<-- [end:setup]

# --8<-- [start:capital-old] old
print(f"{torch.Tensor([5, 8]) = }")
print(f"{torch.Tensor(5).shape = }")
# --8<-- [end:capital-old]

# --8<-- [start:capital]
print(f"{torch.tensor([5, 8]) = }")
print(f"{torch.tensor(5) = }, {torch.empty(5).shape = }")
# --8<-- [end:capital]

# --8<-- [start:typed-old] old
print(f"{torch.LongTensor([1.9, 2.9]) = }")
# --8<-- [end:typed-old]

# --8<-- [start:typed]
print(f"{torch.tensor([1.9, 2.9]) = }")
print(f"{torch.tensor([1.9, 2.9]).round().long() = }")
# --8<-- [end:typed]

# --8<-- [start:default-type-old] old
torch.set_default_tensor_type(torch.DoubleTensor)
print(f"{torch.ones(2).dtype = }")
# --8<-- [end:default-type-old]

# --8<-- [start:default-type]
torch.set_default_dtype(torch.float32)
print(f"{torch.ones(2).dtype = }")
# --8<-- [end:default-type]

# --8<-- [start:cuda-device-old]
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
# --8<-- [end:cuda-device-old]
assert device.type in ("cuda", "cpu")

# --8<-- [start:cuda-device]
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
moved = prices.to(device)
print(f"{torch.equal(moved.cpu(), prices) = }")
# --8<-- [end:cuda-device]

# --8<-- [start:byte-mask-old] warns UserWarning
mask = (prices > 5).byte()
print(f"{prices[mask] = }")
# --8<-- [end:byte-mask-old]

# --8<-- [start:byte-mask]
mask = prices > 5
print(f"{mask.dtype = }, {prices[mask] = }")
# --8<-- [end:byte-mask]

# --8<-- [start:range-old] old
print(f"{torch.range(0, 3) = }")
# --8<-- [end:range-old]

# --8<-- [start:range]
print(f"{torch.arange(0, 4) = }")
# --8<-- [end:range]

# --8<-- [start:transpose-old] warns UserWarning
batch = torch.zeros(10, 2, 3)
print(f"{batch.T.shape = }")
# --8<-- [end:transpose-old]

# --8<-- [start:transpose]
print(f"{batch.mT.shape = }")
# --8<-- [end:transpose]

# --8<-- [start:linalg-old] old
square = torch.tensor([[2.0, 1.0], [1.0, 3.0]])
torch.solve(torch.ones(2, 1), square)
# --8<-- [end:linalg-old]

# --8<-- [start:linalg]
square = torch.tensor([[2.0, 1.0], [1.0, 3.0]])
print(f"{torch.linalg.solve(square, torch.ones(2, 1)) = }")
# --8<-- [end:linalg]

# --8<-- [start:norm-old] old
print(f"{torch.norm(square) = }")
# --8<-- [end:norm-old]

# --8<-- [start:norm]
print(f"{torch.linalg.vector_norm(square) = }")
print(f"{torch.linalg.matrix_norm(square, ord=2) = }")
# --8<-- [end:norm]
assert torch.linalg.vector_norm(square) == torch.linalg.matrix_norm(square)
angles = torch.linspace(0, 2 * torch.pi, 1000)
circle = torch.stack([angles.cos(), angles.sin()])
stretched = torch.linalg.vector_norm(square @ circle, dim=0).max()
assert (stretched - torch.linalg.matrix_norm(square, ord=2)).abs() < 0.001

# --8<-- [start:variable-old] old
from torch.autograd import Variable

weight = Variable(torch.tensor(3.0), requires_grad=True)
print(f"{type(weight) = }")
# --8<-- [end:variable-old]

# --8<-- [start:variable]
weight = torch.tensor(3.0, requires_grad=True)
print(f"{type(weight) = }")
# --8<-- [end:variable]

# --8<-- [start:volatile-old] old
inputs = Variable(torch.tensor(2.0), volatile=True)
print(f"{(weight * inputs).requires_grad = }")
# --8<-- [end:volatile-old]

# --8<-- [start:volatile]
with torch.inference_mode():
    print(f"{(weight * 2).requires_grad = }")
# --8<-- [end:volatile]

# --8<-- [start:data-old] old
weight = torch.tensor(3.0, requires_grad=True)
square_of_weight = weight**2
weight.data.fill_(10)
square_of_weight.backward()
print(f"{weight.grad = }")
# --8<-- [end:data-old]

# --8<-- [start:data] raises RuntimeError
weight = torch.tensor(3.0, requires_grad=True)
square_of_weight = weight**2
with torch.no_grad():
    weight.fill_(10)
square_of_weight.backward()
# --8<-- [end:data]
assert weight.grad is None

# --8<-- [start:item-old] old
loss = nn.MSELoss()(prices, prices + 1)
print(loss.data[0])
# --8<-- [end:item-old]

# --8<-- [start:item]
loss = nn.MSELoss()(prices, prices + 1)
print(f"{loss.item() = }")
# --8<-- [end:item]


# --8<-- [start:super-old] old
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.layer = nn.Linear(3, 1)


print(f"{Net() = }")
# --8<-- [end:super-old]


# --8<-- [start:super]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 1)


print(f"{Net() = }")
# --8<-- [end:super]

# --8<-- [start:init-old] old
layer = nn.Linear(3, 1)
result = nn.init.xavier_uniform(layer.weight)
# --8<-- [end:init-old]
assert result is layer.weight

# --8<-- [start:init]
result = nn.init.xavier_uniform_(layer.weight)
print(f"{result is layer.weight = }")
# --8<-- [end:init]

# --8<-- [start:softmax-old] old
scores = torch.zeros(2, 4, 5)
print(f"{nn.Softmax()(scores)[0, 0, 0] = }")
# --8<-- [end:softmax-old]

# --8<-- [start:softmax]
print(f"{nn.Softmax(dim=-1)(scores)[0, 0, 0] = }")
# --8<-- [end:softmax]

# --8<-- [start:upsample-old] old
image = torch.tensor([[[[1.0, 2.0]]]])
bigger = nn.functional.upsample(image, scale_factor=2)
# --8<-- [end:upsample-old]

# --8<-- [start:upsample]
bigger = nn.functional.interpolate(image, scale_factor=2)
print(f"{bigger = }")
# --8<-- [end:upsample]

# --8<-- [start:hook-old] old
model = nn.Sequential(nn.Sequential(nn.Linear(3, 4), nn.ReLU()))
model[0].register_backward_hook(
    lambda module, grad_inputs, grad_outputs: print(grad_inputs[0].shape)
)
model(prices.requires_grad_()).sum().backward()
# --8<-- [end:hook-old]

# --8<-- [start:hook]
model = nn.Sequential(nn.Sequential(nn.Linear(3, 4), nn.ReLU()))
model[0].register_full_backward_hook(
    lambda module, grad_inputs, grad_outputs: print(grad_inputs[0].shape)
)
model(prices).sum().backward()
prices = prices.detach()
# --8<-- [end:hook]

# --8<-- [start:reduction-old] old
loss = nn.MSELoss(size_average=False)(prices, prices + 1)
print(f"{loss.item() = }")
# --8<-- [end:reduction-old]

# --8<-- [start:reduction]
loss = nn.MSELoss(reduction="sum")(prices, prices + 1)
print(f"{loss.item() = }")
# --8<-- [end:reduction]

# --8<-- [start:clip-old] old
layer(prices).sum().backward()
norm = nn.utils.clip_grad_norm(layer.parameters(), 1.0)
# --8<-- [end:clip-old]

# --8<-- [start:clip]
norm = nn.utils.clip_grad_norm_(layer.parameters(), 1.0)
print(f"{norm = }")
# --8<-- [end:clip]
assert norm <= 1.001

# --8<-- [start:zero-grad-old] raises AttributeError
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
optimizer.zero_grad()
layer.weight.grad.sum()
# --8<-- [end:zero-grad-old]
assert layer.weight.grad is None

# --8<-- [start:zero-grad]
layer(prices).sum().backward()
optimizer.zero_grad(set_to_none=False)
print(f"{layer.weight.grad = }")
# --8<-- [end:zero-grad]

# --8<-- [start:verbose-old] raises TypeError
torch.optim.lr_scheduler.StepLR(optimizer, 5, verbose=True)
# --8<-- [end:verbose-old]

# --8<-- [start:verbose]
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 5)
print(f"{scheduler.get_last_lr() = }")
# --8<-- [end:verbose]

# --8<-- [start:loader-next-old] raises AttributeError
batches = iter(DataLoader(prices, batch_size=2))
batches.next()
# --8<-- [end:loader-next-old]

# --8<-- [start:loader-next]
batches = iter(DataLoader(prices, batch_size=2))
print(f"{next(batches).shape = }")
# --8<-- [end:loader-next]

# --8<-- [start:whole-model-old]
file = io.BytesIO()
torch.save(layer, file)
file.seek(0)
try:
    torch.load(file)
except Exception as error:
    print(str(error).split(".")[0])
# --8<-- [end:whole-model-old]

# --8<-- [start:whole-model]
file = io.BytesIO()
torch.save(layer.state_dict(), file)
file.seek(0)
print(f"{layer.load_state_dict(torch.load(file)) = }")
# --8<-- [end:whole-model]

# --8<-- [start:amp-old] old
scaler = torch.cuda.amp.GradScaler(enabled=False)
with torch.cuda.amp.autocast(enabled=False):
    outputs = layer(prices)
# --8<-- [end:amp-old]

# --8<-- [start:amp]
scaler = torch.amp.GradScaler("cpu")
with torch.autocast("cpu", dtype=torch.bfloat16):
    outputs = layer(prices)
print(f"{outputs.dtype = }")
# --8<-- [end:amp]

# --8<-- [start:data-parallel-old] old
several = nn.DataParallel(layer)
print(f"{list(several.state_dict()) = }")
# --8<-- [end:data-parallel-old]

# --8<-- [start:script-old] old
scripted = torch.jit.script(layer)
print(f"{torch.equal(scripted(prices), layer(prices)) = }")
# --8<-- [end:script-old]

# --8<-- [start:script]
compiled = torch.compile(layer, backend="eager")
exported = torch.export.export(layer, (prices,))
print(f"{torch.equal(compiled(prices), layer(prices)) = }")
print(f"{torch.equal(exported.module()(prices), layer(prices)) = }")
# --8<-- [end:script]
