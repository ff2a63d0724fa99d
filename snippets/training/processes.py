# host: without a GPU for each process, all of them compute on the CPU
# --8<-- [start:setup]
import copy
import os
from datetime import timedelta

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler
# --8<-- [end:setup]


# --8<-- [start:talk]
def gather(value):
    values = [None] * dist.get_world_size()
    dist.all_gather_object(values, value)
    return values


def say(text):
    if dist.get_rank() == 0:
        print(text)


# --8<-- [end:talk]


# --8<-- [start:join]
def join():
    local_rank = int(os.environ["LOCAL_RANK"])
    local_world_size = int(os.environ["LOCAL_WORLD_SIZE"])
    device = torch.device("cpu")
    if torch.accelerator.device_count() >= local_world_size:
        torch.accelerator.set_device_index(local_rank)
        device = torch.accelerator.current_accelerator()
    dist.init_process_group(dist.get_default_backend_for_device(device))
    say(f"{dist.get_world_size() = }, {gather(dist.get_rank()) = }")
    return device


# --8<-- [end:join]


# --8<-- [start:by-hand]
def average_by_hand(device):
    km = torch.tensor([1.0, 2.0, 3.0, 4.0], device=device)
    part = km.chunk(dist.get_world_size())[dist.get_rank()]
    w = torch.tensor(0.0, device=device, requires_grad=True)
    ((w * part - 4 * part) ** 2).mean().backward()
    own = gather(w.grad.item())

    dist.all_reduce(w.grad)
    w.grad /= dist.get_world_size()
    say(f"{own = }, {gather(w.grad.item()) = }")


# --8<-- [end:by-hand]


# --8<-- [start:parts]
def show_parts():
    sampler = DistributedSampler(range(7), shuffle=False)
    say(f"{gather(list(sampler)) = }")

    sampler = DistributedSampler(range(100))
    first = list(sampler)
    say(f"{list(sampler) == first = }")
    sampler.set_epoch(1)
    say(f"{list(sampler) == first = }")


# --8<-- [end:parts]

# --8<-- [start:data]
torch.manual_seed(0)
km = 1 + 9 * torch.rand(300, 1)
stops = torch.randint(0, 9, (300, 1))
rain = (torch.rand(300, 1) < 0.3).float()
inputs = torch.cat([km, stops, rain], dim=1)
minutes = 5 + 3 * km + 2 * stops + 2 * km * rain + 3 * torch.randn(300, 1)
# --8<-- [end:data]

# --8<-- [start:train]
dataset = TensorDataset(inputs, minutes)
loss_fn = nn.MSELoss()


def train_one_epoch(model, loader, optimizer, device):
    total = 0.0
    for batch_inputs, batch_targets in loader:
        optimizer.zero_grad()
        outputs = model(batch_inputs.to(device))
        loss = loss_fn(outputs, batch_targets.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch_targets)
    return total / len(loader.sampler)


def train(model, batch_size, sampler, device, epochs=5):
    loader = DataLoader(dataset, batch_size, sampler=sampler)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(epochs):
        sampler.set_epoch(epoch)
        loss = train_one_epoch(model, loader, optimizer, device)
    return loss


# --8<-- [end:train]


# --8<-- [start:wrap]
def sum_of_weights(model):
    total = sum(p.detach().sum() for p in model.parameters())
    return round(total.item(), 3)


def wrap(device):
    torch.manual_seed(dist.get_rank())
    model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
    model = model.to(device)
    before = gather(sum_of_weights(model))
    model = DistributedDataParallel(model)
    after = gather(sum_of_weights(model))
    say(f"{before = }, {after = }")
    assert len(set(after)) == 1
    return model


# --8<-- [end:wrap]


# --8<-- [start:compare]
def compare(model, device):
    alone = copy.deepcopy(model.module)

    losses = gather(train(model, 10, DistributedSampler(dataset), device))
    say(f"{[round(loss) for loss in losses] = }")
    sums = gather(sum_of_weights(model))
    assert len(set(sums)) == 1

    sampler = DistributedSampler(dataset, num_replicas=1, rank=0)
    loss = train(alone, 10 * dist.get_world_size(), sampler, device)
    say(f"{round(loss) = }")
    for one, other in zip(model.parameters(), alone.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=0.001, atol=0.001)


# --8<-- [end:compare]


# --8<-- [start:save]
def save_and_load(model, device):
    if dist.get_rank() == 0:
        torch.save(model.module.state_dict(), "deliveries.pt")
    dist.barrier()
    state = torch.load("deliveries.pt", map_location=device)
    say(f"{list(state)[0] = }, {list(model.state_dict())[0] = }")


# --8<-- [end:save]


# --8<-- [start:go-around]
def go_around(model, device):
    train(model.module, 10, DistributedSampler(dataset), device, epochs=1)
    sums = gather(sum_of_weights(model))
    say(f"{len(set(sums)) = }")


# --8<-- [end:go-around]


# --8<-- [start:wait-in-vain]
def wait_in_vain():
    patience = timedelta(seconds=0.5)
    group = dist.new_group(backend="gloo", timeout=patience)
    if dist.get_rank() == 0:
        try:
            dist.all_reduce(torch.ones(1), group=group)
        except RuntimeError as error:
            print(str(error).split("] ")[-1])
    dist.barrier()


# --8<-- [end:wait-in-vain]


# --8<-- [start:program]
def main():
    device = join()
    average_by_hand(device)
    show_parts()
    model = wrap(device)
    compare(model, device)
    save_and_load(model, device)
    go_around(model, device)
    wait_in_vain()
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
# --8<-- [end:program]
