"""A small book whose scores can be worked by hand, and what runs of `kamctl score` on it answered."""

INVOICES = "date,invoice,order,account,site,product,quantity,amount,currency,cost,due\n"
SETTINGS = """\
currency: CNY
as_of: 2026-11-20
segments: {food: {name: Food}, pharma: {name: Pharma}}
score:
  groups:
    contribution: {weight: 0.6, indicators: {revenue: 0.5, gross_profit: 0.5}}
    strategic: {weight: 0.4, indicators: {influence: 0.5, reference: 0.5}}
"""
BOOK = {
    "kamctl.yaml": SETTINGS,
    "team.yaml": "lin: {name: Lin Yue}\nada: {name: Ada Berg}\n",
    "accounts/norla/account.yaml": "name: Norla Group\nkind: group\n",
    "accounts/norla-no/account.yaml": """\
name: Norla Norge
name_zh: 诺拉挪威
parent: norla
segment: food
owner: lin
ratings: {influence: [{on: 2026-05-02, value: 4}], reference: 3}
""",
    "accounts/sudmar/account.yaml": """\
name: Südmar
segment: pharma
owner: ada
ratings: {influence: [{on: 2024-01-01, value: 5}], reference: [{on: 2026-05-02, value: 5}]}
""",
    "accounts/tarn/account.yaml": "name: Tarn\n",
    "invoices/2023-01.csv": INVOICES + "2023-01-10,r0,,norla-no,,,,1,CNY,,\n",
    "invoices/2026-06.csv": INVOICES
    + "2026-06-10,r1,,norla-no,,,,600.10,CNY,400,\n2026-06-11,r2,,norla-no,,,,199.90,CNY,100,\n",
    "invoices/2026-11.csv": INVOICES + "2026-11-10,r3,,sudmar,,,,200,CNY,250,\n",
}
