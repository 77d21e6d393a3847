"""What is asked and shown about papers, over the invented day: blanks, certificates, seal sets, slips, queues."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from casework.errors import ProductError, RuleBroken
from casework.seal_facts import SealKind
from casework.sentences import sentence
from counter_app.desk.queue_words import held_words
from counter_app.presenters.case_views import PrintLine, PrintState
from counter_app.presenters.kept_seals import SealRow, SealsView
from counter_app.presenters.stock import BoxRow, StockView
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.store.print_queues import HeldQueue
from counter_app.ui import paper_questions
from counter_app.ui.acts import Scope
from counter_app.ui.dialogs.ask import Answers, AskDialog
from counter_app.ui.dialogs.box_list import BoxList
from counter_app.ui.dialogs.seal_list import SealList
from counter_app.ui.gallery.case_world import case_view
from counter_app.ui.gallery.dialogs_world import close_dialogs
from counter_app.ui.gallery.gallery import Gallery
from counter_app.ui.gallery.new_world import Pick
from counter_app.ui.gallery.outbox_world import outbox_view
from counter_app.ui.gallery.settings_world import lang_of
from counter_app.ui.gallery.state import Prepare, State, go
from counter_app.ui.paper_questions import Question

_CASE, _BLANK = "510600-W03-260908-0005-KC", "川德 0004"
_KINDS = (SealKind.OFFICIAL, SealKind.FINANCE, SealKind.REPRESENTATIVE)
_SUM = {"received": 100, "stock": 92, "reserved": 1, "used": 4, "spoiled": 2, "lost": 1}


def _rows() -> tuple[BoxRow, ...]:
    kind = "民办学校办学许可证"
    return (
        BoxRow(kind, "川德 0001 – 川德 0100", "W03", tuple(_SUM.values()), "川德 0008", "川德 0001", 92, here=True),
        BoxRow("农药经营许可证", "川农药 20001 – 川农药 20500", "W03", (500, 0, 0, 500, 0, 0), "", "", 0, here=True),
        BoxRow(kind, "川德 0101 – 川德 0200", "W01", (100, 100, 0, 0, 0, 0), "川德 0101", "", 100, here=False),
    )


def _stock(key: str, tone: Tone, rows: tuple[BoxRow, ...] = ()) -> Prepare:
    def opened(gallery: Gallery, t: Pick) -> None:
        clash = "川德 0001 W03 / 川德 0001 W01"
        note = Note(Words(lang_of(t))(key, count=1, first=clash, **_SUM), tone)
        BoxList(gallery.theme, gallery.shell, StockView(rows, note)).open()

    return opened


def _kept(gallery: Gallery, t: Pick) -> None:
    words = Words(lang_of(t))
    rows = (
        SealRow(
            "德阳市教育局受理专用章",
            "5106000012068",
            words("kept.in_use"),
            t("陈晓燕", "Chen Xiaoyan"),
            words("kept.key_pkcs11"),
            "2028-03-31",
            318,
        ),
        SealRow(
            "德阳市农业农村局受理专用章",
            "5106000012076",
            words("kept.suspended"),
            t("何敏", "He Min"),
            words("kept.key_none"),
            "-",
            0,
        ),
    )
    SealList(gallery.theme, gallery.shell, SealsView(rows, Note(words("kept.whole", count=2), Tone.OK))).open()


def _no_seals(gallery: Gallery, t: Pick) -> None:
    SealList(gallery.theme, gallery.shell, SealsView((), Note(Words(lang_of(t))("kept.none"), Tone.HINT))).open()


def _through(_answers: Answers) -> Note | None:
    return None


def _put(make: Callable[[Pick], Question], refusal: ProductError | None = None) -> Prepare:
    """Return what puts a question, and shows why it did not go through."""

    def opened(gallery: Gallery, t: Pick) -> None:
        dialog = AskDialog(gallery.theme, gallery.shell, *make(t), _through)
        if refusal is not None:
            dialog.refuse(Note(Words(lang_of(t)).error(refusal), Tone.BAD))
        dialog.open()

    return opened


def _order(t: Pick) -> Question:
    name = t("德阳童乐学前教育有限公司", "Deyang Tongle Preschool Education Co.")
    given = (name, "91510600MA6X0T2K3A", t("周静", "Zhou Jing"))
    return paper_questions.order_seals(_CASE, *given, Words(lang_of(t)))


def _custody(act: str, _t: Pick) -> Question:
    return paper_questions.custody(act, "德阳市教育局受理专用章", "5106000012068")


def _slip(t: Pick) -> Question:
    lang = lang_of(t)
    name = t("德阳*限公司", "De*ng Co.")
    said = (
        sentence("slip.genuine", lang, window="W01", at="2026-09-22 10:20"),
        sentence("slip.numbers", lang, number="510600-W01-260922-0012-KD", serial="001000012004"),
        sentence("slip.matter", lang, matter=t("民办幼儿园设立“一件事”套餐", "Setting up a private kindergarten")),
        sentence("slip.applicant", lang, name=name, last_four="2K3A", originals=4, copies=7),
        sentence("slip.promised", lang, days=25, due="2026-10-30"),
    )
    return paper_questions.genuine_slip(said)


def _held(gallery: Gallery, t: Pick) -> None:
    lang = lang_of(t)
    waiting = (
        HeldQueue(t("小票机", "slips"), "attention", ("media-empty",), 0, 3),
        HeldQueue(t("黑白机", "mono"), "unknown", ("no-answer",), 0, 1),
    )
    said = tuple(held_words(queue, lang) for queue in waiting)
    gallery.outbox.show_view(replace(outbox_view(t), contested=None, questions=(), held_printers=said))
    gallery.shell.say(sentence("queue.resumed", lang, waiting=4))


def _unsay(gallery: Gallery, _t: Pick) -> None:
    gallery.shell.say("")


def _replaced(gallery: Gallery, t: Pick) -> None:
    words = Words(lang_of(t))
    name = words("paper.certificate")
    lines = (
        PrintLine(PrintState.SPOILED, f"{name} № {_BLANK}", words("print.void")),
        PrintLine(PrintState.CAME_OUT, f"{name} № 川德 0005", words("print.printed")),
        PrintLine(PrintState.SEAL, words("print.seal", year="2026", number="00017"), words("print.seal_signed")),
        PrintLine(
            PrintState.WAITING,
            words("print.seal", year="2026", number="00018"),
            words("print.seal_by_hand", why=words("print.seal.suspended")),
        ),
    )
    gallery.case.show_view(replace(case_view(t), question=None, prints=lines))


def _over(scope: Scope, opened: Prepare) -> Prepare:
    def prepare(gallery: Gallery, t: Pick) -> None:
        go(gallery, t, scope)
        opened(gallery, t)

    return prepare


def _asked(name: str, scope: Scope, opened: Prepare) -> State:
    return State(name, _over(scope, opened), close_dialogs)


def _back(gallery: Gallery, t: Pick) -> None:
    gallery.case.show_view(case_view(t))


def _outbox_back(gallery: Gallery, t: Pick) -> None:
    _unsay(gallery, t)
    gallery.outbox.show_view(outbox_view(t))


_WRONG = RuleBroken("sign_in.wrong")

PAPERS = (
    _asked("stock", Scope.LIST, _stock("stock.sum", Tone.OK, _rows())),
    _asked("stock-none", Scope.LIST, _stock("stock.none", Tone.HINT)),
    _asked("stock-clash", Scope.LIST, _stock("stock.clash", Tone.BAD, _rows())),
    _asked("ask-blanks-receive", Scope.LIST, _put(lambda _t: paper_questions.receive((), "民办学校办学许可证"))),
    _asked("ask-blanks-void", Scope.LIST, _put(lambda _t: paper_questions.void("川德 0008"), _WRONG)),
    _asked("ask-blanks-lose", Scope.LIST, _put(lambda _t: paper_questions.lose("川德 0008"))),
    _asked(
        "ask-blanks-hand",
        Scope.LIST,
        _put(
            lambda _t: paper_questions.hand("民办学校办学许可证 川德 0001 – 川德 0100", "W03"),
            RuleBroken("stock.count_differs", counted=91, books=92),
        ),
    ),
    _asked("ask-blanks-free", Scope.LIST, _put(lambda _t: paper_questions.free())),
    _asked("ask-sealed-awaited", Scope.CASE, _put(lambda _t: paper_questions.sealed_awaited(_CASE, "10:20"))),
    _asked("ask-certificate-void", Scope.CASE, _put(lambda _t: paper_questions.void_certificate(_CASE, _BLANK))),
    _asked(
        "ask-certificate-replace",
        Scope.CASE,
        _put(
            lambda t: paper_questions.replace_certificate(_CASE, _BLANK, t("何文彬", "He Wenbin")),
            RuleBroken("stock.reason_missing"),
        ),
    ),
    _asked("ask-seals-order", Scope.CASE, _put(_order)),
    _asked("ask-seals-file", Scope.CASE, _put(lambda t: paper_questions.file_seals(_CASE, _KINDS, Words(lang_of(t))))),
    _asked(
        "ask-seals-came",
        Scope.CASE,
        _put(lambda t: paper_questions.seals_came(_CASE, (t("印模卡 1.jpg", "card 1.jpg"), "2.pdf"))),
    ),
    _asked(
        "ask-seals-hand-out",
        Scope.CASE,
        _put(lambda t: paper_questions.hand_out_seals(_CASE, t("何文彬", "He Wenbin"))),
    ),
    _asked("kept-seals", Scope.LIST, _kept),
    _asked("kept-seals-none", Scope.LIST, _no_seals),
    *(
        _asked(f"ask-custody-{act}", Scope.LIST, _put(partial(_custody, act)))
        for act in ("hand", "suspend", "resume", "lost", "misused")
    ),
    _asked("ask-slip", Scope.NEW, _put(_slip, RuleBroken("slip.not_sure"))),
    State("case-replaced", _over(Scope.CASE, _replaced), _back),
    State("outbox-held", _over(Scope.OUTBOX, _held), _outbox_back, every_size=True),
)
