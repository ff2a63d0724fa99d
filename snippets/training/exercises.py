# host: the types asked for are those of autocast on the CPU
# --8<-- [start:count-start]
import torch
from torch.utils.data import DataLoader

deliveries = torch.arange(107)
loader = DataLoader(deliveries, batch_size=25)
cut = DataLoader(deliveries, batch_size=25, drop_last=True)

seen = set()
for step in range(10):
    seen.update(next(iter(loader)).tolist())

steps_answer = None
last_answer = None
cut_steps_answer = None
seen_answer = None
# --8<-- [end:count-start]


# --8<-- [start:count-check] raises AssertionError
def check_count():
    sizes = [len(batch) for batch in loader]
    assert steps_answer == 10 * len(sizes), f"{steps_answer = }"
    assert last_answer == sizes[-1], f"{last_answer = }"
    assert cut_steps_answer == 10 * len(cut), f"{cut_steps_answer = }"
    assert seen_answer == len(seen), f"{seen_answer = }"


check_count()
# --8<-- [end:count-check]

# --8<-- [start:count-solution]
steps_answer = 10 * (4 + 1)
last_answer = 107 - 4 * 25
cut_steps_answer = 10 * 4
seen_answer = 25
# --8<-- [end:count-solution]
check_count()

# --8<-- [start:count-wrong-steps-of-one-epoch] raises AssertionError
steps_answer = 5
check_count()
# --8<-- [end:count-wrong-steps-of-one-epoch]

# --8<-- [start:count-wrong-rounded-down] raises AssertionError
steps_answer = 40
check_count()
# --8<-- [end:count-wrong-rounded-down]

