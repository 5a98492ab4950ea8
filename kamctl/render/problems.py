"""Faults of the data as text: where, what, the line itself with the span marked, what to do."""

from collections.abc import Iterator, Sequence

from kamctl.errors import Message, Place, Problem, msg
from kamctl.locale import translate
from kamctl.render.findings import Findings, conclusion, count
from kamctl.render.terminal import Screen, one_line, plain
from kamctl.render.wrap import cells, wrap

TAB = 4
MOST_CELLS = 160
COLOURS = {"error": "bad", "warning": "warn"}


def render_problems(problems: Sequence[Problem], screen: Screen) -> str:
    """Return all problems by file and line, and a last line that counts them; nothing if there are none."""
    return text_of(problems, [translate(count(problems))], screen) if problems else ""


def render_text(found: Findings) -> str:
    """Return what a check found, for people: the problems, or that there is none."""
    return text_of(found.problems, conclusion(found), found.screen)


def text_of(problems: Sequence[Problem], last: Sequence[str], screen: Screen) -> str:
    """Return the problems by file and line, and the last lines."""
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.code, str(problem.message)))
    lines = [line for problem in ordered for line in block(problem, screen)]
    return "".join(f"{line}\n" for line in [*lines, *(screen.fit(line) for line in last)])


def block(problem: Problem, screen: Screen) -> Iterator[str]:
    """Yield the lines of one problem."""
    style = COLOURS[problem.severity]
    message = one_line(translate(problem.message))
    where, code = screen.paint(location(problem.place), "strong"), screen.paint(problem.code, style)
    yield screen.fit(f"{where}: {code} {message}")
    if problem.excerpt is not None:
        source, marks = excerpt(problem.excerpt, problem.place, screen.width or MOST_CELLS)
        yield screen.fit(f"    {source}".rstrip())
        yield "    " + screen.paint(marks, style) if not marks.startswith(" ") else f"    {blank(marks, style, screen)}"
    if problem.help:
        yield from hint(problem.help, screen)
    for place in problem.also:
        yield screen.fit(f"    {translate(msg('also: {place}', place=location(place)))}")


def blank(marks: str, style: str, screen: Screen) -> str:
    """Return carets in colour behind their spaces."""
    bare = marks.lstrip(" ")
    return " " * (len(marks) - len(bare)) + screen.paint(bare, style)


def hint(help: Message, screen: Screen) -> Iterator[str]:
    """Yield what to do, wrapped on a terminal."""
    text = one_line(translate(msg("help: {advice}", advice=help)))
    lines = wrap(text, max(screen.width - 4, 20)) if screen.width else [text]
    yield from (screen.fit(f"    {line}") for line in lines)


def location(place: Place) -> str:
    """Return `path:line:column`."""
    return f"{plain(place.path)}:{place.line}:{place.column}"


def excerpt(line: str, place: Place, width: int) -> tuple[str, str]:
    """Return the source line and the line of carets under the span; a long line is cut to what is around it.

    What is measured is bounded by the width, not by the line: no more than that could be shown.
    """
    line = line.rstrip("\r\n")
    start = min(max(place.column - 1, 0), len(line))
    same_line = place.end_line in (0, place.line)
    end = place.end_column - 1 if place.end_column and same_line else (start + 1 if same_line else len(line))
    end = max(min(end, len(line)), start)
    room = max(width - 8, 24)
    skipped, stop = max(0, start - room), min(len(line), start + 2 * room)
    pieces = [" " * TAB if character == "\t" else plain(character) for character in line[skipped:stop]]
    start, end = start - skipped, min(end, stop) - skipped
    first, last = window([cells(piece) for piece in pieces], start, end, room)
    shown = "".join(pieces[first:last])
    lead = "…" if skipped + first else ""
    before = cells(lead + "".join(pieces[first:start]))
    carets = max(1, cells("".join(pieces[start : min(end, last)])))
    return lead + shown + ("…" if skipped + last < len(line) else ""), " " * before + "^" * carets


def window(sizes: Sequence[int], start: int, end: int, width: int) -> tuple[int, int]:
    """Return the part of a line, as first and last index, that fits `width` cells and shows the span's start."""
    if sum(sizes) <= width:
        return 0, len(sizes)
    first = start
    room = max(0, (width - sum(sizes[start:end])) // 2)
    while first > 0 and sizes[first - 1] <= room:
        first -= 1
        room -= sizes[first]
    last, taken = first, 0
    while last < len(sizes) and taken + sizes[last] <= width:
        taken += sizes[last]
        last += 1
    return first, last
