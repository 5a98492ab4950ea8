"""Histories: what a deal's dated entries say must be possible, one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kamctl.checks.finding import Finding, Path, Spot, file_of
from kamctl.errors import Message, Severity, msg, word
from kamctl.records.book import Book
from kamctl.records.opportunity import FOLDED, OUTCOMES, Change, Opportunity
from kamctl.records.settings import Settings, Stage

Numbered = tuple[int, Change]
"""An entry and its place in the file."""


class Stages:
    """What the settings say of the stages."""

    def __init__(self, settings: Settings) -> None:
        self.by_id = {stage.id: stage for stage in settings.stages}
        ids = list(self.by_id)
        needing = [index for index, stage in enumerate(settings.stages) if stage.amount_needed]
        self.with_amount = frozenset((*ids[needing[0] :], "won")) if needing else frozenset()


@dataclass(frozen=True)
class Deal:
    """A deal: its entries as written and in order of time."""

    full_id: str
    record: Opportunity
    stages: Stages

    @property
    def file(self) -> str:
        """Return the path of its file."""
        return file_of("opportunity", self.full_id)

    @cached_property
    def entries(self) -> list[Numbered]:
        """Return the entries in order of time."""
        return sorted(enumerate(self.record.history), key=lambda entry: entry[1].on)

    @cached_property
    def days(self) -> list[list[Numbered]]:
        """Return the entries of each day: together they say what holds at its end."""
        found: list[list[Numbered]] = []
        for entry in self.entries:
            if found and found[-1][0][1].on == entry[1].on:
                found[-1].append(entry)
            else:
                found.append([entry])
        return found

    def spot(self, index: int, field: str = "on") -> Spot:
        """Return the place of a field of an entry."""
        return Spot(self.file, ("history", index, field), str(getattr(self.record.history[index], field)))

    def finding(
        self, code: str, index: int, field: str, message: Message, help: Message | None = None,
        also: tuple[Spot, ...] = (), warning: bool = False,
    ) -> Finding:  # fmt: skip
        """Return a finding at a field of an entry."""
        spot = self.spot(index, field)
        severity: Severity = "warning" if warning else "error"
        return Finding(code, spot.file, spot.path, message, help, severity, spot.value, also=also)


def histories(book: Book, day: date) -> Iterator[Finding]:
    """KAM401 to KAM407: the rules of one deal's history, deal by deal."""
    stages = Stages(book.settings)
    for full_id, record in book.opportunities.items():
        deal = Deal(full_id, record, stages)
        for rule in OF_HISTORY:
            yield from rule(deal)


def out_of_order(deal: Deal) -> Iterator[Finding]:
    """KAM401: an entry stands below a later one."""
    history = deal.record.history
    for index in range(1, len(history)):
        if history[index].on < history[index - 1].on:
            message = msg("is earlier than the entry above it, of {day}", day=history[index - 1].on)
            help = msg("entries are sorted when read; keep them in order, so that people see what came last")
            yield deal.finding("KAM401", index, "on", message, help, (deal.spot(index - 1),), warning=True)


def after_the_end(deal: Deal) -> Iterator[Finding]:
    """KAM402: an entry after the deal was lost, dropped or cancelled, or any but `cancelled` after it was won."""
    ended: tuple[int, str] | None = None
    for index, change in deal.entries:
        said = [name for name in FOLDED if name in change.model_fields_set] if ended else []
        if ended and said and not allowed_after(ended[1], change):
            field = "stage" if change.stage else said[0]
            outcome = word("stage", ended[1])
            message = msg("the deal was {outcome} before", outcome=outcome)
            yield deal.finding("KAM402", index, field, message, REMEDIES[ended[1]], (deal.spot(ended[0], "stage"),))
        if change.stage in OUTCOMES:
            ended = index, str(change.stage)


REMEDIES = {
    "won": msg("after won only `stage: cancelled` may follow, or `stage: won` again with the right amount"),
    **dict.fromkeys(("lost", "dropped", "cancelled"), msg("open a new opportunity for a new deal")),
}


def allowed_after(outcome: str, change: Change) -> bool:
    """Return whether an entry may follow an outcome: a won deal is cancelled, or its amount is corrected."""
    return outcome == "won" and change.stage in ("cancelled", "won")


def ends(book: Book, day: date) -> Iterator[Finding]:
    """KAM408: what ends before it begins: the validity of a quote, a contract, the time of one of our people."""
    for full_id, quote in book.quotes.items():
        yield from ends_early(file_of("quote", full_id), (), "date", quote.date, "valid_until", quote.valid_until)
    for full_id, contract in book.contracts.items():
        yield from ends_early(file_of("contract", full_id), (), "from", contract.start, "until", contract.until)
    for name, person in book.team.items():
        yield from ends_early("team.yaml", (name,), "from", person.start, "until", person.until)


