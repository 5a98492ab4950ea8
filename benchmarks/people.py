"""The contacts of an account: one who decides, those who report to that one, now and then a private file."""

from collections.abc import Iterator

from benchmarks.customer import Customer, learnt, source
from benchmarks.draw import Draw
from benchmarks.text import dated, quoted
from benchmarks.words import COMMENTS, FAMILY, GIVEN, REMARKS, TITLES, ZH_PEOPLE


def names(number: int) -> list[tuple[str, str | None]]:
    """Return the people of an account: name, and the Chinese one where there is one."""
    draw = Draw("people", number)
    count = draw.whole(3, 5)
    if draw.chance(0.3):
        return [(name, name_zh) for name, name_zh in draw.some(ZH_PEOPLE, count)]
    return [(f"{given} {draw.one(FAMILY)}", None) for given in draw.some(GIVEN, count)]


def ids(number: int) -> tuple[str, ...]:
    """Return the ids of the people of an account."""
    return tuple(name.lower().replace(" ", "-") for name, _ in names(number))


def contact_files(one: Customer) -> Iterator[tuple[str, str]]:
    """Yield path and text of the contacts."""
    draw = Draw("contacts", one.number)
    for index, (name, name_zh) in enumerate(names(one.number)):
        path = f"accounts/{one.id}/contacts/{one.contacts[index]}"
        yield f"{path}.yaml", contact(draw, one, index, name, name_zh)
        if draw.chance(0.05):
            yield f"{path}.private.yaml", private(draw)


def contact(draw: Draw, one: Customer, index: int, name: str, name_zh: str | None) -> str:
    """Return one contact; the first one decides and reports to nobody."""
    title, layer, function, role = TITLES[index]
    lines = [f"name: {name}"]
    if name_zh:
        lines.append(f"name_zh: {name_zh}")
    lines += [f"title: {title}", f"sites: [{draw.one(one.sites).id}]", f"layer: {layer}"]
    if index:
        lines.append(f"reports_to: {one.contacts[draw.whole(0, index - 1)]}")
    lines.append(f"function: {function}")
    lines += dated(draw, "influence", [(learnt(draw), draw.whole(1, 5), source(draw))])
    lines += dated(draw, "level", [(learnt(draw), draw.whole(1, 4), None)])
    lines += dated(draw, "stance", [(learnt(draw), draw.one(("for", "neutral", "against")), source(draw))])
    lines += dated(draw, "role", [(learnt(draw), role, None)])
    lines += [
        f"email: {one.contacts[index]}@{one.id}.example  {draw.one(COMMENTS)}",
        f'phone: "{phone(draw, one)}"',
        f'language: "{one.land.language}"',
        f"notes: {quoted(draw.one(REMARKS))}",
    ]
    return "\n".join(lines) + "\n"


def phone(draw: Draw, one: Customer) -> str:
    """Return a telephone number that nobody has."""
    return f"{one.land.phone} {draw.whole(200, 899)} 555 01{draw.whole(10, 99)}"


def private(draw: Draw) -> str:
    """Return a private file."""
    return f"""# stays on this computer
birthday: {draw.whole(1955, 1999)}-{draw.whole(1, 12):02}-{draw.whole(1, 28):02}
likes:
  - {draw.one(("long walks", "chess", "sea fishing", "茶"))}
  - {draw.one(("old tractors", "choir", "书法"))}
holidays: {draw.one(("two weeks in July", "skiing in February", "春节回老家"))}
aspirations: wants to run a plant of the group
work_plans: stays until the new hall runs
"""
