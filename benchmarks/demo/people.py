"""Invented applicants with valid check digits, the same ones on every run."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from casework.identity import resident_id_with_check_digit, uscc_with_check_digit
from casework.parties import IdKind, Party, PartyKind

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = (
    "晓燕",
    "国栋",
    "敏",
    "启明",
    "雪梅",
    "德贵",
    "文彬",
    "佳",
    "子涵",
    "志强",
    "桂兰",
    "建华",
    "丽娟",
    "海波",
    "思远",
)
_PLACES = (("旌阳区", "510603"), ("罗江区", "510604"), ("广汉市", "510681"), ("什邡市", "510682"), ("绵竹市", "510683"))
_STREETS = ("天山南路", "长江东路", "岷江西路", "泰山北路", "嘉陵江路", "黄河东路")
_TRADES = ("学前教育", "农资", "气象科技", "文化传播", "能源", "体育发展", "财务咨询", "机械", "生态养殖", "档案服务")
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Town:
    """Makes people and bodies from a seed."""

    dice: random.Random

    def person(self) -> Party:
        """Return a natural person of Deyang."""
        place, area = self.dice.choice(_PLACES)
        born = date(1960, 1, 1) + timedelta(days=self.dice.randrange(16_000))
        body = f"{area}{born:%Y%m%d}{self.dice.randrange(1000):03d}"
        return Party(
            kind=PartyKind.PERSON,
            name=self._name(),
            id_kind=IdKind.RESIDENT_ID,
            id_number=resident_id_with_check_digit(body),
            phone=self._phone(),
            address=self._address(place),
        )

    def company(self) -> Party:
        """Return a body registered in Deyang."""
        place, area = self.dice.choice(_PLACES)
        body = f"91{area}MA{''.join(self.dice.choices(_USCC_SIGNS, k=7))}"
        word = "".join(self.dice.sample("金穗丰谷康牧启明向阳凯江九龙蓥华宏信诚田园", 2))
        return Party(
            kind=PartyKind.BODY,
            name=f"{place}{word}{self.dice.choice(_TRADES)}有限公司",
            id_kind=IdKind.USCC,
            id_number=uscc_with_check_digit(body),
            phone=self._phone(),
            representative=self._name(),
            address=self._address(place),
        )

    def _name(self) -> str:
        return self.dice.choice(_SURNAMES) + self.dice.choice(_GIVEN)

    def _phone(self) -> str:
        return f"1380000{self.dice.randrange(10_000):04d}"

    def _address(self, place: str) -> str:
        return f"四川省德阳市{place}{self.dice.choice(_STREETS)}{self.dice.randrange(1, 300)}号"
