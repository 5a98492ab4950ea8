"""The portfolio as a matrix of bubbles."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kamctl.cli.portfolio_plan import screened_since
from kamctl.errors import Message, msg
from kamctl.locale import language
from kamctl.methods.portfolio import QUADRANTS
from kamctl.render.matrix import Bubble, Corner, Matrix
from kamctl.render.sheet import Names
from kamctl.render.values import money, named, percent

if TYPE_CHECKING:
    from kamctl.cli.portfolio_plan import Portfolio

Row = dict[str, Any]
ORDER = ("attack", "defend", "drop", "maintain")
"""The quadrants as they stand in the matrix, row by row."""
STYLES = {"attack": "warn", "defend": "good", "maintain": "help", "drop": "dim"}


def matrix(portfolio: "Portfolio", rows: Sequence[Row], names: Names) -> Matrix:
    """Return the drawing of the accounts whose potential and share are known."""
    drawn = [row for row in rows if row["potential"] is not None and row["share"] is not None]
    book = portfolio.book.settings
    owner = (book.name_zh if language() == "zh" else None) or book.name or ""
    return Matrix(
        bubbles=[bubble(row, names) for row in drawn],
        cut_x=portfolio.cuts.share,
        cut_y=portfolio.cuts.potential if portfolio.cuts.potential == portfolio.cuts.potential else 1.0,
        corners={name: Corner(Message(name, {}, "quadrant"), STYLES[name]) for name in ORDER},
        title=msg("Portfolio: purchasing potential and share of wallet"),
        subtitle=msg("{book} · {day} · {currency} a year", book=owner, day=portfolio.facts.as_of,
                     currency=portfolio.currency),
        description=description(portfolio, rows, len(drawn), names),
        x_label=msg("Share of wallet"),
        y_label=msg("Purchasing potential a year"),
        size_label=msg("Revenue of 12 months"),
        notes=list(notes(portfolio, rows, drawn, names)),
    )  # fmt: skip


def notes(portfolio: "Portfolio", rows: Sequence[Row], drawn: Sequence[Row], names: Names) -> Iterator[Message]:
    """Yield what must be known to read the drawing."""
    if drawn:
        yield msg("Not to scale: on each axis the part below the cut has as much room as the part above it; potentials "
                  "are on a logarithmic scale.")  # fmt: skip
    if any(row["screen"] and not row["new"] for row in drawn):
        yield msg("! to screen: attack without a gain of share of wallet since {day}", day=screened_since(portfolio))
    if any(row["new"] for row in drawn):
        yield msg("* new: a customer for less than {months} months",
                  months=portfolio.book.settings.portfolio.new_months)  # fmt: skip
    lost = [named("account", row["account"], names) for row in rows if row not in drawn]
    if lost:
        yield msg("Not drawn, since potential or share is unknown: {accounts}", accounts=lost)


def bubble(row: Row, names: Names) -> Bubble:
    """Return one account."""
    name = named("account", row["account"], names)
    revenue = row["revenue"]
    remark = msg(
        "{name}: {quadrant}, potential {potential}, share of wallet {share}, revenue {revenue}",
        name=name, quadrant=named("quadrant", row["quadrant"], names), potential=money(row["potential"]),
        share=percent(row["share"]), revenue=msg("unknown") if revenue is None else money(revenue),
    )  # fmt: skip
    return Bubble(
        id=row["account"],
        label=name,
        x=row["share"],
        y=float(row["potential"]),
        size=0.0 if revenue is None else float(revenue),
        corner=row["quadrant"],
        remark=remark,
        sign="*" if row["new"] else "!" if row["screen"] else "",
    )


def description(portfolio: "Portfolio", rows: Sequence[Row], drawn: int, names: Names) -> Message:
    """Return in words what the matrix shows."""
    members = [(name, [row["account"] for row in rows if row["quadrant"] == name]) for name in QUADRANTS]
    lists = [
        msg("{quadrant}: {accounts}", quadrant=named("quadrant", name, names),
            accounts=[named("account", account, names) for account in accounts])
        for name, accounts in members if accounts
    ]  # fmt: skip
    return msg(
        "{count} accounts as bubbles, their area by revenue. Upwards: purchasing potential a year, on a logarithmic "
        "scale; to the right: share of wallet. {lists}",
        count=drawn, lists=lists,
    )  # fmt: skip
