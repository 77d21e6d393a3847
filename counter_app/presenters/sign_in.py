"""The lock: who may sit here, and what goes on behind it. Nothing of any case is shown."""

from argon2 import PasswordHasher

from casework.clock import CHINA, from_ms, wall_ms
from casework.deadline_words import day_words
from casework.errors import RuleBroken, Trouble
from counter_app.changes import Changes
from counter_app.desk.bench import Desk
from counter_app.desk.sign_in import AskServer, sign_in, sign_out
from counter_app.presenters.shell_views import Device, DeviceState, Link, Person, SignInView
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.sync.status import SyncStatus

MOST_PEOPLE = 3


class SignInPresenter:
    """The lock."""

    def __init__(self, desk: Desk, words: Words, ask: AskServer, hasher: PasswordHasher) -> None:
        self._desk = desk
        self.words = words
        self._ask = ask
        self._hasher = hasher
        self._chosen = 0
        self._refusal: Note | None = None

    def choose(self, index: int) -> None:
        """Choose who is at the window."""
        self._chosen = index
        self._refusal = None

    def sign_in(self, clerk: str, password: str) -> Changes | None:
        """Sign in; None says that it was refused and the view tells why. May wait for the server."""
        try:
            done = sign_in(self._desk, clerk, password, self._ask, self._hasher)
        except (RuleBroken, Trouble) as refused:
            self._refusal = Note(self.words.error(refused), Tone.BAD)
            return None
        self._refusal = None
        return done.changes

    def lock(self) -> Changes:
        """Sign out whoever sits here."""
        self._refusal = None
        return sign_out(self._desk).changes

    def view(self, status: SyncStatus) -> SignInView:
        """Return the lock as it stands."""
        desk, words = self._desk, self.words
        place = desk.place()
        training = desk.store.meta.is_training()
        offline = not status.online and not training
        since = status.contact.offline_since_ms
        minutes = (wall_ms(desk.clock.now()) - since) // 60_000 if since else 0
        english = words.lang == "en"
        return SignInView(
            hall=place.site.hall_name_en if english else place.site.hall_name,
            window=place.window_number,
            now=desk.clock.now().astimezone(CHINA),
            workday=desk.calendar.is_working_day(desk.today()),
            people=self._people(),
            locked=bool(desk.store.clerks.all()),
            chosen=self._chosen,
            link=Link.OFFLINE if offline else Link.ONLINE,
            link_words=words("lock.link_offline", minutes=minutes) if offline else "",
            waiting=status.waiting,
            refusal=self._refusal,
            training=training,
            devices=(DeviceState(Device.PRINTER),),
        )

    def _people(self) -> tuple[Person, ...]:
        desk, words = self._desk, self.words
        known = sorted(desk.store.clerks.all(), key=lambda each: -each.checked_ms)[:MOST_PEOPLE]
        people = tuple(
            Person(
                clerk_id=each.code,
                name=each.name_en if words.lang == "en" and each.name_en else each.name,
                detail=words(
                    "lock.last_here", day=day_words(from_ms(each.checked_ms).astimezone(CHINA).date(), words.lang)
                ),
                drafts=len(desk.store.drafts.of(each.code)),
            )
            for each in known
        )
        other = words("lock.other" if people else "lock.first")
        return (*people, Person(clerk_id="", name=other, detail=words("lock.other_detail")))
