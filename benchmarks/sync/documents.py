"""The documents every contender carries: openings of invented cases, about 1.7 kB each, the same ones on every run.

They are what a window really writes and the server really judges: applicants with valid check digits, matters of the
catalogue with their material lists, numbers in the printed form.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from benchmarks.demo.people import Town
from casework import events
from casework.catalogue import Audience, Catalogue, Matter
from casework.clock import CHINA, wall_ms
from casework.events import Actor, Event, Header, Role
from casework.facts import KINDS, CaseOpened
from casework.ids import uuid7
from casework.materials import MaterialMark
from casework.numbers import CaseNumber
from casework.parties import Delivery, DeliveryWay, Party, PartyKind
from casework.slips import SlipSerial, secret

SEED = 20260701
COUNT = 10_000
DAY = date(2026, 7, 6)
_NOTICE_DUE = date(2026, 7, 13)
_BEGIN_MS = wall_ms(datetime(2026, 7, 6, 9, 0, tzinfo=CHINA))
_BETWEEN_MS = 2_500
_LEAST_MATERIALS = 5
_SECRET_BYTES = 20
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力宁建国华志玉春红梅鑫龙云飞凤琴波海燕彬斌宇浩凯"
    "佳嘉琼阳雪荣爱妹香月莺媛瑞凡素真环青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君蕊薇菁梦岚苑筠柔竹霭凝晓欢霄枫芸菲寒欣滢"
)
_ESTATES = ("凯江春天", "金沙花园", "东湖华府", "文庙雅居", "旌湖国际")


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose documents they are; `epoch_char` is the sign of the window's database in its case numbers."""

    window: str
    number: int
    epoch_char: str
    region: str
    hall: str


def openings(
    writer: Writer, catalogue: Catalogue, count: int = COUNT, *, seed: int = SEED, first: int = 1
) -> Iterator[Event]:
    """Yield `count` openings by `writer`, their serials from `first` on."""
    dice = random.Random(f"{seed}/{writer.window}/{first}")  # noqa: S311 - invented people, nothing to guard
    town = Town(dice)
    # Matters that ask nothing: the documents stay as large as those that earlier figures were measured with.
    plain = (matter for matter in catalogue.open_matters() if not matter.questions)
    matters = [matter for matter in plain if len(matter.materials) >= _LEAST_MATERIALS]
    for serial in range(first, first + count):
        at_ms = _BEGIN_MS + serial * _BETWEEN_MS
        fact = _opening(writer, dice.choice(matters), town, dice, serial)
        header = Header(
            id=uuid7(at_ms + 1, dice.getrandbits(74)),
            type=KINDS[CaseOpened],
            tv=1,
            case=uuid7(at_ms, dice.getrandbits(74)),
            base=None,
            catalog=catalogue.version,
            at=at_ms,
            mono=("3f2b8a54-6f6e-4a07-9a50-0d4a7a0e6c11", serial * _BETWEEN_MS),
            off=None,
            actor=Actor(role=Role.CLERK, code="1001", name="周敏"),
            blobs=(),
        )
        yield events.write(header, fact)


def _opening(writer: Writer, matter: Matter, town: Town, dice: random.Random, serial: int) -> CaseOpened:
    applicant = _named(town.person() if matter.audience is Audience.NATURAL_PERSON else town.company(), dice)
    agent = _named(town.person(), dice) if applicant.kind is PartyKind.BODY else None
    number = CaseNumber(region=writer.region, window=writer.window, day=DAY, serial=serial, epoch=writer.epoch_char)
    return CaseOpened(
        number=number.format(),
        serial=SlipSerial(window=writer.number, running=serial).digits,
        secret=secret(dice.randbytes(_SECRET_BYTES)),
        matter=matter.code,
        department=matter.department,
        region=writer.region,
        hall=writer.hall,
        window=writer.window,
        received_on=DAY,
        notice_due=_NOTICE_DUE,
        applicant=applicant,
        agent=agent,
        materials=tuple(_mark(material.code, dice) for material in matter.materials),
        delivery=_delivery(agent or applicant, dice),
    )


def _named(party: Party, dice: random.Random) -> Party:
    """Return the party under a name that hardly anybody else has, so that nothing is won by remembering names."""
    name = dice.choice(_SURNAMES) + "".join(dice.choices(_GIVEN, k=2))
    if party.kind is PartyKind.PERSON:
        return msgspec.structs.replace(party, name=name)
    place, trade = party.name[:3], party.name[5:]
    return msgspec.structs.replace(party, name=place + "".join(dice.choices(_GIVEN, k=2)) + trade, representative=name)


def _mark(code: str, dice: random.Random) -> MaterialMark:
    return MaterialMark(code=code, originals=dice.randrange(2), copies=dice.randrange(3), seen=dice.random() < 0.5)  # noqa: PLR2004 - half of them


def _delivery(taker: Party, dice: random.Random) -> Delivery:
    where = f"{taker.address}{dice.choice(_ESTATES)}{dice.randrange(1, 30)}栋{dice.randrange(1, 5)}单元"
    return Delivery(
        way=DeliveryWay.COURIER,
        recipient=taker.name,
        phone=taker.phone,
        address=f"{where}{dice.randrange(1, 33)}楼{dice.randrange(1, 9)}号",
    )
