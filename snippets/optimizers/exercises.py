# --8<-- [start:two-steps-start]
import torch


def two_steps(optimizer_class, **options):
    w = torch.tensor(10.0, requires_grad=True)
    optimizer = optimizer_class([w], lr=0.1, **options)
    for step in range(2):
        optimizer.zero_grad()
        (4 * w).backward()
        optimizer.step()
    return w.item()


sgd_answer = None
momentum_answer = None
adam_answer = None
# --8<-- [end:two-steps-start]


# --8<-- [start:two-steps-check] raises AssertionError
def check_two_steps():
    def is_right(answer, value):
        return answer is not None and abs(answer - value) < 0.001

    sgd = two_steps(torch.optim.SGD)
    momentum = two_steps(torch.optim.SGD, momentum=0.5)
    adam = two_steps(torch.optim.Adam)
    assert is_right(sgd_answer, sgd), f"{sgd_answer = }"
    assert is_right(momentum_answer, momentum), f"{momentum_answer = }"
    assert is_right(adam_answer, adam), f"{adam_answer = }"


check_two_steps()
# --8<-- [end:two-steps-check]

# --8<-- [start:two-steps-solution]
sgd_answer = 10 - 0.1 * 4 - 0.1 * 4
momentum_answer = 10 - 0.1 * 4 - 0.1 * (0.5 * 4 + 4)
adam_answer = 10 - 0.1 - 0.1
print(f"{sgd_answer:.1f} {momentum_answer:.1f} {adam_answer:.1f}")
# --8<-- [end:two-steps-solution]
check_two_steps()

# --8<-- [start:two-steps-wrong-one-step] raises AssertionError
sgd_answer = 9.6
check_two_steps()
# --8<-- [end:two-steps-wrong-one-step]

# --8<-- [start:two-steps-wrong-uphill] raises AssertionError
sgd_answer = 10.8
check_two_steps()
# --8<-- [end:two-steps-wrong-uphill]

# --8<-- [start:two-steps-wrong-no-velocity] raises AssertionError
sgd_answer, momentum_answer = 9.2, 9.2
check_two_steps()
# --8<-- [end:two-steps-wrong-no-velocity]

# --8<-- [start:two-steps-wrong-velocity-as-average] raises AssertionError
momentum_answer = 10 - 0.1 * (0.5 * 4) - 0.1 * (0.5 * 2 + 0.5 * 4)
check_two_steps()
# --8<-- [end:two-steps-wrong-velocity-as-average]

# --8<-- [start:two-steps-wrong-adam-by-gradient] raises AssertionError
momentum_answer, adam_answer = 9.0, 9.2
check_two_steps()
# --8<-- [end:two-steps-wrong-adam-by-gradient]

# --8<-- [start:memory-start]
import torch
from torch import nn

layer = nn.Linear(4, 3)
optimizer = torch.optim.Adam(layer.parameters())
layer(torch.ones(8, 4)).mean().backward()
norm = nn.utils.clip_grad_norm_(layer.parameters(), max_norm=1.0)
optimizer.step()

grad = layer.weight.grad
exp_avg = optimizer.state[layer.weight]["exp_avg"]
bias_exp_avg = optimizer.state[layer.bias]["exp_avg"]

grad_shape = None
norm_shape = None
exp_avg_shape = None
bias_exp_avg_shape = None
# --8<-- [end:memory-start]


# --8<-- [start:memory-check] raises AssertionError
def check_memory():
    assert grad.shape == grad_shape, f"{grad_shape = }"
    assert norm.shape == norm_shape, f"{norm_shape = }"
    assert exp_avg.shape == exp_avg_shape, f"{exp_avg_shape = }"
    assert bias_exp_avg.shape == bias_exp_avg_shape, f"{bias_exp_avg_shape = }"


check_memory()
# --8<-- [end:memory-check]

# --8<-- [start:memory-solution]
grad_shape = (3, 4)
norm_shape = ()
exp_avg_shape = (3, 4)
bias_exp_avg_shape = (3,)
# --8<-- [end:memory-solution]
check_memory()
kept = [t.numel() for s in optimizer.state.values() for t in s.values()]
assert sum(kept) == 2 * 15 + 2

# --8<-- [start:memory-wrong-one-for-each-example] raises AssertionError
grad_shape = (8, 3, 4)
check_memory()
# --8<-- [end:memory-wrong-one-for-each-example]

