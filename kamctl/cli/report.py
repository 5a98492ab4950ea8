"""What every report command shares: its options, the book, the day, the rates, and showing the result."""

import functools
import gc
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TextIO

import typer

from kamctl.cli.kept import keep
from kamctl.cli.options import AsOf, At, BookFolder, DrawnFile, Format, KeepGoing, OutputFile, OutputFormat, Speak
from kamctl.errors import DATA, USAGE, DataError, KamError, Message, Problem, msg
from kamctl.locale import plural

if TYPE_CHECKING:
    from kamctl.checks.finding import Finding
    from kamctl.records.book import Book
    from kamctl.records.rates import Exchange
    from kamctl.records.settings import Settings
    from kamctl.render.sheet import Heading, Sheet
    from kamctl.store.source import Source

P = ParamSpec("P")
SELDOM = 200_000
"""How many new objects make the garbage collector look at them."""
DRAWN = frozenset({"portfolio"})
"""Commands whose answer can be a picture, too: `-o FILE.svg`."""


@dataclass(frozen=True)
class Shared:
    """Values of the options that `report` adds, under the names that typer gives them."""

    book: BookFolder = None
    as_of: AsOf = None
    at: At = None
    format: OutputFormat = None
    output: OutputFile = None
    lang: Speak = None  # read from the arguments before anything is parsed: see cli.lang
    keep_going: KeepGoing = False


