"""The page behind a slip's QR code, for a telephone: what the slip says, that it is genuine, how far the case is.

No script, no picture, nothing from elsewhere; nothing of a person beyond what the slip itself shows, masked.
"""

import base64
import hashlib
from html import escape

from casework.case_state import Case
from casework.catalogue import Matter
from casework.clock import CHINA
from casework.contract import Site
from casework.sentences import sentence
from casework.signed_slip import ReadSlip, Says, SlipFacts

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6470;--line:#d9dde3;--bg:#f4f5f7;--card:#fff;--ok:#0b6b3a;
--okbg:#e4f3ea;--no:#7a4b00;--nobg:#fdf1dc}
@media (prefers-color-scheme:dark){:root{--ink:#eceff3;--soft:#a3acb8;--line:#363c45;--bg:#14171b;--card:#1d2127;
--ok:#7fd6a4;--okbg:#143324;--no:#f0c277;--nobg:#3a2c12}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);
font:17px/1.5 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:34rem;margin:0 auto;padding:16px}
header{padding:4px 4px 12px}header p{margin:0}
h1{font-size:22px;line-height:1.3;margin:0}
.en{display:block;color:var(--soft);font-size:14px;line-height:1.4;font-weight:400}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px;margin:0 0 12px}
.said{border-color:transparent;background:var(--okbg)}.said h2{color:var(--ok)}
.doubt{border-color:transparent;background:var(--nobg)}.doubt h2{color:var(--no)}
h2{font-size:20px;line-height:1.35;margin:0 0 4px}.said p,.doubt p,.now p{margin:0}
.now p:first-child{color:var(--soft);font-size:15px}
.now p.big{font-size:21px;font-weight:600;line-height:1.35;text-wrap:balance;
margin:4px 0 0}.now p.big+p{margin-top:10px}
dl{margin:0}dl div{display:flex;gap:12px;padding:10px 0;border-bottom:1px solid var(--line)}
dl div:first-child{padding-top:0}dl div:last-child{border:0;padding-bottom:0}
dt{flex:0 0 5rem;color:var(--soft);font-size:15px}dd{margin:0;min-width:0;overflow-wrap:anywhere}
.no{font-variant-numeric:tabular-nums;font-size:14px;line-height:26px}
footer{color:var(--soft);font-size:15px;padding:4px}footer p{margin:0 0 4px}
"""
STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
"""What the page's policy allows as its only style."""

_THEN = {
    Says.RECEIVED: "received",
    Says.ACCEPTED: "accepted",
    Says.SUPPLEMENT: "supplement",
    Says.NOT_ACCEPTED: "not_accepted",
    Says.IN_REVIEW: "in_review",
    Says.DECIDED: "decided",
    Says.ENDED: "withdrawn",
}


def page_of(slip: ReadSlip, case: Case | None, matter: Matter | None, site: Site) -> bytes:
    """Return the page of a slip whose signature is right; `case` is None where the server does not have it."""
    facts = slip.facts
    at = f"{facts.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    said = _both("h2", "slip_page.genuine") + _both("p", "slip_page.genuine_more", window=slip.key.window, at=at)
    if case is None:
        now = _both('p class="big"', f"stage.{_THEN[facts.says]}") + _both("p", "slip_page.not_here")
        label = "slip_page.then"
    else:
        now, label = _both('p class="big"', f"stage.{case.stage.value}"), "slip_page.stage"
    parts = (
        f'<section class="said">{said}</section>',
        f'<section class="now">{_both("p", label)}{now}</section>',
        f"<section><dl>{''.join(_rows(facts, matter))}</dl></section>",
    )
    return _page("".join(parts), site)


def unknown_page(site: Site) -> bytes:
    """Return the page for whatever is no slip of ours; it says nothing of why."""
    said = _both("h2", "slip_page.unknown") + _both("p", "slip_page.unknown_more")
    return _page(f'<section class="doubt">{said}</section>', site)


def _rows(facts: SlipFacts, matter: Matter | None) -> list[str]:
    counts = {"originals": facts.originals, "copies": facts.copies}
    names = (matter.name_zh, matter.name_en) if matter else (facts.matter, "")
    serial = " ".join(facts.serial[start : start + 4] for start in range(0, len(facts.serial), 4))
    rows = [
        _row("slip_page.matter", *names),
        _row("slip_page.number", facts.number, number=True),
        _row("slip_page.serial", serial, number=True),
        _row("slip_page.applicant", facts.name),
        _row("slip_page.last_four", facts.last_four, number=True),
        _row("slip_page.papers", *_pair("slip_page.counts", **counts)),
    ]
    if facts.due is not None:
        label = "slip_page.decided_by" if facts.says is Says.ACCEPTED else "slip_page.told_by"
        rows.append(_row(label, *_pair("slip_page.days", due=f"{facts.due}", days=facts.days)))
    return rows


def _row(label: str, zh: str, en: str = "", *, number: bool = False) -> str:
    if not zh:
        return ""
    kind = ' class="no"' if number else ""
    return f"<div><dt>{_inside(*_pair(label))}</dt><dd{kind}>{_inside(zh, en)}</dd></div>"


def _pair(code: str, **details: str | int) -> tuple[str, str]:
    return sentence(code, "zh", **details), sentence(code, "en", **details)


def _both(tag: str, code: str, **details: str | int) -> str:
    return f"<{tag}>{_inside(*_pair(code, **details))}</{tag.split(maxsplit=1)[0]}>"


def _inside(zh: str, en: str) -> str:
    return escape(zh) + (f'<span class="en" lang="en">{escape(en)}</span>' if en else "")


def _page(body: str, site: Site) -> bytes:
    title, _en = _pair("slip_page.title")
    ask = f"<p>{_inside(f'{site.hall_name}　{site.phone}　{site.hours}', site.hall_name_en)}</p>"
    whole = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<header>{_both('h1', 'slip_page.title')}</header>{body}<footer>{ask}</footer></main></body></html>"
    )
    return whole.encode()