# --8<-- [start:memory-wrong-transposed] raises AssertionError
grad_shape = (4, 3)
check_memory()
# --8<-- [end:memory-wrong-transposed]

# --8<-- [start:memory-wrong-a-norm-for-each-parameter] raises AssertionError
grad_shape, norm_shape = (3, 4), (2,)
check_memory()
# --8<-- [end:memory-wrong-a-norm-for-each-parameter]

# --8<-- [start:memory-wrong-one-average-for-all] raises AssertionError
norm_shape, exp_avg_shape = (), ()
check_memory()
# --8<-- [end:memory-wrong-one-average-for-all]

# --8<-- [start:memory-wrong-both-averages-together] raises AssertionError
exp_avg_shape = (2, 3, 4)
check_memory()
# --8<-- [end:memory-wrong-both-averages-together]

# --8<-- [start:memory-wrong-bias-as-a-column] raises AssertionError
exp_avg_shape, bias_exp_avg_shape = (3, 4), (3, 1)
check_memory()
# --8<-- [end:memory-wrong-bias-as-a-column]

# --8<-- [start:order-start]
import torch
from torch import nn

km = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
batches = [(part, 6 + 3.5 * part) for part in km.split(2)]


def train(model, optimizer, scheduler, epochs):
    for epoch in range(epochs):
        for inputs, targets in batches:
            optimizer.zero_grad()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
            loss = nn.functional.mse_loss(model(inputs), targets)
            loss.backward()
            optimizer.step()
            scheduler.step()


# --8<-- [end:order-start]


# --8<-- [start:order-check] raises AssertionError
def check_order():
    def look(optimizer, *others):
        grads = [p.grad for p in model.parameters() if p.grad is not None]
        norms.append(nn.utils.get_total_norm(grads).item())
        rates.append(optimizer.param_groups[0]["lr"])

    def note(new_grad):
        grad = model.weight.grad
        left.append(0.0 if grad is None else round(grad.item(), 2))

    torch.manual_seed(0)
    rates, norms, left, model = [], [], [], nn.Linear(1, 1)
    model.weight.register_hook(note)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    optimizer.register_step_pre_hook(look)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
    train(model, optimizer, scheduler, epochs=2)
    assert rates == [0.1, 0.1, 0.05, 0.05], f"{rates = }"
    norms = [round(norm, 2) for norm in norms]
    assert norms == [1.0, 1.0, 1.0, 1.0], f"{norms = }"
    assert left == [0.0, 0.0, 0.0, 0.0], f"{left = }"


check_order()
# --8<-- [end:order-check]


# --8<-- [start:order-solution]
def train(model, optimizer, scheduler, epochs):
    for epoch in range(epochs):
        for inputs, targets in batches:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(inputs), targets)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
            optimizer.step()
        scheduler.step()


# --8<-- [end:order-solution]
check_order()


import warnings


def quiet(train):
    def quiet_train(*training, epochs):
        with warnings.catch_warnings(action="ignore"):
            train(*training, epochs)

    return quiet_train


def calling(*each_batch, first=(), last=()):
    def train(model, optimizer, scheduler, epochs):
        calls = {
            "zero": optimizer.zero_grad,
            "back": lambda: ((model(inputs) - targets) ** 2).mean().backward(),
            "clip": lambda: nn.utils.clip_grad_norm_(model.parameters(), 1.0),
            "step": optimizer.step,
            "fall": scheduler.step,
        }
        for epoch in range(epochs):
            for name in first:
                calls[name]()
            for inputs, targets in batches:
                for name in each_batch:
                    calls[name]()
            for name in last:
                calls[name]()

    return train


train = calling("zero", "back", "clip", "step", last=["fall"])
check_order()
train = calling("back", "clip", "step", "zero", last=["fall"])
check_order()

# --8<-- [start:order-wrong-clip-before-backward] raises AssertionError
train = calling("zero", "clip", "back", "step", last=["fall"])
check_order()
# --8<-- [end:order-wrong-clip-before-backward]

# --8<-- [start:order-wrong-clip-after-step] raises AssertionError
train = calling("zero", "back", "step", "clip", last=["fall"])
check_order()
# --8<-- [end:order-wrong-clip-after-step]

# --8<-- [start:order-wrong-fall-at-each-batch] raises AssertionError
train = calling("zero", "back", "clip", "step", "fall")
check_order()
# --8<-- [end:order-wrong-fall-at-each-batch]

