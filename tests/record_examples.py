"""One example of each kind of YAML record, with every field of the reference."""

EXAMPLES = {
    "account": """
name: Nordlicht Foods
name_zh: 北光食品
kind: account
parent: nordlicht-group
segment: food
owner: [{on: 2025-01-01, value: lin-yue}, {on: 2026-07-01, value: wei-qiang, source: hand-over}]
sponsor: chen-rui
since: 2019-03-01
sites:
  - id: suzhou
    name: Suzhou plant
    country: "CN"
    city: Suzhou
    opened: 2015-06-01
    closed: 2030-01-01
    lines: 5
    employees: 420
    requirements: {unit-check: {accuracy_g: 0.5, washdown: IP69K}}
    expected: {cw-c35: 4}
potential:
  checkweighers: [{on: 2026-03-01, value: 2400000 CNY, basis: stated}]
  service: 300_000 CNY
ratings:
  {influence: 4, position: [{on: 2026-03-01, value: 3.5}], reference: 5, credit: 2, supply_risk: 3, purchase_value: 2}
competitor_key_account: [kestrel]
value_type: [{on: 2026-03-01, value: extrinsic}]
value_answers: {price_sensitivity: 2, product_knowledge: 3, wish_for_advice: 5, integration: 4, joint_investment: 1}
terms: {payment_days: 60, credit_limit: "1,500,000 CNY", currency: CNY}
care_class: A
kam_stage: mid
kam_evidence: [{stage: mid, on: 2026-02-02, what: joint project plan}]
links: [{ours: service, theirs: maintenance, function: spare parts, last: 2026-10-01}]
channel_mode: [{from: 2020-01-01, channel: distributor, partner: Hailan Trading, site: suzhou}]
referrals: [{on: 2026-05-05, to: Havbris, outcome: first meeting}]
notes: |
  Long text,
  two lines.
""",
    "contact": """
name: Li Na
name_zh: 李娜
title: Production manager
department: Production
sites: [suzhou]
layer: management
reports_to: nordlicht/wang-wei
function: engineering
influence: 4
level: [{on: 2026-02-01, value: 2}, {on: 2026-08-01, value: 3}]
stance: for
role: technical
coach: {where: customer, checks: [{on: 2026-08-01, what: opened a door}]}
email: li-na@example.org
phone: "+86 512 0000 0000"
language: zh
status: left
left_on: 2026-10-01
moved_to: havbris/li-na
""",
    "private": """
birthday: 05-02
family: [married, two children]
education: food technology
likes: tea
holidays: [Qingdao]
relations: classmate of Wang Wei
aspirations: plant manager
work_plans: line 6
unfulfilled_wish: a sabbatical
style: {pace: a, detail: 4}
""",
    "install": """
site: [{on: 2024-01-01, value: suzhou}]
process: end of line
supplier: kestrel
product: cw-c35
model: K-200
family: checkweighers
units: [{on: 2024-01-01, value: 4}, {on: 2026-01-01, value: 3}]
installed: 2018-05
condition: 2
satisfaction: [{on: 2026-05-02, value: 3, source: plant visit}]
service_until: 2026-12-31
contract: service-2026
representative: Ola Berg
price_level: 2
strengths: [fast]
weaknesses: [hard to clean]
removed_on: 2027-01-01
""",
    "opportunity": """
name: Checkweigher replacement, lines 3–5
name_zh: 3–5 号线检重秤更换
site: suzhou
channel: direct
products:
  - {product: cw-c35, options: [ip69k], quantity: 6}
competitors: [{competitor: kestrel, position: incumbent}]
roles:
  - {contact: li-na, role: technical, stance: neutral, win: fewer line stops on her shift, concern: cleaning}
plan: {purpose: less giveaway, budget: 1200000 CNY, decide_by: 2026-12-01, special_need: IP69K}
next_step: {what: trial run, by: lin-yue, due: 2026-11-30}
history:
  - {on: 2026-08-03, stage: nurture, amount: 900000 CNY, close: 2026-12-18, buying_step: need, owner: lin-yue}
  - {on: 2026-09-14, stage: design, buying_step: project, evidence: budget approved for 2026}
  - {on: 2026-10-26, stage: compare, amount: 1080000 CNY, buying_step: evaluation, evidence: RFQ received}
  - {on: 2026-11-02, probability: 0.6, note: they like us}
  - {on: 2026-11-09, probability: null}
  - {on: 2026-11-16, stage: lost, reason: price}
""",
    "quote": """
site: suzhou
date: 2026-10-26
valid_until: 2026-12-31
seller: luoheng-cn
owner: lin-yue
opportunity: suzhou-line3
channel: direct
method: tender
frame: frame-2026
pooled: true
incoterm: DAP
payment_days: 90
status: sent
supersedes: q26-001
approved: {by: chen-rui, on: 2026-10-25, reason: entry to the plant}
requested_extras: [{what: a trip to the works, by: li-na}]
lines:
  - product: cw-c35
    options: [ip69k, reject-pusher]
    quantity: 6
    list: 200000 CNY
    discounts:
      - {name: volume, kind: volume, percent: 5}
      - {kind: project, percent: 2.5, of: list}
    net: 185000 CNY
    includes:
      {freight: 900 CNY, duty: 0 CNY, insurance: 50 CNY, installation: 4000 CNY, training: 10 CNY, warranty_months: 24}
    resale: 210000 CNY
    application: unit-check
""",
    "contract": """
kind: frame
from: 2026-01-01
until: 2026-12-31
notice_by: 2026-09-30
scope: all plants in China
prices: [{product: cw-c35, price: 188000 CNY}]
ceiling: 5000000 CNY
""",
    "activities": """
- on: 2026-11-02
  kind: visit
  contacts: [li-na, havbris/ola]
  site: suzhou
  hours: 2.5
  purpose: trial
  commitment: {what: send samples, by: li-na, due: 2026-11-10, kept: false}
  outcome: they will test
  opportunity: suzhou-line3
""",
    "survey": """
kind: satisfaction
on: 2026-06-30
sent: 12
answers:
  - contact: li-na
    role: production
    recommend: 9
    scores: {delivery: {expectation: 90, experience: 75, weight: 2}, price: 60}
    features: {self-test: {functional: like, dysfunctional: tolerate}}
    switching: {training: 4}
    comment: spare parts come late
""",
    "plan": """
objectives: [{what: all five lines, measure: units, target: 12 units, due: 2027-12-31}, more service]
strategy: win the plant manager
actions: [{what: trial, owner: lin-yue, due: 2026-12-01, done_on: 2026-11-20}]
team: [lin-yue, {person: wei-qiang, role: service}]
budget: 50000 CNY
risks: [{what: Kestrel cuts prices, response: show the life-cycle cost, owner: lin-yue}, new buyer]
""",
    "products": """
cw-c35:
  name: Checkweigher C35
  name_zh: 检重秤 C35
  family: checkweighers
  application: [unit-check, case-check]
  list: [{from: 2025-01-01, price: 190000 CNY}, {from: 2026-01-01, price: 198000 CNY}]
  options: {ip69k: {name: Wash-down, name_zh: 防水, list: 12000 CNY}}
  breaks: [{units: 1, factor: 1.06}, {units: 6, factor: 1}]
  capabilities: {accuracy_g: 0.2, protection: IP69K}
  renewal_years: 8
  corridor: {direct: {floor: 0.7, target: 0.85, ceiling: 1.1}, distributor: {floor: 0.6}}
  lifecycle: active
  successor: cw-c40
cw-c40:
  name: Checkweigher C40
  application: unit-check
  corridor: {floor: 0.7, target: 0.85}
""",
    "team": """
lin-yue: {name: Lin Yue, name_zh: 林悦, role: account manager, region: china, manager: chen-rui, from: 2018-01-01}
chen-rui: {name: Chen Rui, until: 2027-01-01, email: chen-rui@example.org}
""",
    "targets": """
total: 52000000 CNY
owners: {lin-yue: 12000000 CNY}
accounts: {nordlicht: 3000000 CNY}
seasonality: [1, 1, 1.2, 1.4]
overrides:
  - {quarter: 2026-Q4, owner: lin-yue, target: 4000000 CNY, reason: new plant}
  - {quarter: 2026-Q4, account: nordlicht, target: 900000 CNY}
""",
    "competitor": """
name: Kestrel Weighing
name_zh: 隼衡
products:
  - {name: K-200, family: checkweighers, performance: fast, service: slow, strengths: [price], weaknesses: [parts]}
  - K-300
position: second in Asia
core_strength: price
selling_style: through the buyer
channel: distributors
market_share: [{on: 2026-01-01, value: 0.18}]
potential: new plant in Vietnam
threat: 4
renewal_years: 9
""",
    "settings": """
name: Luoheng
currency: CNY
time_zone: Asia/Shanghai
as_of: 2026-11-20
fiscal_year: {starts: 4, named_after: end}
max_rate_age: 7
regions: {china: {name: China, name_zh: 中国, countries: ["CN"]}}
segments: {food: {name: Food}}
families: {checkweighers: {name: Checkweighers}}
applications: {unit-check: {name: Single packs}}
sellers: {luoheng-cn: {name: Luoheng Changzhou, country: "CN", currency: CNY}}
stages: [{id: design, probability: 0.25, limit_days: 90, amount_needed: true, buying_steps: [project, criteria]}]
score:
  groups:
    growth:
      weight: 0.3
      indicators: {pipeline: 0.5, potential: {weight: 1, normalise: scale, points: [[0, 0], [10, 100]]}}
  tiers: [{tier: key, name: Key, score: 70, growth: 50}]
  evidence_minimum: 0.4
funnel: {off_funnel_expected: {2026-Q4: 900000 CNY}, link_threshold: 500000 CNY}
price:
  window_months: 12
  severity: {notice: 0.05}
  estimates: {DDP: {freight: 0.02, duty: 0.05}}
  allowances: {channel: {distributor: 0.15}}
""",
}
