"""Print ratios that say whether the proof and the site are quick; times alone say more of the machine than of them."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
RUNNER = "tests/runner.py"


def seconds(*command: str, times: int = 3) -> float:
    """The median time of a command that succeeds, in seconds."""
    taken = []
    for _ in range(times):
        began = time.monotonic()
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
        taken.append(time.monotonic() - began)
    return median(taken)


def bench_snippets() -> None:
    """All snippets, once and ten times over, against one `import torch`, with and without what the runner costs."""
    imported = seconds("-c", "import torch")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "nothing.py").write_text("import torch\nimport matplotlib.pyplot\n", encoding="utf-8")
        fixed = seconds(RUNNER, folder)
    everything = seconds(RUNNER)
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(10):
            shutil.copytree(ROOT / "snippets", Path(folder, f"copy-{turn}"))
        tenfold = seconds(RUNNER, folder, times=1)
    files = sorted((ROOT / "snippets").rglob("*.py"))
    blocks = sum(file.read_text(encoding="utf-8").count("[start:") for file in files)
    print(f"import torch                            {imported:6.2f} s   ({len(files)} snippets, {blocks} blocks)")
    print(f"all snippets / import torch             {everything / imported:6.2f}")
    print(f"  beyond the fixed cost / import torch  {(everything - fixed) / imported:6.2f}   (goal: at most 4)")
    print(f"blocks run in the time of one import    {blocks * imported / everything:6.1f}")
    print(f"ten times as many snippets / all        {tenfold / everything:6.2f}   (goal: at most 10.5)")


PAGES, BLOCKS = 8, 12
STEP = """\
# --8<-- [start:step{}]
import torch

model = torch.nn.Linear(10, 1)
loss = model(torch.ones(4, 10)).square().mean()
loss.backward()
torch.optim.SGD(model.parameters(), lr=0.1).step()
# --8<-- [end:step{}]
"""


def bench_processes() -> None:
    """The same blocks with one process a page and one a block, and with processes that are forked and spawned."""
    with tempfile.TemporaryDirectory() as folder:
        pages, blocks = Path(folder, "pages"), Path(folder, "blocks")
        for place in (pages, blocks):
            place.mkdir()
        for page in range(PAGES):
            text = [STEP.format(block, block) for block in range(BLOCKS)]
            (pages / f"page{page}.py").write_text("\n".join(text), encoding="utf-8")
            for block in range(BLOCKS):
                (blocks / f"page{page}-{block}.py").write_text(text[block], encoding="utf-8")
        forked = seconds(RUNNER, str(pages), "--start", "fork")
        print(f"one process a block / one a page        {seconds(RUNNER, str(blocks)) / forked:6.2f}", end="")
        print(f"   ({PAGES} pages of {BLOCKS} blocks)")
        print(
            f"spawn / fork, one process a page        {seconds(RUNNER, str(pages), '--start', 'spawn') / forked:6.2f}"
        )


def bench_build() -> None:
    """Pages of both languages built in a second, against starting MkDocs at all."""
    with tempfile.TemporaryDirectory() as folder:
        built = seconds("-m", "mkdocs", "build", "--strict", "--site-dir", f"{folder}/site")
        count = len(list(Path(folder).rglob("*.html")))
    print(f"pages built a second                    {count / built:6.1f}   ({count} pages)")


def bench_reload() -> None:
    """From a save to the page that shows it, for a page, a twin, a snippet and a style."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "tree")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "site", "site.building"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
        server = subprocess.Popen(command, cwd=copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(f"http://{address}/", "")
            for file, page, mark in (
                ("docs/pt/index.md", "", "\n\nsaved-{}\n"),
                ("docs/en/index.md", "en/", "\n\nsaved-{}\n"),
                ("snippets/index.py", "", "saved_{} = 0\n"),
                ("docs/theme/assets/tocha.css", "assets/tocha.css", "/* saved-{} */\n"),
            ):
                taken = median(save(copy / file, f"http://{address}/{page}", mark, turn) for turn in range(3))
                print(f"save to reload, {file:<28}{taken:6.2f} s")
        finally:
            server.terminate()
            server.wait()


def save(file: Path, address: str, mark: str, turn: int) -> float:
    """Seconds from a save of this file until the address shows it."""
    text = file.read_text(encoding="utf-8")
    added = mark.format(turn)
    if file.suffix == ".py":
        head, end, tail = text.rpartition("# --8<-- [end:")
        text, added = head + added + end + tail, ""
    began = time.monotonic()
    file.write_text(text + added, encoding="utf-8")
    wait_for(address, mark.format(turn).strip(" /*\n").split(" ")[0])
    return time.monotonic() - began


def wait_for(address: str, text: str) -> None:
    """Ask for an address until its answer holds a text."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                if text in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{address} never showed {text!r}")


if __name__ == "__main__":
    bench_snippets()
    bench_processes()
    bench_build()
    bench_reload()
