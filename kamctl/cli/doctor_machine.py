"""What `kamctl doctor` says of the machine: Python, libyaml, git, characters, language, terminal."""

import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from kamctl import __version__
from kamctl.errors import KamError, msg
from kamctl.locale import choose, language
from kamctl.render.signs import Sign
from kamctl.render.terminal import encodable, screen_of

WIDE = "重点客户 ─ é"
NARROW = 80
LOCALE = ("KAMCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def machine_signs() -> Iterator[Sign]:
    """Yield the signs of the machine."""
    label = msg("Program")
    yield Sign("program", label, "ok", msg("kamctl {version}", version=__version__))
    yield Sign("python", msg("Python"), "ok", msg("{version}", version=platform.python_version()))
    yield libyaml()
    yield git()
    yield characters()
    yield spoken()
    yield terminal()


def libyaml() -> Sign:
    """Say whether PyYAML has the C parser, without which no file is read."""
    label = msg("libyaml")
    try:
        version: Callable[[], str] = import_module("yaml._yaml").get_version_string
    except ImportError:
        help = msg("install PyYAML anew from a wheel: `pip install --force-reinstall --only-binary :all: PyYAML`")
        return Sign("libyaml", label, "fail", msg("PyYAML lacks the C parser; no file can be read"), help)
    return Sign("libyaml", label, "ok", msg("{version}", version=version()))


def git() -> Sign:
    """Say whether there is a git that is new enough. Plain reports need none."""
    from kamctl.store.git import ask, check_version

    label = msg("git")
    try:
        check_version(Path.cwd())
        said = ask(Path.cwd(), "version").decode("utf-8", "replace").split()
    except KamError as error:
        return Sign("git", label, "warn", error.message, error.hint)
    return Sign("git", label, "ok", msg("{version}", version=said[2]))


def characters() -> Sign:
    """Say in which encoding text and names of files are written."""
    label = msg("Characters")
    output, names = getattr(sys.stdout, "encoding", None) or "utf-8", sys.getfilesystemencoding()
    found = msg("output {output}, names of files {names}", output=output, names=names)
    if encodable(WIDE, output) and encodable(WIDE, names):
        return Sign("characters", label, "ok", found)
    help = msg("set PYTHONUTF8=1, or a locale whose name ends in UTF-8; until then some letters are shown as escapes")
    return Sign("characters", label, "warn", found, help)


def spoken() -> Sign:
    """Say which language is spoken, and what decided it."""
    label, origin = msg("Language"), next((name for name in LOCALE if os.environ.get(name)), None)
    if language() != choose(None, os.environ):
        origin = "--lang"
    if origin is None:
        return Sign("language", label, "ok", msg("{language}, as nothing else is set", language=language()))
    return Sign("language", label, "ok", msg("{language}, from {origin}", language=language(), origin=origin))


def terminal() -> Sign:
    """Say how wide the terminal is, and whether it can show lines and Chinese."""
    label, screen = msg("Terminal"), screen_of(sys.stdout)
    if screen.width is None:
        return Sign("terminal", label, "ok", msg("none: output is not cut to a width"))
    found = msg("{width} columns", width=screen.width)
    if screen.width < NARROW:
        return Sign("terminal", label, "warn", found, msg("tables leave out columns below {width}", width=NARROW))
    return Sign("terminal", label, "ok", found)
