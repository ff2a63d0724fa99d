# --8<-- [start:typo] raises ModuleNotFoundError
import troch
# --8<-- [end:typo]

# --8<-- [start:no-pip]
import os
import subprocess
import sys
import venv


def last_line(*command, folder="."):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return (done.stdout + done.stderr).splitlines()[-1]


venv.create("demo", symlinks=os.name != "nt")
scripts = "Scripts" if os.name == "nt" else "bin"
demo = os.path.abspath(os.path.join("demo", scripts, "python"))
print(last_line(demo, "-m", "pip").split(": ")[-1])
# --8<-- [end:no-pip]

# --8<-- [start:what-pip-looks-at] varies
import platform

print(f"{sys.version_info[:2] = }")
print(f"{sys.maxsize > 2**32 = }")
print(platform.system(), platform.machine())
# --8<-- [end:what-pip-looks-at]
assert sys.version_info[:2] >= (3, 10)

# --8<-- [start:free-space] varies
import shutil

print(f"{shutil.disk_usage('.').free // 10**9 = }")
# --8<-- [end:free-space]

# --8<-- [start:not-in-this-python]
print(last_line(demo, "-c", "import torch"))
# --8<-- [end:not-in-this-python]

# --8<-- [start:file-named-torch] varies
from pathlib import Path

Path("lesson").mkdir()
code = "import torch\n\nprint(torch.tensor([1, 2]))\n"
Path("lesson", "torch.py").write_text(code)
print(last_line(sys.executable, "torch.py", folder="lesson"))
# --8<-- [end:file-named-torch]

# --8<-- [start:which-file]
where = "import importlib.util as u; print(u.find_spec('torch').origin)"
print(Path(last_line(sys.executable, "-c", where, folder="lesson")).parts[-2:])
# --8<-- [end:which-file]

# --8<-- [start:file-renamed]
os.rename(Path("lesson", "torch.py"), Path("lesson", "first_steps.py"))
print(Path(last_line(sys.executable, "-c", where, folder="lesson")).parts[-2:])
# --8<-- [end:file-renamed]
Path("lesson", "copy.py").write_text("fares = []\n")
line = last_line(sys.executable, "first_steps.py", folder="lesson")
assert "Error: " in line and "copy" in line, line

# --8<-- [start:cpu] varies
import torch

print(f"{torch.backends.cpu.get_cpu_capability() = }")
# --8<-- [end:cpu]

# --8<-- [start:asked-by-name] varies
try:
    print(torch.zeros(1, device="cuda"))
except (AssertionError, RuntimeError) as error:
    print(f"{type(error).__name__}: {error}")
# --8<-- [end:asked-by-name]

# --8<-- [start:chosen]
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
print(torch.zeros(1, device=device).cpu())
# --8<-- [end:chosen]
