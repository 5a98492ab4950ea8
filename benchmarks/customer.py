"""A customer: what its records have in common, and its account.yaml."""

from dataclasses import dataclass
from datetime import date

from benchmarks.draw import AS_OF, Draw
from benchmarks.team import manager
from benchmarks.text import dated, quoted
from benchmarks.words import (
    COMMENTS,
    FIRST,
    LANDS,
    REMARKS,
    SECOND,
    SEGMENTS,
    SOURCES,
    TRADES,
    ZH_FIRST,
    ZH_TRADES,
    Land,
)  # fmt: skip

GROUP_OF = 8  # every eighth folder is a group, the parent of the seven after it
FAMILIES = ("checkweighers", "metal-detectors", "xray", "vision", "service")
KAM_STAGES = ("pre", "early", "mid", "partnership")


@dataclass(frozen=True)
class Site:
    """A plant: id and city."""

    id: str
    city: str


@dataclass(frozen=True)
class Customer:
    """What the records of one account share. Everything follows from its number."""

    number: int
    id: str
    name: str
    name_zh: str
    segment: str
    land: Land
    owner: str
    sites: tuple[Site, ...]
    contacts: tuple[str, ...]


def is_group(number: int) -> bool:
    """Return whether the account of this number is a group that does no business itself."""
    return number % GROUP_OF == 0


def name_of(number: int) -> tuple[str, int]:
    """Return the name of the group that an account belongs to, and the number of its trade."""
    group = number // GROUP_OF
    draw = Draw("name", group)
    trade = draw.whole(0, len(TRADES) - 1)
    return f"{draw.one(FIRST)}{draw.one(SECOND)} {TRADES[trade]}", trade


def id_of(number: int) -> str:
    """Return the id of an account, `velrik-foods-00017`."""
    return f"{name_of(number)[0].lower().replace(' ', '-')}-{number:05}"


def customer(number: int, contacts: tuple[str, ...]) -> Customer:
    """Return the customer of this number, with the ids of its contacts."""
    draw = Draw("customer", number)
    name, trade = name_of(number)
    land = draw.one(LANDS)
    cities = draw.some(land.cities, draw.whole(1, 2))
    return Customer(
        number=number,
        id=id_of(number),
        name=name if is_group(number) else f"{name} {cities[0]} {number}",
        name_zh=draw.one(ZH_FIRST) + draw.one(ZH_FIRST) + ZH_TRADES[trade],
        segment=SEGMENTS[trade],
        land=land,
        owner=manager(number),
        sites=tuple(Site(f"plant-{index + 1}", city) for index, city in enumerate(cities)),
        contacts=contacts,
    )


def group_file(number: int) -> str:
    """Return account.yaml of a group."""
    one = customer(number, ())
    return f"""# the plants are accounts of their own
name: {one.name} Group
name_zh: {one.name_zh}集团
kind: group
segment: {one.segment}
owner: [{{on: 2023-01-01, value: {one.owner}}}]
since: {Draw("group", number).before(date(2020, 1, 1), 0, 5000)}
notes: Prices are compared between the plants every spring; the group's purchasing signs above 300,000 EUR.
"""


def account_file(one: Customer) -> str:
    """Return account.yaml of an account that does business."""
    draw = Draw("account", one.number)
    lines = [
        f"name: {one.name}",
        f"name_zh: {one.name_zh}",
        f"parent: {id_of(one.number // GROUP_OF * GROUP_OF)}",
        f"segment: {one.segment}",
        f"owner: [{{on: 2024-01-01, value: {one.owner}}}]  {draw.one(COMMENTS)}",
        f"since: {draw.before(date(2022, 1, 1), 0, 4000)}",
        "sites:",
    ]
    for site in one.sites:
        lines += site_lines(draw, one, site)
    lines += ["# yearly purchases of our kind of goods, ours included", "potential:"]
    for family in draw.some(FAMILIES, draw.whole(1, 3)):
        amount = draw.whole(2, 90) * round(one.land.per_hundred * 100)
        lines += dated(draw, f"  {family}", [(learnt(draw), f"{amount} {one.land.currency}", None)], "  ")
    lines.append("ratings:")
    for rating in ("influence", "position", "reference", "credit", "supply_risk", "purchase_value"):
        lines.append(f"  {rating}: [{{on: {learnt(draw)}, value: {draw.whole(1, 5)}}}]")
    lines += [
        f"value_type: [{{on: {learnt(draw)}, value: {draw.one(('intrinsic', 'extrinsic', 'strategic'))}}}]",
        f"terms: {{payment_days: {draw.one((30, 45, 60))}, credit_limit: {draw.whole(1, 9) * 100000} CNY,"
        f" currency: {one.land.currency}}}",
        f"care_class: {draw.one('ABC')}",
        f"kam_stage: [{{on: {learnt(draw)}, value: {draw.one(KAM_STAGES)}}}]",
        f"notes: {quoted(draw.one(REMARKS))}",
    ]
    return "\n".join(lines) + "\n"


def learnt(draw: Draw) -> date:
    """Return a day on which something was learnt: fresh enough not to be stale."""
    return draw.before(AS_OF, 5, 300)


def site_lines(draw: Draw, one: Customer, site: Site) -> list[str]:
    """Return the lines of one plant, in flow or block style."""
    known = f'country: "{one.land.code}"'
    if draw.chance(0.4):
        return [f"- {{id: {site.id}, name: {site.city} plant, {known}, city: {site.city}, lines: {draw.whole(1, 9)}}}"]
    return [
        f"- id: {site.id}",
        f"  name: {site.city} plant",
        f"  {known}",
        f"  city: {site.city}",
        f"  lines: {draw.whole(1, 9)}",
        f"  employees: {draw.whole(20, 900)}",
        f"  expected: {{cw-c35: {draw.whole(0, 4)}, md-t200: {draw.whole(0, 3)}}}",
    ]


def source(draw: Draw) -> str:
    """Return where a fact is known from."""
    return draw.one(SOURCES)
