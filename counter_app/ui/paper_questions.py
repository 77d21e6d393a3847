"""What is asked about blanks, certificates, seal sets and slips: a title, what it is about, the fields.

Nothing is done here. Who puts a question says what its answers do; the gallery puts each of them to nobody.
"""

from typing import NamedTuple

from casework.seal_facts import SealKind
from counter_app.presenters.wording import Words
from counter_app.ui.dialogs.ask import Field
from counter_app.ui.second_person import second_fields
from counter_app.ui.tongue import translate

SURE = "sure"
"""The tick that nothing is rebuilt without."""
_USUAL = frozenset({SealKind.OFFICIAL, SealKind.FINANCE, SealKind.REPRESENTATIVE})


class Question(NamedTuple):
    """A question; `about` has a line for each thing to be known."""

    title: str
    about: str
    fields: tuple[Field, ...]


# --- blanks -----------------------------------------------------------------------------------------------------------


def receive(kinds: tuple[str, ...], kind: str) -> Question:
    """Ask which box came in; `kind` is the one that was looked at."""
    fields = (
        Field("kind", translate("Ask", "哪种证书"), kind, choices=kinds),
        Field("first", translate("Ask", "从哪个号")),
        Field("last", translate("Ask", "到哪个号")),
        Field("from", translate("Ask", "谁送来的"), optional=True),
    )
    about = translate("Stock", "照盒上的号码填，连字头一起；一盒一盒登记。")
    return Question(translate("Stock", "空白证入库"), about, fields)


def void(number: str) -> Question:
    """Ask which blank is void; `number` is the next one of the box."""
    fields = (
        Field("number", translate("Ask", "空白证号"), number),
        Field("reason", translate("Ask", "怎么回事")),
        *second_fields(),
    )
    about = translate("Stock", "两人在场：剪角，写“作废”，放回盒里。")
    return Question(translate("Stock", "作废空白证"), about, fields)


def lose(number: str) -> Question:
    """Ask which blanks are missing."""
    fields = (
        Field("first", translate("Ask", "从哪个号"), number),
        Field("last", translate("Ask", "到哪个号"), optional=True, hint=translate("Stock", "只少一张的，不用填")),
        Field("reason", translate("Ask", "怎么回事")),
        *second_fields(),
    )
    about = translate("Stock", "两人都数过，还是少。")
    return Question(translate("Stock", "登记遗失"), about, fields)


def hand(box: str, window: str) -> Question:
    """Ask to whom what is left of a box goes; `box` is its kind and numbers."""
    fields = (
        Field("window", translate("Ask", "到哪个窗口"), window, latin=True),
        Field("counted", translate("Ask", "数出几张"), latin=True),
        *second_fields(),
    )
    told = translate("Stock", "两人一起数清再填。只换人、不换窗口的，窗口不用改。")
    return Question(translate("Stock", "交接空白证"), f"{box}\n{told}", fields)


def free() -> Question:
    """Ask which blank was reserved in vain."""
    fields = (Field("number", translate("Ask", "空白证号")), Field("reason", translate("Ask", "为什么不打了")))
    about = translate("Stock", "留好了但没有打印，证还是空白的。")
    return Question(translate("Stock", "退回库存"), about, fields)


# --- certificates -----------------------------------------------------------------------------------------------------


def sealed_awaited(case: str, since: str) -> Question:
    """Ask whether a result is printed though the server has been sealing it since then."""
    told = translate("Ask", "服务器从 {since} 起在盖章，到了再打就是盖好章的").replace("{since}", since)
    fields = (Field("unsealed", translate("Ask", "不等电子印章，现在打，请部门手盖"), tick=True),)
    return Question(translate("Ask", "电子签章件还没到"), f"{case}\n{told}", fields)


def void_certificate(case: str, blank: str) -> Question:
    """Ask why a certificate is printed on another blank."""
    fields = (Field("reason", translate("Ask", "怎么回事")), *second_fields())
    told = translate("Ask", "两人在场：这一张剪角、写“作废”，结果打在下一张空白证上。")
    return Question(translate("Ask", "作废这张，换号重打"), f"{case}\n№ {blank}\n{told}", fields)


