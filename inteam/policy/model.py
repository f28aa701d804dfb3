"""The table of settings that the team has changed; defaults are in resources/policy/policy.toml."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Record


class Setting(Record):
    """One value from a day on; the newest row whose day has come holds."""

    __tablename__ = "setting"
    __table_args__ = (Index(None, "key", "from_on"),)

    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[Any] = mapped_column(JSON)
    from_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    checked: Mapped[bool] = mapped_column(default=False)