# --8<-- [start:order-wrong-zero-before-step] raises AssertionError
train = calling("back", "clip", "zero", "step", last=["fall"])
check_order()
# --8<-- [end:order-wrong-zero-before-step]

# --8<-- [start:order-wrong-fall-first] raises AssertionError
train = quiet(calling("zero", "back", "clip", "step", first=["fall"]))
check_order()
# --8<-- [end:order-wrong-fall-first]

# --8<-- [start:order-wrong-never-cleared] raises AssertionError
train = calling("back", "clip", "step", last=["fall"])
check_order()
# --8<-- [end:order-wrong-never-cleared]

# --8<-- [start:order-wrong-cleared-once-an-epoch] raises AssertionError
train = calling("back", "clip", "step", first=["zero"], last=["fall"])
check_order()
# --8<-- [end:order-wrong-cleared-once-an-epoch]

# --8<-- [start:fair-start]
import torch
from torch import nn

km = torch.tensor([[1.0], [2.0], [3.0]])
fares = 6 + 3.5 * km


def train(model, optimizer):
    for step in range(20):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(km), fares)
        loss.backward()
        optimizer.step()
    return loss.item()


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01)


def mean_loss(build, seeds):
    model = nn.Linear(1, 1)
    total = 0.0
    for seed in seeds:
        torch.manual_seed(seed)
        total += train(model, build(model.parameters()))
    return total / len(seeds)


torch.manual_seed(0)
print(f"{mean_loss(sgd, [0, 1, 2]) = :.2f}")
print(f"{mean_loss(sgd, [0, 1, 2]) = :.2f}")
# --8<-- [end:fair-start]


# --8<-- [start:fair-check] raises AssertionError
def check_fair():
    together = []
    for before in (7, 8):
        torch.manual_seed(before)
        together.append(round(mean_loss(sgd, [0, 1, 2]), 4))
    assert together[0] == together[1], f"{together = }"
    alone = [round(mean_loss(sgd, [seed]), 4) for seed in (0, 1, 2)]
    assert len(set(alone)) == 3, f"{alone = }"
    mean = sum(alone) / 3
    assert abs(together[0] - mean) < 0.001, f"{together = }, {alone = }"


check_fair()
# --8<-- [end:fair-check]


# --8<-- [start:fair-solution]
def mean_loss(build, seeds):
    total = 0.0
    for seed in seeds:
        torch.manual_seed(seed)
        model = nn.Linear(1, 1)
        total += train(model, build(model.parameters()))
    return total / len(seeds)


# --8<-- [end:fair-solution]
check_fair()


def mean_loss(build, seeds):
    model, losses = nn.Linear(1, 1), []
    for seed in seeds:
        torch.manual_seed(seed)
        model.reset_parameters()
        losses.append(train(model, build(model.parameters())))
    return sum(losses) / len(losses)


check_fair()


def averaging(one_loss, reduce=lambda losses: sum(losses) / len(losses)):
    def mean_loss(build, seeds):
        return reduce([one_loss(build, seed) for seed in seeds])

    return mean_loss


def fair_loss(build, seed):
    torch.manual_seed(seed)
    model = nn.Linear(1, 1)
    return train(model, build(model.parameters()))


mean_loss = averaging(fair_loss)
check_fair()


# --8<-- [start:fair-wrong-seed-after-the-model] raises AssertionError
def late_seed(build, seed):
    model = nn.Linear(1, 1)
    torch.manual_seed(seed)
    return train(model, build(model.parameters()))


mean_loss = averaging(late_seed)
check_fair()
# --8<-- [end:fair-wrong-seed-after-the-model]


# --8<-- [start:fair-wrong-no-seed] raises AssertionError
def no_seed(build, seed):
    model = nn.Linear(1, 1)
    return train(model, build(model.parameters()))


mean_loss = averaging(no_seed)
check_fair()
# --8<-- [end:fair-wrong-no-seed]

# --8<-- [start:fair-wrong-always-the-same-seed] raises AssertionError
mean_loss = averaging(lambda build, seed: fair_loss(build, 0))
check_fair()
# --8<-- [end:fair-wrong-always-the-same-seed]

# --8<-- [start:fair-wrong-the-best-seed] raises AssertionError
mean_loss = averaging(fair_loss, reduce=min)
check_fair()
# --8<-- [end:fair-wrong-the-best-seed]

