"""What all accounts of a generated book share: settings, competitors, targets."""

from collections.abc import Iterator

from benchmarks.deals import COMPETITORS
from benchmarks.draw import AS_OF, Draw
from benchmarks.products import catalogue
from benchmarks.team import ACCOUNTS_EACH, person, team
from benchmarks.words import STRENGTHS, WEAKNESSES

SETTINGS = f"""# a generated book: everybody and everything in it is invented
name: Benchmark Weighing
name_zh: 基准衡器
currency: CNY
as_of: {AS_OF}
max_rate_age: 10
regions:
  asia: {{name: Asia, name_zh: 亚洲, countries: ["CN"]}}
  europe: {{name: Europe, name_zh: 欧洲, countries: ["DE", "PL", "NO"]}}
  overseas: {{name: Overseas, name_zh: 海外, countries: ["US", "ZA", "NA"]}}
segments:
  food: {{name: Food, name_zh: 食品}}
  dairy: {{name: Dairy, name_zh: 乳业}}
  seafood: {{name: Seafood, name_zh: 水产}}
  pharma: {{name: Pharma, name_zh: 制药}}
  household: {{name: Household goods, name_zh: 日化}}
families:
  checkweighers: {{name: Checkweighers, name_zh: 检重秤}}
  metal-detectors: {{name: Metal detectors, name_zh: 金属检测机}}
  xray: {{name: X-ray, name_zh: X 射线检测}}
  vision: {{name: Vision, name_zh: 视觉检测}}
  service: {{name: Service, name_zh: 服务}}
applications:
  unit-check: {{name: Weight of single packs}}
  case-check: {{name: Weight of cases}}
  foreign-body: {{name: Foreign bodies}}
  label-check: {{name: Labels and codes}}
sellers:
  main: {{name: Benchmark Weighing, country: "CN", currency: CNY}}
price:
  money_rate: 0.06
  estimates: {{freight: 0.02, insurance: 0.003, duty: 0.05}}
"""


def shared_files(accounts: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files above the accounts, for a book of so many of them."""
    yield "kamctl.yaml", SETTINGS
    yield "team.yaml", team(accounts)
    yield "products.yaml", catalogue()
    for name in COMPETITORS:
        yield f"competitors/{name}.yaml", competitor(name)
    for year in (AS_OF.year - 1, AS_OF.year):
        yield f"targets/{year}.yaml", targets(year, accounts)


def competitor(name: str) -> str:
    """Return the profile of a competitor."""
    draw = Draw("competitor", name)
    return f"""name: {name.title()} Weighing
products:
  - name: {name.title()} 220
    family: checkweighers
    strengths: [{draw.one(STRENGTHS)}]
    weaknesses: [{draw.one(WEAKNESSES)}]
position: second in two countries
market_share: [{{on: 2026-06-30, value: 0.{draw.whole(10, 30)}}}]
threat: [{{on: 2026-08-15, value: {draw.whole(1, 5)}}}]
renewal_years: 8
"""


def targets(year: int, accounts: int) -> str:
    """Return the targets of a year, one for each manager that has accounts that do business."""
    owners = [f"  {person(index)}: {Draw('target', year, index).whole(20, 90)}00000 CNY"
              for index in range((accounts - 1) // ACCOUNTS_EACH + 1)]  # fmt: skip
    return "\n".join([f"# targets {year}", f"total: {len(owners) * 6}000000 CNY", "owners:", *owners,
                      "seasonality: [20, 27, 27, 26]"]) + "\n"  # fmt: skip
