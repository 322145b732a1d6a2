"""Records: entities people edit in forms, which can be archived and brought back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from crm.errors import ChangedMeanwhile
from crm.facts import Entity, Fact, plain


class Record(Entity):
    """An entity with a version, so that two people cannot overwrite each other."""

    __abstract__ = True

    archived_at: Mapped[datetime | None] = mapped_column(sort_order=90)
    version: Mapped[int] = mapped_column(default=1, sort_order=91)

    when_changed: ClassVar[type[Fact]]
    when_archived: ClassVar[type[Fact]]
    when_restored: ClassVar[type[Fact]]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the database refuse a change made from an older version."""
        return {"version_id_col": cls.version}

    @property
    def is_archived(self) -> bool:
        """Whether it left the lists."""
        return self.archived_at is not None

    def expect(self, version: int | None) -> None:
        """Refuse when somebody saved after this version was shown; None: not asked."""
        if version is not None and version != self.version:
            raise ChangedMeanwhile

    def alter(self, values: Mapping[str, Any]) -> bool:
        """Take new values; record what really changed and say whether anything did."""
        changes = {
            name: [plain(getattr(self, name)), plain(value)]
            for name, value in values.items()
            if getattr(self, name) != value
        }
        for name in changes:
            setattr(self, name, values[name])
        if changes:
            self.record(self.when_changed(self, changes))  # type: ignore[call-arg]
        return bool(changes)

    def archive(self, at: datetime) -> None:
        """Take it out of the lists; nothing is lost."""
        if not self.is_archived:
            self.archived_at = at
            self.record(self.when_archived(self))  # type: ignore[call-arg]

    def restore(self) -> None:
        """Bring it back into the lists."""
        if self.is_archived:
            self.archived_at = None
            self.record(self.when_restored(self))  # type: ignore[call-arg]