# --8<-- [start:fair-wrong-the-last-seed] raises AssertionError
mean_loss = averaging(fair_loss, reduce=lambda losses: losses[-1])
check_fair()
# --8<-- [end:fair-wrong-the-last-seed]


# --8<-- [start:adam-start]
def adam_step(w, grad, memory, lr):
    memory["t"] += 1
    memory["m"] = 0.9 * memory["m"] + 0.1 * grad
    memory["v"] = 0.999 * memory["v"] + 0.001 * grad**2
    # pt: Complete: corrija as duas médias e devolva o novo w
    # en: Complete: correct both averages and return the new w
    return w


memory = {"t": 0, "m": 0.0, "v": 0.0}
print(f"{adam_step(10.0, 4.0, memory, lr=0.1) = }")
# --8<-- [end:adam-start]
average = adam_step

# --8<-- [start:adam-check] raises AssertionError
import torch


def check_adam():
    w = torch.tensor([10.0, -3.0, 0.5], requires_grad=True)
    optimizer = torch.optim.Adam([w], lr=0.1)
    mine, memory = w.detach().clone(), {"t": 0, "m": 0.0, "v": 0.0}
    for step in range(5):
        w.grad = torch.tensor([4.0, -300.0, 1e-7]) * (step + 1)
        mine = adam_step(mine, w.grad, memory, lr=0.1)
        optimizer.step()
        assert torch.allclose(mine, w, atol=1e-4), f"{step = }, {mine = }"


check_adam()
# --8<-- [end:adam-check]


# --8<-- [start:adam-solution]
def adam_step(w, grad, memory, lr):
    memory["t"] += 1
    memory["m"] = 0.9 * memory["m"] + 0.1 * grad
    memory["v"] = 0.999 * memory["v"] + 0.001 * grad**2
    m_hat = memory["m"] / (1 - 0.9 ** memory["t"])
    v_hat = memory["v"] / (1 - 0.999 ** memory["t"])
    return w - lr * m_hat / (v_hat**0.5 + 1e-8)


# --8<-- [end:adam-solution]
check_adam()


def adam_step(w, grad, memory, lr):
    average(w, grad, memory, lr)
    m, v, t = memory["m"], memory["v"], memory["t"]
    correction = (1 - 0.999**t) ** 0.5
    w -= lr / (1 - 0.9**t) * m / (v.sqrt() / correction + 1e-8)
    return w


check_adam()


def moving(move):
    def adam_step(w, grad, memory, lr):
        average(w, grad, memory, lr)
        return w - lr * move(memory["m"], memory["v"], memory["t"])

    return adam_step


# --8<-- [start:adam-wrong-no-correction] raises AssertionError
adam_step = moving(lambda m, v, t: m / (v**0.5 + 1e-8))
check_adam()
# --8<-- [end:adam-wrong-no-correction]


# --8<-- [start:adam-wrong-correction-of-the-first-step] raises AssertionError
adam_step = moving(lambda m, v, t: m / 0.1 / ((v / 0.001) ** 0.5 + 1e-8))
check_adam()
# --8<-- [end:adam-wrong-correction-of-the-first-step]


# --8<-- [start:adam-wrong-no-root] raises AssertionError
def no_root(m, v, t):
    return m / (1 - 0.9**t) / (v / (1 - 0.999**t) + 1e-8)


adam_step = moving(no_root)
check_adam()
# --8<-- [end:adam-wrong-no-root]


# --8<-- [start:adam-wrong-eps-inside-the-root] raises AssertionError
def eps_inside(m, v, t):
    return m / (1 - 0.9**t) / (v / (1 - 0.999**t) + 1e-8) ** 0.5


adam_step = moving(eps_inside)
check_adam()
# --8<-- [end:adam-wrong-eps-inside-the-root]


# --8<-- [start:adam-wrong-no-eps] raises AssertionError
def no_eps(m, v, t):
    return m / (1 - 0.9**t) / (v / (1 - 0.999**t)) ** 0.5


adam_step = moving(no_eps)
check_adam()
# --8<-- [end:adam-wrong-no-eps]


# --8<-- [start:adam-wrong-correction-kept-in-memory] raises AssertionError
def adam_step(w, grad, memory, lr):
    average(w, grad, memory, lr)
    memory["m"] = memory["m"] / (1 - 0.9 ** memory["t"])
    memory["v"] = memory["v"] / (1 - 0.999 ** memory["t"])
    return w - lr * memory["m"] / (memory["v"] ** 0.5 + 1e-8)


