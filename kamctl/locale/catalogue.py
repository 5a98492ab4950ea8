"""Which language to speak, and the gettext catalogue of it. English is in the code and loads nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kamctl.errors import Message

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "zh")
DOMAIN = "kamctl"
FOLDER = Path(__file__).parent
spoken: ContextVar[str] = ContextVar("spoken", default="en")


def choose(given: str | None, environment: Mapping[str, str]) -> str:
    """Return the language to speak: `given` (--lang), else KAMCTL_LANG, else the locale of the environment.

    As in gettext, the first of LC_ALL, LC_MESSAGES and LANG that is not empty decides. All but Chinese is English.
    """
    names = ("KAMCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    wish = given or next((environment[name] for name in names if environment.get(name)), "")
    return "zh" if wish.lower().startswith("zh") else "en"


def language() -> str:
    """Return the language that is spoken now: `en` or `zh`."""
    return spoken.get()


@contextmanager
def use(wanted: str) -> Iterator[None]:
    """Speak `wanted` within the block."""
    before = spoken.set(wanted)
    try:
        yield
    finally:
        spoken.reset(before)


@cache
def catalogue(wanted: str) -> "NullTranslations":
    """Return the compiled catalogue of a language; an empty one if it is missing, so that English is shown."""
    from gettext import translation

    return translation(DOMAIN, FOLDER, [wanted], fallback=True)


def lookup(template: str, context: str = "") -> str:
    """Return the translation of a template into the spoken language, or the template itself."""
    wanted = language()
    if wanted == "en" or not template:
        return template
    found = catalogue(wanted)
    return found.pgettext(context, template) if context else found.gettext(template)


def amount(value: Decimal) -> str:
    """Return an exact amount with thousands separators, `1,080,000` or `1,080,000.5`."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def translate(message: Message, decimal: Callable[[Decimal], str] = amount) -> str:
    """Return the text of a message in the spoken language; messages among its values are translated too.

    `decimal` writes the Decimals among the values; as they are, if nothing is said.
    """
    template = display(message)
    if not message.values:
        return template
    values = {name: shown(value, decimal) for name, value in message.values.items()}
    try:
        return template.format_map(values)
    except (KeyError, ValueError, IndexError):  # a translation with wrong placeholders must not hide the message
        return message.template.format_map(values)


def display(message: Message) -> str:
    """Return the template of a message in the spoken language; a slug as the word it stands for."""
    found = lookup(message.template, message.context)
    if not message.context or found != message.template:
        return found
    from kamctl.locale.words import english

    return english(message.context, message.template)


def shown(value: object, decimal: Callable[[Decimal], str]) -> object:
    """Return a value as it stands in a sentence: messages translated, days ISO, amounts with separators."""
    if isinstance(value, Message):
        return translate(value, decimal)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, (list, tuple)):
        return listed([str(shown(item, decimal)) for item in value])
    return value


def listed(parts: Sequence[str]) -> str:
    """Return parts as a list in a sentence."""
    return ("、" if language() == "zh" else ", ").join(parts)


def plural(count: int, one: Message, more: Message) -> Message:
    """Return `one` for a count of 1, else `more`. Chinese has one form and translates both alike."""
    return one if count == 1 else more