# --8<-- [start:count-wrong-epochs-end-to-end] raises AssertionError
steps_answer = -(-10 * 107 // 25)
check_count()
# --8<-- [end:count-wrong-epochs-end-to-end]

# --8<-- [start:count-wrong-last-is-full] raises AssertionError
steps_answer, last_answer = 50, 25
check_count()
# --8<-- [end:count-wrong-last-is-full]

# --8<-- [start:count-wrong-nothing-dropped] raises AssertionError
last_answer, cut_steps_answer = 7, 50
check_count()
# --8<-- [end:count-wrong-nothing-dropped]

# --8<-- [start:count-wrong-all-seen] raises AssertionError
cut_steps_answer, seen_answer = 40, 107
check_count()
# --8<-- [end:count-wrong-all-seen]

# --8<-- [start:routes-start]
import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader


def collate(routes):
    lengths = torch.tensor([len(route) for route in routes])
    return pad_sequence(routes, batch_first=True), lengths


routes = [torch.ones(legs, 2) for legs in (3, 1, 4, 2, 5)]
batches = list(DataLoader(routes, batch_size=2, collate_fn=collate))
padded, lengths = batches[0]
mask = torch.arange(padded.shape[1]) < lengths[:, None]
hidden = nn.Linear(2, 8)(padded)
means = (hidden * mask[:, :, None]).sum(dim=1) / lengths[:, None]
last, last_lengths = batches[-1]

padded_shape = None
mask_shape = None
hidden_shape = None
means_shape = None
last_shape = None
# --8<-- [end:routes-start]


# --8<-- [start:routes-check] raises AssertionError
def check_routes():
    assert padded.shape == padded_shape, f"{padded_shape = }"
    assert mask.shape == mask_shape, f"{mask_shape = }"
    assert hidden.shape == hidden_shape, f"{hidden_shape = }"
    assert means.shape == means_shape, f"{means_shape = }"
    assert last.shape == last_shape, f"{last_shape = }"


check_routes()
# --8<-- [end:routes-check]

# --8<-- [start:routes-solution]
padded_shape = (2, 3, 2)
mask_shape = (2, 3)
hidden_shape = (2, 3, 8)
means_shape = (2, 8)
last_shape = (1, 5, 2)
# --8<-- [end:routes-solution]
check_routes()

# --8<-- [start:routes-wrong-longest-of-all] raises AssertionError
padded_shape = (2, 5, 2)
check_routes()
# --8<-- [end:routes-wrong-longest-of-all]

# --8<-- [start:routes-wrong-batch-in-the-middle] raises AssertionError
padded_shape = (3, 2, 2)
check_routes()
# --8<-- [end:routes-wrong-batch-in-the-middle]

# --8<-- [start:routes-wrong-mask-of-each-number] raises AssertionError
padded_shape, mask_shape = (2, 3, 2), (2, 3, 2)
check_routes()
# --8<-- [end:routes-wrong-mask-of-each-number]

# --8<-- [start:routes-wrong-legs-lost-in-the-layer] raises AssertionError
mask_shape, hidden_shape = (2, 3), (2, 8)
check_routes()
# --8<-- [end:routes-wrong-legs-lost-in-the-layer]

# --8<-- [start:routes-wrong-mean-of-the-columns] raises AssertionError
hidden_shape, means_shape = (2, 3, 8), (2, 3)
check_routes()
# --8<-- [end:routes-wrong-mean-of-the-columns]

# --8<-- [start:routes-wrong-last-is-full] raises AssertionError
means_shape, last_shape = (2, 8), (2, 5, 2)
check_routes()
# --8<-- [end:routes-wrong-last-is-full]

# --8<-- [start:routes-wrong-last-without-batch] raises AssertionError
last_shape = (5, 2)
check_routes()
# --8<-- [end:routes-wrong-last-without-batch]

# --8<-- [start:types-start]
import torch
from torch import nn

layer = nn.Linear(3, 1)
inputs, targets = torch.ones(4, 3), torch.ones(4, 1)

with torch.autocast(device_type="cpu", dtype=torch.bfloat16):
    outputs = layer(inputs)
    loss = nn.functional.mse_loss(outputs, targets)
loss.backward()
errors = outputs - targets

outputs_dtype = None
loss_dtype = None
grad_dtype = None
errors_dtype = None
# --8<-- [end:types-start]


# --8<-- [start:types-check] raises AssertionError
def check_types():
    assert outputs_dtype == outputs.dtype, f"{outputs_dtype = }"
    assert loss_dtype == loss.dtype, f"{loss_dtype = }"
    assert grad_dtype == layer.weight.grad.dtype, f"{grad_dtype = }"
    assert errors_dtype == errors.dtype, f"{errors_dtype = }"


check_types()
# --8<-- [end:types-check]

# --8<-- [start:types-solution]
outputs_dtype = torch.bfloat16
loss_dtype = torch.float32
grad_dtype = torch.float32
errors_dtype = torch.float32
# --8<-- [end:types-solution]
check_types()

# --8<-- [start:types-wrong-outputs-as-the-weights] raises AssertionError
outputs_dtype = torch.float32
check_types()
# --8<-- [end:types-wrong-outputs-as-the-weights]

# --8<-- [start:types-wrong-loss-as-the-outputs] raises AssertionError
outputs_dtype, loss_dtype = torch.bfloat16, torch.bfloat16
check_types()
# --8<-- [end:types-wrong-loss-as-the-outputs]

# --8<-- [start:types-wrong-gradient-as-the-outputs] raises AssertionError
loss_dtype, grad_dtype = torch.float32, torch.bfloat16
check_types()
# --8<-- [end:types-wrong-gradient-as-the-outputs]

# --8<-- [start:types-wrong-smaller-type-wins] raises AssertionError
grad_dtype, errors_dtype = torch.float32, torch.bfloat16
check_types()
# --8<-- [end:types-wrong-smaller-type-wins]

# --8<-- [start:evaluate-start]
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def evaluate(model, loader):
    total = 0.0
    for batch_inputs, batch_targets in loader:
        errors = (model(batch_inputs) - batch_targets).abs()
        total += errors.mean().item()
    return total / len(loader)


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5))
nn.init.zeros_(model[0].weight)
nn.init.constant_(model[0].bias, 8.0)
minutes = torch.tensor([[8.0], [8.0], [8.0], [4.0], [20.0]])
dataset = TensorDataset(torch.ones(5, 1), minutes)
for call in range(2):
    print(f"{evaluate(model, DataLoader(dataset, batch_size=2)) = :.2f}")
# --8<-- [end:evaluate-start]


# --8<-- [start:evaluate-check] raises AssertionError
def check_evaluate():
    def look(*call):
        switches.append((model.training, torch.is_grad_enabled()))

    hook = model.register_forward_hook(look)
    for batch_size in (5, 2, 3):
        switches = []
        model.train()
        loader = DataLoader(dataset, batch_size=batch_size)
        error = round(float(evaluate(model, loader)), 2)
        training, grad_enabled = switches[0]
        assert not training, f"{training = }, {error = }"
        assert not grad_enabled, f"{grad_enabled = }"
        assert error == 3.2, f"{batch_size = }, {error = }"
    hook.remove()


check_evaluate()
# --8<-- [end:evaluate-check]


# --8<-- [start:evaluate-solution]
def evaluate(model, loader):
    model.eval()
    total = 0.0
    with torch.inference_mode():
        for batch_inputs, batch_targets in loader:
            errors = (model(batch_inputs) - batch_targets).abs()
            total += errors.sum().item()
    return total / len(loader.dataset)