check_adam()
# --8<-- [end:adam-wrong-correction-kept-in-memory]

# --8<-- [start:decay-start]
import torch
from torch import nn


def build_optimizer(model):
    return torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.1)


model = nn.Sequential(nn.Linear(4, 3), nn.LayerNorm(3), nn.Linear(3, 1))
for group in build_optimizer(model).param_groups:
    print(f"{group['weight_decay'] = }, {len(group['params']) = }")
# --8<-- [end:decay-start]


# --8<-- [start:decay-check] raises AssertionError
def check_decay():
    words = nn.Sequential(nn.Embedding(5, 2), nn.Linear(2, 1))
    for model in (nn.Sequential(nn.Linear(4, 3), nn.LayerNorm(3)), words):
        for parameter in model.parameters():
            nn.init.ones_(parameter)
            parameter.grad = torch.full_like(parameter, 3.0)
        build_optimizer(model).step()
        for name, parameter in model.named_parameters():
            out = round(parameter.flatten()[0].item(), 5)
            decay = 0.01 * 0.1 if parameter.dim() >= 2 else 0.0
            assert abs(out - (1 - decay - 0.01)) < 2e-5, f"{name = }, {out = }"


check_decay()
# --8<-- [end:decay-check]


# --8<-- [start:decay-solution]
def build_optimizer(model):
    decay = [p for p in model.parameters() if p.dim() >= 2]
    rest = [p for p in model.parameters() if p.dim() < 2]
    groups = [
        {"params": decay, "weight_decay": 0.1},
        {"params": rest, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=0.01)


# --8<-- [end:decay-solution]
check_decay()


def build_optimizer(model):
    rest = [p for p in model.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW(rest, lr=0.01, weight_decay=0)
    decay = [p for p in model.parameters() if p.ndim != 1]
    optimizer.add_param_group({"params": decay, "weight_decay": 0.1})
    return optimizer


check_decay()


def decaying(is_decayed, optimizer_class=torch.optim.AdamW):
    def build_optimizer(model):
        decay, rest = [], []
        for name, p in model.named_parameters():
            (decay if is_decayed(name, p) else rest).append(p)
        groups = [{"params": decay}, {"params": rest, "weight_decay": 0.0}]
        return optimizer_class(groups, lr=0.01, weight_decay=0.1)

    return build_optimizer


build_optimizer = decaying(lambda name, p: p.dim() >= 2)
check_decay()

# --8<-- [start:decay-wrong-by-name] raises AssertionError
build_optimizer = decaying(lambda name, p: "weight" in name)
check_decay()
# --8<-- [end:decay-wrong-by-name]

# --8<-- [start:decay-wrong-of-the-biases] raises AssertionError
build_optimizer = decaying(lambda name, p: p.dim() < 2)
check_decay()
# --8<-- [end:decay-wrong-of-the-biases]

# --8<-- [start:decay-wrong-of-none] raises AssertionError
build_optimizer = decaying(lambda name, p: False)
check_decay()
# --8<-- [end:decay-wrong-of-none]

# --8<-- [start:decay-wrong-adam] raises AssertionError
build_optimizer = decaying(lambda name, p: p.dim() >= 2, torch.optim.Adam)
check_decay()
# --8<-- [end:decay-wrong-adam]


# --8<-- [start:decay-wrong-rest-left-out] raises AssertionError
def build_optimizer(model):
    decay = [p for p in model.parameters() if p.dim() >= 2]
    return torch.optim.AdamW(decay, lr=0.01, weight_decay=0.1)


check_decay()
# --8<-- [end:decay-wrong-rest-left-out]


# --8<-- [start:decay-wrong-rest-at-the-default] raises AssertionError
def build_optimizer(model):
    decay = [p for p in model.parameters() if p.dim() >= 2]
    rest = [p for p in model.parameters() if p.dim() < 2]
    groups = [{"params": decay, "weight_decay": 0.1}, {"params": rest}]
    return torch.optim.AdamW(groups, lr=0.01)


check_decay()
# --8<-- [end:decay-wrong-rest-at-the-default]

# --8<-- [start:decay-wrong-sgd] raises AssertionError
build_optimizer = decaying(lambda name, p: p.dim() >= 2, torch.optim.SGD)
check_decay()
# --8<-- [end:decay-wrong-sgd]

# --8<-- [start:parts-start]
import torch
from torch import nn

km = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
fares = 4 * km


def large_step(model, optimizer, inputs, targets, size):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()


# --8<-- [end:parts-start]
whole_step = large_step


# --8<-- [start:parts-check] raises AssertionError
def check_parts():
    for size in (5, 2, 1):
        model, seen = nn.Linear(1, 1, bias=False), []
        nn.init.zeros_(model.weight)
        model.register_forward_pre_hook(lambda m, x: seen.append(len(x[0])))
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
        for expected in (0.88, 0.88 - 0.22 * (0.88 - 4)):
            large_step(model, optimizer, km, fares, size)
            w = round(model.weight.item(), 4)
            assert abs(w - expected) < 0.001, f"{size = }, {w = }"
        assert max(seen) <= size and sum(seen) == 10, f"{size = }, {seen = }"


check_parts()
# --8<-- [end:parts-check]


# --8<-- [start:parts-solution]
def large_step(model, optimizer, inputs, targets, size):
    optimizer.zero_grad()
    parts = zip(inputs.split(size), targets.split(size), strict=True)
    for part, part_targets in parts:
        loss = nn.functional.mse_loss(model(part), part_targets)
        (loss * len(part) / len(inputs)).backward()
    optimizer.step()


# --8<-- [end:parts-solution]
check_parts()


def large_step(model, optimizer, inputs, targets, size):
    for start in range(0, len(inputs), size):
        rows = slice(start, start + size)
        errors = model(inputs[rows]) - targets[rows]
        (errors.pow(2).sum() / targets.numel()).backward()
    optimizer.step()
    optimizer.zero_grad()


check_parts()


def in_parts(share, zero="before", step="after"):
    def large_step(model, optimizer, inputs, targets, size):
        parts = list(zip(inputs.split(size), targets.split(size), strict=True))
        if zero == "before":
            optimizer.zero_grad()
        for part, part_targets in parts:
            if zero == "inside":
                optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(part), part_targets)
            (loss * share(len(part), len(parts))).backward()
            if step == "inside":
                optimizer.step()
        if step == "after":
            optimizer.step()

    return large_step


def right_share(rows, parts):
    return rows / 5


large_step = in_parts(right_share)
check_parts()

# --8<-- [start:parts-wrong-whole-batch] raises AssertionError
large_step = whole_step
check_parts()
# --8<-- [end:parts-wrong-whole-batch]

# --8<-- [start:parts-wrong-no-division] raises AssertionError
large_step = in_parts(lambda rows, parts: 1)
check_parts()
# --8<-- [end:parts-wrong-no-division]

# --8<-- [start:parts-wrong-mean-of-means] raises AssertionError
large_step = in_parts(lambda rows, parts: 1 / parts)
check_parts()
# --8<-- [end:parts-wrong-mean-of-means]

# --8<-- [start:parts-wrong-divided-by-rows] raises AssertionError
large_step = in_parts(lambda rows, parts: 1 / rows)
check_parts()
# --8<-- [end:parts-wrong-divided-by-rows]

# --8<-- [start:parts-wrong-no-zero-grad] raises AssertionError
large_step = in_parts(right_share, zero="never")
check_parts()
# --8<-- [end:parts-wrong-no-zero-grad]

# --8<-- [start:parts-wrong-zero-grad-inside] raises AssertionError
large_step = in_parts(right_share, zero="inside")
check_parts()
# --8<-- [end:parts-wrong-zero-grad-inside]

# --8<-- [start:parts-wrong-step-inside] raises AssertionError
large_step = in_parts(right_share, step="inside")
check_parts()
# --8<-- [end:parts-wrong-step-inside]

# --8<-- [start:adapt-start]
import torch
from torch import nn


def adapt(model, classes):
    return torch.optim.SGD(model.parameters(), lr=0.01)


model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 1))
optimizer = adapt(model, classes=5)
print(f"{model[-1].out_features = }")
print([group["lr"] for group in optimizer.param_groups])
# --8<-- [end:adapt-start]


