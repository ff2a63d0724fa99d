# --8<-- [start:which-python] varies
import sys
from pathlib import Path

print(Path(sys.executable).parts[-3:])
print(f"{sys.prefix != sys.base_prefix = }")
# --8<-- [end:which-python]
assert Path(sys.executable).exists()

# --8<-- [start:where] varies
print(f"{'ipykernel' in sys.modules = }")
print(f"{'google.colab' in sys.modules = }")
# --8<-- [end:where]

# --8<-- [start:kernel-file]
import json

command = [sys.executable, "-m", "ipykernel_launcher"]
command += ["-f", "{connection_file}"]
spec = {"argv": command, "display_name": "taxi", "language": "python"}
Path("kernel.json").write_text(json.dumps(spec))


def names_a_python(file):
    command = json.loads(Path(file).read_text())["argv"]
    return Path(command[0]).exists()


print(names_a_python("kernel.json"))
# --8<-- [end:kernel-file]
assert json.loads(Path("kernel.json").read_text())["argv"][0] == sys.executable

# --8<-- [start:kernel-without-python]
spec["argv"][0] = str(Path("deleted", ".venv", "bin", "python"))
Path("kernel.json").write_text(json.dumps(spec))
print(names_a_python("kernel.json"))
# --8<-- [end:kernel-without-python]

# --8<-- [start:which-pip] varies
import shutil

found = shutil.which("pip")
print(found is not None and Path(found).is_relative_to(sys.prefix))
# --8<-- [end:which-pip]

# --8<-- [start:import-twice]
sys.path.insert(0, ".")
Path("fares.py").write_text("start = 6\n")
import fares

Path("fares.py").write_text("start = 600\n")
import fares

print(fares.start)
# --8<-- [end:import-twice]

# --8<-- [start:import-again]
import importlib

importlib.reload(fares)
print(fares.start)
# --8<-- [end:import-again]
assert fares.start == 600