# --8<-- [end:evaluate-solution]
check_evaluate()


@torch.no_grad()
def evaluate(model, loader):
    model.eval()
    total, count = 0.0, 0
    for batch_inputs, batch_targets in loader:
        loss = nn.functional.l1_loss(model(batch_inputs), batch_targets)
        total += loss * len(batch_targets)
        count += len(batch_targets)
    return total / count


check_evaluate()

from contextlib import nullcontext


def whole_mean(errors):
    return torch.cat(errors).abs().mean()


def evaluating(mean=whole_mean, training=False, off=torch.inference_mode):
    def evaluate(model, loader):
        model.train(training)
        with off():
            errors = [model(x) - y for x, y in loader]
        return mean(errors).item()

    return evaluate


evaluate = evaluating()
check_evaluate()


def mean_of_means(errors):
    return torch.stack([error.abs().mean() for error in errors]).mean()


def batches_all_full(errors):
    return torch.cat(errors).abs().sum() / (len(errors) * len(errors[0]))


# --8<-- [start:evaluate-wrong-mean-of-means] raises AssertionError
evaluate = evaluating(mean_of_means)
check_evaluate()
# --8<-- [end:evaluate-wrong-mean-of-means]

# --8<-- [start:evaluate-wrong-batches-all-full] raises AssertionError
evaluate = evaluating(batches_all_full)
check_evaluate()
# --8<-- [end:evaluate-wrong-batches-all-full]

# --8<-- [start:evaluate-wrong-signs-cancel] raises AssertionError
evaluate = evaluating(lambda errors: torch.cat(errors).mean().abs())
check_evaluate()
# --8<-- [end:evaluate-wrong-signs-cancel]

# --8<-- [start:evaluate-wrong-sum] raises AssertionError
evaluate = evaluating(lambda errors: torch.cat(errors).abs().sum())
check_evaluate()
# --8<-- [end:evaluate-wrong-sum]

# --8<-- [start:evaluate-wrong-no-eval] raises AssertionError
evaluate = evaluating(training=True)
check_evaluate()
# --8<-- [end:evaluate-wrong-no-eval]

# --8<-- [start:evaluate-wrong-gradients-on] raises AssertionError
evaluate = evaluating(off=nullcontext)
check_evaluate()
# --8<-- [end:evaluate-wrong-gradients-on]

# --8<-- [start:leak-start]
import torch


def prepare(km, train, val):
    known = km[~km.isnan()]
    km = torch.where(km.isnan(), known.median(), km)
    km = (km - km.mean()) / km.std()
    return km[train], km[val]


nan = float("nan")
km = torch.tensor([2.0, 6.0, nan, 4.0, 4.0, 16.0, nan, 30.0, 6.0])
train, val = [0, 1, 2, 3, 4], [5, 6, 7, 8]
for part in prepare(km, train, val):
    print([round(number, 2) for number in part.tolist()])
# --8<-- [end:leak-start]


# --8<-- [start:leak-check] raises AssertionError
def check_leak():
    def prepared(km):
        parts = prepare(km.clone(), train, val)
        return [[round(x, 2) for x in part.tolist()] for part in parts]

    first, second = prepared(km)
    assert len(first) == 5, f"{first = }"
    assert len(second) == 4, f"{second = }"
    nearer = km.clone()
    nearer[val] = 1.0
    again = prepared(nearer)[0]
    assert first == again, f"{first = }, {again = }"
    mean = sum(first) / 5
    assert abs(mean) < 0.05 and 1.2 < first[1] < 1.7, f"{first = }"
    assert second[3] == first[1], f"{first[1] = }, {second[3] = }"
    assert second[1] == first[3], f"{first[3] = }, {second[1] = }"


check_leak()
# --8<-- [end:leak-check]


# --8<-- [start:leak-solution]
def prepare(km, train, val):
    known = km[train][~km[train].isnan()]
    km = torch.where(km.isnan(), known.median(), km)
    km = (km - km[train].mean()) / km[train].std()
    return km[train], km[val]


for part in prepare(km, train, val):
    print([round(number, 2) for number in part.tolist()])
# --8<-- [end:leak-solution]
check_leak()


def prepare(km, train, val):
    mean = km[train].nanmean()
    std = km[train].nan_to_num(mean).std(correction=0)
    return [((km[part] - mean) / std).nan_to_num(0) for part in (train, val)]


check_leak()


