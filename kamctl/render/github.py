"""Findings as workflow commands of GitHub Actions, which shows them at their lines in a pull request.

Only the first ten errors and ten warnings of a step are shown there, so the worst come first.
"""

from collections.abc import Iterator

from kamctl.errors import Place, Problem, msg
from kamctl.locale import translate
from kamctl.render.findings import Findings, conclusion
from kamctl.render.problems import location
from kamctl.render.terminal import one_line, plain

DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(found: Findings) -> str:
    """Return one command for each problem, and a last line for who reads the log."""
    worst_first = sorted(found.problems, key=lambda problem: (problem.severity != "error", problem.place, problem.code))
    return "".join(f"{line}\n" for line in [*map(command, worst_first), *conclusion(found)])


def command(problem: Problem) -> str:
    """Return `::error file=…,line=…,col=…,endColumn=…,title=CODE::message`, the remedy on a line of its own."""
    place = {"file": plain(problem.place.path), "line": problem.place.line, **extent(problem.place)}
    properties = {**place, "title": problem.code}
    listed = ",".join(f"{name}={str(value).translate(PROPERTY)}" for name, value in properties.items())
    return f"::{problem.severity} {listed}::{chr(10).join(said(problem)).translate(DATA)}"


def extent(place: Place) -> dict[str, int]:
    """Return where the span ends; columns are allowed only where it ends on its line."""
    if place.end_line not in (0, place.line):
        return {"endLine": place.end_line}
    return {"col": place.column, **({"endColumn": place.end_column} if place.end_column > place.column else {})}


def said(problem: Problem) -> Iterator[str]:
    """Yield the lines of a message: what is wrong, what to do, where else."""
    yield one_line(translate(problem.message))
    if problem.help:
        yield one_line(translate(msg("help: {advice}", advice=problem.help)))
    for other in problem.also:
        yield translate(msg("also: {place}", place=location(other)))
