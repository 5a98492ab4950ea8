"""Keep the catalogues of translations in step with the texts in the code.

    python .ci/catalogue.py update    extract all texts, merge them into the Chinese catalogue, compile it
    python .ci/catalogue.py check     fail if that would change anything, or if a text lacks its Chinese

Texts are the literals of msg() and word(), the help of commands and options, and the docstrings that
`kamctl explain` shows. Names of countries are filled in from Unicode's CLDR.
"""

import ast
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kamctl"
TEMPLATE = PACKAGE / "locale" / "kamctl.pot"
CHINESE = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "kamctl.po"
COMPILED = CHINESE.with_suffix(".mo")
# Calls whose argument of that number is a template for users.
TEMPLATES = {"msg": 0, "unread": 2}
# A header that changed with the day or the tool would make every update a conflict.
NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
CHANGING = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msg).*\n', re.M
)
Key = tuple[str, str]


@dataclass(frozen=True)
class Text:
    """A text for users: its context, if it is a word; `template` if it has `{names}`; the file it stands in."""

    id: str
    context: str
    template: bool
    file: str


def extracted() -> list[Text]:
    """Return all texts, in an order that does not depend on the machine."""
    found = [*literals(), *helps(), *explanations(), *countries()]
    return list({(text.id, text.context): text for text in reversed(found) if text.id}.values())[::-1]


def literals() -> Iterator[Text]:
    """Yield the templates of msg() and the words of word() in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            constants = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
            if name in TEMPLATES and len(constants) > TEMPLATES[name]:
                yield from texts(constants[TEMPLATES[name]], "", True, file)
            elif name == "word" and len(constants) == 2 and isinstance(constants[0], str):
                yield from texts(constants[1], constants[0], False, file)


def texts(value: object, context: str, template: bool, file: str) -> Iterator[Text]:
    """Yield the text if it is one."""
    if isinstance(value, str) and re.search(r"[^\W\d_]|[:;,()?%]", re.sub(r"\{.*?\}", "", value)):
        yield Text(value, context, template, file)


def helps() -> Iterator[Text]:
    """Yield the help of all commands, arguments and options, and the questions that group them."""
    from typer.main import get_command

    from kamctl.cli.app import QUESTIONS, app, load

    load([])
    for question in QUESTIONS:
        yield from texts(question, "", False, "kamctl/cli/app.py")
    yield from helps_of(get_command(app), None)


def helps_of(command: Any, parent: Any) -> Iterator[Text]:
    """Yield the help texts of a command and those below it."""
    from typer import Context

    context = Context(command, parent=parent, info_name=command.name)
    file = "kamctl/cli"
    for part in [command, *command.get_params(context)]:
        yield from texts(cleandoc(part.help or ""), "", False, file)
        yield from texts(getattr(part, "rich_help_panel", None), "", False, file)
    for inner in getattr(command, "commands", {}).values():
        yield from helps_of(inner, context)


def explanations() -> Iterator[Text]:
    """Yield the docstrings of methods that explain themselves."""
    from kamctl.cli.explain import METHODS, SOURCE, docstring

    for path in sorted(METHODS.glob("*.py")):
        text = docstring(path)
        if SOURCE.search(text):
            yield Text(text, "", False, path.relative_to(ROOT).as_posix())


def countries() -> Iterator[Text]:
    """Yield the codes of countries, as words."""
    from kamctl.locale.countries import COUNTRIES

    yield from (Text(code, "country", False, "kamctl/locale/countries.py") for code in COUNTRIES)


def template_of(found: list[Text]) -> Catalog:
    """Return the catalogue without translations."""
    catalogue = new_catalogue(None)
    for text in found:
        flags = ["python-brace-format"] if text.template and "{" in text.id else []
        catalogue.add(text.id, locations=[(text.file, 0)], flags=flags, context=text.context or None)
    return catalogue


def new_catalogue(locale: str | None) -> Catalog:
    """Return an empty catalogue with a header that never changes."""
    return Catalog(
        locale=locale, domain="kamctl", project="kamctl", version="", header_comment="# Texts of kamctl.",
        creation_date=NO_DAY, revision_date=NO_DAY, fuzzy=False,
    )  # fmt: skip


def merged(template: Catalog, before: Catalog) -> Catalog:
    """Return the Chinese catalogue with exactly the texts of the template, and the translations it had."""
    catalogue = new_catalogue("zh")
    territories = Locale("zh").territories
    for message in template:
        if not message.id:
            continue
        known = before.get(message.id, message.context)
        done = str(known.string) if known and known.string else ""
        if not done and message.context == "country":
            done = territories.get(message.id, "")
        catalogue.add(message.id, done, message.locations, message.flags, context=message.context)
    return catalogue


def as_text(catalogue: Catalog) -> str:
    """Return a catalogue as it stands in its file."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, include_lineno=False)
    return CHANGING.sub("", buffer.getvalue().decode("utf-8"))


