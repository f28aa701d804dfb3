"""One person's summary from the rows of the record: what is compared, and what is printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from inteam.careplans.papers import (
    ActionLine,
    ChangeKind,
    ChangeLine,
    Confidentiality,
    ContactLine,
    GoalLine,
    NeedLine,
    PersonPaper,
    RiskLine,
    RiskState,
)
from inteam.meetings import summary_words as say
from inteam.meetings.facts import (
    OPEN_STATES,
    ActionFact,
    Change,
    ContactFact,
    Facts,
    NeedFact,
    RiskFact,
    changes,
)
from inteam.meetings.queries_person import PersonRows
from inteam.meetings.words import FILTERED, STATES, outcome, spoken
from inteam.people import access_needs, banner, dates, names, risks
from inteam.people.banner import Identity

RECENT = timedelta(days=60)
"""How long an answered action stays on the papers of somebody who is new to the MDT."""


@dataclass(frozen=True)
class Before:
    """What is remembered of the last meeting at which the person was discussed."""

    on: date
    facts: Mapping[str, Any] | None


@dataclass(frozen=True)
class Reader:
    """For whom a summary is made: safeguarding detail is for permitted roles."""

    today: date
    safeguarding_detail: bool = False


def facts(rows: PersonRows, *, leave_out: frozenset[object] = frozenset()) -> Facts:
    """What the comparison looks at. leave_out: ids of actions that the meeting itself has just agreed."""
    case = rows.of("cases")[0] if rows.of("cases") else None
    plan = rows.of("plans")[0] if rows.of("plans") else None
    return Facts(
        contacts=tuple(
            ContactFact(c.id, c.occurred_on, c.recorded_at.astimezone(UTC).isoformat(), say.headline(c), say.by(c))
            for c in rows.contacts
        ),
        contact_count=rows.contact_count,
        needs=tuple(NeedFact(n.id, n.statement, n.status, n.status_on or n.identified_on) for n in rows.of("needs")),
        actions=tuple(
            ActionFact(a.id, a.text, say.owner(a), a.due_on, a.status, a.done_on)
            for a in rows.of("actions")
            if a.id not in leave_out
        ),
        risks=tuple(
            RiskFact(r.id, say.risk_words(r, detail=False), r.level, r.status, r.closed_on or r.raised_on)
            for r in rows.of("risks")
        ),
        plan_number=plan.number if plan else None,
        plan_status=plan.status if plan else "",
        plan_agreed_on=plan.agreed_on if plan else None,
        owner=say.owner(case) if case else "",
        case_status=case.status if case else "",
        stage=say.stage(case) if case else "",
    )


def paper(
    rows: PersonRows, reader: Reader, before: Before | None = None, *, leave_out: frozenset[object] = frozenset()
) -> PersonPaper:
    """Everything that a professional paper or the live page says about one person.

    before None: new to the MDT. leave_out: as in ``facts``.
    """
    p = rows.person
    withheld = {w.subject_id: w.ask_role for w in rows.of("withheld") if w.from_professionals}
    who = _identity(rows)
    open_to_all = p.confidentiality == Confidentiality.NORMAL
    cases = rows.of("cases")
    state, assessed_on, assessed_by = _risk_state(rows)
    since = _since(rows, before, leave_out, withheld)
    last_on = before.on if before else None
    return PersonPaper(
        person_id=p.person_id,
        family_name=p.family_name,
        given_name=p.given_name or "",
        title=p.title or "",
        preferred_name=p.preferred_name or "",
        born=banner.born(who, reader.today),
        died=banner.banner(who, reader.today).died,
        sex=banner.GENDER_WORDS.get(p.sex, "Not known"),
        nhs_number=p.nhs_number or "",
        nhs_number_unverified=bool(p.nhs_number) and p.nhs_number_status != "01",
        confidentiality=Confidentiality(p.confidentiality),
        lead=names.full(p.worker_family, p.worker_given) or (say.owner(cases[0]) if cases else ""),
        pathway=say.on_pathway(cases[0]) if cases else "",
        stage=say.stage(cases[0]) if cases else "",
        practice=", ".join(filter(None, (p.usual_gp_name, p.practice))) if open_to_all else "",
        address=say.address(rows) if open_to_all else "",
        phone=rows.of("phones")[0].value if open_to_all and rows.of("phones") else "",
        contact_note=say.contact_note(rows) if open_to_all else "",
        plan=say.plan(rows),
        what_matters=say.what_matters(rows, withheld),
        risk_state=state,
        risks=_risks(rows, reader, withheld),
        risks_assessed_on=assessed_on,
        risks_assessed_by=assessed_by,
        last_discussed_on=last_on,
        changes=since,
        actions=_actions(rows, last_on or reader.today - RECENT, withheld),
        onward=say.onward(rows, withheld, open_to_all=open_to_all),
        needs=_needs(rows, withheld),
        contacts=_contacts(rows, withheld),
        contacts_more=max(0, rows.contact_count - len(rows.contacts)),
        access_needs=tuple(access_needs.words(say.need(n)) for n in rows.of("access_needs")),
        adjustments=tuple(a.adjustment for a in rows.of("adjustments")),
        language=say.language(p),
        consent=say.consent(rows, reader.today),
        allergies=banner.allergy_words(p.allergies_standing, [a.display for a in rows.of("allergies")]),
        medicines=tuple(": ".join(filter(None, (m.display, m.dosage))) for m in rows.of("medicines")),
        services=say.services(rows, open_to_all=open_to_all),
        contingency=tuple(say.contingency(c, withheld) for c in rows.of("contingencies")),
        notes=f"{FILTERED}." if rows.left_out else "",
    )


def _identity(rows: PersonRows) -> Identity:
    p = rows.person
    return Identity(
        p.family_name,
        p.given_name,
        p.title,
        p.preferred_name,
        p.born_on,
        p.dob_precision,
        p.dob_estimated,
        p.sex,
        p.nhs_number,
        p.confidentiality,
        p.death_status,
        p.died_on,
    )


def _since(
    rows: PersonRows, before: Before | None, leave_out: frozenset[object], withheld: Mapping[Any, str]
) -> tuple[ChangeLine, ...]:
    if before is None:
        return ()
    if before.facts is None:
        return (ChangeLine(text="No snapshot was kept of the last meeting", kind=ChangeKind.NOTE),)
    found = changes(before.facts, facts(rows, leave_out=leave_out), words=STATES)
    if not found:
        note = f"Nothing recorded since {dates.short(before.on)}"
        return (ChangeLine(text=note, kind=ChangeKind.NOTE),)
    return tuple(_change(change, withheld.get(change.id, "")) for change in found)


def _change(change: Change, ask: str) -> ChangeLine:
    words = "" if ask else change.words
    return ChangeLine(text=words, kind=change.kind, on=change.on, by=change.by, withheld=ask, subject_id=change.id)


def _risk_state(rows: PersonRows) -> tuple[RiskState, date | None, str]:
    lines = [risks.RiskLine(r.kind, r.title, r.level, r.status, r.safeguarding_type) for r in rows.of("risks")]
    newest = rows.of("risk_reviews")[0] if rows.of("risk_reviews") else None
    stand = risks.standing(lines, newest.answer if newest else None)
    on, by = (newest.reviewed_on, names.full(newest.by_family, newest.by_given)) if newest else (None, "")
    if stand is risks.Standing.OPEN:
        return RiskState.LISTED, on, by
    if stand is risks.Standing.NO_KNOWN_RISKS:
        return RiskState.NONE_KNOWN, on, by
    # All closed and nobody has said "none" since: that is not an assessment.
    return RiskState.NOT_ASSESSED, on, by


def _risks(rows: PersonRows, reader: Reader, withheld: Mapping[Any, str]) -> tuple[RiskLine, ...]:
    shown = [r for r in rows.of("risks") if r.status != "closed"]
    shown.sort(key=lambda r: (r.kind != "to_staff", ["high", "medium", "low"].index(r.level), r.raised_on))
    return tuple(
        RiskLine(
            text="" if r.id in withheld else say.risk_words(r, detail=reader.safeguarding_detail),
            level=r.level,
            since=r.raised_on,
            to_staff=r.kind == "to_staff",
            withheld=withheld.get(r.id, ""),
        )
        for r in shown
    )


def _actions(rows: PersonRows, since: date, withheld: Mapping[Any, str]) -> tuple[ActionLine, ...]:
    kept = [a for a in rows.of("actions") if a.status in OPEN_STATES or (a.done_on is not None and a.done_on >= since)]
    kept.sort(key=lambda a: (a.status not in OPEN_STATES, a.due_on))
    return tuple(action_line(a, withheld.get(a.id, "")) for a in kept)


def action_line(row: Any, ask: str = "") -> ActionLine:
    """An action of the record as a line."""
    plain = row.status in OPEN_STATES or row.status == "done"
    words = "" if plain else ", ".join(filter(None, (spoken(row.status), row.status_reason)))
    return ActionLine(
        text="" if ask else row.text,
        owner=say.owner(row),
        due_on=row.due_on,
        done_on=row.done_on,
        status=words,
        carried=row.carried,
        priority=row.priority == 1,
        withheld=ask,
        action_id=row.id,
    )


def _needs(rows: PersonRows, withheld: Mapping[Any, str]) -> tuple[NeedLine, ...]:
    goals: dict[object, list[GoalLine]] = {}
    for goal in rows.of("goals"):
        ask = withheld.get(goal.id, "")
        line = GoalLine(
            text="" if ask else goal.text,
            progress=spoken(goal.status),
            target_on=goal.target_on,
            outcome="" if ask else goal.outcome or "",
            outcome_on=goal.outcome_on,
            withheld=ask,
        )
        goals.setdefault(goal.need_id, []).append(line)
    return tuple(
        NeedLine(
            text="" if n.id in withheld else n.statement,
            state=spoken(n.status),
            goals=() if n.id in withheld else tuple(goals.get(n.id, ())),
            withheld=withheld.get(n.id, ""),
        )
        for n in rows.of("needs")
        if n.status != "no_longer_wanted"
    )


def _contacts(rows: PersonRows, withheld: Mapping[Any, str]) -> tuple[ContactLine, ...]:
    return tuple(
        ContactLine(
            on=c.occurred_on,
            how=say.how(c),
            who=say.by(c),
            outcome=outcome(c.attempt_result, c.attended_code),
            note="" if c.id in withheld else c.summary,
            withheld=withheld.get(c.id, ""),
            contact_id=c.id,
        )
        for c in rows.contacts
    )


def anonymous(shown: PersonPaper, number: int) -> PersonPaper:
    """The same question without whose it is: the person did not agree to be named (domain.md 7.1)."""
    return PersonPaper(
        person_id=shown.person_id,
        family_name=f"Item {number}",
        given_name="discussed without a name",
        born="Not shown",
        sex="",
        question=shown.question,
        presenter=shown.presenter,
        reason=shown.reason,
        minutes=shown.minutes,
        risk_state=shown.risk_state,
        told=shown.told,
    )


def marks(changed: Iterable[ChangeLine]) -> int:
    """How many marks a summary has: notes are none."""
    return sum(1 for line in changed if line.kind is not ChangeKind.NOTE)
