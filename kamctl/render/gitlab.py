"""Findings as GitLab's Code Quality report, which its merge requests compare with that of the target branch."""

from kamctl.errors import Problem, msg
from kamctl.locale import translate
from kamctl.render.findings import Findings
from kamctl.render.fingerprint import fingerprints
from kamctl.render.json import dump
from kamctl.render.problems import location
from kamctl.render.terminal import one_line, plain

SEVERITY = {"error": "major", "warning": "minor"}


def render_gitlab(found: Findings) -> str:
    """Return the problems as a JSON list in the form that GitLab reads."""
    return dump([issue(*both) for both in zip(found.problems, fingerprints(found.problems), strict=True)]) + "\n"


def issue(problem: Problem, fingerprint: str) -> dict[str, object]:
    """Return one entry. GitLab shows nothing but the description, so the remedy is part of it."""
    place = problem.place
    told = [problem.message, *([msg("help: {advice}", advice=problem.help)] if problem.help else [])]
    told += [msg("also: {place}", place=location(other)) for other in problem.also]
    return {
        "description": " – ".join(one_line(translate(text)) for text in told),
        "check_name": problem.code,
        "fingerprint": fingerprint,
        "severity": SEVERITY[problem.severity],
        "location": {"path": plain(place.path), "lines": {"begin": place.line, "end": place.end_line or place.line}},
    }
