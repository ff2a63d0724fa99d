"""The lanes of continuous integration: pinned, with least permissions, each the same proof, none bound to a machine."""

import re
import subprocess
import sysconfig
from pathlib import Path

import yaml

from checks.report import Report

USES = re.compile(r"\s*(?:- )?uses:\s*(.*)")
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# Folders, addresses and names that only one machine or one house has.
PRIVATE = re.compile(
    r"(?:^|[\s'\"=:(])(?:/(?:home|Users|root|work|opt|srv|mnt|data|tmp|usr)/\S*|~/\S*|[A-Za-z]:\\\S*)"
    r"|\blocalhost\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[\w-]+\.(?:local|lan|internal|corp|home)\b"
)
FOREIGN = {"pull_request", "pull_request_target", "issue_comment", "workflow_run"}


def workflows(root: Path) -> list[Path]:
    """The workflows, in order of path."""
    return sorted(file for file in (root / ".github" / "workflows").rglob("*.y*ml"))


def read(file: Path) -> dict:
    """What a workflow says; `on`, which YAML reads as true, under its own name."""
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in said.items()}


def jobs(root: Path):
    """(file, workflow, name of the job, job) for every job of every workflow."""
    for file in workflows(root):
        said = read(file)
        yield from ((file, said, name, job) for name, job in said["jobs"].items())


def line_of(file: Path, text: str) -> int:
    """The first line that starts with a text, spaces aside; 1 where none does."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.strip().startswith(text)), 1)


def check_lint(root: Path) -> Report:
    """What zizmor finds, of all that it finds without a network; a comment cannot silence it."""
    report = Report(root, "workflows linted")
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    options = ["--offline", "--pedantic", "--no-ignores", "--no-config", "--strict-collection", "--no-progress"]
    for file in workflows(root):
        command = [zizmor, *options, "--quiet", "--color=never", "--format=github", file]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        report.checked += 1
        found = re.findall(r"^::\w+ .*?\bline=(\d+).*?::\S+?:\d+: (.*)$", done.stdout, re.MULTILINE)
        if done.returncode and not found:
            found = [("1", f"no workflow: {done.stderr.partition('Stack backtrace')[0].strip()}")]
        for line, what in found:
            report.add(file, int(line), f"expected nothing for zizmor to find, found {what}", "do as it says")
    return report


def check_pins(root: Path) -> Report:
    """Every action is named by its full commit, with its version beside it."""
    report = Report(root, "pinned actions")
    for file in workflows(root):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if not (uses := USES.match(line)):
                continue
            report.checked += 1
            if not PINNED.fullmatch(uses[1]):
                expected = "owner/action@<40 digits of its commit> # v1.2.3"
                report.add(file, number, f"expected {expected}, found {uses[1]}", "pin it")
    return report


def check_permissions(root: Path) -> Report:
    """No workflow has a permission, each job names its own, and one that writes checks nothing out."""
    report = Report(root, "permissions")
    for file in workflows(root):
        given = read(file).get("permissions")
        report.checked += 1
        if given != {}:
            found = "none said" if given is None else given
            where = line_of(file, "permissions:") if given is not None else 1
            report.add(file, where, f"expected `permissions: {{}}` for all, found {found}", "say it; let each job ask")
    for file, _, name, job in jobs(root):
        given = job.get("permissions")
        report.checked += 1
        if not isinstance(given, dict):
            what = f"expected the permissions of job {name}, found {given or 'none'}"
            report.add(file, line_of(file, f"{name}:"), what, "name each, none beyond need")
        elif "write" in given.values() and any("checkout@" in step.get("uses", "") for step in job["steps"]):
            what = f"expected a job that writes to run none of the project's code, found a checkout in {name}"
            report.add(file, line_of(file, f"{name}:"), what, "write in a job of its own")
    return report


def check_lanes(root: Path) -> Report:
    """Every workflow has a lane, and each lane is `make test`, on Windows the steps of the README."""
    report = Report(root, "lanes")
    by_hand = steps_by_hand(root)
    for file in workflows(root):
        lane = read(file)["jobs"].get("prove", {"steps": []})
        steps = [str(step.get("run", "")).strip() for step in lane["steps"]]
        report.checked += 1
        if not any(re.fullmatch(r"make test( [A-Z]+=\S+)*", step) for step in steps):
            report.add(
                file, line_of(file, "prove:"), "expected a job prove that runs `make test`, found none", "add it"
            )
        if "windows" in str(lane.get("strategy", "")) and by_hand not in steps:
            found = next((step for step in steps if step.startswith("python -m venv")), "none")
            what = f"expected on Windows the README's {by_hand!r}, found {found!r}"
            report.add(file, line_of(file, "prove:"), what, "write the same steps in both")
    return report


def steps_by_hand(root: Path) -> str:
    """The README's steps without make, as a shell of continuous integration takes them."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    first, second, third = re.search(r"```powershell\n(.*?)\n```", readme, re.DOTALL)[1].splitlines()
    lines = [first.replace("py ", "python ", 1), second, third.partition("# or: ")[2]]
    return "\n".join(line.replace("\\", "/") for line in lines)


def check_places(root: Path) -> Report:
    """No line names a path or a host of one machine."""
    report = Report(root, "lines of workflows")
    for file in workflows(root):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            report.checked += 1
            if found := PRIVATE.search(line):
                what = f"expected what every machine has, found {found[0].strip()}"
                report.add(file, number, what, "take it from ${{ runner.temp }} or a variable")
    return report


def check_own_machines(root: Path) -> Report:
    """A machine of the project's own meets no pull request, no secret and no permission to write, and not for ever."""
    report = Report(root, "jobs on own machines")
    for file, said, name, job in jobs(root):
        if "self-hosted" not in str(job["runs-on"]):
            continue
        report.checked += 1
        where = line_of(file, "runs-on: [self-hosted")
        told = {
            "no event that a fork can cause": sorted(FOREIGN & set(said["on"])),
            "no secret": [word for word in ("secrets.", "secrets[") if word in file.read_text(encoding="utf-8")],
            "only `contents: read`": [] if job.get("permissions") == {"contents": "read"} else ["another permission"],
            "a variable that says that there is one": [] if "vars." in str(job.get("if")) else ["no condition"],
            "the word of a reviewer": [] if "gpu" in str(job.get("environment")) else ["no environment"],
            "a limit of time": [] if "timeout-minutes" in job else ["none"],
        }
        for expected, found in told.items():
            if found:
                report.add(file, where, f"expected {expected}, found {', '.join(found)} in {name}", "see GPU-RUNNER.md")
    return report
