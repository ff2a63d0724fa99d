# --8<-- [start:body-and-head]
import torch
from torch import nn

torch.manual_seed(0)
body = nn.Sequential(nn.Linear(4, 8), nn.ReLU())
head = nn.Linear(8, 3)
model = nn.Sequential(body, head)

body.requires_grad_(False)
for name, parameter in model.named_parameters():
    print(name, parameter.numel(), parameter.requires_grad)
# --8<-- [end:body-and-head]


# --8<-- [start:count]
def learns(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


total = sum(p.numel() for p in model.parameters())
print(f"{total = }, {learns(model) = }")
# --8<-- [end:count]
assert total == (4 * 8 + 8) + (8 * 3 + 3) == 67 and learns(model) == 27

# --8<-- [start:train-head]
inputs = torch.randn(20, 4)
targets = torch.randint(0, 3, (20,))
loss_fn = nn.CrossEntropyLoss()


def step(model, optimizer):
    optimizer.zero_grad()
    loss_fn(model(inputs), targets).backward()
    optimizer.step()


trainable = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.SGD(trainable, lr=0.1)
body_before = body[0].weight.clone()
head_before = head.weight.clone()
for repeat in range(5):
    step(model, optimizer)
print(f"{torch.equal(body[0].weight, body_before) = }")
print(f"{torch.equal(head.weight, head_before) = }")
print(f"{body[0].weight.grad = }")
# --8<-- [end:train-head]
assert body[0].bias.grad is None and head.weight.grad is not None
assert not body(inputs).requires_grad and model(inputs).requires_grad

# --8<-- [start:weight-decay]
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=0.5)
step(model, optimizer)
print(f"{torch.equal(body[0].weight, body_before) = }")
# --8<-- [end:weight-decay]
assert torch.equal(body[0].weight, body_before)

# --8<-- [start:frozen-late]
late = nn.Linear(4, 3)
optimizer = torch.optim.SGD(late.parameters(), lr=0.1, weight_decay=0.5)
step(late, optimizer)
late.weight.requires_grad_(False)
before = late.weight.clone()
optimizer.zero_grad(set_to_none=False)
optimizer.step()
print(f"{torch.equal(late.weight, before) = }")
print(f"{torch.allclose(late.weight, before * (1 - 0.1 * 0.5)) = }")
# --8<-- [end:frozen-late]
optimizer.zero_grad()
before = late.weight.clone()
optimizer.step()
assert late.weight.grad is None and torch.equal(late.weight, before)

# --8<-- [start:typo]
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
net[0].requires_grad = False
print(f"{net[0].weight.requires_grad = }")
net[0].requires_grad_(False)
print(f"{net[0].weight.requires_grad = }")
# --8<-- [end:typo]

# --8<-- [start:all-frozen] raises RuntimeError
net.requires_grad_(False)
loss_fn(net(inputs), targets).backward()
# --8<-- [end:all-frozen]

# --8<-- [start:replace]
net[2] = nn.Linear(8, 5)
print(f"{net(inputs).shape = }, {learns(net) = }")
# --8<-- [end:replace]
assert learns(net) == 8 * 5 + 5 == 45
assert net[2].weight.requires_grad and not net[0].weight.requires_grad

# --8<-- [start:batch-norm]
body = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU())
body.requires_grad_(False)
model = nn.Sequential(body, nn.Linear(8, 3))
optimizer = torch.optim.SGD(model[1].parameters(), lr=0.1)

example = inputs[:2]
body.eval()
before = body(example)
body.train()
step(model, optimizer)
body.eval()
print(f"{torch.allclose(body(example), before) = }")
# --8<-- [end:batch-norm]
assert learns(body) == 0 and body[1].num_batches_tracked == 1

# --8<-- [start:batch-norm-fixed]
before = body(example)
for epoch in range(3):
    model.train()
    body.eval()
    step(model, optimizer)
print(f"{torch.equal(body(example), before) = }")
# --8<-- [end:batch-norm-fixed]
assert model.training and not body[1].training

# --8<-- [start:unfreeze]
body.requires_grad_(True)
before = body[0].weight.clone()
step(model, optimizer)
print(f"{body[0].weight.grad is None = }")
print(f"{torch.equal(body[0].weight, before) = }")
# --8<-- [end:unfreeze]

# --8<-- [start:add-group]
optimizer.add_param_group({"params": body.parameters(), "lr": 0.01})
step(model, optimizer)
print(f"{torch.equal(body[0].weight, before) = }")
print([group["lr"] for group in optimizer.param_groups])
# --8<-- [end:add-group]
