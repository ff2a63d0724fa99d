"""Every lane of continuous integration is the same proof, and none can do more than it needs."""

import os
import shutil
import stat
import subprocess
import sys

import pytest
from checks import workflows
from checks.tree import settings
from faults.edits import EXPECTED, change, fault

CHECKS = (
    *(workflows.check_lint, workflows.check_pins, workflows.check_permissions),
    *(workflows.check_lanes, workflows.check_places, workflows.check_own_machines),
)
FLOWS = ".github/workflows"
PROOF, VERSIONS, GPU = f"{FLOWS}/proof.yml", f"{FLOWS}/versions.yml", f"{FLOWS}/gpu.yml"
UPLOAD = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2"
NOWHERE = 'run: make test TORCH="$TORCH"'
WAIT = "    environment: ${{ inputs.commit && 'gpu' || '' }}\n"
FAULTS = [
    fault(
        "credentials stay on the disk of a machine",
        workflows.check_lint,
        change(GPU, "          persist-credentials: false\n", "          fetch-depth: 1\n"),
        at=f"{GPU}|- uses: actions/checkout",
        says="persist-credentials",
    ),
    fault(
        "a comment silences the linter",
        workflows.check_lint,
        change(VERSIONS, NOWHERE, "run: make test TORCH=${{ matrix.torch }} # zizmor: ignore[template-injection]"),
        says="code injection",
    ),
    fault(
        "a workflow cannot be read",
        workflows.check_lint,
        change(GPU, "name: GPU\n\non:", "name: GPU\n\nno:"),
        at=f"{GPU}|# The proof on a GPU",
        says="no workflow",
    ),
    fault("an action is a tag", workflows.check_pins, change(GPU, UPLOAD, "actions/upload-artifact@v4 # v4.6.2")),
    fault("a pin does not say its version", workflows.check_pins, change(GPU, UPLOAD, UPLOAD.split(" #")[0])),
    fault("a pin says half a version", workflows.check_pins, change(GPU, UPLOAD, UPLOAD.replace("v4.6.2", "v4"))),
    fault(
        "a workflow does not say that it has no permission",
        workflows.check_permissions,
        change(GPU, "permissions: {}\n\n", ""),
        at=f"{GPU}|# The proof on a GPU",
    ),
    fault(
        "a workflow gives all its jobs a permission",
        workflows.check_permissions,
        change(VERSIONS, "permissions: {}", "permissions: read-all"),
    ),
    fault(
        "a job does not name its permissions",
        workflows.check_permissions,
        change(VERSIONS, "    permissions:\n      contents: read\n", ""),
        at=f"{VERSIONS}|prove:",
    ),
    fault(
        "a job that writes runs the project's code",
        workflows.check_permissions,
        change(PROOF, "      actions: read #", "      issues: write #"),
        at=f"{PROOF}|build:",
    ),
    fault(
        "a lane runs something else",
        workflows.check_lanes,
        change(GPU, "run: make test DEVICE=cuda", "run: python tests/runner.py --device cuda"),
        at=f"{GPU}|prove:",
    ),
    fault(
        "a lane goes on from a proof that failed",
        workflows.check_lanes,
        change(GPU, "run: make test DEVICE=cuda", "run: make test DEVICE=cuda || true"),
        at=f"{GPU}|prove:",
    ),
    fault(
        "Windows sets up otherwise than the README",
        workflows.check_lanes,
        change(PROOF, "-m pip install -r requirements.txt", "-m pip install torch pytest"),
        at=f"{PROOF}|prove:",
    ),
    fault(
        "a lane names a folder of one machine",
        workflows.check_places,
        change(GPU, "          RECORD: ${{ runner.temp }}/record", "          RECORD: /home/ana/record"),
    ),
    fault(
        "a lane names a host of one house",
        workflows.check_places,
        change(VERSIONS, "  UV_TORCH_BACKEND: cpu", "  UV_INDEX: http://wheels.lan/simple"),
    ),
    *(
        fault(name, workflows.check_own_machines, edit, at=f"{GPU}|runs-on: [self-hosted", says=says)
        for name, edit, says in (
            ("a fork reaches a machine", change(GPU, "on:\n  push:", "on:\n  pull_request:\n  push:"), "pull_request"),
            ("a secret reaches a machine", change(GPU, "COMMIT: ${{ inputs.commit", "KEY: ${{ secrets.KEY"), "secrets"),
            ("a machine's job may write", change(GPU, "contents: read", "contents: write"), "another permission"),
            ("a job queues where no machine is", change(GPU, "    if: vars.GPU_RUNNER == 'true'\n", ""), "condition"),
            ("nobody is asked about a named commit", change(GPU, WAIT, ""), "no environment"),
            ("a machine is held for ever", change(GPU, "    timeout-minutes: 30\n", ""), "a limit of time, found none"),
        )
    ),
]
GH = """#!/usr/bin/env bash
echo "$@" >>calls
case "$1 $2" in
  "issue list") echo $ISSUE ;;
  "api "*) echo "- torch nightly" ;;
  "issue create" | "issue comment") cat "$RUNNER_TEMP/body.md" >said ;;
  "run list") case "$*" in *gpu.yml*) echo $GPU_RUN ;; *) echo 7 ;; esac ;;
  "run download") [ "$3" != 7 ] && mkdir -p "$7/record-gpu" && echo '{}' >"$7/record-gpu/h100.json" ;;
esac
"""


@pytest.fixture
def tree(root, tmp_path):
    """A copy of the workflows and of the README."""
    shutil.copytree(root / ".github", tmp_path / "tree" / ".github")
    shutil.copy(root / "README.md", tmp_path / "tree")
    return tmp_path / "tree"


