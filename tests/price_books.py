"""A book with the worked example of the price audit, and how tests run the command on it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETTINGS = """\
currency: CNY
as_of: 2026-11-20
price:
  money_rate: 0.06
  estimates: {freight: 0.03, insurance: 0.005}
"""
PRODUCTS = """\
cw-c35:
  name: Checkweigher CW-C35
  breaks: [{units: 5, factor: 0.95}]
md-10:
  name: Metal detector MD-10
"""
NORWAY = """\
name: Fjordmeal Norge
parent: fjordmeal
sites: [{id: bergen, name: Bergen plant, country: "NO", expected: {cw-c35: 4}}]
"""
CHINA = """\
name: Fjordmeal China
name_zh: 峡湾食品中国
parent: fjordmeal
sites: [{id: suzhou, name: Suzhou plant, country: CN}, {id: tianjin, name: Tianjin plant, country: CN}]
"""
QUOTE_NORWAY = """\
site: bergen
date: 2026-03-02
seller: nordic
owner: ane
incoterm: DDP
payment_days: 60
lines:
  - product: cw-c35
    options: [printer, ip69k]
    quantity: 1
    list: 32500 EUR
    discounts: [{kind: project, percent: 20}]
    net: 26000 EUR
    includes: {freight: 500 EUR, installation: 1000 EUR}
"""
QUOTE_CHINA = """\
site: suzhou
date: 2026-05-11
seller: china
owner: lin
channel: distributor
method: frame
incoterm: EXW
payment_days: 0
status: accepted
lines:
  - {product: cw-c35, options: [ip69k, printer], quantity: 5, list: 160000 CNY, net: 152000 CNY}
"""
BOOK = {
    "kamctl.yaml": SETTINGS,
    "products.yaml": PRODUCTS,
    "fx.csv": "date,from,to,rate\n2026-03-02,EUR,CNY,8.00\n2026-11-20,EUR,CNY,7.80\n",
    "accounts/fjordmeal/account.yaml": "name: Fjordmeal\nname_zh: 峡湾食品\nkind: group\n",
    "accounts/fjordmeal-no/account.yaml": NORWAY,
    "accounts/fjordmeal-cn/account.yaml": CHINA,
    "accounts/fjordmeal-no/quotes/q1.yaml": QUOTE_NORWAY,
    "accounts/fjordmeal-cn/quotes/q7.yaml": QUOTE_CHINA,
}


def simple(date: str, net: str, **facts: str) -> str:
    """A quote of one metal detector, EXW, paid at once."""
    head = {"site": "suzhou", "date": date, "incoterm": "EXW", "payment_days": "0"} | facts
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return f"{lines}lines: [{{product: md-10, quantity: 1, list: {net}, net: {net}}}]\n"


@dataclass(frozen=True)
class Audits:
    """Runs price-audit on BOOK, changed by `files`; made of the fixtures `book_of` and `kamctl`."""

    book_of: Callable[[Mapping[str, str]], Path]
    kamctl: Callable[..., Any]

    def run(self, *args: str, files: Mapping[str, str] | None = None) -> Any:
        """Return the run with `args`."""
        return self.kamctl("price-audit", "--book", self.book_of({**BOOK, **(files or {})}), *args)

    def report(self, *args: str, code: int = 0, files: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the JSON of the run, which must end with `code`."""
        result = self.run(*args, "--format", "json", files=files)
        assert result.code == code, result.err
        found: dict[str, Any] = json.loads(result.out)
        return found
