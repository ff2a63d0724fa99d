"""Write down what was run: which snippet, in which form, on which device and torch, at which commit, when."""

import json
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from records import hash_of
from sections import read_sections

ROOT = Path(__file__).resolve().parents[1]


def record(results, folder: Path, device: str) -> Path:
    """Write the record of one condition into a folder and return its file; it holds what ran without a problem."""
    condition = condition_of(device)
    file = folder / f"{slug(condition)}.json"
    now = {"commit": commit(), "date": datetime.now(UTC).date().isoformat()}
    run = {name_of(result.path): entry(result) | now for result in results if not result.problems}
    snippets = kept(file, {name_of(result.path) for result in results}) | run
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"condition": condition, "snippets": snippets}, indent=1, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")
    return file


def kept(file: Path, run: set[str]) -> dict[str, dict]:
    """What an earlier record says of the snippets that stand and were not run now."""
    known = json.loads(file.read_text(encoding="utf-8"))["snippets"] if file.exists() else {}
    standing = {name: said for name, said in known.items() if (ROOT / "snippets" / f"{name}.py").exists()}
    return {name: said for name, said in standing.items() if name not in run}


def condition_of(device: str) -> dict[str, str]:
    """What a run depends on, beside the code."""
    import witness

    return {
        "device": device,
        "device_name": witness.name_of(device),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "torch": version("torch").split("+")[0],
    }


def slug(condition: dict[str, str]) -> str:
    """The file name of a condition: the patch number of Python does not make another one."""
    python = ".".join(condition["python"].split(".")[:2])
    parts = [condition["system"], f"python{python}", f"torch{condition['torch']}", condition["device"]]
    return "-".join(re.sub(r"[^a-z0-9._]+", "-", part.lower()) for part in parts)


def entry(result) -> dict:
    """What a record says of one snippet: its hash, the blocks that its pages show, those that used the device."""
    path = Path(result.path)
    shown = [section.name for section in read_sections(path).values() if not section.is_wrong_answer]
    on_device = [name for name in result.on_device if name in shown]
    return {"blocks": len(shown), "blocks_on_device": len(on_device), "hash": hash_of(path)}


def name_of(path: str) -> str:
    """The name that a snippet shares with its pages."""
    return Path(path).resolve().relative_to(ROOT / "snippets").with_suffix("").as_posix()


def commit() -> str:
    """The commit that was run, or nothing where there is no git."""
    try:
        command = ["git", "rev-parse", "--short=8", "HEAD"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