@pytest.fixture
def follow(root, tmp_path):
    """A function that runs one step of a workflow, with a `gh` that only takes notes; returns the folder of the run."""
    if sys.platform == "win32":
        pytest.skip("these steps run on Linux, in its shell")
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH, encoding="utf-8")
    gh.chmod(gh.stat().st_mode | stat.S_IXUSR)

    def run(file, job, start, **env):
        steps = workflows.read(root / file)["jobs"][job]["steps"]
        (step,) = [step for step in steps if step.get("name", "").startswith(start)]
        given = {"RUNNER_TEMP": str(tmp_path), "GH_REPO": "a/b", "RUN_ID": "1", "RUN_URL": "address"} | env
        path = f"{gh.parent}{os.pathsep}{os.environ['PATH']}"
        command = ["bash", "-e", "-c", step["run"]]
        done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **given, "PATH": path}, capture_output=True)
        return tmp_path, done.returncode

    return run


def test_zizmor_finds_nothing(hold):
    hold(workflows.check_lint)


def test_every_action_is_pinned_by_its_commit_and_says_its_version(hold):
    hold(workflows.check_pins)


def test_every_workflow_has_no_permission_and_each_job_its_own(hold):
    hold(workflows.check_permissions)


def test_every_lane_is_the_proof_that_readers_run(hold):
    hold(workflows.check_lanes)


def test_no_workflow_names_a_path_or_a_host_of_one_machine(hold):
    hold(workflows.check_places)


def test_an_own_machine_is_out_of_the_reach_of_forks(hold):
    hold(workflows.check_own_machines)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_of_a_workflow_is_caught(fault, tree):
    told = [str(problem) for problem in fault.check(fault.put_into(tree)).problems]
    if not fault.is_told(tree, told):
        expected = f"expected {fault.file}:{fault.line(tree)}: {fault.says or EXPECTED}"
        pytest.fail("\n".join([expected, *told]), pytrace=False)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_of_workflows_has_a_fault_that_it_catches(check):
    assert [fault for fault in FAULTS if fault.check is check]


@pytest.mark.parametrize(("open_issue", "wanted"), [("", "issue create"), ("12", "issue comment 12")])
def test_a_broken_lane_opens_one_issue_or_comments_on_the_open_one(open_issue, wanted, follow):
    folder, status = follow(VERSIONS, "report", "Open the one issue", ISSUE=open_issue)
    calls = (folder / "calls").read_text().splitlines()
    written = [call for call in calls if call.startswith(("issue create", "issue comment"))]
    assert status == 0
    assert len(written) == 1
    assert written[0].startswith(wanted)
    assert (folder / "said").read_text().splitlines()[:2] == ["Broken in [this run](address):", "- torch nightly"]


@pytest.mark.parametrize(("gpu_run", "kept"), [("5", ["committed.json", "h100.json"]), ("", ["committed.json"])])
def test_publishing_joins_the_records_of_other_workflows_where_there_are_any(gpu_run, kept, follow, tmp_path):
    (tmp_path / "docs" / "proof").mkdir(parents=True)
    (tmp_path / "docs" / "proof" / "committed.json").write_text("{}")
    folder, status = follow(PROOF, "build", "Fetch what the other workflows", GPU_RUN=gpu_run)
    assert status == 0
    assert sorted(file.name for file in (folder / "docs" / "proof").iterdir()) == kept


def git(*arguments, cwd):
    """What a git command says."""
    done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.fixture
def publish(follow, tmp_path):
    """A function that publishes one notebook to a branch of a server of its own; returns the server and the status."""
    server = tmp_path / "server" / "a" / "b"
    git("init", "--quiet", "--bare", str(server), cwd=tmp_path)

    def run(name, branch):
        folder = tmp_path / "notebooks"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / name).write_text("{}")
        named = {"BRANCH": branch, "GITHUB_REF_NAME": "main", "GITHUB_ACTOR": "ana", "GITHUB_SHA": "0123abcd"}
        where = {"GITHUB_SERVER_URL": (tmp_path / "server").as_uri(), "GITHUB_REPOSITORY": "a/b"}
        return server, follow(PROOF, "notebooks", "Put the notebooks", **named, **where)[1]

    return run


def test_published_notebooks_take_the_place_of_the_last_ones_without_history(publish):
    assert publish("old.ipynb", "notebooks")[1] == 0
    server, status = publish("new.ipynb", "notebooks")
    assert status == 0
    assert git("ls-tree", "-r", "--name-only", "notebooks", cwd=server) == ["new.ipynb"]
    assert git("rev-list", "--count", "notebooks", cwd=server) == ["1"]


@pytest.mark.parametrize("branch", ["main", ""])
def test_notebooks_never_replace_the_branch_of_work(branch, publish):
    server, status = publish("new.ipynb", branch)
    assert status
    assert git("branch", "--list", cwd=server) == []


def test_notebooks_are_published_where_the_pages_look_for_them(root, follow, tmp_path):
    shutil.copy(root / "mkdocs.yml", tmp_path)
    assert follow(PROOF, "build", "Read where Colab", GITHUB_OUTPUT=str(tmp_path / "output"))[1] == 0
    assert (tmp_path / "output").read_text() == f"name={settings(root)['extra']['notebooks_branch']}\n"


@pytest.mark.parametrize(("commit", "wanted"), [("a" * 40, 0), ("main", 1), ("a" * 7, 1), (f"{'a' * 40}; true", 1)])
def test_a_commit_is_named_in_full_before_a_gpu_runs_it(commit, wanted, follow):
    assert follow(GPU, "prove", "A commit is named in full", COMMIT=commit)[1] == wanted
