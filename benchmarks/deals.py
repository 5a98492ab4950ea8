"""Opportunities with their histories, the quotes for them, and the orders that fulfil those won."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.customer import Customer
from benchmarks.draw import AS_OF, Draw
from benchmarks.products import MACHINES, Item, list_price
from benchmarks.text import quoted
from benchmarks.words import COMMENTS, EVIDENCE, PROJECTS, REASONS, STEPS, WINS, ZH_PROJECTS

STAGES = (("nurture", "need"), ("design", "project"), ("compare", "evaluation"), ("commit", "negotiation"))
COMPETITORS = ("kestrel", "monteluce", "dongyu", "harlund")


@dataclass(frozen=True)
class Deal:
    """An opportunity: its products with options and units, its amount, and its history as (day, stage)."""

    id: str
    site: str
    wanted: tuple[tuple[Item, tuple[str, ...], int], ...]
    amount: int
    history: tuple[tuple[date, str], ...]

    @property
    def outcome(self) -> str | None:
        """Return won, lost or dropped, or None for an open deal."""
        stage = self.history[-1][1]
        return stage if stage in ("won", "lost", "dropped") else None


def deals(one: Customer, count: int) -> list[Deal]:
    """Return the deals of an account."""
    draw = Draw("deals", one.number)
    return [deal(draw, one, index) for index in range(count)]


def deal(draw: Draw, one: Customer, index: int) -> Deal:
    """Return one deal; about half are open, a quarter won."""
    wanted = tuple(
        (item, tuple(name for name, _ in item.options if draw.chance(0.4)), draw.whole(1, 6))
        for item in draw.some(MACHINES, draw.whole(1, 2))
    )
    full = sum(list_price(item, options, one.land) * units for item, options, units in wanted)
    site = draw.one(one.sites).id
    return Deal(f"deal-{index + 1:02}", site, wanted, full * draw.whole(80, 95) // 100, history(draw))


def history(draw: Draw) -> tuple[tuple[date, str], ...]:
    """Return days and stages, oldest first; the last stage of an open deal is not old enough to count as stalled."""
    outcome = draw.one((None, None, None, "won", "won", "lost", "dropped"))
    passed = [stage for stage, _ in STAGES[: 4 if outcome == "won" else draw.whole(1, 4)]]
    last = draw.before(AS_OF, 3, 40) if outcome is None else draw.before(AS_OF, 15, 500)
    days = [last]
    for _ in range(len(passed) - (outcome is None)):
        days.append(draw.before(days[-1], 20, 55))
    return tuple(zip(reversed(days), [*passed, *([outcome] if outcome else [])], strict=True))


def deal_file(one: Customer, deal: Deal) -> str:
    """Return the file of an opportunity."""
    draw = Draw("deal", one.number, deal.id)
    project = draw.whole(0, len(PROJECTS) - 1)
    lines = [
        f"name: {PROJECTS[project]} {deal.site}",
        f"name_zh: {ZH_PROJECTS[project]}",
        f"site: {deal.site}",
        "channel: direct",
        "products:",
    ]
    for item, options, units in deal.wanted:
        lines.append(f"  - {{product: {item.code}, options: [{', '.join(options)}], quantity: {units}}}")
    lines.append(f"competitors: [{{competitor: {draw.one(COMPETITORS)}, position: bidder}}]  {draw.one(COMMENTS)}")
    lines += [
        "roles:",
        f"  - {{contact: {one.contacts[0]}, role: decision_maker, stance: neutral}}",
        f"  - {{contact: {one.contacts[-1]}, role: user, win: {draw.one(WINS)}}}",
    ]
    if deal.outcome is None:
        lines += [
            "next_step:",
            f"  what: {draw.one(STEPS)}",
            f"  by: {one.owner}",
            f"  due: {draw.after(AS_OF, 3, 30)}",
        ]
    lines += ["history:", *entries(draw, one, deal)]
    return "\n".join(lines) + "\n"


def entries(draw: Draw, one: Customer, deal: Deal) -> Iterator[str]:
    """Yield the lines of the history."""
    steps = dict(STAGES)
    amount = f"{deal.amount} {one.land.currency}"
    close = deal.history[-1][0] if deal.outcome else draw.after(AS_OF, 20, 200)
    for index, (day, stage) in enumerate(deal.history):
        said = [f"on: {day}", f"stage: {stage}"]
        if index == 0:
            said += [f"amount: {amount}", f"close: {close}", f"owner: {one.owner}"]
        if stage in steps:
            said.append(f"buying_step: {steps[stage]}")
        if stage != "nurture" and stage in steps:
            said.append(f"evidence: {draw.one(EVIDENCE)}")
        if stage in ("lost", "dropped"):
            said.append(f"reason: {draw.one(REASONS)}")
        if draw.chance(0.3):
            yield from (f"  {'  ' if at else '- '}{pair}" for at, pair in enumerate(said))
        else:
            yield f"  - {{{', '.join(said)}}}"


def quote_file(one: Customer, deal: Deal, number: int) -> str:
    """Return the file of a quote for a deal, whose discounts lead exactly from list to net."""
    draw = Draw("quote", one.number, number)
    day = draw.before(deal.history[-1][0], 0, 20)
    status = {"won": "accepted", "lost": "rejected", "dropped": "expired", None: "sent"}[deal.outcome]
    lines = [
        f"site: {deal.site}",
        f"date: {day}",
        f"valid_until: {draw.after(AS_OF if status == 'sent' else day, 30, 60)}",
        "seller: main",
        f"owner: {one.owner}",
        f"opportunity: {deal.id}",
        "channel: direct",
        f"method: {draw.one(('spot', 'spot', 'tender'))}",
        f"incoterm: {draw.one(('DAP', 'EXW', 'CIP'))}",
        f"payment_days: {draw.one((30, 45, 60))}",
        f"status: {status}",
        "lines:",
    ]
    for item, options, units in deal.wanted:
        lines += quote_line(draw, one, item, options, units)
    if draw.chance(0.3):
        lines.append(f"notes: {quoted(draw.one(WINS))}  {draw.one(COMMENTS)}")
    return "\n".join(lines) + "\n"


def quote_line(draw: Draw, one: Customer, item: Item, options: tuple[str, ...], units: int) -> list[str]:
    """Return one line; list is a multiple of 100, so that two whole percents leave at most two decimals."""
    full, first, second = list_price(item, options, one.land), draw.whole(3, 15), draw.whole(0, 6)
    currency = one.land.currency
    cents = full // 100 * (100 - first) * (100 - second)
    return [
        f"  - product: {item.code}",
        f"    options: [{', '.join(options)}]",
        f"    quantity: {units}",
        f"    list: {full} {currency}",
        "    discounts:",
        f"      - {{name: volume, kind: volume, percent: {first}}}",
        f"      - {{name: project, kind: project, percent: {second}}}",
        f"    net: {cents // 100}.{cents % 100:02} {currency}",
        f"    includes: {{freight: {max(1, full // 100)} {currency}, warranty_months: {draw.one((12, 24))}}}",
    ]
