"""Training: a desk like the real one on a store of its own, which belongs to no server and whose papers prove nothing.

The two never mix: a training store carries a mark, and a desk opens only the kind of store that it was started for.
"""

from collections.abc import Callable

import msgspec

from casework.contract import ClerkCard, Site
from casework.ids import uuid7
from counter_app.desk.prints import Studio
from counter_app.main import Workplace, open_desk
from counter_app.settings import Settings
from counter_app.store.meta import Place
from printing.drivers.building import QtWay

TRAINEE = ClerkCard(code="9999", name="练习员", name_en="Trainee")
WINDOW, WINDOW_NUMBER = "W999", 999
"""No real window has it, so that neither number of a training paper is ever found among the real ones."""
_EPOCH_SIGN = "K"
_NOWHERE = "HTTPS://PRACTICE.INVALID"
_HALL = Site(
    region="510600",
    hall="510600-H0",
    hall_name="练习大厅",
    hall_name_en="Training hall",
    phone="0000-0000000",
    hours="9:00-17:00",
    progress_url=_NOWHERE,
    seal_code="5106000000000",
)


def training_settings(real: Settings) -> Settings:
    """Return the settings of the training desk beside a real one: other files, and no server."""
    return msgspec.structs.replace(
        real,
        data_folder=real.data_folder.with_name(f"{real.data_folder.name}-training"),
        key_file=real.key_file.with_name(f"training-{real.key_file.name}"),
        witness_file=real.witness_file.with_name(f"training-{real.witness_file.name}"),
        print_folder=real.print_folder.with_name(f"{real.print_folder.name}-training"),
        black_box_folder="",
        server="",
        ca_file="",
        queue_server="",
        queue_display=False,
        practice=True,
    )


def open_training(real: Settings, like: Place | None = None, **given: object) -> Workplace:
    """Open the training desk beside the real one, with the trainee signed in; its hall is called as in `like`.

    Raises:
        Trouble: as `open_desk`; `training.real_store` where a real store lies in its folder.
    """
    workplace = open_desk(training_settings(real), **given)  # type: ignore[arg-type]
    store, now = workplace.store, workplace.desk.now_ms()
    with store.writing():
        if store.meta.place() is None:
            store.meta.put_training()
            store.meta.set_place(_place(like))
            store.journal.open_stream(WINDOW, uuid7(now), _EPOCH_SIGN, now)
        if store.clerks.session() is None:
            store.clerks.remember(TRAINEE, "", now)
            store.clerks.begin(TRAINEE.code, now, online=False)
    return workplace


def open_for(settings: Settings, studio: Callable[[], Studio] | None = None, qt: QtWay | None = None) -> Workplace:
    """Open the desk that the settings ask for: the real one, or with `practice` the one for training."""
    opening = open_training if settings.practice else open_desk
    return opening(settings, studio=studio, qt=qt)


def _place(like: Place | None) -> Place:
    site = msgspec.structs.replace(like.site, progress_url=_NOWHERE) if like else _HALL
    return Place(window=WINDOW, window_number=WINDOW_NUMBER, site=site, server_epoch=1)