def preparing(median_of=lambda part: train, scale_of=lambda part: train):
    def prepare(km, *parts):
        filled = km.clone()
        for part in parts:
            gaps = [row for row in part if km[row].isnan()]
            filled[gaps] = km[median_of(part)].nanmedian()
        scales = [filled[scale_of(part)] for part in parts]
        return [
            (filled[part] - scale.mean()) / scale.std()
            for part, scale in zip(parts, scales, strict=True)
        ]

    return prepare


right_prepare = prepare = preparing()
check_leak()

# --8<-- [start:leak-wrong-median-of-all] raises AssertionError
prepare = preparing(median_of=lambda part: train + val)
check_leak()
# --8<-- [end:leak-wrong-median-of-all]

# --8<-- [start:leak-wrong-scale-of-all] raises AssertionError
prepare = preparing(scale_of=lambda part: train + val)
check_leak()
# --8<-- [end:leak-wrong-scale-of-all]

# --8<-- [start:leak-wrong-own-median] raises AssertionError
prepare = preparing(median_of=lambda part: part)
check_leak()
# --8<-- [end:leak-wrong-own-median]

# --8<-- [start:leak-wrong-own-scale] raises AssertionError
prepare = preparing(scale_of=lambda part: part)
check_leak()
# --8<-- [end:leak-wrong-own-scale]


# --8<-- [start:leak-wrong-gaps-become-zero] raises AssertionError
def prepare(km, train, val):
    return right_prepare(km.nan_to_num(0), train, val)


check_leak()
# --8<-- [end:leak-wrong-gaps-become-zero]


# --8<-- [start:leak-wrong-rows-dropped] raises AssertionError
def prepare(km, train, val):
    parts = [km[part][~km[part].isnan()] for part in (train, val)]
    return [(part - parts[0].mean()) / parts[0].std() for part in parts]


check_leak()
# --8<-- [end:leak-wrong-rows-dropped]


# --8<-- [start:leak-wrong-not-divided] raises AssertionError
def prepare(km, train, val):
    return [1.41 * part for part in right_prepare(km, train, val)]


check_leak()
# --8<-- [end:leak-wrong-not-divided]

# --8<-- [start:stopping-start]
import copy


def fit(model, train_one_epoch, evaluate, patience, epochs):
    best_error, waited = float("inf"), 0
    for epoch in range(epochs):
        train_one_epoch(model)
        error = evaluate(model)
        # pt: Complete: anote o melhor, espere e pare
        # en: Complete: note the best, wait, and stop
    # pt: Complete: devolva os melhores pesos ao modelo
    # en: Complete: give the best weights back to the model
    return best_error


# --8<-- [end:stopping-start]

# --8<-- [start:stopping-check] raises AssertionError
import torch
from torch import nn


def check_stopping():
    def train_one_epoch(model):
        with torch.no_grad():
            model.weight += 1
        trained.append(errors[int(model.weight) - 1])

    def evaluate(model):
        return trained[-1]

    errors = [9, 7, 8, 6, 7, 8, 6, 1]
    cases = ((3, 8, 7), (2, 8, 6), (1, 8, 3), (3, 5, 5), (9, 8, 8))
    for patience, epochs, expected in cases:
        trained, model = [], nn.Linear(1, 1, bias=False)
        nn.init.zeros_(model.weight)
        best_error = fit(model, train_one_epoch, evaluate, patience, epochs)
        case = f"{patience = }, {epochs = }"
        assert len(trained) == expected, f"{case}, {expected = }, {trained = }"
        assert best_error == min(trained), f"{case}, {best_error = }"
        kept, best = int(model.weight), trained.index(min(trained)) + 1
        assert kept == best, f"{case}, {kept = }, {best = }"


check_stopping()
# --8<-- [end:stopping-check]


# --8<-- [start:stopping-solution]
def fit(model, train_one_epoch, evaluate, patience, epochs):
    best_error, waited = float("inf"), 0
    for epoch in range(epochs):
        train_one_epoch(model)
        error = evaluate(model)
        if error < best_error:
            best_error, waited = error, 0
            best_state = copy.deepcopy(model.state_dict())
        else:
            waited += 1
            if waited == patience:
                break
    model.load_state_dict(best_state)
    return best_error


# --8<-- [end:stopping-solution]
check_stopping()


def fit(model, train_one_epoch, evaluate, patience, epochs):
    errors, states = [], []
    while len(errors) < epochs:
        train_one_epoch(model)
        errors.append(evaluate(model))
        states.append({k: v.clone() for k, v in model.state_dict().items()})
        best = errors.index(min(errors))
        if len(errors) - 1 - best >= patience:
            break
    model.load_state_dict(states[best])
    return errors[best]


