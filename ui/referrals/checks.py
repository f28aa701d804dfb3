"""What the panel says about a referral before anybody decides: pure words, no widgets."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from inteam import clock
from inteam.cases.queries_triage import TriageView
from inteam.people import dates, nhs_number
from inteam.referrals import words
from inteam.referrals.choices import Agreement, RiskState, Urgency
from inteam.referrals.clocks import delay_days
from inteam.referrals.rows import DelayRow, PanelRow

CRISIS = (
    "Same-day safety: do not queue. Danger to life: 999 or A&E. Crisis line: NHS 111, option 2. "
    "Samaritans 116 123. Text SHOUT to 85258. Then write down what was done and who was told."
)


class Check(NamedTuple):
    """One line: words, and whether it is in order."""

    words: str
    good: bool


def checks(view: TriageView, today: date) -> list[Check]:
    """What can be seen from the record; each line says both what is right and what is not."""
    row = view.panel.referral
    return [_registered(row), _number(view), _age_and_safety(view, today), _risk(row), _agreement(row)]


def _registered(row: PanelRow) -> Check:
    if row.practice:
        return Check(f"Registered at {row.practice}", True)
    return Check("No practice recorded: is this our area?", False)


def _number(view: TriageView) -> Check:
    row = view.panel.referral
    known = f"{view.open_cases} open case{'s' if view.open_cases != 1 else ''} already" if view.open_cases else ""
    if view.panel.other_open:
        known = "Another open referral: join or decline?"
    if not row.nhs_number:
        return Check(f"NHS number not known{', ' + known if known else ''}", False)
    valid = nhs_number.check(row.nhs_number).ok
    said = "NHS number valid" if valid else "NHS number not valid"
    return Check(f"{said}, {known[:1].lower() + known[1:] if known else 'not on the caseload'}", valid and not known)


def _age_and_safety(view: TriageView, today: date) -> Check:
    row = view.panel.referral
    age = dates.age_in_years(row.born_on, row.dob_precision, today)
    who = "Age not known" if age is None else "Adult" if age >= 18 else f"Aged {age}: a child"
    safe = "open safeguarding concern" if view.panel.safeguarding_open else "no open safeguarding concern"
    return Check(f"{who}, {safe}", age is not None and age >= 18 and not view.panel.safeguarding_open)


def _risk(row: PanelRow) -> Check:
    if row.risk_state == RiskState.NOT_ASSESSED:
        return Check("Risk not assessed", False)
    if row.risk_state == RiskState.RISKS_LISTED:
        return Check(f"Risks: {row.risk_summary or 'listed'}", False)
    return Check("No known risks, says the referrer", True)


def _agreement(row: PanelRow) -> Check:
    on = f", {dates.short(row.agreed_on)}" if row.agreed_on else ""
    said = {
        Agreement.YES: f"Agrees to the referral{on}",
        Agreement.NO: "Does not agree to the referral",
        Agreement.NOT_ASKED: "Not asked whether they agree",
        Agreement.BEST_INTERESTS: f"Referred in best interests{on}",
    }
    good = row.person_agrees in (Agreement.YES, Agreement.BEST_INTERESTS)
    return Check(said[Agreement(row.person_agrees)], good)


def facts(view: TriageView, titles: dict[str, str], today: date) -> list[tuple[str, str]]:
    """(label, words) of the referral; titles: pathway → its title."""
    row = view.panel.referral
    asked = titles.get(row.pathway_key or "", "")
    reasons = ", ".join(words.issue(r.code, r.note) for r in view.panel.reasons)
    found = [
        ("From", _from(row)),
        ("Received", _received(row.received_at)),
        ("Asks for", asked),
        ("Reasons", reasons),
        ("Says", ", ".join(words.issue(r.code, r.note) for r in view.panel.person_issues)),
        ("Goals", row.goals or ""),
        ("First contact", _first_contact(view, today)),
        ("Chose to wait", "; ".join(_delay(one) for one in view.panel.delays)),
    ]
    return [(label, said) for label, said in found if said]


def _from(row: PanelRow) -> str:
    parts = [row.referrer_name, row.referrer_role, row.referrer_organisation]
    said = ", ".join(part for part in parts if part)
    return said or words.SOURCES.get(row.source, row.source)


def _received(moment: datetime) -> str:
    here = moment.astimezone(clock.LONDON)
    return f"{here:%a} {dates.short(here.date())}, {here:%H:%M}"


def _first_contact(view: TriageView, today: date) -> str:
    made = next((c for c in view.panel.clocks if c.clock == "first_contact" and c.stopped_on), None)
    if made is not None and made.stopped_on is not None:
        said = f"{dates.short(made.stopped_on)}, after {made.calendar_days} days ({made.working_days} working)"
        return f"{said}{_chosen(made.delay_days or 0)}"
    row = view.panel.referral
    due = row.received_on + timedelta(days=view.first_contact_days)
    delays = [(one.from_on, one.to_on) for one in view.panel.delays]
    # Clocks never pause (domain 3.4): what the person chose stands beside the wait, and is not taken off it.
    so_far = delay_days(delays, row.received_on, today) if delays else 0
    return f"Due by {dates.short(due)}{_chosen(so_far)}"


def _chosen(days: int) -> str:
    return f", {days} of them the person’s choice" if days > 1 else ", 1 of them the person’s choice" if days else ""


def _delay(one: DelayRow) -> str:
    return f"{dates.short(one.from_on)} to {dates.short(one.to_on)}, {one.reason}"


def chips(row: PanelRow) -> list[tuple[str, str, str | None]]:
    """(words, tone, icon) of the marks under the name."""
    found: list[tuple[str, str, str | None]] = []
    if row.urgency:
        tone = {Urgency.URGENT: "red", Urgency.SAME_DAY_SAFETY: "red", Urgency.SOON: "amber"}.get(
            Urgency(row.urgency), "plain"
        )
        found.append((words.URGENCIES[row.urgency], tone, None))
    if row.interpreter_required == "yes":
        language = f" ({row.language_code})" if row.language_code else ""
        found.append((f"Interpreter{language}", "violet", "ear"))
    if row.death_status != "alive":
        found.append(("Has died", "red", "alert"))
    found.append((words.STATES[row.state], "blue", None))
    return found


def number(row: PanelRow) -> str:
    """999 000 0204, or that it is not known."""
    return nhs_number.stated(row.nhs_number)


def load_words(view: TriageView) -> str:
    """Priya has 38 of 40. Tom has 31 of 40."""
    known = sorted(view.staff, key=lambda one: (-view.loads[one.id], one.sort_key))[:3]
    return " ".join(f"{one.given_name} has {view.loads[one.id]} of {view.most}." for one in known)