# --8<-- [start:adapt-check] raises AssertionError
def check_adapt():
    short = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 1))
    long = nn.Sequential(
        nn.Linear(2, 6), nn.LayerNorm(6), nn.ReLU(), nn.Linear(6, 2)
    )
    for model in (short, long):
        old, length = list(model.parameters())[:-2], len(model)
        optimizer = adapt(model, classes=5)
        groups = optimizer.param_groups
        assert len(model) == length, f"{len(model) = }"
        assert model[-1].out_features == 5, f"{model[-1] = }"
        rates = {p: group["lr"] for group in groups for p in group["params"]}
        kept = [rates.get(parameter) for parameter in old]
        assert kept == [0.01] * len(old), f"{kept = }"
        last = [rates.get(parameter) for parameter in model[-1].parameters()]
        assert last == [0.1, 0.1], f"{last = }"
        out = model(torch.ones(7, model[0].in_features))
        assert out.shape == (7, 5), f"{out.shape = }"
        is_sgd = isinstance(optimizer, torch.optim.SGD)
        assert is_sgd, f"{type(optimizer) = }"


check_adapt()
# --8<-- [end:adapt-check]


# --8<-- [start:adapt-solution]
def adapt(model, classes):
    model[-1] = nn.Linear(model[-1].in_features, classes)
    groups = [
        {"params": model[:-1].parameters(), "lr": 0.01},
        {"params": model[-1].parameters()},
    ]
    return torch.optim.SGD(groups, lr=0.1)