check_stopping()


def stopping(
    keep=copy.deepcopy,
    is_better=lambda error, best, last: error < best,
    limit=lambda patience: patience,
    reset=True,
    restore=lambda stopped: True,
):
    def fit(model, train_one_epoch, evaluate, patience, epochs):
        best_error = last_error = float("inf")
        waited, stopped = 0, False
        for epoch in range(epochs):
            train_one_epoch(model)
            error = evaluate(model)
            if is_better(error, best_error, last_error):
                best_error, state = error, keep(model.state_dict())
                waited = 0 if reset else waited
            else:
                waited += 1
            last_error = error
            if waited == limit(patience):
                stopped = True
                break
        if restore(stopped):
            model.load_state_dict(state)
        return best_error

    return fit


fit = stopping()
check_stopping()

# --8<-- [start:stopping-wrong-reference] raises AssertionError
fit = stopping(keep=lambda state: state)
check_stopping()
# --8<-- [end:stopping-wrong-reference]

# --8<-- [start:stopping-wrong-shallow-copy] raises AssertionError
fit = stopping(keep=dict)
check_stopping()
# --8<-- [end:stopping-wrong-shallow-copy]

# --8<-- [start:stopping-wrong-nothing-restored] raises AssertionError
fit = stopping(restore=lambda stopped: False)
check_stopping()
# --8<-- [end:stopping-wrong-nothing-restored]

# --8<-- [start:stopping-wrong-restored-only-at-the-stop] raises AssertionError
fit = stopping(restore=lambda stopped: stopped)
check_stopping()
# --8<-- [end:stopping-wrong-restored-only-at-the-stop]

# --8<-- [start:stopping-wrong-count-not-reset] raises AssertionError
fit = stopping(reset=False)
check_stopping()
# --8<-- [end:stopping-wrong-count-not-reset]

# --8<-- [start:stopping-wrong-one-epoch-late] raises AssertionError
fit = stopping(limit=lambda patience: patience + 1)
check_stopping()
# --8<-- [end:stopping-wrong-one-epoch-late]

# --8<-- [start:stopping-wrong-first-rise] raises AssertionError
fit = stopping(limit=lambda patience: 1)
check_stopping()
# --8<-- [end:stopping-wrong-first-rise]

# --8<-- [start:stopping-wrong-compared-with-the-last] raises AssertionError
fit = stopping(is_better=lambda error, best, last: error < last)
check_stopping()
# --8<-- [end:stopping-wrong-compared-with-the-last]

# --8<-- [start:stopping-wrong-tie-is-better] raises AssertionError
fit = stopping(is_better=lambda error, best, last: error <= best)
check_stopping()
# --8<-- [end:stopping-wrong-tie-is-better]

# --8<-- [start:rates-start]
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def judge(model, loader):
    hits, count = 0, 0
    model.eval()
    with torch.inference_mode():
        for batch_inputs, batch_targets in loader:
            said = model(batch_inputs) > 0
            was = batch_targets == 1
            hits += (said == was).sum().item()
            count += len(was)
    return hits / count


logits = torch.tensor([2.0, -1.0, 0.3, -2.0, -3.0, -1.0, 1.0, -0.5])
late = torch.tensor([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0])
dataset = TensorDataset(logits[:, None], late[:, None])
loader = DataLoader(dataset, batch_size=3)
print(f"{judge(nn.Identity(), loader) = }")
# --8<-- [end:rates-start]


# --8<-- [start:rates-check] raises AssertionError
def check_rates():
    never, on_time = torch.full((8,), -1.0), torch.zeros(8)
    for answers, was, right in (
        (logits, late, [0.667, 0.5]),
        (never, late, [0.0, 0.0]),
        (logits, on_time, [0.0, 0.0]),
    ):
        pairs = TensorDataset(answers[:, None], was[:, None])
        for batch_size in (8, 3, 1):
            out = judge(nn.Identity(), DataLoader(pairs, batch_size))
            out = torch.as_tensor(out).flatten().tolist()
            out = [round(rate, 3) for rate in out]
            assert out == right, f"{batch_size = }, {out = }, {right = }"


check_rates()
# --8<-- [end:rates-check]


# --8<-- [start:rates-solution]
def judge(model, loader):
    found, alarms, delays = 0, 0, 0
    model.eval()
    with torch.inference_mode():
        for batch_inputs, batch_targets in loader:
            said = model(batch_inputs) > 0
            was = batch_targets == 1
            found += (said & was).sum().item()
            alarms += said.sum().item()
            delays += was.sum().item()
    return found / max(alarms, 1), found / max(delays, 1)


