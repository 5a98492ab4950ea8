"""Reading a whole book: what is found, what is told, and that the rest stays usable."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from record_examples import EXAMPLES

from kamctl.errors import CONFLICT, DATA, DataError, Problem
from kamctl.records.book import Book
from kamctl.records.kinds import KINDS
from kamctl.store.read import COLLECTIONS, read_book
from kamctl.store.source import WorkTree

BookOf = Callable[[Mapping[str, str]], Path]
ORDERS = "date,order,account,quantity,amount,currency\n2026-11-02,o1,nord,1,5,CNY\n"
NORD = {"accounts/nord/account.yaml": "name: Nord\n"}
WHOLE = {
    **{kind.path.replace("{account}", "nord").replace("{id}", "one").replace("{year}", "2026"): EXAMPLES[kind.name]
       for kind in KINDS if not kind.ledger},
    "fx.csv": "date,from,to,rate\n2026-11-02,EUR,CNY,7.8\n",
    "orders/2026-11.csv": ORDERS,
    "invoices/2026-11.csv": "date,invoice,account,amount,currency\n2026-11-02,i1,nord,5,CNY\n",
    "receivables/2026.csv": "date,account,balance,currency\n2026-10-31,nord,5,CNY\n",
}  # fmt: skip


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.path) for problem in problems]


def test_every_kind_of_record_is_read(book_of: BookOf) -> None:
    book, problems = read_book(WorkTree(book_of(WHOLE)))
    assert problems == []
    assert book.broken == {}
    assert {name: list(getattr(book, name)) for name in COLLECTIONS.values()} == {
        "competitors": ["one"], "targets": ["2026"], "accounts": ["nord"], "plans": ["nord"],
        "contacts": ["nord/one"], "installs": ["nord/one"], "opportunities": ["nord/one"], "quotes": ["nord/one"],
        "contracts": ["nord/one"], "activities": ["nord/one"], "surveys": ["nord/one"],
    }  # fmt: skip
    assert (list(book.products), list(book.team)) == (["cw-c35", "cw-c40"], ["lin-yue", "chen-rui"])
    assert book.orders.sources == ("orders/2026-11.csv:2",)
    assert [len(ledger.rows) for ledger in (book.orders, book.invoices, book.receivables, book.rates)] == [1, 1, 1, 1]
    assert book.settings.name == "Luoheng"


def test_private_files_are_checked_and_not_kept(book_of: BookOf) -> None:
    root = book_of({**NORD, "accounts/nord/contacts/li.private.yaml": "birthday: tomorrow\n"})
    book, problems = read_book(WorkTree(root))
    assert told(problems) == [("KAM204", "accounts/nord/contacts/li.private.yaml")]
    assert book.contacts == {}


def test_only_the_kinds_asked_for_are_read(book_of: BookOf) -> None:
    root = book_of({**NORD, "orders/2026-11.csv": ORDERS, "accounts/nord/quotes/q.yaml": "broken: ["})
    book, problems = read_book(WorkTree(root), {"account"})
    assert (list(book.accounts), list(book.orders), problems) == (["nord"], [], [])


def test_fifty_broken_files_among_two_thousand(book_of: BookOf) -> None:
    names = [f"c{number:04d}" for number in range(2000)]
    broken = names[::40]
    faults = ["name: [", "nme: x\n", "", "name: \x07\n", "name: x\nlevel: 9\n"]
    files = {f"accounts/nord/contacts/{name}.yaml": "name: Li\nlayer: decision\n" for name in names}
    files |= {f"accounts/nord/contacts/{name}.yaml": faults[n % 5] for n, name in enumerate(broken)}
    book, problems = read_book(WorkTree(book_of({**NORD, **files})))
    assert {problem.place.path for problem in problems} == {f"accounts/nord/contacts/{name}.yaml" for name in broken}
    assert set(book.contacts) == {f"nord/{name}" for name in set(names) - set(broken)}
    assert set(book.broken) == {("contact", f"nord/{name}") for name in broken}


@pytest.mark.parametrize(
    "name",
    ["Li", "li na", "-li", "li_na", "li.na", "lí", "ли", "con", "nul", "com1", "lpt9", "a" * 65, "li\n", "li ", "..x",
     "li\u200b", "ｌｉ", "~li", "li;rm", "$(li)", "--help", "li%2f", "CON"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["accounts/nord/contacts/{}.yaml", "accounts/{}/account.yaml", "competitors/{}.yaml"])
def test_names_that_are_no_ids(book_of: BookOf, name: str, place: str) -> None:
    path = place.format(name)
    _, problems = read_book(WorkTree(book_of({**NORD, path: "name: x\n"})))
    if not name.startswith("."):
        assert told(problems) == [("KAM114", path)]
        assert problems[0].help is not None


@pytest.mark.parametrize("name", ["a", "0", "li-na", "2026", "a" * 64, "con-air", "com10", "x--y", "li-"])
def test_names_that_are_ids(book_of: BookOf, name: str) -> None:
    book, problems = read_book(WorkTree(book_of({**NORD, f"accounts/nord/contacts/{name}.yaml": "name: x\n"})))
    assert (list(book.contacts), problems) == ([f"nord/{name}"], [])


def test_names_that_differ_in_case_only_are_told_together(book_of: BookOf) -> None:
    root = book_of({**NORD, "accounts/Nord/account.yaml": "name: x\n"})
    if len(list((root / "accounts").iterdir())) < 2:
        pytest.skip("this file system does not tell them apart")
    _, (problem,) = read_book(WorkTree(root))
    assert (problem.code, problem.place.path) == ("KAM114", "accounts/Nord/account.yaml")
    assert [place.path for place in problem.also] == ["accounts/nord/account.yaml"]


def test_names_that_unicode_holds_equal_show_both_files(book_of: BookOf) -> None:
    composed, decomposed = "accounts/\u00e5sgard/account.yaml", "accounts/a\u030asgard/account.yaml"
    root = book_of({composed: "name: A\n", decomposed: "name: B\n"})
    if len(list((root / "accounts").iterdir())) == 1:
        pytest.skip("this file system takes them for one")
    _, problems = read_book(WorkTree(root))
    assert {(one.code, one.place.path): [place.path for place in one.also] for one in problems} == {
        ("KAM114", composed): [decomposed],
        ("KAM114", decomposed): [composed],
    }


@pytest.mark.parametrize(
    ("path", "help"),
    [
        ("product.yaml", "did you mean products.yaml?"),
        ("accounts/nord/contact/li.yaml", "did you mean accounts/nord/contacts/li.yaml?"),
        ("account/nord/contacts/li.yaml", "did you mean accounts/nord/contacts/li.yaml?"),
        ("accounts/nord/acount.yaml", "did you mean accounts/nord/account.yaml?"),
        ("acounts/nord/plna.yaml", "did you mean accounts/nord/plan.yaml?"),
        ("Team.yaml", "did you mean team.yaml?"),
        ("teams.yaml", "did you mean team.yaml?"),
        ("order/2026-11.csv", "did you mean orders/2026-11.csv?"),
        ("accounts/nord/contacts/old/li.yaml", "see the list of files in the reference of records"),
        ("accounts/nord.yaml", "see the list of files in the reference of records"),
        ("accounts/nord/visits.csv", "see the list of files in the reference of records"),
    ],
)
def test_misplaced_files(book_of: BookOf, path: str, help: str) -> None:
    _, (problem,) = read_book(WorkTree(book_of({**NORD, path: "x: y\n"})))
    assert (problem.code, problem.place.path, str(problem.help)) == ("KAM114", path, help)
    assert str(problem.message) == "no kind of record has this name and place"


@pytest.mark.parametrize(
    ("path", "ending"),
    [
        ("accounts/nord/plan.yml", "yaml"),
        ("accounts/nord/contacts/li.Yaml", "yaml"),
        ("targets/2026.YAML", "yaml"),
        ("orders/2026-11.CSV", "csv"),
        ("Team.YML", "yaml"),
    ],
)
def test_other_endings_are_told_of(book_of: BookOf, path: str, ending: str) -> None:
    _, (problem,) = read_book(WorkTree(book_of({**NORD, path: ""})))
    assert (problem.code, problem.place.path) == ("KAM114", path)
    assert str(problem.message) == f"is not read: its name must end in .{ending}"


def test_a_record_too_deep_is_told_of(book_of: BookOf) -> None:
    path = "accounts/nord/contacts/a/b/c/x.yaml"
    _, (problem,) = read_book(WorkTree(book_of({**NORD, path: "name: X\n"})))
    assert (problem.code, problem.place.path) == ("KAM114", path)


def test_files_of_personal_facts_are_known_by_name(book_of: BookOf) -> None:
    private = {f"accounts/nord/contacts/{name}.private.yaml": text for name, text in (("a", "likes: x\n"), ("b", "x"))}
    assert read_book(WorkTree(book_of({**NORD, **private})))[0].private == ("nord/a", "nord/b")


@pytest.mark.parametrize(
    "path",
    [
        "docs/config.yaml",
        "docs/mkdocs.yml",
        "compose.yaml",
        "hooks.yml",
        "list.csv",
        "src/data.csv",
        "node_modules/a/b.yaml",
        "accounts.txt",
    ],
)
def test_files_outside_of_the_folders_of_a_book_are_none_of_its_business(book_of: BookOf, path: str) -> None:
    assert read_book(WorkTree(book_of({**NORD, path: "x"})))[1] == []


@pytest.mark.parametrize(
    ("path", "good"),
    [
        ("targets/2026.yaml", True), ("targets/2026-11.yaml", False), ("targets/all.yaml", False),
        ("orders/2026-11.csv", True), ("orders/2026.csv", True), ("orders/2026-13.csv", False),
        ("orders/2026-11 (copy).csv", False), ("receivables/old.csv", False), ("receivables/２０２６.csv", False),
    ],
)  # fmt: skip
def test_files_of_years_and_months(book_of: BookOf, path: str, good: bool) -> None:
    text = "notes: x\n" if path.endswith("yaml") else WHOLE["orders/2026-11.csv"]
    if path.startswith("receivables"):
        text = WHOLE["receivables/2026.csv"]
    _, problems = read_book(WorkTree(book_of({**NORD, path: text})))
    assert told(problems) == ([] if good else [("KAM114", path)])


def test_broken_settings_stop_a_report(book_of: BookOf) -> None:
    root = book_of({"kamctl.yaml": "currency: RMB\n", **NORD, "accounts/nord/plan.yaml": "["})
    with pytest.raises(DataError) as caught:
        read_book(WorkTree(root))
    assert (caught.value.exit_code, told(list(caught.value.problems))) == (DATA, [("KAM211", "kamctl.yaml")])


def test_a_conflict_in_the_settings_has_its_own_exit_code(book_of: BookOf) -> None:
    with pytest.raises(DataError) as caught:
        read_book(WorkTree(book_of({"kamctl.yaml": "<<<<<<< HEAD\ncurrency: CNY\n=======\n>>>>>>> x\n"})))
    assert caught.value.exit_code == CONFLICT


def test_a_lenient_read_goes_on_with_default_settings(book_of: BookOf) -> None:
    book, problems = read_book(WorkTree(book_of({"kamctl.yaml": "currency: RMB\n", **NORD})), lenient=True)
    assert (book.settings.currency, list(book.accounts), told(problems)) == (
        "CNY", ["nord"], [("KAM211", "kamctl.yaml")],
    )  # fmt: skip
    assert ("settings", "settings") in book.broken


def test_settings_that_are_a_link_are_told_of(book_of: BookOf) -> None:
    root = book_of({**NORD, "other.yaml": "currency: CNY\n"})
    (root / "kamctl.yaml").unlink()
    (root / "kamctl.yaml").symlink_to("other.yaml")
    with pytest.raises(DataError) as caught:
        read_book(WorkTree(root), {"account"})
    assert told(list(caught.value.problems)) == [("KAM112", "kamctl.yaml")]


def test_a_folder_without_settings_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_book(WorkTree(tmp_path))
    assert (str(caught.value), caught.value.problems) == ("the book has no kamctl.yaml", ())


def test_an_account_that_is_a_link_is_told_of_by_every_report(book_of: BookOf, tmp_path: Path) -> None:
    root = book_of({**NORD, "accounts/ost/notes.txt": ""})
    (root / "accounts/sued").symlink_to(tmp_path)
    (root / "accounts/ost/account.yaml").symlink_to("../nord/account.yaml")
    (root / "accounts/ost/logo.png").symlink_to("../nord/logo.png")
    assert told(read_book(WorkTree(root), {"account"})[1]) == [
        ("KAM112", "accounts/ost/account.yaml"), ("KAM112", "accounts/sued"),
    ]  # fmt: skip
    assert len(read_book(WorkTree(root))[1]) == 3


def test_files_that_vanish_are_told_of(book_of: BookOf) -> None:
    root = book_of({**NORD, "accounts/nord/contacts/li.yaml": "name: Li\n", "orders/2026-11.csv": ORDERS})
    tree = WorkTree(root)
    tree.paths()
    (root / "accounts/nord/contacts/li.yaml").unlink()
    (root / "orders/2026-11.csv").unlink()
    book, problems = read_book(tree)
    assert told(problems) == [("KAM113", "accounts/nord/contacts/li.yaml"), ("KAM113", "orders/2026-11.csv")]
    assert ("contact", "nord/li") in book.broken


def test_rows_of_all_files_of_a_ledger_come_in_order(book_of: BookOf) -> None:
    header, row = ORDERS.splitlines(keepends=True)
    root = book_of({**NORD, "orders/2026-11.csv": ORDERS, "orders/2026-02.csv": header + row + "x\n" + row})
    book, problems = read_book(WorkTree(root), {"orders"})
    assert book.orders.sources == ("orders/2026-02.csv:2", "orders/2026-02.csv:4", "orders/2026-11.csv:2")
    assert told(problems) == [("KAM115", "orders/2026-02.csv")]


def test_progress_is_told(book_of: BookOf) -> None:
    steps: list[tuple[int, int]] = []
    read_book(WorkTree(book_of(WHOLE)), step=lambda done, all: steps.append((done, all)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] > 0


def test_the_example_book_has_no_faults(example: Path) -> None:
    book, problems = read_book(WorkTree(example))
    assert problems == []
    assert isinstance(book, Book)
    assert len(book.accounts) >= 24


INVOICE = "date,invoice,account,amount,currency\n2026-10-02,i1,nord,5,CNY\n"
ORDER = "date,order,account,quantity,amount,currency\n2026-10-02,o1,nord,1,7,CNY\n"


def test_ledgers_are_noted_by_columns_for_those_who_ask(book_of: BookOf) -> None:
    root = book_of(
        {**NORD, "invoices/2026-10.csv": INVOICE, "invoices/2026-11.csv": INVOICE, "orders/2026-10.csv": ORDER}
    )
    book, _ = read_book(WorkTree(root), columns=True)
    assert book.invoices.columns is not None
    assert book.invoices.columns.amounts["amount"].tolist() == [5, 5]
    assert book.orders.columns is None  # sales are told by the invoices
    assert book.orders.by_columns().amounts["amount"].tolist() == [7]
    assert read_book(WorkTree(root))[0].invoices.columns is None


def test_orders_are_noted_where_there_is_no_invoice(book_of: BookOf) -> None:
    book, _ = read_book(WorkTree(book_of({**NORD, "orders/2026-10.csv": ORDER})), columns=True)
    assert book.orders.columns is not None
    assert book.orders.columns.amounts["amount"].tolist() == [7]


def test_columns_keep_step_with_rows_where_lines_are_broken(book_of: BookOf) -> None:
    broken = {
        "invoices/2026-09.csv": INVOICE + "2026-10-32,i2,nord,6,CNY\n2026-10-03,i3,nord,7,CNY\n",
        "invoices/2026-10.csv": INVOICE.replace("amount", "sum"),
        "invoices/2026-11.csv": INVOICE + '2026-11-02,"i4,nord,8,CNY\n',
    }
    book, problems = read_book(WorkTree(book_of({**NORD, **broken})), columns=True)
    assert len(problems) > 2
    assert book.invoices.columns is not None
    assert book.invoices.columns.amounts["amount"].tolist() == [float(row.amount) for row in book.invoices.rows]
