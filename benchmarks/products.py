"""The catalogue of the invented supplier, and what a customer's currency makes of its prices."""

from typing import NamedTuple

from benchmarks.words import Land


class Item(NamedTuple):
    """A product: code, name, Chinese name, family, application, list price in CNY, options with their prices."""

    code: str
    name: str
    name_zh: str
    family: str
    application: str
    price: int
    options: tuple[tuple[str, int], ...] = ()


MACHINES = (
    Item("cw-c20", "Checkweigher C20", "C20 检重秤", "checkweighers", "unit-check", 145000, (("reject", 9000),)),
    Item("cw-c35", "Checkweigher C35", "C35 检重秤", "checkweighers", "unit-check", 198000,
         (("ip69k", 18000), ("reject", 12000))),
    Item("cw-c60", "Checkweigher C60", "C60 整箱检重秤", "checkweighers", "case-check", 242000, (("roller", 14000),)),
    Item("md-t200", "Metal detector T200", "T200 金属检测机", "metal-detectors", "foreign-body", 94000,
         (("ip69k", 9000), ("conv", 26000))),
    Item("md-g80", "Metal detector G80", "G80 金属检测机", "metal-detectors", "foreign-body", 129000,
         (("atex", 17500),)),
    Item("xr-60", "X-ray XR-60", "XR-60 X 光检测机", "xray", "foreign-body", 420000),
    Item("vi-l4", "Vision L4", "L4 视觉检测机", "vision", "label-check", 235000, (("serial", 24000),)),
)  # fmt: skip
PARTS = (
    Item("sp-belt", "Belt set", "皮带套件", "service", "unit-check", 4000),
    Item("cal-day", "Calibration day", "校准服务", "service", "unit-check", 6500),
    Item("svc-care", "Service contract, a line", "服务合同", "service", "unit-check", 18000),
)
ITEMS = (*MACHINES, *PARTS)


def list_price(item: Item, options: tuple[str, ...], land: Land) -> int:
    """Return the list price with options in the land's currency, a multiple of 100."""
    whole = item.price + sum(price for name, price in item.options if name in options)
    return max(100, round(whole * land.per_hundred / 10000) * 100)


def catalogue() -> str:
    """Return products.yaml."""
    return "# list prices without VAT, CNY\n" + "".join(map(entry, ITEMS))


def entry(item: Item) -> str:
    """Return one product as it stands in the catalogue."""
    options = ", ".join(f"{name}: {{name: Option {name}, list: {price} CNY}}" for name, price in item.options)
    return f"""{item.code}:
  name: {item.name}
  name_zh: {item.name_zh}
  family: {item.family}
  application: {item.application}
  list:
    - {{from: 2023-01-01, price: {item.price} CNY}}
  options: {{{options}}}
  breaks: [{{units: 1, factor: 1.00}}, {{units: 4, factor: 0.96}}]
  renewal_years: 10
  corridor:
    direct: {{floor: 0.72, target: 0.84, ceiling: 1.00}}
    distributor: {{floor: 0.60, target: 0.68, ceiling: 0.80}}
  lifecycle: active
"""
