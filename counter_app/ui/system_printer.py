"""Printers that the system of the screen knows by name, as on Windows: a finished PDF is drawn onto the page it has.

Such a printer says neither how it is in words that can be trusted nor what came out: what it took is uncertain.
"""

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import Format, FrozenPaper

_AWAY = DeviceState(Readiness.UNKNOWN, ("offline",))
_SILENT = DeviceState(Readiness.UNKNOWN, ("no-answer",))
_POINTS_INCH = 72
_MOST_DPI = 600


class SystemPrinterDriver:
    """Prints pages on the printer that the system calls `name`; with `file` into that PDF instead, to try it out.

    Pages keep their size: nothing is fitted, so that codes stay as wide as they are meant.
    """

    def __init__(self, name: str, file: str = "") -> None:
        self._name = name
        self._file = file

    def status(self) -> DeviceState:
        """Return whether the system knows the printer; more it does not say."""
        return _SILENT if self._known() else _AWAY

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:
        """Draw the pages onto the printer."""
        if paper.format is not Format.PDF:
            return Outcome(Result.FAILED, "printing.wrong_format", paper.format.value)
        if not self._known():
            return Outcome(Result.FAILED, "printing.line_away", self._name, holds=_AWAY)
        printer = self._made(job_id)
        painter = QPainter()
        # The library of PDFs is loaded with the first paper.
        import pypdfium2  # noqa: PLC0415 - see above

        with pypdfium2.PdfDocument(paper.content) as document:
            self._size(printer, *document[0].get_size())
            if not painter.begin(printer):
                return Outcome(Result.FAILED, "printing.line_away", self._name, holds=_AWAY)
            try:
                well = all(self._page(printer, painter, document, number) for number in range(len(document)))
            finally:
                ended = painter.end()
        if not well or not ended or printer.printerState() is QPrinter.PrinterState.Error:
            return Outcome(Result.UNCERTAIN, "printing.line_broke", self._name)
        return Outcome(Result.UNCERTAIN, "printing.no_proof", f"{self._name}: {paper.pages}", whole=True)

    def _known(self) -> bool:
        return bool(self._file) or self._name in QPrinterInfo.availablePrinterNames()

    def _made(self, job_id: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._file:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(self._file)
        else:
            printer.setPrinterName(self._name)
        printer.setResolution(min(printer.resolution(), _MOST_DPI))
        printer.setDocName(job_id)
        printer.setFullPage(True)
        return printer

    def _size(self, printer: QPrinter, width_pt: float, height_pt: float) -> None:
        """Let a page be as large as the paper's; a lying page is a turned one."""
        lies = width_pt > height_pt
        short, long = sorted((width_pt, height_pt))
        size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        turned = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(size, turned, QMarginsF()))
        printer.setFullPage(True)

    def _page(self, printer: QPrinter, painter: QPainter, document: object, number: int) -> bool:
        if number and not printer.newPage():
            return False
        dpi = printer.resolution()
        drawn = document[number].render(scale=dpi / _POINTS_INCH).to_pil().convert("RGB")  # type: ignore[index]
        three = QImage.Format.Format_RGB888
        image = QImage(drawn.tobytes(), drawn.width, drawn.height, drawn.width * 3, three)
        painter.drawImage(QRectF(0, 0, drawn.width, drawn.height), image)
        return True
