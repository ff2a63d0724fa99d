"""See, from inside a snippet's process, what really happens on an accelerator."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


class Witness(TorchDispatchMode):
    """Notes whether any operation made a tensor on a device, and whether one drew random numbers there."""

    def __init__(self, device: str):
        super().__init__()
        self.device, self.allocated, self.random = device, False, False

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        made = func(*args, **(kwargs or {}))
        if any(isinstance(leaf, torch.Tensor) and leaf.device.type == self.device for leaf in tree_leaves(made)):
            self.allocated = True
            self.random |= torch.Tag.nondeterministic_seeded in func.tags
        return made


def what_is_missing(device: str) -> str:
    """Why nothing can run on a device of this machine, or nothing."""
    found = torch.accelerator.current_accelerator(check_available=True)
    if found is not None and found.type == device:
        return ""
    there = f"an accelerator of type {found.type}" if found else "no accelerator"
    return f"expected a device {device!r}, found {there} (torch {torch.__version__}); nothing was run"


def name_of(device: str) -> str:
    """What a device calls itself: 'NVIDIA H100 80GB HBM3', 'CPU'."""
    if device == "cpu":
        return "CPU"
    names = getattr(torch.get_device_module(device), "get_device_name", None)
    return names() if names else device.upper()
