"""The register of acts: everything that a button, a key or the palette can do to the record.

`act_button` makes a button from the register, so an act that is not here cannot be bound to one. Each act is put back
by Undo, or says in `no_undo` why not. A test walks this register.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button

ANYWHERE, PERSON = "anywhere", "person"


@dataclass(frozen=True)
class Act:
    """One thing that can be done.

    title: a verb and the thing, as on its button. shortcut: as printed on it. sheet: "package.module:Class" of the
    sheet or dialog that asks for the rest, called as Class(shell, **context). where: ANYWHERE or PERSON puts it into
    the palette (PERSON: with person_id=…); "" keeps it to its own screen. no_undo: why Undo does not put it back.
    """

    key: str
    title: str
    needs: str = ""
    shortcut: str = ""
    icon: str = "plus"
    sheet: str = ""
    where: str = ""
    no_undo: str = ""


def _printing(key: str, title: str, preview: str, where: str = "") -> Act:
    sheet = f"ui.meetings.previews:{preview}"
    return Act(key, title, "print.identifiable", "", "print", sheet, where, "a copy that is out stays recorded")


_SHARING = "ui.person.sheets_circle:SharingSheet"
_CASES = "ui.referrals.case_sheets"
_HANDOVERS = "ui.handovers"
ACTS: tuple[Act, ...] = (
    # contacts
    Act("contacts.log", "Log contact", "contacts.write", "Ctrl+L", "plus", "ui.contacts.log:LogContactSheet", PERSON),
    Act(
        "contacts.group",
        "Log group session",
        "contacts.write",
        icon="people",
        sheet="ui.contacts.group:GroupSheet",
        where=ANYWHERE,
    ),
    Act("contacts.amend", "Change a contact", "contacts.write", "", "pencil", "ui.contacts.amend:AmendContactSheet"),
    Act("contacts.withdraw", "Withdraw a contact", "contacts.write", sheet="ui.contacts.amend:WithdrawContactSheet"),
    # referrals
    Act("referrals.add", "Add referral", "referrals.write", "", "plus", "ui.referrals.add:AddReferralSheet", PERSON),
    Act("referrals.accept", "Accept", "referrals.write", "A", "check"),
    Act("referrals.ask", "Ask more", "referrals.write", "M", sheet="ui.referrals.sheets:AskSheet"),
    Act("referrals.answer", "Write down the answer", "referrals.write", "M", sheet="ui.referrals.sheets:AnswerSheet"),
    Act("referrals.decline", "Decline", "referrals.write", "X", sheet="ui.referrals.sheets:DeclineSheet"),
    Act("referrals.redirect", "Redirect", "referrals.write", "D", sheet="ui.referrals.sheets:RedirectSheet"),
    Act("referrals.offer", "Offer appointment", "referrals.write", "O", sheet="ui.referrals.sheets_course:OfferSheet"),
    Act("referrals.wait", "Waiting list", "referrals.write", "W", sheet="ui.referrals.sheets_course:WaitSheet"),
    Act("referrals.close", "Close referral", "referrals.write", "C", sheet="ui.referrals.closing:CloseReferralSheet"),
    Act("referrals.reopen", "Reopen", "referrals.write", "R", sheet="ui.referrals.sheets_course:ReopenSheet"),
    Act("referrals.delay", "Chose to wait", "referrals.write", sheet="ui.referrals.sheets_person:DelaySheet"),
    Act("referrals.issues", "Says it is about", "referrals.write", sheet="ui.referrals.sheets_person:IssuesSheet"),
    Act("referrals.feedback", "Tell the referrer", "referrals.write", sheet="ui.referrals.sheets_course:FeedbackSheet"),
    Act("referrals.owed", "Feedback due", "referrals.read", "F", "letter", "ui.referrals.owed:FeedbackDueSheet"),
    # cases
    Act("cases.open", "Open a case", "cases.write", "", "folder", f"{_CASES}:OpenCaseSheet", PERSON),
    Act("cases.move", "Move to another stage", "cases.write", "", "arrow_right", f"{_CASES}:MoveStageSheet", PERSON),
    Act("cases.owner", "Change who has the case", "cases.write", "", "people", f"{_CASES}:ChangeOwnerSheet", PERSON),
    Act("cases.reopen", "Reopen a case", "cases.write", "", "folder", f"{_CASES}:ReopenCaseSheet", PERSON),
    Act("cases.close", "Close the case", "cases.write", "", "check", f"{_CASES}:CloseCaseSheet", PERSON),
    # people
    Act("people.add", "Add person", "people.write", "Ctrl+N", "plus", "ui.person.add:AddPersonSheet", ANYWHERE),
    Act("people.amend", "Edit identity", "people.write", icon="pencil", sheet="ui.person.identity:IdentitySheet"),
    Act("people.name", "Add other name", "people.write", sheet="ui.person.identity:NameSheet"),
    Act("people.address", "Add address", "people.write", sheet="ui.person.sheets:AddressSheet"),
    Act("people.contact_point", "Add a way to reach them", "people.write", sheet="ui.person.sheets:ContactPointSheet"),
    Act("people.access_need", "Add access need", "people.write", "", "ear", "ui.person.sheets:AccessNeedSheet", PERSON),
    Act("people.adjustment", "Add adjustment", "people.write", sheet="ui.person.sheets:AdjustmentSheet"),
    Act("people.risk", "Add risk", "people.write", "", "alert", "ui.person.sheets:RiskSheet", PERSON),
    Act("people.reopen_risk", "Open again", "people.write", icon="undo"),
    Act("people.no_risks", "Say that no risks are known", "people.write", icon="check"),
    Act("people.sharing", "Record an answer about sharing", "people.write", "", "lock", _SHARING, PERSON),
    Act("people.take_back", "Take an answer back", "people.write", sheet="ui.person.sheets_circle:TakeBackSheet"),
    Act("people.related", "Add a person in their life", "people.write", sheet="ui.person.sheets_circle:RelatedSheet"),
    Act("people.care_team", "Add to care team", "people.write", sheet="ui.person.sheets_circle:CareTeamSheet"),
    Act("people.usual_worker", "Usual worker", "people.write", sheet="ui.person.sheets_circle:UsualWorkerSheet"),
    Act("people.practice", "GP practice", "people.write", sheet="ui.person.sheets_circle:PracticeSheet"),
    Act("people.confidentiality", "Who may see this", "people.write", sheet="ui.person.identity:ConfidentialitySheet"),
    Act("people.death", "Record a death", "people.write", sheet="ui.person.identity:DeathSheet"),
    Act("people.mistake", "Entered in error", "needs.write", "", "alert", "ui.person.mistakes:MistakeSheet", PERSON),
    Act("people.merge", "Join a duplicate", "people.write", "", "link", "ui.person.merge:MergeSheet", PERSON),
    Act("people.unmerge", "Separate records", "people.write"),
    # needs
    Act("needs.add", "Add need", "needs.write", sheet="ui.person.sheets_needs:NeedSheet", where=PERSON),
    Act("needs.goal", "Add goal", "needs.write", icon="target", sheet="ui.person.sheets_needs:GoalSheet"),
    Act("needs.action", "Add action", "needs.write", sheet="ui.person.sheets_needs:ActionSheet", where=PERSON),
    Act("needs.refer_on", "Refer on", "needs.write", "", "arrow_right", "ui.person.onward:OnwardSheet", PERSON),
    Act("needs.onward_step", "Next step", "needs.write", "N", "check", "ui.person.onward_step:OnwardStepSheet"),
    Act("needs.outcome", "Record outcome", "needs.write", "", "target", "ui.person.outcomes:OutcomeSheet", PERSON),
    Act("needs.signpost", "Signpost", "needs.write", "", "info", "ui.person.signposts:SignpostSheet", PERSON),
    Act("needs.told", "Change a signpost", "needs.write", "", "pencil", "ui.person.signposts:ToldSheet"),
    Act("needs.told_became", "What became of it", "needs.write", "N", "check", "ui.person.signposts:FollowUpSheet"),
    Act("needs.snooze", "Move the date", "needs.write", icon="clock", sheet="ui.person.sheets_needs:SnoozeSheet"),
    Act("contacts.show", "Read a contact", "contacts.read", icon="eye", sheet="ui.person.contact_sheet:ContactSheet"),
    # caseload
    Act("caseload.reassign", "Reassign", "caseload.write", "R", "people", "ui.caseload.reassign:ReassignDialog"),
    Act("caseload.set_action", "Set action", "caseload.write", sheet="ui.caseload.next_action:SetActionDialog"),
    Act("caseload.snooze", "Snooze", "caseload.write", "S", "clock", "ui.caseload.next_action:SnoozeDialog"),
    Act("caseload.add_to_meeting", "Add to MDT", "meetings.write", sheet="ui.caseload.to_meeting:AddToMeetingDialog"),
    Act("caseload.done", "Done", "needs.write", "D", "check"),
    Act("today.snooze", "Snooze", "needs.write", "S", "clock", "ui.today.snooze:SnoozeTaskDialog"),
    Act("caseload.export", "Export", "caseload.read", icon="download", no_undo="a file is written; nothing is changed"),
    Act("caseload.export_selected", "Export", "caseload.read", no_undo="a file is written; nothing is changed"),
    Act("caseload.columns", "Columns", "caseload.read", icon="columns", no_undo="how a list looks; nothing is changed"),
    # care plans
    Act("careplans.start", "Start a plan", "careplans.write"),
    Act("careplans.next", "Start the next version", "careplans.write"),
    Act("careplans.begin_review", "Begin review", "careplans.write"),
    Act("careplans.reviewed", "Reviewed, still holds", "careplans.write"),
    Act("careplans.details", "Change", "careplans.write"),
    Act("careplans.add_signoff", "Add a signature", "careplans.write"),
    Act("careplans.need", "Add need", "needs.write"),
    Act("careplans.goal", "Add goal", "needs.write"),
    Act("careplans.action", "Add action", "needs.write"),
    Act("careplans.change_action", "Change", "needs.write"),
    Act("careplans.no_action", "No action wanted", "careplans.write"),
    Act("careplans.withhold", "Withhold", "careplans.write"),
    Act("careplans.print_again", "Print again", "careplans.write"),
    Act("careplans.contingency", "Add what happens if", "careplans.write"),
    Act("careplans.remove_contingency", "Take out of the plan", "careplans.write"),
    Act("careplans.add_to", "Add underneath", "careplans.write"),
    Act("careplans.signoff", "Go to sign-off", "careplans.write", "Ctrl+Return", no_undo="goes there; signs nothing"),
    Act("careplans.sign", "Sign and put into force", "careplans.write"),
    Act("careplans.discard", "Discard draft", "careplans.write"),
    Act("careplans.end", "End plan", "careplans.write"),
    Act("careplans.preview", "Preview print", "print.identifiable", no_undo="a copy that is out stays recorded"),
    Act("careplans.compare", "Compare", no_undo="shows two versions; nothing is changed"),
    Act("careplans.copy_given", "Copy given", "careplans.write"),
    Act(
        "careplans.copies",
        "Who has a copy",
        "careplans.read",
        icon="people",
        sheet="ui.careplans.copies:CopiesSheet",
        where=PERSON,
        no_undo="shows who has a copy; nothing is changed",
    ),
    Act("careplans.told", "Told", "careplans.write"),
    Act("careplans.not_told", "Not told after all", "careplans.write"),
    # meetings
    Act(
        "meetings.plan",
        "Plan meeting",
        "meetings.write",
        "",
        "calendar",
        "ui.meetings.sheets:PlanMeetingSheet",
        ANYWHERE,
    ),
    Act("meetings.change", "Change meeting", "meetings.write"),
    Act("meetings.cancel", "Cancel meeting", "meetings.write"),
    Act("meetings.add_item", "Add to agenda", "meetings.write", "A"),
    Act("meetings.change_item", "Change item", "meetings.write"),
    Act("meetings.remove_item", "Take off the agenda", "meetings.write"),
    Act("meetings.sort", "Usual order", "meetings.write"),
    Act("meetings.accept", "Add", "meetings.write"),
    Act("meetings.decline", "Not now", "meetings.write"),
    Act("meetings.freeze", "Freeze papers", "meetings.write"),
    Act("meetings.reopen", "Open papers again", "meetings.write"),
    Act("meetings.begin", "Begin meeting", "meetings.write"),
    Act("meetings.end", "End meeting", "meetings.write"),
    Act("meetings.attendance", "Who is here", "meetings.write", sheet="ui.meetings.attendance_sheet:AttendanceSheet"),
    Act("meetings.guest", "Add a guest", "meetings.write", sheet="ui.meetings.guests:GuestDialog"),
    Act("meetings.guest_remove", "Take off the list", "meetings.write"),
    Act("meetings.take_back_decision", "Take back a decision", "meetings.write"),
    Act("meetings.take_notes", "Take over the notes", "meetings.write"),
    Act("meetings.print", "Print pack", "print.identifiable", "Ctrl+P", no_undo="a copy that is out stays recorded"),
    Act("meetings.print_minutes", "Print minutes", "print.identifiable", no_undo="a copy that is out stays recorded"),
    _printing("print.people", "Print pack", "PeoplePackPreview"),
    _printing("print.caseload", "Print pack", "CaseloadPackPreview"),
    _printing("print.handover", "Print handover summary", "HandoverPreview", PERSON),
    _printing("print.plan_copy", "Print the person’s copy", "PlanCopyPreview"),
    Act("meetings.sbar", "Write as SBAR", no_undo="shows fields; nothing is changed"),
    Act("meetings.another_decision", "Another decision", "meetings.write"),
    Act("meetings.take_back", "Take back", "meetings.write"),
    Act("meetings.answer_done", "Done", "meetings.write"),
    Act("meetings.answer_carry", "Carry", "meetings.write"),
    Act("meetings.answer_drop", "Drop", "meetings.write"),
    Act("meetings.back", "Back", no_undo="goes to the person before; nothing is changed"),
    Act("meetings.next", "Save, next", "meetings.write", "PgDown"),
    Act("meetings.correct", "Correct", "meetings.write"),
    Act("meetings.agree", "Agree minutes", "meetings.write"),
    Act("meetings.addendum", "Add an addendum", "meetings.write"),
    Act("meetings.packs", "Count packs", "meetings.write"),
    # handovers
    Act(
        "handovers.offer",
        "Offer a handover",
        "meetings.write",
        "Ctrl+H",
        "people",
        f"{_HANDOVERS}.offer:OfferSheet",
        PERSON,
    ),
    Act("handovers.accept", "Accept", "meetings.write", "A", "check", f"{_HANDOVERS}.answer:AcceptDialog"),
    Act("handovers.refuse", "Refuse", "meetings.write", "X", "cross", f"{_HANDOVERS}.answer:RefuseDialog"),
    Act("handovers.take_back", "Take back", "meetings.write", "T", "undo"),
    # import
    Act("exchange.choose", "Choose files", "exchange.import", no_undo="files are looked at; nothing is changed"),
    Act("exchange.folder", "Choose folder", "exchange.import", no_undo="files are looked at; nothing is changed"),
    Act("exchange.next", "Check rows", "exchange.import", "Ctrl+Return", no_undo="the import itself can be undone"),
    Act("exchange.back", "Back", no_undo="nothing is changed"),
    Act("exchange.fix", "Use this value", "exchange.import", no_undo="it can be changed again before the import"),
    Act("exchange.refused", "Save problem rows as CSV", no_undo="a file is written; nothing is changed"),
    Act("exchange.undo", "Undo import", "exchange.import", no_undo="importing the file again does it again"),
    # settings
    Act("settings.passphrase", "Change passphrase", no_undo="the old passphrase must no longer open the file"),
    Act(
        "settings.forgotten",
        "Set a new passphrase",
        sheet="ui.settings.keys:ForgottenPassphrase",
        no_undo="the forgotten passphrase must no longer open the file",
    ),
    Act("settings.recovery", "New code", no_undo="the old code must no longer open the file"),
    Act("settings.recovery_test", "Test the code", no_undo="nothing is changed but that it was tested"),
    Act("settings.device", "Open without asking", no_undo="taken away by the button in its place"),
    Act("settings.device_remove", "Ask each time", no_undo="given back by the button in its place"),
    Act("settings.key", "Change the key", no_undo="the old key must no longer open the file"),
    Act("settings.live", "Make it live", no_undo="real people may have been entered since; the dialog says so"),
    Act("settings.policy", "Change", "policy.write"),
    Act("settings.staff", "Add staff", "organisations.write"),
    Act("settings.staff_change", "Change", "organisations.write"),
    Act("settings.team", "Add team", "organisations.write"),
    Act("settings.team_change", "Change", "organisations.write"),
    Act("settings.organisation", "Add organisation", "organisations.write"),
    Act("settings.organisation_change", "Change", "organisations.write"),
    Act("settings.join", "Put into a team", "organisations.write"),
    Act("settings.leave", "Last day", "organisations.write"),
    Act("settings.cover", "Arrange cover", "caseload.write"),
    Act("settings.cover_end", "End cover", "caseload.write"),
)


def act(key: str) -> Act:
    """The act of a key. Raises KeyError: add it to the register first."""
    for one in ACTS:
        if one.key == key:
            return one
    raise KeyError(key)


def printed(shortcut: str) -> str:
    """A shortcut as it is printed on a key cap: Ctrl+Return is Ctrl ↵."""
    return shortcut.replace("Return", "↵").replace("PgDown", "PgDn").replace("+", " ")


def act_button(key: str, do: Callable[[], object], kind: str = "plain", *, words: str = "", height: int = 36) -> Button:
    """A button for an act of the register: its title (or shorter words), and its key printed on it."""
    one = act(key)
    made = Button(words or one.title, kind, height, key=printed(one.shortcut))
    made.setProperty("act", key)
    made.clicked.connect(lambda _checked=False: do())
    return made


def act_shortcut(key: str, owner: QWidget, do: Callable[[], object]) -> QShortcut:
    """The key of an act, working while `owner` is shown."""
    made = QShortcut(QKeySequence(act(key).shortcut), owner)
    made.activated.connect(lambda: do())
    return made
