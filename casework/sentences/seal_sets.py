"""Sentences of the area `seal_sets`: the free seal set of a new body."""

_ABSENT = (
    "这件还没有订过印章。请先下刻章单。",
    "No seals were ordered for this case yet. Order the set first.",
)

SENTENCES: dict[str, tuple[str, str]] = {
    "ctl.seals": (
        "{name}：印章{step}，{count} 枚，{maker}，备案号 {filing}。",
        "{name}: seals {step}, {count} pieces, {maker}, filing {filing}.",
    ),
    "seals.cards_many": (
        "印模卡有 {count} 份，最多 {most} 份。请合成少几份再扫。",
        "{count} impression cards are too many; {most} at most. Scan several on one page.",
    ),
    "seals.cards_missing": (
        "没有印模卡的扫描件。请先扫印模卡，再登记刻好。",
        "The scan of the impression cards is missing. Scan them, then state that the seals came.",
    ),
    "seals.code_form": (
        "“{found}”不是印章编码，应是 13 位数字。请照备案回执重填。",
        '"{found}" is no seal code, which has 13 digits. Enter it as on the police\'s filing.',
    ),
    "seals.code_twice": (
        "编码 {found} 填了两次，每枚印章一个编码。请核对。",
        "Code {found} was entered twice; each seal has its own. Check them.",
    ),
    "seals.codes_count": (
        "编码的个数和订的印章不一样。请按刻章单的顺序，一枚一个。",
        "There are not as many codes as seals. Enter one for each, in the order of the order.",
    ),
    "seals.filing_missing": (
        "没有填公安备案号。请照备案回执填。",
        "The police's filing number is missing. Enter it as on the filing.",
    ),
    "seals.is_absent": _ABSENT,
    "seals.is_engraved": (
        "印章已经刻好送来了。下一步是发给来人或寄出。",
        "The seals came already. Next they are handed out or mailed.",
    ),
    "seals.is_filed": (
        "印章已经备案。下一步是等刻好，扫印模卡登记。",
        "The seals are filed already. Next they come from the maker, with their impression cards.",
    ),
    "seals.is_handed_out": (
        "印章已经发出，不能再登记。要看是谁领的，看这件的经过。",
        "The seals were handed out already. The history of the case says to whom.",
    ),
    "seals.is_ordered": (
        "印章刚订，还没有公安备案。请先登记备案号和编码。",
        "The seals are only ordered. Enter the police's filing number and the codes first.",
    ),
    "seals.maker_missing": ("没有填刻章企业。请填上再下单。", "The maker is missing. Enter it, then order."),
    "seals.name_missing": ("没有填单位名称。请填上再下单。", "The body's name is missing. Enter it, then order."),
    "seals.not_granted": (
        "部门还没有准予，不能刻章。准予以后再来办。",
        "The department has not granted this yet. Seals are ordered once it has.",
    ),
    "seals.ordered_already": (
        "这件已经订过一套印章，免费的只有一套。请看现在到哪一步。",
        "A set was ordered for this case already; one is free. See how far it is.",
    ),
    "seals.pieces_missing": (
        "一套里至少要有公章。请选上。",
        "A set has at least the official seal. Choose it.",
    ),
    "seals.representative_missing": (
        "要刻法定代表人名章，没有填姓名。请填上。",
        "The representative's seal needs their name. Enter it.",
    ),
}