# --8<-- [end:adapt-solution]
check_adapt()
solved = adapt


def adapt(model, classes):
    optimizer = torch.optim.SGD(model[:-1].parameters(), lr=0.01)
    model[-1] = nn.Linear(model[-1].in_features, classes)
    optimizer.add_param_group({"params": model[-1].parameters(), "lr": 0.1})
    return optimizer


check_adapt()


# --8<-- [start:adapt-wrong-optimizer-first] raises AssertionError
def adapt(model, classes):
    optimizer = solved(model, classes)
    model[-1] = nn.Linear(model[-1].in_features, classes)
    return optimizer


check_adapt()
# --8<-- [end:adapt-wrong-optimizer-first]


# --8<-- [start:adapt-wrong-one-rate] raises AssertionError
def adapt(model, classes):
    solved(model, classes)
    return torch.optim.SGD(model.parameters(), lr=0.1)


check_adapt()
# --8<-- [end:adapt-wrong-one-rate]


# --8<-- [start:adapt-wrong-old-layers-left-out] raises AssertionError
def adapt(model, classes):
    solved(model, classes)
    return torch.optim.SGD(model[-1].parameters(), lr=0.1)


check_adapt()
# --8<-- [end:adapt-wrong-old-layers-left-out]


# --8<-- [start:adapt-wrong-layer-not-in-the-model] raises AssertionError
def adapt(model, classes):
    last = nn.Linear(model[-1].in_features, classes)
    optimizer = torch.optim.SGD(model[:-1].parameters(), lr=0.01)
    optimizer.add_param_group({"params": last.parameters(), "lr": 0.1})
    return optimizer


check_adapt()
# --8<-- [end:adapt-wrong-layer-not-in-the-model]


# --8<-- [start:adapt-wrong-one-layer-more] raises AssertionError
def adapt(model, classes):
    groups = [{"params": model.parameters(), "lr": 0.01}]
    optimizer = torch.optim.SGD(groups, lr=0.1)
    model.append(nn.Linear(model[-1].out_features, classes))
    optimizer.add_param_group({"params": model[-1].parameters()})
    return optimizer


check_adapt()
# --8<-- [end:adapt-wrong-one-layer-more]


# --8<-- [start:adapt-wrong-number-changed-by-hand] raises AssertionError
def adapt(model, classes):
    model[-1].out_features = classes
    groups = [{"params": model[:-1].parameters()}]
    groups.append({"params": model[-1].parameters(), "lr": 0.1})
    return torch.optim.SGD(groups, lr=0.01)


check_adapt()
# --8<-- [end:adapt-wrong-number-changed-by-hand]


# --8<-- [start:adapt-wrong-three-layers-only] raises AssertionError
def adapt(model, classes):
    model[2] = nn.Linear(model[0].out_features, classes)
    groups = [{"params": model[:2].parameters(), "lr": 0.01}]
    groups.append({"params": model[2].parameters(), "lr": 0.1})
    return torch.optim.SGD(groups)


check_adapt()
# --8<-- [end:adapt-wrong-three-layers-only]


# --8<-- [start:adapt-wrong-another-optimizer] raises AssertionError
def adapt(model, classes):
    return torch.optim.Adam(solved(model, classes).param_groups)


check_adapt()
# --8<-- [end:adapt-wrong-another-optimizer]

# --8<-- [start:resume-start]
import torch
from torch import nn