# --8<-- [end:rates-solution]
check_rates()


def judge(model, loader):
    cells = torch.zeros(4)
    for batch_inputs, batch_targets in loader:
        pairs = 2 * batch_targets + (model(batch_inputs).sigmoid() > 0.5)
        cells += torch.bincount(pairs.flatten().long(), minlength=4)
    quiet, false_alarms, missed, found = cells
    rates = found / (found + false_alarms), found / (found + missed)
    return [rate.nan_to_num(0) for rate in rates]


check_rates()


def rates(said, was):
    found = (said & was).sum()
    return torch.stack([found / said.sum(), found / was.sum()]).nan_to_num(0)


def judging(judge_all=rates, threshold=0.0):
    def judge(model, loader):
        batches = [(model(x) > threshold, y == 1) for x, y in loader]
        said, was = zip(*batches, strict=True)
        return judge_all(torch.cat(said), torch.cat(was)).tolist()

    return judge


judge = judging()
check_rates()

# --8<-- [start:rates-wrong-swapped] raises AssertionError
judge = judging(lambda said, was: rates(was, said))
check_rates()
# --8<-- [end:rates-wrong-swapped]

# --8<-- [start:rates-wrong-logit-as-probability] raises AssertionError
judge = judging(threshold=0.5)
check_rates()
# --8<-- [end:rates-wrong-logit-as-probability]

# --8<-- [start:rates-wrong-equal-answers-counted] raises AssertionError
judge = judging(
    lambda said, was: torch.stack(
        [(said == was).sum() / said.sum(), rates(said, was)[1]]
    )
)
check_rates()
# --8<-- [end:rates-wrong-equal-answers-counted]

# --8<-- [start:rates-wrong-nan-when-never-said] raises AssertionError
judge = judging(lambda said, was: rates(said, was) * said.sum() / said.sum())
check_rates()
# --8<-- [end:rates-wrong-nan-when-never-said]

# --8<-- [start:rates-wrong-nan-when-none-late] raises AssertionError
judge = judging(lambda said, was: rates(said, was) * was.sum() / was.sum())
check_rates()
# --8<-- [end:rates-wrong-nan-when-none-late]

# --8<-- [start:rates-wrong-accuracy-too] raises AssertionError
judge = judging(
    lambda said, was: torch.cat(
        [(said == was).float().mean()[None], rates(said, was)]
    )
)
check_rates()
# --8<-- [end:rates-wrong-accuracy-too]


# --8<-- [start:rates-wrong-mean-of-batches] raises AssertionError
def judge(model, loader):
    each = [rates(model(x) > 0, y == 1) for x, y in loader]
    return torch.stack(each).mean(dim=0).tolist()


check_rates()
# --8<-- [end:rates-wrong-mean-of-batches]


# --8<-- [start:rates-wrong-last-batch] raises AssertionError
def judge(model, loader):
    for batch_inputs, batch_targets in loader:
        said, was = model(batch_inputs) > 0, batch_targets == 1
    return rates(said, was).tolist()


check_rates()
# --8<-- [end:rates-wrong-last-batch]

# --8<-- [start:sheet-start]
from torch.utils.data import Dataset

text = """km;gramas;minutos
5,5;1.250;26,0
2,0;300;18,5
7,5;2.100;
1,5;950;12,5
"""


class Deliveries(Dataset):
    def __init__(self, text):
        self.rows = text.splitlines()

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        return self.rows[index]


print(f"{len(Deliveries(text)) = }")
print(f"{Deliveries(text)[1] = }")
# --8<-- [end:sheet-start]

# --8<-- [start:sheet-check] raises AssertionError
import torch
from torch.utils.data import DataLoader


def check_sheet():
    heavy = "km;gramas;minutos\n10,0;12.500,5;61,5"
    rows = [[5.5, 1250.0, 26.0], [2.0, 300.0, 18.5], [1.5, 950.0, 12.5]]
    for source, table in ((text, rows), (heavy, [[10.0, 12500.5, 61.5]])):
        dataset, right = Deliveries(source), torch.tensor(table)
        assert len(dataset) == len(table), f"{len(dataset) = }"
        for example in dataset[0]:
            assert torch.is_tensor(example), f"{dataset[0] = }"
        inputs, targets = next(iter(DataLoader(dataset, batch_size=4)))
        assert inputs.shape == (len(table), 2), f"{inputs.shape = }"
        assert targets.shape == (len(table), 1), f"{targets.shape = }"
        assert inputs.dtype == targets.dtype == torch.float32, (
            f"{inputs.dtype = }, {targets.dtype = }"
        )
        assert torch.equal(inputs, right[:, :2]), f"{inputs = }"
        assert torch.equal(targets, right[:, 2:]), f"{targets = }"


