# --8<-- [start:inside] varies
import sys

print(f"{sys.prefix != sys.base_prefix = }")
print(f"{sys.version_info[:2] = }")
# --8<-- [end:inside]
assert isinstance(sys.prefix != sys.base_prefix, bool)

# --8<-- [start:make]
import os
import venv

scripts = "Scripts" if os.name == "nt" else "bin"
venv.create("demo", symlinks=os.name != "nt")
demo_python = os.path.join("demo", scripts, "python")
print(os.path.isfile(os.path.join("demo", "pyvenv.cfg")))
# --8<-- [end:make]
assert os.path.isdir(os.path.join("demo", scripts))

# --8<-- [start:empty]
import subprocess


def ask(python, code):
    command = [python, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).splitlines()[-1]


has_torch = "import importlib.util as u; print(bool(u.find_spec('torch')))"
print(ask(sys.executable, has_torch))
print(ask(demo_python, has_torch))
# --8<-- [end:empty]

# --8<-- [start:not-there]
print(ask(demo_python, "import torch"))
# --8<-- [end:not-there]

# --8<-- [start:not-activated]
inside = "import sys; print(sys.prefix != sys.base_prefix)"
print(ask(demo_python, inside))
# --8<-- [end:not-activated]

# --8<-- [start:first-in-the-path]
import shutil

first = os.path.join("demo", scripts)
folders = first + os.pathsep + os.environ["PATH"]
found = shutil.which("python", path=folders)
print(os.path.dirname(found) == first)
# --8<-- [end:first-in-the-path]

# --8<-- [start:accents]
venv.create("João e Ana", symlinks=os.name != "nt")
print(ask(os.path.join("João e Ana", scripts, "python"), inside))
# --8<-- [end:accents]

# --8<-- [start:rename]
os.rename("demo", "moved")
activate = os.path.join("moved", scripts, "activate")
with open(activate, encoding="utf-8") as file:
    text = file.read()
print("demo" in text, "moved" in text)
# --8<-- [end:rename]
for_powershell = os.path.join("moved", scripts, "Activate.ps1")
with open(for_powershell, encoding="utf-8") as file:
    text = file.read()
assert "demo" not in text and "MyInvocation" in text

# --8<-- [start:delete]
shutil.rmtree("moved")
shutil.rmtree("João e Ana")
print(os.path.exists("moved"))
# --8<-- [end:delete]
assert not os.path.exists("João e Ana")

# --8<-- [start:version] varies
from importlib.metadata import version

print(f"torch=={version('torch')}")
# --8<-- [end:version]
assert version("torch").split("+")[0].count(".") >= 2