def ends_early(file: str, path: Path, first: str, start: date | None, last: str, end: date | None) -> Iterator[Finding]:
    """Yield a finding if the last day lies before the first one."""
    if start is not None and end is not None and end < start:
        also = (Spot(file, (*path, first), str(start)),)
        message = msg("lies before {first}, {day}", first=first, day=start)
        yield Finding("KAM408", file, (*path, last), message, msg("correct one of the days"), value=str(end), also=also)


def close_before_entry(deal: Deal) -> Iterator[Finding]:
    """KAM403: the expected day of the order lies before the day on which it was expected."""
    for index, change in deal.entries:
        if change.close is not None and change.close < change.on:
            message = msg("the close date lies before the day of its entry, {day}", day=change.on)
            help = msg("an entry says what was expected from its day on")
            yield deal.finding("KAM403", index, "close", message, help, (deal.spot(index),))


def no_amount(deal: Deal) -> Iterator[Finding]:
    """KAM404: the deal reached a stage that needs an amount, and no entry up to that day has one."""
    for entries in deal.days:
        if any(change.amount is not None for _, change in entries):
            return
        for index, change in entries:
            if change.stage in deal.stages.with_amount:
                message = msg("from {stage} on a deal needs an amount", stage=word("stage", str(change.stage)))
                yield deal.finding(
                    "KAM404",
                    index,
                    "stage",
                    message,
                    msg("add the amount to this entry, such as `amount: 1080000 CNY`"),
                )
                return


def no_evidence(deal: Deal) -> Iterator[Finding]:
    """KAM405: the stage that an open deal is in asks for evidence, and no entry since it was reached gives any.

    Earlier stages are past, and so are deals that ended: what was not written down then can't be learnt now.
    """
    entered: Numbered | None = None
    shown = False
    for entries in deal.days:
        for entry in entries:
            if entry[1].stage and (entered is None or entry[1].stage != entered[1].stage):
                entered, shown = entry, False
        shown = shown or any(change.evidence for _, change in entries)
    stage = deal.stages.by_id.get(entered[1].stage or "") if entered else None
    if entered and stage and stage.evidence and not shown:
        message = msg("{stage} asks for evidence: {evidence}", stage=word("stage", stage.id), evidence=stage.evidence)
        help = msg("add `evidence:` to this entry, or go back a stage")
        yield deal.finding("KAM405", entered[0], "stage", message, help, warning=True)


def other_currency(deal: Deal) -> Iterator[Finding]:
    """KAM406: the amounts of a deal are in different currencies."""
    first: int | None = None
    for index, change in deal.entries:
        if change.amount is None:
            continue
        amount = deal.record.history[index if first is None else first].amount
        if amount and change.amount.currency != amount.currency:
            message = msg("the deal was in {currency} before", currency=amount.currency)
            help = msg("convert the amount: a change of currency would look like a change of size")
            yield deal.finding("KAM406", index, "amount", message, help, (deal.spot(first or 0, "amount"),))
        first = index if first is None else first


def step_misfits(deal: Deal) -> Iterator[Finding]:
    """KAM407: at the end of a day the customer's step of buying is none that fits the stage."""
    stage: Stage | None = None
    step: str | None = None
    for entries in deal.days:
        told: tuple[int, str] | None = None
        for index, change in entries:
            if change.stage is not None:
                stage, told = deal.stages.by_id.get(change.stage), (index, "stage")
            if change.buying_step is not None:
                step, told = change.buying_step, (index, "buying_step")
        if told and stage and step and stage.buying_steps and step not in stage.buying_steps:
            yield misfit(deal, told, stage, step)


def misfit(deal: Deal, told: tuple[int, str], stage: Stage, step: str) -> Finding:
    """Return the finding of a step that does not fit the stage."""
    message = msg(
        "the customer's step {step} does not fit the stage {stage}",
        step=word("buying_step", step), stage=word("stage", stage.id),
    )  # fmt: skip
    steps = [word("buying_step", one) for one in stage.buying_steps]
    return deal.finding("KAM407", *told, message, msg("steps that fit: {steps}", steps=steps), warning=True)


OF_HISTORY: tuple[Callable[[Deal], Iterator[Finding]], ...] = (
    out_of_order, after_the_end, close_before_entry, no_amount, no_evidence, other_currency, step_misfits,
)  # fmt: skip
