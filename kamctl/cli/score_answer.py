"""Which view of the score answers what was asked."""

from typing import TYPE_CHECKING

from kamctl.cli.score_view import chosen, view_of
from kamctl.errors import USAGE, KamError, msg

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.cli.score import Asked
    from kamctl.cli.score_view import View
    from kamctl.records.book import Book
    from kamctl.render.sheet import Sheet


def answer(ctx: "Report", book: "Book", asked: "Asked") -> "Sheet":
    """Return what is to be shown. Raises KamError (usage) for unknown names, (3) for settings that make no sense."""
    view = view_of(book, ctx.exchange, ctx.as_of, asked.level)
    if asked.explain is not None:
        from kamctl.cli.score_explain import explanation

        return explanation(view, explained(view, asked.explain))
    wanted = set(chosen(view, asked.account, asked.owner, asked.segment))
    units = [unit for unit in view.card.table.index if unit in wanted][: asked.top]
    if asked.pitfalls:
        from kamctl.cli.score_pitfalls import pitfall_sheet

        return pitfall_sheet(view, ctx.exchange, units)
    if asked.robustness:
        from kamctl.cli.score_robust import robust_sheet

        return robust_sheet(view, units, asked.seed)
    if asked.since is not None:
        from kamctl.cli.score_since import since_sheet

        return since_sheet(ctx, view, asked)
    from kamctl.cli.score_sheet import sheet

    return sheet(view, units, asked.chart)


def explained(view: "View", given: str) -> str:
    """Return the unit to explain. Raises KamError (usage) for an unknown one, or a folder without business."""
    from kamctl.cli import choose

    if view.level == "site":
        names = {str(unit): [str(name)] for unit, name in view.units["name"].items()}
        return choose.chosen(given, names, msg("no site {name}", name=given), names)
    if view.level == "group":
        name = choose.group(view.book, given)
        if name not in view.units.index:
            raise KamError(msg("{name} has no accounts", name=name), USAGE)
        return name
    name = choose.account(view.book, given)
    if view.book.accounts[name].kind == "group":
        hint = msg("see its accounts with --account {name}, its own figures with --level group", name=name)
        raise KamError(msg("{name} is a group: it does no business itself and has no score", name=name), USAGE, hint)
    return name
