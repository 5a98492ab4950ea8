"""Keep the examples in the documentation true: run every command shown and compare what it prints.

python .ci/console.py update    runs the commands and writes what they print
python .ci/console.py check     fails if a page shows something else

A block of language `console` holds commands after `$ `, each followed by its output, as a terminal of 80 columns
shows it. All blocks of a page run in one empty folder, with the repository's data/ reached as the book. A line
`…` alone in the output means that lines were left out there; a `$` line that ends in ` # not run` is not run.
"""

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/**/*.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = " # not run"
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
WHO = {
    f"GIT_{part}_{name}": value
    for part in ("AUTHOR", "COMMITTER")
    for name, value in (("NAME", "Lin Yue"), ("EMAIL", "lin.yue@example.com"), ("DATE", "2026-11-20T09:00:00+08:00"))
}


def run(command: str, folder: Path) -> str:
    """Return what a command prints on a terminal of 80 columns, both streams together."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "LC_", "KAMCTL_"))},
        **GIT, **WHO, "LANG": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm", "HOME": str(folder),
        "KAMCTL_BOOK": "", "KAMCTL_TODAY": "2026-11-20",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave
    )
    os.close(slave)
    printed = b"".join(chunks(master))
    process.wait()
    text = printed.decode("utf-8", "replace").replace("\r\n", "\n")
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def chunks(master: int) -> Iterator[bytes]:
    """Yield what arrives at the terminal until the program closes it."""
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not data:
            break
        yield data
    os.close(master)


def parts(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with the output that is shown for it."""
    for piece in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        if piece.startswith("$ "):
            command, _, output = piece[2:].partition("\n")
            yield command, output


def abridged(shown: str, printed: str) -> str:
    """Return the printed text with the same lines left out as in the shown one."""
    head, *rest = re.split("^…\n", shown, maxsplit=1, flags=re.MULTILINE)
    tail = "".join(rest)
    first, last = head.count("\n"), tail.count("\n")
    lines = printed.splitlines(keepends=True)
    if not rest or first + last >= len(lines):
        return printed
    return "".join([*lines[:first], "…\n", *(lines[-last:] if last else [])])


def page_with_output(text: str, folder: Path) -> str:
    """Return the page with what its commands print now."""

    def renewed(found: re.Match[str]) -> str:
        done = []
        for command, shown in parts(found[1]):
            if command.endswith(NOT_RUN):
                done.append(f"$ {command}\n{shown}")
                continue
            body = abridged(shown.rstrip() + "\n", run(command, folder)).strip("\n")
            done.append(f"$ {command}\n" + (f"{body}\n" if body else "") + ("\n" if shown.endswith("\n\n") else ""))
        return "```console\n" + "".join(done) + "```"

    return BLOCK.sub(renewed, text)


def pages() -> list[Path]:
    """Return all pages that hold console blocks."""
    found = {path for pattern in PAGES for path in ROOT.glob(pattern)}
    return sorted(path for path in found if BLOCK.search(path.read_text(encoding="utf-8")))


def main(action: str) -> int:
    """Renew the pages, or compare."""
    stale = []
    for path in pages():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shutil.copytree(ROOT / "data", folder / "data")
            before = path.read_text(encoding="utf-8")
            after = page_with_output(before, folder)
        if after != before and action == "update":
            path.write_text(after, encoding="utf-8")
        elif after != before:
            stale.append(path.relative_to(ROOT).as_posix())
    if stale:
        print(f"out of date: {', '.join(stale)}; run `python .ci/console.py update`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
