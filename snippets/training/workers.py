# host: worker processes load data on the CPU
# --8<-- [start:dataset]
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, get_worker_info


class Items(Dataset):
    def __init__(self):
        self.made = 0

    def __len__(self):
        return 8

    def __getitem__(self, index):
        self.made += 1
        info = get_worker_info()
        return -1 if info is None else info.id


# --8<-- [end:dataset]


# --8<-- [start:makers]
def makers(num_workers):
    dataset = Items()
    loader = DataLoader(dataset, batch_size=2, num_workers=num_workers)
    return [batch.tolist() for batch in loader], dataset.made


# --8<-- [end:makers]

# --8<-- [start:no-guard]
NO_GUARD = """
import multiprocessing

context = multiprocessing.get_context("spawn")
context.Process(target=print).start()
"""


def without_guard():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "no_guard.py"
        file.write_text(NO_GUARD)
        done = subprocess.run(
            [sys.executable, file], capture_output=True, text=True
        )
    lines = [line.strip() for line in done.stderr.splitlines()]
    start = lines.index("RuntimeError:")
    return " ".join(lines[start : start + 3])


# --8<-- [end:no-guard]


# --8<-- [start:lambda]
class Doubled(Items):
    def __init__(self):
        self.transform = lambda value: 2 * value

    def __getitem__(self, index):
        return self.transform(index)


def not_sent(dataset):
    try:
        pickle.dumps(dataset)
    except Exception as error:
        return str(error).split(" local ")[-1]


# --8<-- [end:lambda]


# --8<-- [start:persistent]
class Pids(Items):
    def __getitem__(self, index):
        return os.getpid()


def count_processes(persistent_workers):
    loader = DataLoader(
        Pids(), num_workers=1, persistent_workers=persistent_workers
    )
    return len({pid.item() for epoch in range(2) for pid in loader})


# --8<-- [end:persistent]


# --8<-- [start:noise]
class Noisy(Items):
    def __init__(self):
        self.rng = np.random.default_rng(0)

    def __getitem__(self, index):
        return int(self.rng.integers(100))


def own_seed(worker_id):
    info = get_worker_info()
    info.dataset.rng = np.random.default_rng(info.seed)


def draws(worker_init_fn):
    loader = DataLoader(
        Noisy(),
        num_workers=2,
        worker_init_fn=worker_init_fn,
        generator=torch.Generator().manual_seed(0),
    )
    return [[draw.item() for draw in loader] for epoch in range(2)]


# --8<-- [end:noise]


# --8<-- [start:seconds]
def seconds(num_workers):
    start = time.perf_counter()
    for batch in DataLoader(Items(), num_workers=num_workers):
        pass
    return time.perf_counter() - start


# --8<-- [end:seconds]


# --8<-- [start:broken]
class Broken(Items):
    def __getitem__(self, index):
        return [10, 20, 30][index]


def failure():
    try:
        list(DataLoader(Broken(), num_workers=1))
    except IndexError as error:
        lines = str(error).splitlines()
        return lines[0], lines[-1]


# --8<-- [end:broken]

# --8<-- [start:main]
if __name__ == "__main__":
    print(f"{makers(0) = }")
    print(f"{makers(2) = }")
    print(without_guard())
    print(f"{Doubled()[3] = }, {not_sent(Doubled()) = }")
    print(f"{count_processes(False) = }, {count_processes(True) = }")
    print(f"{draws(None) = }")
    print(f"{draws(own_seed) = }")
    print(f"{seconds(1) > seconds(0) = }")
    print(f"{failure() = }")
# --8<-- [end:main]