def replace_certificate(case: str, blank: str, collector: str) -> Question:
    """Ask why a certificate is replaced and who takes the new one; `blank` is empty for one on plain paper."""
    fields = (
        Field("reason", translate("Ask", "为什么补发")),
        Field("name", translate("Ask", "领取人"), collector),
        Field("number", translate("Ask", "领取人证件"), latin=True),
        Field("authorised", translate("Ask", "有书面委托，已存档"), tick=True),
    )
    if blank:
        told = translate("Ask", "原来的证书作废，补发的打在下一张空白证上。")
        about = f"{case}\n№ {blank}\n{told}"
    else:
        told = translate("Ask", "原来的证书作废，打一份补发的。")
        about = f"{case}\n{told}"
    return Question(translate("Ask", "补发证书"), about, fields)


# --- seal sets of new bodies ------------------------------------------------------------------------------------------


def order_seals(case: str, name: str, uscc: str, representative: str, words: Words) -> Question:
    """Ask which seals are ordered of whom; the usual three are ticked."""
    kinds = tuple(
        Field(kind.value, words(f"seal.{kind.value}"), "1" if kind in _USUAL else "", tick=True) for kind in SealKind
    )
    fields = (
        Field("name", translate("Ask", "单位名称"), name),
        Field("uscc", translate("Ask", "统一社会信用代码"), uscc, latin=True),
        Field("representative", translate("Ask", "法定代表人"), representative, optional=True),
        Field("maker", translate("Ask", "刻章企业")),
        *kinds,
    )
    return Question(translate("Ask", "订免费印章"), case, fields)


def file_seals(case: str, kinds: tuple[SealKind, ...], words: Words) -> Question:
    """Ask for the police's filing number and the code of each seal (`code0`, `code1`, …)."""
    codes = (Field(f"code{place}", words(f"seal.{kind.value}"), latin=True) for place, kind in enumerate(kinds))
    about = translate("Ask", "每枚印章一个 13 位编码，照备案回执填。")
    fields = (Field("filing", translate("Ask", "公安备案号")), *codes)
    return Question(translate("Ask", "登记公安备案"), f"{case}\n{about}", fields)


def seals_came(case: str, files: tuple[str, ...]) -> Question:
    """Ask once more, with the files of the impression cards that were chosen."""
    return Question(translate("Ask", "印章刻好了"), "\n".join((case, *files)), ())


def hand_out_seals(case: str, collector: str) -> Question:
    """Ask who collects a set, or under which waybill it was mailed."""
    collects = translate("Ask", "来领的填")
    fields = (
        Field("name", translate("Ask", "领取人"), collector, optional=True, hint=collects),
        Field("number", translate("Ask", "领取人证件"), latin=True, optional=True, hint=collects),
        Field("authorised", translate("Ask", "有书面委托，已存档"), tick=True),
        Field("waybill", translate("Ask", "运单号"), latin=True, optional=True, hint=translate("Ask", "邮寄的填")),
    )
    about = translate("Ask", "来领的填领取人；邮寄的只填运单号。")
    return Question(translate("Ask", "发印章"), f"{case}\n{about}", fields)


# --- slips ------------------------------------------------------------------------------------------------------------


def genuine_slip(lines: tuple[str, ...]) -> Question:
    """Say what a genuine slip says, and ask whether its case is to be written again."""
    tick = Field(SURE, translate("Slips", "已同步，服务器也没有这一件：按回执重建"), tick=True)
    return Question(translate("Slips", "回执是真的"), "\n".join(lines), (tick,))


# --- seals kept at the window -----------------------------------------------------------------------------------------


def custody(act: str, name: str, code: str) -> Question:
    """Ask about a step of custody: `hand`, `suspend`, `resume`, `lost` or `misused`."""
    stops = translate("Seals", "登记后马上停用，它的证书从现在起不再可信。")
    titles = {
        "hand": (translate("Seals", "交接印章"), translate("Seals", "由保管人交出。接手的人输入自己的工号和密码。")),
        "suspend": (translate("Seals", "停用印章"), translate("Seals", "停用期间不盖电子章，单据留出手盖的位置。")),
        "resume": (translate("Seals", "恢复使用印章"), translate("Seals", "两人在场，确认印章和密钥都在。")),
        "lost": (translate("Seals", "印章遗失"), stops),
        "misused": (translate("Seals", "印章被冒用"), stops),
    }
    title, told = titles[act]
    note = () if act == "hand" else (Field("note", translate("Ask", "怎么回事")),)
    return Question(title, f"{name}\n{code}\n{told}", (*note, *second_fields()))
