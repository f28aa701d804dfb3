"""What stands in the Log contact sheet, as the record wants it."""

from datetime import datetime

from inteam.contacts import rules
from inteam.contacts.rules import (
    AttendedCode,
    ContactEntry,
    ContactType,
    Direction,
    GoalProgress,
    HowItWent,
    RiskChange,
    WithWhom,
)
from ui.contacts.form import MINUTES, OTHER_MINUTES, RISK_WORDS, ContactForm


def entry_of(sheet: ContactForm) -> ContactEntry:
    """The entry; what is missing is left for the use case to refuse."""
    how, mode = sheet.how() or HowItWent.REACHED, sheet.chosen_mode()
    missed = how in (HowItWent.DID_NOT_ATTEND, HowItWent.CANCELLED)
    planned = missed or (sheet.seen is not None and sheet.seen.appointment is not None)
    reading = rules.reading(how, mode, planned=planned)
    attended = reading.attended_code
    if how is HowItWent.CANCELLED and sheet.cancelled_by.current == 1:
        attended = AttendedCode.CANCELLED_BY_SERVICE
    with_person, whom, with_names = _with(sheet)
    about_only = how is HowItWent.REACHED and not with_person and whom is not WithWhom.CARER_ONLY
    actor, goal = sheet.background.actor, sheet.goal
    return ContactEntry(
        person_id=sheet.person_id,
        occurred_at=_moment(sheet),
        type=ContactType.INDIRECT if about_only else reading.type,
        mode=mode,
        direction=Direction.INBOUND if sheet.inbound.isChecked() else Direction.OUTBOUND,
        with_whom=whom,
        with_names=with_names,
        duration_min=_duration(sheet),
        planned=planned,
        attended_code=attended,
        attempt_result=reading.attempt_result,
        meaningful=how is HowItWent.REACHED and sheet.what_matters.isChecked(),
        summary=sheet.note.text(),
        quick_code=how,
        interpreter_used=sheet.interpreter.isChecked() if sheet.interpreter.isVisible() else None,
        risk_change=RiskChange.CHANGED if RISK_WORDS in sheet.note.text() else RiskChange.NONE,
        next_action=sheet.action.entry(actor.staff_id, actor.team_id),
        no_action=sheet.action.none,
        done_action=sheet.action.answered(),
        goal_progress=GoalProgress(goal.goal.id, goal.goal.version, goal.progress) if goal.moved else None,
    )


def _moment(sheet: ContactForm) -> datetime | None:
    moment, now = sheet.when.value(), sheet.background.now()
    # Typed to the minute: the minute that has just begun must not count as the future.
    return now if moment is not None and abs((moment - now).total_seconds()) < 60 and moment > now else moment


def _duration(sheet: ContactForm) -> int | None:
    if sheet.minutes.current == OTHER_MINUTES:
        return int(sheet.other_minutes.text() or 0)
    return MINUTES[sheet.minutes.current] if sheet.minutes.current >= 0 else None


def _with(sheet: ContactForm) -> tuple[bool, WithWhom, str]:
    ticked = sheet.companions.ticked()
    known = {one.words: one.professional for one in sheet.seen.companions} if sheet.seen else {}
    others = [words for words in ticked if words != sheet.own_name]
    whom = rules.whom(
        person=sheet.own_name in ticked,
        family=sum(known.get(words) is False for words in others),
        professionals=sum(known.get(words) is True for words in others),
    )
    return sheet.own_name in ticked, whom, ", ".join(others)
