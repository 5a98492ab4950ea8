"""Every slug that records know has a word; the words cover the enumerations."""

from typing import Any, get_args, get_origin

import pytest

from kamctl.locale import translate, use
from kamctl.locale.countries import COUNTRIES as NAMES
from kamctl.locale.words import ENGLISH, WORDS, english
from kamctl.records import account, activity, contact, contract, dated, opportunity, product, quote, settings
from kamctl.records.country import COUNTRIES
from kamctl.records.kinds import KINDS

LISTED = {(word.context, word.template) for word in WORDS}


def literals(annotation: Any) -> set[str]:
    """Return all texts that a Literal within an annotation allows."""
    if isinstance(annotation, str):
        return {annotation}
    found = [literals(part) for part in get_args(annotation)]
    return set().union(*found) if get_origin(annotation) is not None or found else set()


@pytest.mark.parametrize(
    ("context", "allowed"),
    [
        ("channel", account.Channel),
        ("value_type", account.ValueType),
        ("kam_stage", account.KamStage),
        ("basis", dated.Basis),
        ("buying_step", opportunity.BuyingStep),
        ("status", quote.Status),
        ("method", quote.Method),
        ("role", contact.Role),
        ("stance", contact.Stance),
        ("layer", contact.Layer),
        ("group", settings.Group),
        ("normalise", settings.Normalisation),
        ("discount", quote.Discount.model_fields["kind"].annotation),
        ("kind", account.Account.model_fields["kind"].annotation),
        ("kind", activity.Activity.model_fields["kind"].annotation),
        ("kind", contract.Contract.model_fields["kind"].annotation),
        ("lifecycle", product.Product.model_fields["lifecycle"].annotation),
        ("position", opportunity.Rival.model_fields["position"].annotation),
    ],
)
def test_every_slug_of_the_records_has_a_word(context: str, allowed: Any) -> None:
    assert literals(allowed)
    assert {(context, slug) for slug in literals(allowed)} <= LISTED


def test_stages_outcomes_and_kinds_have_words() -> None:
    stages = {row[0] for row in settings.STAGES} | set(opportunity.OUTCOMES)
    assert {("stage", stage) for stage in stages} <= LISTED
    assert {("record", kind.name) for kind in KINDS} <= LISTED
    assert ("supplier", "own") in LISTED  # else the id of a competitor


def test_no_word_is_listed_twice() -> None:
    assert len(LISTED) == len(WORDS)


def test_every_country_has_a_name() -> None:
    assert set(NAMES) == COUNTRIES
    with use("zh"):
        assert english("country", "PL") == "Poland"


def test_every_word_has_its_chinese() -> None:
    with use("zh"):
        same = [word for word in WORDS if translate(word) == english(word.context, word.template)]
    assert [word.template for word in same] == ["oem"]


def test_slugs_are_shown_readably() -> None:
    assert english("reason", "fell_back") == "fell back"
    assert english("product", "cw-c35") == "cw-c35"
    assert {context for context, _ in ENGLISH} - {"indicator"} <= {context for context, _ in LISTED}
