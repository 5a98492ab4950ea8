"""Invented names and the sentences of which remarks are made. No real company, no real person."""

from typing import NamedTuple

FIRST = "Vel Tor Mir Kas Lun Ber Dra Sol Fen Gri Hol Ost Pel Quin Ras Sel Tam Ulv Wes Yar".split()
SECOND = "dak wen rik sta mor nel tis vor gard holm lund bru mark feld ham by ton ova ici ane".split()
TRADES = "Backwaren Foods Dairy Seafood Pharma Household Snacks Beverages Frozen Nutrition".split()
SEGMENTS = "food food dairy seafood pharma household food food seafood dairy".split()
ZH_FIRST = "云竹聚川岚耀珞衡海棠青禾松岭白沙锦澜南屏北辰"
ZH_TRADES = "食品 食品 乳业 水产 制药 日化 休闲食品 饮料 冷冻食品 营养品".split()

GIVEN = "Anneke Jorun Tobias Marta Sipho Clara Edwin Ilse Bartek Naledi Piet Ragna Owen Lucia Henrik Thandi".split()
FAMILY = "Harvestad Oldenkamp Brinkmoor Zielwicz Mokwena Tilburne Sundvoll Krahmer Petrowska Shikwe Vandermoor".split()
ZH_PEOPLE = (
    ("Wang Jianhe", "王建禾"), ("Li Nalan", "李纳兰"), ("Zhou Haitang", "周海棠"), ("He Weisong", "何伟松"),
    ("Sun Qinghe", "孙青禾"), ("Xu Lingyun", "徐岭云"), ("Gao Mingchuan", "高明川"), ("Deng Yaolan", "邓耀岚"),
)  # fmt: skip


class Land(NamedTuple):
    """A country: code, currency, units of it for 100 CNY (about), telephone code, language, cities."""

    code: str
    currency: str
    per_hundred: float
    phone: str
    language: str
    cities: tuple[str, ...]


LANDS = (
    Land("CN", "CNY", 100, "+86", "zh", ("Suzhou", "Chengdu", "Hohhot", "Qingdao", "Zhengzhou")),
    Land("DE", "EUR", 12.5, "+49", "de", ("Bremen", "Marburg", "Oldenburg", "Kassel")),
    Land("PL", "PLN", 54, "+48", "pl", ("Gdańsk", "Poznań", "Łódź")),
    Land("NO", "NOK", 147, "+47", "no", ("Ålesund", "Molde", "Bodø")),
    Land("US", "USD", 14, "+1", "en", ("Toledo", "Boise", "Trenton")),
    Land("ZA", "ZAR", 250, "+27", "en", ("Durban", "Epping")),
    Land("NA", "NAD", 250, "+264", "en", ("Windhoek", "Walvis Bay")),
)
TITLES = (
    ("plant manager", "decision", "management", "decision_maker"),
    ("purchasing manager", "management", "purchasing", "purchaser"),
    ("head of engineering", "management", "engineering", "technical"),
    ("maintenance lead", "execution", "maintenance", "user"),
    ("quality engineer", "execution", "quality", "technical"),
    ("controller", "management", "finance", "financial"),
)
SOURCES = ("plant visit", "yearly review", "call", "lunch with engineering", "fair in Cologne", "工厂参观")
PROCESSES = ("end of line", "after sealing", "before packing", "goods in", "after the oven", "灌装后")
PURPOSES = ("yearly review", "see the new hall", "price meeting", "find out who decides", "比对测试", "walk the line")
OUTCOMES = (
    "they will send the drawings", "the buyer wants two more offers", "got the list of machines with years",
    "engineer is on our side", "同意做现场测试", "nothing new",
)  # fmt: skip
PROMISES = ("send drawings of the line", "name the budget", "arrange the test with their product", "quote spare parts")
STEPS = (
    "visit the line with a test machine",
    "send the two-week installation plan",
    "meet the plant manager",
    "报价复审",
)
WINS = ("fewer line stops on the night shift", "one supplier for all lines", "less giveaway", "通过客户审核")
PROJECTS = ("Checkweigher replacement", "Second hall", "X-ray for the jar line", "New packing line", "Vision pilot")
ZH_PROJECTS = ("检重秤更换", "二期车间", "罐装线 X 光", "新包装线", "视觉试点")
EVIDENCE = (
    "budget approved for 2026",
    "RFQ received",
    "specification agreed",
    "招标文件已收",
    "date and budget are set",
)
REASONS = ("price", "stayed with the incumbent", "project stopped", "预算取消")
STRENGTHS = ("cheap", "stock in the country", "quick service", "easy to clean", "价格低")
WEAKNESSES = ("drifts after a year", "no washdown", "spare parts take weeks", "一年后精度漂移")
REMARKS = (
    "Two suppliers is their rule; we stay one of the two as long as the service is in the house within four hours.",
    "The plant manager decides alone up to the limit of his budget; above it the group's purchasing has to sign.",
    "他们的采购每季度换一次负责人，报价要同时抄送工程部，否则会被退回重做。",
    "Says price decides, but the last three decisions went to whoever installed in the shortest standstill.",
)
COMMENTS = (
    "# handed over in two visits",
    "# from their own asset list",
    "# 年初盘点时核对",
    "# see the minutes of March",
)
