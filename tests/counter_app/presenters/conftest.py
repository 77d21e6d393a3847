from datetime import UTC, datetime

import pytest

from casework.contract import ClerkCard, Site
from casework.search import index_matters
from counter_app.main import open_desk
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.wording import Words
from counter_app.settings import Settings
from counter_app.store.meta import Place

MORNING = datetime(2026, 9, 22, 2, 54, tzinfo=UTC)
"""Tuesday 2026-09-22, 10:54 in China."""

PLACE = Place(
    window="W03",
    window_number=3,
    site=Site(
        region="510600",
        hall="DY01",
        hall_name="德阳市政务服务大厅",
        hall_name_en="Deyang Government Service Hall",
        phone="0838-5550123",
        hours="9:00-17:00",
        progress_url="https://hall.example",
        seal_code="5106000021946",
    ),
    server_epoch=1,
)


class StandingClock:
    def __init__(self, moment=MORNING):
        self.moment = moment

    def now(self):
        return self.moment


@pytest.fixture
def workplace(tmp_path):
    """A desk at window 3 with clerk 陈晓燕 signed in, and no server."""
    settings = Settings(
        data_folder=tmp_path / "desk",
        key_file=tmp_path / "keys" / "desk.key",
        witness_file=tmp_path / "witness" / "w",
        print_folder=tmp_path / "papers",
    )
    place = open_desk(settings, clock=StandingClock())
    store, now = place.store, place.desk.now_ms()
    with store.writing():
        store.meta.set_place(PLACE)
        store.journal.open_stream("W03", "0197d0a0-0000-7000-8000-00000000000a", "K", now)
        store.clerks.remember(ClerkCard(code="C03", name="陈晓燕", name_en="Chen Xiaoyan"), "", now)
        store.clerks.begin("C03", now, online=True)
    yield place
    place.close()


@pytest.fixture
def desk(workplace):
    return workplace.desk


@pytest.fixture
def new_page(workplace):
    return NewPresenter(workplace.desk, index_matters(workplace.desk.catalogue), Words("zh"), "folder")