def strings(catalogue: Catalog) -> dict[Key, str]:
    """Return what a catalogue translates."""
    return {
        (context_of(message), str(message.id)): str(message.string)
        for message in catalogue
        if message.id and message.string
    }


def context_of(message: Any) -> str:
    """Return the context of a message; babel reads it from a compiled catalogue as bytes."""
    context = message.context or ""
    return context.decode("utf-8") if isinstance(context, bytes) else str(context)


def current() -> tuple[str, Catalog]:
    """Return the template's text and the Chinese catalogue as they should be."""
    template = template_of(extracted())
    before = new_catalogue("zh")
    if CHINESE.exists():
        with CHINESE.open("rb") as file:
            before = read_po(file, locale="zh")
    return as_text(template), merged(template, before)


def update() -> int:
    """Write template, catalogue and compiled catalogue."""
    template, chinese = current()
    CHINESE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_text(template, encoding="utf-8")
    CHINESE.write_text(as_text(chinese), encoding="utf-8")
    with COMPILED.open("wb") as file:
        write_mo(file, chinese)
    open_texts = len([message for message in chinese if message.id]) - len(strings(chinese))
    print(f"{open_texts} texts without Chinese")
    return 0


def check() -> int:
    """Return 1 and say what is wrong if a file is out of date, a text lacks its Chinese or its placeholders."""
    template, chinese = current()
    faults = [f"without Chinese: {first_line(message)}" for message in chinese if message.id and not message.string]
    faults += [f"other placeholders: {first_line(message)}" for message in chinese if differ(message)]
    for path, wanted in ((TEMPLATE, template), (CHINESE, as_text(chinese))):
        if not path.exists() or path.read_text(encoding="utf-8") != wanted:
            faults.append(f"out of date: {path.relative_to(ROOT)}; run python .ci/catalogue.py update")
    if not COMPILED.exists() or strings(compiled()) != strings(chinese):
        faults.append(f"out of date: {COMPILED.relative_to(ROOT)}; run python .ci/catalogue.py update")
    print("\n".join(faults) or "catalogues are complete", file=sys.stderr if faults else sys.stdout)
    return 1 if faults else 0


def compiled() -> Catalog:
    """Return the compiled catalogue."""
    with COMPILED.open("rb") as file:
        return read_mo(file)


def differ(message: Any) -> bool:
    """Return whether the translation of a template has other placeholders than the template."""
    if "python-brace-format" not in message.flags or not message.string:
        return False
    return placeholders(message.id) != placeholders(message.string)


def placeholders(template: str) -> set[str | None]:
    """Return the names in braces; None stands for braces that do not match."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError:
        return {None}


def first_line(message: Any) -> str:
    """Return the beginning of a text, with its context."""
    context = f"[{message.context}] " if message.context else ""
    return context + str(message.id).partition("\n")[0][:100]


if __name__ == "__main__":
    actions = {"update": update, "check": check}
    if sys.argv[1:] not in (["update"], ["check"]):
        sys.exit(__doc__)
    sys.path.insert(0, str(ROOT))
    sys.exit(actions[sys.argv[1]]())
