"""GitLab's Code Quality report: the fields that its documentation asks for."""

import json
from dataclasses import replace

from found import ERROR, WARNING, found

from kamctl.errors import Place
from kamctl.render.gitlab import render_gitlab


def test_what_gitlab_reads() -> None:
    entries = json.loads(render_gitlab(found()))
    prints = [entry.pop("fingerprint") for entry in entries]
    assert entries == [
        {
            "description": "no next step – help: add one, or close it",
            "check_name": "KAM603",
            "severity": "minor",
            "location": {"path": "data/accounts/a/account.yaml", "lines": {"begin": 1, "end": 1}},
        },
        {
            "description": "there is no such person: 100%, really – also: data/team.yaml:2:3",
            "check_name": "KAM301",
            "severity": "major",
            "location": {"path": "data/accounts/b/account.yaml", "lines": {"begin": 12, "end": 12}},
        },
    ]
    assert all(len(one) == 32 for one in prints)


def test_fingerprints_are_unique_as_gitlab_wants_them() -> None:
    again = replace(ERROR, place=Place(ERROR.place.path, 14, 8))
    entries = json.loads(render_gitlab(found([WARNING, ERROR, again, ERROR])))
    assert len({entry["fingerprint"] for entry in entries}) == 4


def test_no_problem_is_an_empty_list() -> None:
    assert render_gitlab(found(())) == "[]\n"