def new_training():
    model = nn.Linear(1, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
    return model, optimizer, scheduler


def train(model, optimizer, scheduler):
    km = torch.tensor([[1.0], [2.0], [3.0]])
    for epoch in range(3):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(km), 6 + 3.5 * km).backward()
        optimizer.step()
        scheduler.step()


def pack(model, optimizer, scheduler):
    return {}


def unpack(packed, model, optimizer, scheduler):
    return None


# --8<-- [end:resume-start]

# --8<-- [start:resume-check] raises AssertionError
import io


def check_resume():
    torch.manual_seed(0)
    training, resumed, file = new_training(), new_training(), io.BytesIO()
    train(*training)
    torch.save(pack(*training), file)
    file.seek(0)
    unpack(torch.load(file), *resumed)
    rates = [round(part[2].get_last_lr()[0], 4) for part in (training, resumed)]
    assert rates[0] == rates[1], f"{rates = }"
    train(*training)
    train(*resumed)
    first, second = training[0].weight, resumed[0].weight
    out = [round(weight.item(), 4) for weight in (first, second)]
    assert torch.equal(first, second), f"{out = }"


check_resume()
# --8<-- [end:resume-check]


# --8<-- [start:resume-solution]
def pack(model, optimizer, scheduler):
    return {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
    }


def unpack(packed, model, optimizer, scheduler):
    model.load_state_dict(packed["model"])
    optimizer.load_state_dict(packed["optimizer"])
    scheduler.load_state_dict(packed["scheduler"])


# --8<-- [end:resume-solution]
check_resume()


def loading(*names):
    def unpack(packed, *training):
        parts = zip(("model", "optimizer", "scheduler"), training, strict=True)
        for name, part in parts:
            if name in names:
                part.load_state_dict(packed[name])

    return unpack


unpack = loading("model", "optimizer", "scheduler")
check_resume()

# --8<-- [start:resume-wrong-model-alone] raises AssertionError
unpack = loading("model")
check_resume()
# --8<-- [end:resume-wrong-model-alone]

# --8<-- [start:resume-wrong-no-optimizer] raises AssertionError
unpack = loading("model", "scheduler")
check_resume()
# --8<-- [end:resume-wrong-no-optimizer]

# --8<-- [start:resume-wrong-no-scheduler] raises AssertionError
unpack = loading("model", "optimizer")
check_resume()
# --8<-- [end:resume-wrong-no-scheduler]

# --8<-- [start:resume-wrong-no-model] raises AssertionError
unpack = loading("optimizer", "scheduler")
check_resume()
# --8<-- [end:resume-wrong-no-model]


# --8<-- [start:resume-wrong-names-only] raises AssertionError
def unpack(packed, model, optimizer, scheduler):
    model, optimizer, scheduler = packed.values()


check_resume()
# --8<-- [end:resume-wrong-names-only]


def move(optimizer_class, loss_of, lr=0.5):
    w = torch.tensor(0.0, requires_grad=True)
    optimizer = optimizer_class([w], lr=lr)
    loss_of(w).backward()
    optimizer.step()
    return round(w.item(), 4)


assert move(torch.optim.SGD, lambda w: -0.02 * w) == 0.01
assert move(torch.optim.Adam, lambda w: -0.02 * w) == 0.5
try:
    torch.optim.Adam([torch.ones(1, requires_grad=True)], momentum=0.9)
except TypeError as error:
    assert "momentum" in str(error)
else:
    raise AssertionError("Adam took a momentum")

optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=10)
zeros = 0
for call in range(10 * 100):
    optimizer.step()
    scheduler.step()
    zeros += scheduler.get_last_lr()[0] < 1e-9
assert zeros == 50

w = torch.tensor(0.0, requires_grad=True)
for slope in (30.0, -20.0):
    (slope * w).backward()
    nn.utils.clip_grad_norm_([w], max_norm=1.0)
assert round(w.grad.item(), 2) == -1

loss = w**2
loss.backward()
try:
    loss.backward()
except RuntimeError as error:
    assert "second time" in str(error)
else:
    raise AssertionError("the graph was not freed")

for rows, expected in ((4, 4.0), (8, 8.0)):
    ones = torch.ones(rows)
    summed = move(torch.optim.SGD, lambda w: ((w - 1) ** 2 * ones).sum())
    averaged = move(torch.optim.SGD, lambda w: ((w - 1) ** 2 * ones).mean())
    assert (summed, averaged) == (expected, 1.0)