check_sheet()
# --8<-- [end:sheet-check]


# --8<-- [start:sheet-solution]
def number(text):
    return float(text.replace(".", "").replace(",", "."))


class Deliveries(Dataset):
    def __init__(self, text):
        cells = [line.split(";") for line in text.splitlines()[1:]]
        rows = [[number(cell) for cell in row] for row in cells if row[-1]]
        self.rows = torch.tensor(rows)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        return self.rows[index, :2], self.rows[index, 2:]


# --8<-- [end:sheet-solution]
check_sheet()
Solved, right_number = Deliveries, number

import csv
import io


class Deliveries(Dataset):
    def __init__(self, text):
        lines = csv.DictReader(io.StringIO(text), delimiter=";")
        self.lines = [line for line in lines if line["minutos"].strip()]

    def __len__(self):
        return len(self.lines)

    def __getitem__(self, index):
        row = [number(cell) for cell in self.lines[index].values()]
        return torch.tensor(row[:2]), torch.tensor([row[2]])


check_sheet()


# --8<-- [start:sheet-wrong-point-kept] raises AssertionError
def number(text):
    return float(text.replace(",", "."))


Deliveries = Solved
check_sheet()
# --8<-- [end:sheet-wrong-point-kept]
number = right_number


# --8<-- [start:sheet-wrong-gap-becomes-zero] raises AssertionError
class Deliveries(Solved):
    def __init__(self, text):
        super().__init__(text.replace(";\n", ";0\n"))


check_sheet()
# --8<-- [end:sheet-wrong-gap-becomes-zero]


# --8<-- [start:sheet-wrong-header-counted] raises AssertionError
class Deliveries(Solved):
    def __len__(self):
        return super().__len__() + 1


check_sheet()
# --8<-- [end:sheet-wrong-header-counted]


# --8<-- [start:sheet-wrong-first-row-lost] raises AssertionError
class Deliveries(Solved):
    def __init__(self, text):
        super().__init__(text.split("\n", 1)[1])


check_sheet()
# --8<-- [end:sheet-wrong-first-row-lost]


# --8<-- [start:sheet-wrong-plain-numbers] raises AssertionError
class Deliveries(Solved):
    def __getitem__(self, index):
        row = self.rows[index].tolist()
        return row[:2], row[2]


check_sheet()
# --8<-- [end:sheet-wrong-plain-numbers]


# --8<-- [start:sheet-wrong-flat-target] raises AssertionError
class Deliveries(Solved):
    def __getitem__(self, index):
        return self.rows[index, :2], self.rows[index, 2]


check_sheet()
# --8<-- [end:sheet-wrong-flat-target]


# --8<-- [start:sheet-wrong-target-among-the-inputs] raises AssertionError
class Deliveries(Solved):
    def __getitem__(self, index):
        return self.rows[index], self.rows[index, 2:]


check_sheet()
# --8<-- [end:sheet-wrong-target-among-the-inputs]


# --8<-- [start:sheet-wrong-double] raises AssertionError
class Deliveries(Solved):
    def __init__(self, text):
        super().__init__(text)
        self.rows = self.rows.double()


check_sheet()
# --8<-- [end:sheet-wrong-double]

# --8<-- [start:file-start]
import torch
from torch import nn


def new_model(hidden):
    return nn.Sequential(
        nn.Linear(3, hidden), nn.ReLU(), nn.Dropout(0.5), nn.Linear(hidden, 1)
    )


def save(file, model, hidden, mean, std):
    torch.save(model.state_dict(), file)


def load(file):
    model = new_model(hidden=4)
    model.load_state_dict(torch.load(file))
    return model


# --8<-- [end:file-start]

# --8<-- [start:file-check] raises AssertionError
import io


def check_file():
    rows = torch.tensor([[5.0, 2.0, 1.0], [9.0, 0.0, 0.0], [1.0, 8.0, 0.0]])
    mean, std = torch.tensor([5.5, 4.0, 0.3]), torch.tensor([2.5, 2.6, 0.5])
    for hidden in (4, 6):
        torch.manual_seed(0)
        model, file = new_model(hidden), io.BytesIO()
        save(file, model, hidden, mean, std)
        file.seek(0)
        predict = load(file)
        out = predict(rows).flatten()
        assert not out.requires_grad, f"{out.requires_grad = }"
        right = model.eval()((rows - mean) / std).flatten().detach()
        assert torch.allclose(out, right), f"{out = }, {right = }"
        alone = predict(rows[:1]).flatten()
        assert torch.allclose(alone, right[:1]), f"{alone = }, {right = }"


