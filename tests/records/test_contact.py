from typing import Any

import pytest
from pydantic import ValidationError

from kamctl.records.contact import Contact, PrivateContact
from kamctl.records.scalar import Bare


@pytest.mark.parametrize("text", ["1978-05-02", "05-02", "02-29", "2000-02-29"])
def test_a_birthday_may_lack_its_year(text: str) -> None:
    assert PrivateContact.model_validate({"birthday": Bare(text)}).birthday == text


@pytest.mark.parametrize("text", ["5-2", "1978", "02-30", "1979-02-29", "13-01", "2 May", ""])
def test_what_is_no_birthday(text: str) -> None:
    with pytest.raises(ValidationError):
        PrivateContact.model_validate({"birthday": text})


def test_private_facts_are_one_text_or_several() -> None:
    private = PrivateContact.model_validate({"likes": "tea", "family": ["a", "b"], "style": {"pace": Bare("4")}})
    assert (private.likes, private.family, private.style) == ("tea", ("a", "b"), {"pace": "4"})


@pytest.mark.parametrize(
    "fields",
    [{"style": {"pace": ""}}, {"style": {"Pace": "a"}}, {"email": "x"}, {"likes": [""]}, {"likes": {"a": "b"}}],
)
def test_what_no_private_fact_is(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PrivateContact.model_validate(fields)


def test_a_phone_number_keeps_its_plus() -> None:
    assert Contact.model_validate({"name": "Li", "phone": "+86 512 0000 0000"}).phone == "+86 512 0000 0000"
    with pytest.raises(ValidationError):
        Contact.model_validate({"name": "Li", "phone": Bare("+8651200000000")})


def test_a_contact_is_active_unless_it_says_otherwise() -> None:
    assert Contact.model_validate({"name": "Li"}).status == "active"
