"""The other records of an account: installs, contracts, activities, surveys, the plan."""

from collections.abc import Iterator

from benchmarks.customer import Customer, learnt, source
from benchmarks.deals import COMPETITORS
from benchmarks.draw import AS_OF, Draw
from benchmarks.products import MACHINES
from benchmarks.text import dated, quoted
from benchmarks.words import (
    OUTCOMES,
    PROCESSES,
    PROMISES,
    PURPOSES,
    REMARKS,
    STEPS,
    STRENGTHS,
    WEAKNESSES,
)  # fmt: skip

SERVICE = "service-1"


def install_file(one: Customer, index: int) -> str:
    """Return the file of an install: ours in three cases of four, else a competitor's."""
    draw = Draw("install", one.number, index)
    item = draw.one(MACHINES)
    own = draw.chance(0.75)
    lines = [f"site: {draw.one(one.sites).id}", f"process: {draw.one(PROCESSES)}"]
    if own:
        lines += ["supplier: own", f"product: {item.code}", f"model: {item.name}", f"contract: {SERVICE}"]
    else:
        lines += [f"supplier: {draw.one(COMPETITORS)}", f"model: Series {draw.whole(2, 9)}0", f"family: {item.family}"]
    lines += dated(draw, "units", [(learnt(draw), draw.whole(1, 9), source(draw))])
    lines.append(f"installed: {draw.whole(2012, 2025)}-{draw.whole(1, 12):02}")
    lines += dated(draw, "condition", [(learnt(draw), draw.whole(1, 5), None)])
    lines += dated(draw, "satisfaction", [(learnt(draw), draw.whole(1, 5), source(draw))])
    if own:
        lines.append(f"service_until: {draw.after(AS_OF, 30, 700)}")
    else:
        lines += [f"price_level: {draw.whole(1, 5)}", f"representative: agent in {one.sites[0].city}"]
    lines += [f"strengths: [{draw.one(STRENGTHS)}]", "weaknesses:", f"  - {draw.one(WEAKNESSES)}"]
    if draw.chance(0.6):
        lines.append(f"notes: {quoted(draw.one(REMARKS))}")
    return "\n".join(lines) + "\n"


def contract_file(one: Customer) -> str:
    """Return the service contract."""
    draw = Draw("contract", one.number)
    return f"""kind: service
from: {draw.before(AS_OF, 100, 600)}
until: {draw.after(AS_OF, 200, 700)}
notice_by: {draw.after(AS_OF, 60, 150)}
scope: two visits a year, calibration included; 含每年两次校准
prices:
  - {{product: svc-care, price: {draw.whole(150, 180)}00 CNY}}
  - {{product: cal-day, price: {draw.whole(50, 65)}00 CNY}}
ceiling: {draw.whole(2, 9)}00000 CNY
"""


def activity_file(one: Customer, year: int, deals: list[str]) -> str:
    """Return what the account's manager did in a year; in the current one, up to the last weeks."""
    draw = Draw("activities", one.number, year)
    ends = draw.before(AS_OF, 1, 30) if year == AS_OF.year else draw.before(AS_OF.replace(year=year), 0, 60)
    days = [ends]
    while len(days) < 6 and (earlier := draw.before(days[-1], 10, 60)).year == year:
        days.append(earlier)
    entries = [entry(draw, one, f"{day}", deals) for day in reversed(days)]
    return "\n".join(line for lines in entries for line in lines) + "\n"


def entry(draw: Draw, one: Customer, day: str, deals: list[str]) -> list[str]:
    """Return one activity in flow or block style."""
    kind = draw.one(("visit", "call", "meeting", "review"))
    met = ", ".join(draw.some(one.contacts, draw.whole(1, 2)))
    if draw.chance(0.4):
        return [f"- {{on: {day}, kind: {kind}, contacts: [{met}], hours: 1.5, outcome: {draw.one(OUTCOMES)}}}"]
    lines = [
        f"- on: {day}",
        f"  kind: {kind}",
        f"  contacts: [{met}]",
        f"  site: {draw.one(one.sites).id}",
        f"  hours: {draw.whole(1, 8)}",
        f"  purpose: {draw.one(PURPOSES)}",
    ]
    if draw.chance(0.5):
        lines.append(f"  commitment: {{what: {draw.one(PROMISES)}, by: {one.owner}, due: {day}, kept: true}}")
    if deals and draw.chance(0.5):
        lines.append(f"  opportunity: {draw.one(deals)}")
    return [*lines, f"  outcome: {draw.one(OUTCOMES)}"]


def survey_file(one: Customer) -> str:
    """Return a survey of satisfaction."""
    draw = Draw("survey", one.number)
    lines = ["kind: satisfaction", f"on: {learnt(draw)}", f"sent: {draw.whole(3, 9)}", "answers:"]
    for contact in one.contacts[:3]:
        lines += [
            f"  - contact: {contact}",
            f"    recommend: {draw.whole(4, 10)}",
            f"    scores: {{quality: {draw.whole(50, 99)}, delivery: {draw.whole(50, 99)}}}",
            "    switching: {economic: 3, learning: 4, personal: 4}",
        ]
    return "\n".join(lines) + "\n"


def plan_file(one: Customer) -> str:
    """Return the account plan."""
    draw = Draw("plan", one.number)
    return f"""# reviewed with the sales director
objectives:
  - {{what: replace the oldest machines, measure: units of ours, target: "{draw.whole(2, 9)}", due: 2026-12-31}}
  - what: a budget for next year
    measure: project with date and budget
    due: 2027-03-31
strategy: "Win through the shop floor: {draw.one(OUTCOMES)}; {draw.one(STEPS)}."
actions:
  - {{what: {draw.one(STEPS)}, owner: {one.owner}, due: {draw.after(AS_OF, 5, 60)}}}
  - {{what: {draw.one(PROMISES)}, owner: {one.owner}, due: {draw.before(AS_OF, 5, 30)}, done_on: {AS_OF}}}
team:
  - {{person: {one.owner}, role: lead}}
budget: {draw.whole(5, 30)}0000 CNY
risks:
  - {{what: the buyer compares with {draw.one(COMPETITORS)}, response: total cost over seven years}}
"""


def account_records(one: Customer, deals: list[str], installs: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of these records; `deals` are the ids of the account's opportunities."""
    folder = f"accounts/{one.id}"
    yield f"{folder}/contracts/{SERVICE}.yaml", contract_file(one)
    for index in range(installs):
        yield f"{folder}/installs/line-{index + 1:02}.yaml", install_file(one, index)
    for year in (AS_OF.year - 1, AS_OF.year):
        yield f"{folder}/activities/{year}-{one.owner}.yaml", activity_file(one, year, deals)
    yield f"{folder}/surveys/satisfaction-{AS_OF.year}.yaml", survey_file(one)
    yield f"{folder}/plan.yaml", plan_file(one)
