"""People and their posts, as the directory of record knows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from office.directory.dated import Dated, DatedEntity, PeriodsChanged, first_period
from office.directory.entries import PersonEntry, PostEntry
from office.directory.ids import DIRECTORY, person_id
from office.directory.timeline import EVER, OPEN, Delta, Facts, Timeline
from office.kernel.entity import Created
from office.kernel.refusals import Refused


class PostChanged(PeriodsChanged):
    """Some periods of one of the person's posts are now these, or are gone."""

    post: str

    def apply(self, aggregate: Any) -> None:
        """Take the periods over."""
        aggregate.posts.setdefault(self.post, Timeline()).apply(self.periods)


class Person(DatedEntity):
    """One person, whatever the name, the login and the posts. `posts` is by their keys."""

    TOPIC: ClassVar[str] = "directory.Person"
    WORD: ClassVar[str] = "人员"

    class Registered(Created):
        """First heard of."""

        TOPIC: ClassVar[str] = "directory.Person.Registered"
        periods: dict[str, Any]

    class Renamed(PeriodsChanged):
        """更名."""

        TOPIC: ClassVar[str] = "directory.Person.Renamed"

    class LoginChanged(PeriodsChanged):
        """Given another login."""

        TOPIC: ClassVar[str] = "directory.Person.LoginChanged"

    class Ended(PeriodsChanged):
        """No longer in the directory."""

        TOPIC: ClassVar[str] = "directory.Person.Ended"

    class Resumed(PeriodsChanged):
        """In the directory again."""

        TOPIC: ClassVar[str] = "directory.Person.Resumed"

    class Appointed(PostChanged):
        """任职."""

        TOPIC: ClassVar[str] = "directory.Person.Appointed"

    class Retitled(PostChanged):
        """The post has another title (职务)."""

        TOPIC: ClassVar[str] = "directory.Person.Retitled"

    class Transferred(PostChanged):
        """The post is in another agency or unit."""

        TOPIC: ClassVar[str] = "directory.Person.Transferred"

    class Entrusted(PostChanged):
        """The post has other roles."""

        TOPIC: ClassVar[str] = "directory.Person.Entrusted"

    class Ranked(PostChanged):
        """The post has another 排序号."""

        TOPIC: ClassVar[str] = "directory.Person.Ranked"

    class Relieved(PostChanged):
        """免职, on a day that may be to come."""

        TOPIC: ClassVar[str] = "directory.Person.Relieved"

    class Reinstated(PostChanged):
        """In the post again, or longer than was said."""

        TOPIC: ClassVar[str] = "directory.Person.Reinstated"

    class AppointmentRedated(PostChanged):
        """The first day in the post was put right."""

        TOPIC: ClassVar[str] = "directory.Person.AppointmentRedated"

    def __init__(self, agency: str, periods: Delta) -> None:
        self.agency = agency
        self.timeline = Timeline.of(periods)
        self.posts: dict[str, Timeline] = {}

    @classmethod
    def register(cls, entry: PersonEntry, *, at: datetime) -> Person:
        """Enter somebody, under this name ever since: people were there before their posts."""
        return cls.begin(
            cls.Registered,
            id=person_id(entry.key),
            agency=DIRECTORY,
            timestamp=at,
            periods=Timeline().begin(since=EVER, until=OPEN, facts=facts_of(entry)),
        )

    def rename(self, *, name: str, effective: date, at: datetime) -> None:
        """更名."""
        self._change(self.Renamed, effective, at=at, name=name)

    def change_login(self, *, login: str, effective: date, at: datetime) -> None:
        """Give another login; that nobody else has it is the directory's to see to."""
        self._change(self.LoginChanged, effective, at=at, login=login)

    def appoint(self, entry: PostEntry, *, effective: date, at: datetime) -> None:
        """任职; from `effective` on where the entry has no first day of its own."""
        if self.posts.get(entry.key, Timeline()).periods:
            raise Refused(f"任职“{entry.title}”（{entry.key}）已在目录中。请改为变更该任职。")
        periods = first_period(facts_of_post(entry), term=entry.term, effective=effective)
        self.trigger_event(self.Appointed, timestamp=at, post=entry.key, periods=periods)

    def post(self, key: str) -> Post:
        """One of the posts, to change or end it. Refused if there is none of this key."""
        if key not in self.posts:
            raise Refused(f"“{self.timeline.latest['name']}”没有编号为“{key}”的任职。请核对。")
        return Post(self, key)

    def relieve(self, key: str, *, effective: date, at: datetime) -> None:
        """免职."""
        self.post(key).close(effective=effective, at=at)

    def follow_post(self, entry: PostEntry, *, effective: date, at: datetime) -> None:
        """Issue the commands that bring the record of a post to what a source says."""
        if entry.key not in self.posts:
            self.appoint(entry, effective=effective, at=at)
        else:
            facts = facts_of_post(entry)
            self.post(entry.key).follow(facts, term=entry.term, effective=effective, at=at)

    FACETS = ((rename, ("name",)), (change_login, ("login",)))


class Post(Dated):
    """One post of a person; its events are the person's."""

    WORD: ClassVar[str] = "任职"

    Ended = Person.Relieved
    Resumed = Person.Reinstated
    Redated = Person.AppointmentRedated

    def __init__(self, person: Person, key: str) -> None:
        self.person = person
        self.key = key
        self.timeline = person.posts[key]

    def retitle(self, *, title: str, effective: date, at: datetime) -> None:
        """Give the post another title (职务)."""
        self._change(Person.Retitled, effective, at=at, title=title)

    def transfer(self, *, agency: str, unit: str, effective: date, at: datetime) -> None:
        """Move the post to another agency, or to another unit ("" for none)."""
        self._change(Person.Transferred, effective, at=at, agency=agency, unit=unit)

    def entrust(self, *, roles: Sequence[str], effective: date, at: datetime) -> None:
        """Give the post these roles (values of `kinds.Role`) and no others."""
        self._change(Person.Entrusted, effective, at=at, roles=roles)

    def rank(self, *, rank: int, effective: date, at: datetime) -> None:
        """Give the post another 排序号; the smaller comes first."""
        self._change(Person.Ranked, effective, at=at, rank=rank)

    def _record(self, event: type[PeriodsChanged], periods: Delta, *, at: datetime) -> None:
        self.person.trigger_event(event, timestamp=at, post=self.key, periods=periods)

    FACETS = (
        (retitle, ("title",)),
        (transfer, ("agency", "unit")),
        (entrust, ("roles",)),
        (rank, ("rank",)),
    )


def facts_of(entry: PersonEntry) -> Facts:
    """What is recorded of an entry."""
    return {"key": entry.key, "login": entry.login, "name": entry.name}


def facts_of_post(entry: PostEntry) -> Facts:
    """What is recorded of a post."""
    return {
        "key": entry.key,
        "person": entry.person,
        "agency": entry.agency,
        "unit": entry.unit,
        "title": entry.title,
        "roles": [str(role) for role in entry.roles],
        "rank": entry.rank,
    }