def report(function: Callable[Concatenate["Report", P], None]) -> Callable[..., None]:
    """Make a command of `function`: its first parameter becomes a Report, and the shared options are added."""
    own = list(inspect.signature(function).parameters.values())[1:]
    shared = [field.name for field in fields(Shared)]

    @functools.wraps(function)
    def command(_context: typer.Context, **given: Any) -> None:
        options = Shared(**{name: given.pop(name) for name in shared})
        name = _context.command_path.partition(" ")[2]
        function(Report(name, options), **given)  # type: ignore[call-arg]  # typer fills what the signature says

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter("_context", keyword, annotation=typer.Context),
        *(parameter.replace(kind=keyword) for parameter in own),
        *(inspect.Parameter(name, keyword, default=given, annotation=kind) for name, given, kind in common(command)),
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect.signature
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def common(command: Callable[..., None]) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, default and type of the options of every report; a command that draws can write a picture, too."""
    for one in fields(Shared):
        drawn = one.name == "output" and command.__name__ in DRAWN
        yield one.name, one.default, DrawnFile if drawn else one.type


def today(zone: str) -> date:
    """Return the day it is now in a time zone. The one place where kamctl looks at the clock.

    KAMCTL_TODAY takes its place, so that what depends on the day can be shown again. Raises KamError (exit 3)
    if there is no such zone.
    """
    from zoneinfo import ZoneInfo

    given = os.environ.get("KAMCTL_TODAY")
    if given:
        return named_day("KAMCTL_TODAY", given)
    try:
        return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()
    except (ValueError, OSError, KeyError) as error:
        hint = msg("write a name of the IANA database, e.g. Asia/Shanghai")
        raise KamError(msg("{file}: time_zone is no known time zone", file="kamctl.yaml"), DATA, hint) from error


@dataclass(frozen=True, slots=True)
class Earlier:
    """A book as it was committed: its records, the rates of then, its day (not after the report's), the commit's id."""

    book: "Book"
    exchange: "Exchange"
    day: date
    revision: str


class Report:
    """The first parameter of a report command. After `book()`, `as_of` and `exchange` are set."""

    as_of: date
    exchange: "Exchange"
    settings: "Settings"
    source: "Source"

    def __init__(self, command: str, options: Shared) -> None:
        from kamctl.render.output import chosen_format

        self.command = command
        self.options = options
        self.left_out: list[Mapping[str, object]] = []
        self.records: Book | None = None
        self.day_from = "today"
        self.doubts: list[Message] = []
        # What is wrong on the command line is said before any work is done.
        self.given_day = given_day(options.as_of)
        given = options.format.value if options.format else None
        self.format = chosen_format(given, options.output, command in DRAWN)

    def open(self) -> "Source":
        """Find the book and open it, as it is or as it was committed (--at)."""
        from kamctl.store.find import find_book

        root = find_book(self.options.book, Path.cwd(), os.environ)
        if self.options.at is None:
            from kamctl.store.source import WorkTree

            return WorkTree(root)
        from kamctl.store.revision import open_source

        return open_source(root, self.options.at)

    def book(self, *kinds: str) -> "Book":
        """Return the book with the records of `kinds` (names of `records.kinds`); settings and rates always.

        Raises DataError if a record that was asked for is broken; with --keep-going it is left out instead.
        """
        from kamctl.records.rates import Exchange, Rates
        from kamctl.store.locate import located

        self.source = self.open()
        book, problems = self.read(self.source, kinds)
        self.settings = book.settings
        self.as_of = self.day()
        book, dangling = self.sound(self.source, book, problems, self.as_of if "account" in kinds else None)
        self.doubts = doubts(located(self.source, dangling[:1]), len(dangling))
        self.records = book
        keep(book)
        self.exchange = Exchange(Rates(row for _, row in book.rates), book.settings.currency)
        settle()
        return book

    def earlier(self, at: str, *kinds: str) -> "Earlier":
        """Return the book as it was committed at a revision.

        To be called after `book()`. Raises KamError for an unknown revision (2), broken records (3), or git (6).
        """
        from kamctl.records.rates import Exchange, Rates
        from kamctl.store.revision import open_source

        source = open_source(self.source.root, at)
        book, problems = self.read(source, kinds)
        day = min(getattr(source, "day", self.as_of), self.as_of)
        book, _ = self.sound(source, book, problems, day)
        keep(book)
        settle()
        exchange = Exchange(Rates(row for _, row in book.rates), book.settings.currency)
        return Earlier(book, exchange, day, source.revision or at)

    def read(self, source: "Source", kinds: tuple[str, ...]) -> "tuple[Book, list[Problem]]":
        """Read the records of `kinds`, with a bar that shows how far it is."""
        from kamctl.render.progress import progress
        from kamctl.store.read import read_book

        with progress(msg("Reading")) as step:
            return read_book(source, {"settings", "rates", *kinds}, step=step, columns=True)

    def sound(
        self, source: "Source", book: "Book", problems: list[Problem], day: date | None
    ) -> "tuple[Book, list[Finding]]":
        """Return the book without what is broken, and names that lead nowhere; `day` None: accounts were not read."""
        from kamctl.checks.run import unsound
        from kamctl.records.book import of_known_accounts
        from kamctl.store.locate import located
        from kamctl.store.record import USABLE

        blocking = [problem for problem in problems if problem.code not in USABLE]
        essential, dangling = unsound(book, day) if day else ([], [])
        blocking += located(source, essential)
        self.broken(blocking)
        return of_known_accounts(book) if blocking else book, dangling

    def broken(self, errors: list[Problem]) -> None:
        """Stop with the errors, or, with --keep-going, show them and note that their records are left out."""
        if not errors:
            return
        if not self.options.keep_going:
            raise DataError(
                msg("records that this report needs are broken"),
                tuple(errors),
                hint=msg("mend them, or use --keep-going to report on the rest"),
            )
        from kamctl.cli.complain import show_problems

        show_problems(errors)
        self.left_out += [{"record": place_of(error), "reason": error.message} for error in errors]

    def day(self) -> date:
        """Return the day of the report: --as-of, else that of --at, else the book's, else today."""
        if self.given_day is not None:
            self.day_from = "option"
            return self.given_day
        return self.own_day()

    def own_day(self) -> date:
        """Return the day of the report where none is given: that of --at, else the book's, else today."""
        committed: date | None = getattr(self.source, "day", None) if self.options.at else None
        for day, origin in ((committed, "revision"), (self.settings.as_of, "book")):
            if day is not None:
                self.day_from = origin
                return day
        return today(self.settings.time_zone)

    def heading(self) -> "Heading":
        """Return what stands above the report."""
        from kamctl.cli.used_rates import used_rates
        from kamctl.render.sheet import Heading

        return Heading(
            command=self.command,
            book=self.settings.name or self.source.root.resolve().name,
            as_of=self.as_of,
            day_from=self.day_from,
            currency=self.settings.currency,
            at=self.source.revision,
            rates=used_rates(self.exchange, self.settings.max_rate_age),
            book_zh=self.settings.name_zh,
        )

    def show(self, sheet: "Sheet") -> None:
        """Write the result as asked for; leave with exit code 3 if something could not be counted."""
        from kamctl.render.output import render

        whole = self.completed(sheet)
        self.put(render(self.heading(), whole, self.format, self.stream))
        if self.format != Format.JSON or self.options.output:
            from kamctl.cli.complain import show_left_out, show_warnings

            show_warnings(whole.warnings)
            show_left_out(whole.left_out)
        if whole.left_out:
            raise typer.Exit(DATA)

    def completed(self, sheet: "Sheet") -> "Sheet":
        """Return the sheet with what every report adds: warnings of rates, what was left out, the book's names."""
        from kamctl.cli.names import names_of
        from kamctl.cli.used_rates import missing_rates, stale_rates, without_rate

        stale = stale_rates(self.exchange, self.settings.max_rate_age)
        of_source: list[Message] = getattr(self.source, "warnings", [])
        return replace(
            sheet,
            warnings=(*of_source, *self.doubts, *sheet.warnings, *stale, *missing_rates(self.exchange)),
            left_out=(*self.left_out, *(sheet.left_out or without_rate(self.exchange))),
            names={**names_of(self.settings, self.records), **sheet.names},
        )

    @property
    def stream(self) -> TextIO | None:
        """Standard output, or None if the report goes to a file."""
        return None if self.options.output else sys.stdout

    def put(self, text: str) -> None:
        """Write a finished text to where the report goes."""
        from kamctl.render.output import save, write

        if self.options.output:
            save(self.options.output, text)
        else:
            write(sys.stdout, text)


def settle() -> None:
    """Tell the garbage collector that what was read stays to the end, so that it does not look at it again and again.

    What is computed holds hardly any cycles either: it is looked at seldom.
    """
    gc.freeze()
    gc.set_threshold(SELDOM)


def doubts(dangling: list[Problem], count: int) -> list[Message]:
    """Return the warning that records name what does not exist: a typing error there may move figures."""
    if not dangling:
        return []
    first = dangling[0]
    one = msg("a name leads nowhere: {place}; see `kamctl check`", place=place_of(first))
    more = msg("{count} names lead nowhere, first {place}; see `kamctl check`", count=count, place=place_of(first))
    return [plural(count, one, more)]


def given_day(text: str | None) -> date | None:
    """Return the day of --as-of. Raises KamError (exit 2) for anything but an existing ISO day."""
    return None if text is None else reported("--as-of", named_day("--as-of", text))


def reported(origin: str, day: date) -> date:
    """Return the day if reports are made on it. Raises KamError (exit 2)."""
    from kamctl.records.scalar import FIRST_DAY, LAST_DAY

    if not FIRST_DAY <= day <= LAST_DAY:
        message = msg("{origin} {day}: too far away", origin=origin, day=day)
        hint = msg("reports are on days from {first} to {last}", first=FIRST_DAY, last=LAST_DAY)
        raise KamError(message, USAGE, hint)
    return day


def named_day(origin: str, text: str) -> date:
    """Return the day that an option or variable names. Raises KamError (exit 2)."""
    from kamctl.periods import parse_day

    try:
        return parse_day(text)
    except ValueError:
        message = msg("{origin} {day}: no such day", origin=origin, day=text)
        raise KamError(message, USAGE, msg("write a day as 2026-11-20")) from None


def place_of(problem: Problem) -> str:
    """Return `path:line` of a problem."""
    return f"{problem.place.path}:{problem.place.line}"
