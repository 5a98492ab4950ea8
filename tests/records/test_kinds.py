import pytest

from kamctl.records.kinds import BY_NAME, KINDS, kind_of


@pytest.mark.parametrize(
    ("path", "kind", "names"),
    [
        ("kamctl.yaml", "settings", {}),
        ("products.yaml", "products", {}),
        ("team.yaml", "team", {}),
        ("fx.csv", "rates", {}),
        ("competitors/kestrel.yaml", "competitor", {"id": "kestrel"}),
        ("targets/2026.yaml", "targets", {"year": "2026"}),
        ("orders/2026-11.csv", "orders", {"month": "2026-11"}),
        ("invoices/2026-11.csv", "invoices", {"month": "2026-11"}),
        ("receivables/2026.csv", "receivables", {"year": "2026"}),
        ("accounts/nord/account.yaml", "account", {"account": "nord"}),
        ("accounts/nord/plan.yaml", "plan", {"account": "nord"}),
        ("accounts/nord/contacts/li.yaml", "contact", {"account": "nord", "id": "li"}),
        ("accounts/nord/contacts/li.private.yaml", "private", {"account": "nord", "id": "li"}),
        ("accounts/nord/installs/cw.yaml", "install", {"account": "nord", "id": "cw"}),
        ("accounts/nord/opportunities/deal.yaml", "opportunity", {"account": "nord", "id": "deal"}),
        ("accounts/nord/quotes/q1.yaml", "quote", {"account": "nord", "id": "q1"}),
        ("accounts/nord/contracts/c1.yaml", "contract", {"account": "nord", "id": "c1"}),
        ("accounts/nord/activities/2026-li.yaml", "activities", {"account": "nord", "id": "2026-li"}),
        ("accounts/nord/surveys/s1.yaml", "survey", {"account": "nord", "id": "s1"}),
    ],
)
def test_the_kind_of_a_file(path: str, kind: str, names: dict[str, str]) -> None:
    assert kind_of(path) == (BY_NAME[kind], names)
    assert {kind.name for kind in KINDS} == set(BY_NAME)


@pytest.mark.parametrize(
    "path",
    ["Kamctl.yaml", "kamctl.yml", "product.yaml", "orders/2026-11.yaml", "orders/2026/11.csv", "accounts/nord.yaml",
     "accounts/nord/contact/li.yaml", "accounts/nord/contacts/a/li.yaml", "data/kamctl.yaml", "", "kamctl.yaml\n"],
)  # fmt: skip
def test_files_of_no_kind(path: str) -> None:
    assert kind_of(path) is None


@pytest.mark.parametrize(
    ("kind", "full_id", "path"),
    [
        ("account", "nord", "accounts/nord/account.yaml"),
        ("plan", "nord", "accounts/nord/plan.yaml"),
        ("contact", "nord/li", "accounts/nord/contacts/li.yaml"),
        ("private", "nord/li", "accounts/nord/contacts/li.private.yaml"),
        ("competitor", "kestrel", "competitors/kestrel.yaml"),
        ("settings", "settings", "kamctl.yaml"),
    ],
)
def test_the_path_of_a_record(kind: str, full_id: str, path: str) -> None:
    assert BY_NAME[kind].path_of(full_id) == path
