"""Tables of the work lists: one derived row a case, and the views that people keep."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inteam.caseload.rules import NEVER as NEVER
from inteam.caseload.rules import NOT_YET as NOT_YET
from inteam.store.base import Base, Folded, Record


class CaseWork(Base):
    """What the work lists need of a case, made again from its sources before each commit (derive.py).

    Narrow on purpose: only what a list sorts or filters by; words and names are joined for the rows shown.
    No value depends on today: what is overdue follows from the dates kept here.
    """

    __tablename__ = "case_work"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("care_case.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    is_open: Mapped[bool]
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    practice_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    pathway: Mapped[str] = mapped_column(String(40))
    stage: Mapped[str] = mapped_column(String(40))
    # rules.RiskRank: unknown is never shown as none, and sorts above low.
    risk_rank: Mapped[int]
    next_action_id: Mapped[UUID | None] = mapped_column(ForeignKey("action.id"))
    next_due_on: Mapped[date]  # of the earliest open action; NEVER without one
    last_contact_on: Mapped[date]  # two-way, with the person; NOT_YET without one
    waiting_since: Mapped[date]  # of the oldest clock that runs; NEVER when nothing waits
    waiting_until: Mapped[date]  # the last day within the standard; NEVER when nothing waits
    waiting_clock: Mapped[str] = mapped_column(String(40))  # triage, first_contact …; empty when nothing waits
    plan_review_on: Mapped[date]  # of the active plan; NEVER without one
    opened_on: Mapped[date]
    born_on: Mapped[date]  # NOT_YET when not known
    points: Mapped[int]  # thousandths of a caseload point (domain.md 4.9: 0.125 is 125)
    open_actions: Mapped[int]
    open_needs: Mapped[int]
    flags: Mapped[int]  # bits of rules.Flag
    nhs_number: Mapped[str] = mapped_column(Folded())  # empty when there is none
    sort_name: Mapped[str] = mapped_column(Folded())
    sort_owner: Mapped[str] = mapped_column(Folded())


_SORTS = (
    "sort_name",
    "nhs_number",
    "born_on",
    "pathway",
    "stage",
    "next_due_on",
    "last_contact_on",
    "waiting_since",
    "risk_rank",
    "sort_owner",
    "plan_review_on",
    "opened_on",
    "points",
)
for _sort in _SORTS:
    # A page is read along the index that ends in its order: 0.5 ms of 50,000, against 20 ms by sorting.
    _column = CaseWork.__table__.c[_sort]
    Index(f"ix_case_work_by_{_sort}", CaseWork.__table__.c.is_open, _column, CaseWork.__table__.c.case_id)
# What everybody carries, counted without a look at the table: 29 ms of 50,000, against 160.
Index("ix_case_work_load", CaseWork.is_open, CaseWork.owner_id, CaseWork.person_id, CaseWork.points)
Index("ix_case_work_owner", CaseWork.owner_id, CaseWork.is_open, CaseWork.next_due_on)
Index("ix_case_work_team", CaseWork.team_id, CaseWork.is_open, CaseWork.next_due_on)


class SavedView(Record):
    """A list that somebody keeps: its filters, order and columns. staff_id None: the whole team's."""

    __tablename__ = "saved_view"

    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("team.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    filters: Mapped[dict[str, Any]] = mapped_column(JSON)
    sort: Mapped[str] = mapped_column(String(40))
    descending: Mapped[bool]
    columns: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int]