check_file()
# --8<-- [end:file-check]


# --8<-- [start:file-solution]
def save(file, model, hidden, mean, std):
    parts = {"hidden": hidden, "mean": mean, "std": std}
    parts["model"] = model.state_dict()
    torch.save(parts, file)


def load(file):
    saved = torch.load(file)
    model = new_model(saved["hidden"])
    model.load_state_dict(saved["model"])
    model.eval()

    def predict(inputs):
        with torch.inference_mode():
            return model((inputs - saved["mean"]) / saved["std"])

    return predict


# --8<-- [end:file-solution]
check_file()
right_save = save


class Scaled(nn.Module):
    def __init__(self, model, mean, std):
        super().__init__()
        self.model = model
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, inputs):
        return self.model((inputs - self.mean) / self.std)


def save(file, model, hidden, mean, std):
    torch.save(Scaled(model, mean, std).state_dict(), file)


def load(file):
    state = torch.load(file, map_location="cpu")
    net = new_model(len(state["model.0.bias"]))
    net = Scaled(net, torch.zeros(3), torch.ones(3))
    net.load_state_dict(state)
    return net.eval().requires_grad_(False)


check_file()
save = right_save


def own_scale(inputs, saved):
    return (inputs - inputs.mean(dim=0)) / inputs.std(dim=0, correction=0)


def right_scale(inputs, saved):
    return (inputs - saved["mean"]) / saved["std"]


def loading(
    scale=right_scale,
    weights=True,
    training=False,
    off=torch.no_grad,
    width=None,
):
    def load(file):
        saved = torch.load(file)
        model = new_model(width or saved["hidden"]).train(training)
        if weights:
            model.load_state_dict(saved["model"])

        @off()
        def predict(inputs):
            return model(scale(inputs, saved))

        return predict

    return load


load = loading()
check_file()

load = loading(width=4)
try:
    check_file()
except RuntimeError as error:
    assert "size mismatch" in str(error)
else:
    raise AssertionError("the width was not asked for")

# --8<-- [start:file-wrong-not-standardized] raises AssertionError
load = loading(scale=lambda inputs, saved: inputs)
check_file()
# --8<-- [end:file-wrong-not-standardized]

# --8<-- [start:file-wrong-own-statistics] raises AssertionError
load = loading(scale=own_scale)
check_file()
# --8<-- [end:file-wrong-own-statistics]

# --8<-- [start:file-wrong-new-weights] raises AssertionError
load = loading(weights=False)
check_file()
# --8<-- [end:file-wrong-new-weights]

# --8<-- [start:file-wrong-dropout-on] raises AssertionError
load = loading(training=True)
check_file()
# --8<-- [end:file-wrong-dropout-on]

# --8<-- [start:file-wrong-gradients-on] raises AssertionError
load = loading(off=torch.enable_grad)
check_file()
# --8<-- [end:file-wrong-gradients-on]

from torch.utils.data.distributed import DistributedSampler

parts = [DistributedSampler(range(800), 4, rank) for rank in range(4)]
assert [len(DataLoader(range(800), 20, sampler=p)) for p in parts] == [10] * 4
assert len(set().union(*parts)) == 800

generator = torch.Generator().manual_seed(0)
chosen = []
for repetition in range(200):
    # pt: 30 modelos iguais, de erro 4, medidos com ruído duas vezes
    # en: 30 equal models, of error 4, measured with noise twice
    val, test = 4 + 0.5 * torch.randn(2, 30, generator=generator)
    chosen.append([val.min(), test[val.argmin()]])
val, test = torch.tensor(chosen).mean(dim=0)
assert val < 3.2 and abs(test - 4) < 0.1

logits = torch.zeros(20, 3)
loss_fn = nn.CrossEntropyLoss()
classes = torch.arange(20) % 3
assert loss_fn(logits, classes).isfinite()
for targets in (classes[:, None], classes.float()):
    try:
        loss_fn(logits, targets)
    except RuntimeError:
        continue
    raise AssertionError("the targets were accepted")


class Kept(nn.Module):
    def __init__(self):
        super().__init__()
        self.plain = torch.ones(3)
        self.register_buffer("mean", torch.ones(3))
        self.learned = nn.Parameter(torch.ones(3))


kept = Kept()
assert list(kept.state_dict()) == ["learned", "mean"]
assert [name for name, p in kept.named_parameters()] == ["learned"]
kept.to("meta")
assert kept.plain.device.type != kept.mean.device.type == "meta"
