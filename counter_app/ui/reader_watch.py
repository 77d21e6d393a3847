"""The bar code reader that is not a keyboard: a thread listens to it, and opens it again when it was pulled out.

What it reads and how it stands come to the screen through queued signals. A camera has frames of the screen's own.
"""

from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from casework.errors import Trouble
from counter_app.devices.barcode_readers import CAMERA, reader_of
from counter_app.devices.readings import BarcodeReader, Pace
from counter_app.ui.camera import Camera

_LOOK_S = 0.2
RETRY_S = 2.0
"""How long a reader that is away is left alone before it is tried again."""


class ReaderWatch(QObject):
    """Listens to the reader of a setting. `stood` carries None when it is there, else the trouble; each once."""

    scanned = Signal(str, str, int)
    stood = Signal(object)

    def __init__(self, retry_s: float = RETRY_S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._retry_s = retry_s
        self._stop = Event()
        self._thread: Thread | None = None
        self._camera: Camera | None = None

    def watch(self, setting: str) -> None:
        """Listen to the reader that a setting names, and no longer to the one before; empty for none."""
        self.close()
        if setting.startswith(CAMERA):
            self._camera = Camera(setting.removeprefix(CAMERA), self)
            self._camera.scanned.connect(self.scanned)
            self._camera.stood.connect(self.stood)
            self._camera.start()
            return
        try:
            reader = reader_of(setting)
        except Trouble as trouble:
            self.stood.emit(trouble)
            return
        if reader is not None:
            self._stop = Event()
            self._thread = Thread(target=self._listen, args=(reader, self._stop), name="reader", daemon=True)
            self._thread.start()

    def _listen(self, reader: BarcodeReader, stop: Event) -> None:
        said: str | None = ""
        while not stop.is_set():
            try:
                reader.open()
                pace = Pace()
                while not stop.is_set():
                    flood = Trouble("barcode.reader_floods", name=reader.name) if pace.floods else None
                    said = self._tell(flood, said)
                    for reading in pace.let(reader.read(_LOOK_S)):
                        self.scanned.emit(reading.text, reader.name, reading.took_ms)
            except Trouble as trouble:
                said = self._tell(trouble, said)
                stop.wait(self._retry_s)
            finally:
                reader.close()

    def _tell(self, trouble: Trouble | None, said: str | None) -> str | None:
        """Say how it stands, once: the same trouble every two seconds would be noise."""
        code = None if trouble is None else trouble.code
        if code != said:
            self.stood.emit(trouble)
        return code

    def close(self) -> None:
        """Listen no longer, and wait until the device is free."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._camera is not None:
            self._camera.close()
            self._camera = None
