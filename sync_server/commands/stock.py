"""The numbered blanks of all windows, as these stated them: whether each window's book balances."""

from collections.abc import Iterator
from typing import Annotated

import typer

from casework.sentences import sentence
from casework.stock_book import StockBook, book_of
from sync_server.commands.shell import DIFFERENCES, AsJson, Folder, language, settings_of, spoken, store_of, tell
from sync_server.store import stock_facts


def stock(
    folder: Folder,
    window: Annotated[str, typer.Option(help="Only the book of this window.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Show what became of each window's blanks: exit code 5 if a book does not balance or a number is in two boxes."""
    with spoken(), store_of(settings_of(folder)) as store:
        with store.reading() as connection:
            book = book_of(stock_facts.by_box(connection))
        if window:
            book = book.of_window(window)
        answer = {
            "windows": [{**book_line, "balances": one.holds} for one, book_line in book.figures()],
            "twice": book.twice,
            "clashes": book.clashes,
        }
        tell(answer, "\n".join(_lines(book)) or sentence("ctl.stock_empty", language()), as_json=as_json)
        if not book.good:
            raise typer.Exit(DIFFERENCES)


def _lines(book: StockBook) -> Iterator[str]:
    lang = language()
    for one, figures in book.figures():
        yield sentence("stock.book_balances" if one.holds else "stock.book_differs", lang, **figures)
    for pair in book.twice:
        where = "、".join(pair.windows) if lang == "zh" else ", ".join(pair.windows)
        yield sentence("stock.in_two_boxes", lang, kind=pair.kind, first=pair.first, last=pair.last, windows=where)
    for clash in book.clashes:
        yield f"{clash.window}  {clash.box}  {sentence('ctl.stock_clash', lang, what=clash.what)}"
