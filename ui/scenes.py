"""Everything there is to see: each screen with its views, each sheet and dialog of the registers, and the covers."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ui import pictures_settings

if TYPE_CHECKING:
    from ui.stage import Stage

Scene = tuple[str, Callable[[], object]]


def scenes(shown: "Stage") -> list[Scene]:
    """Every screen, every sheet and dialog of the registers, and what stands in front of the window."""
    return [
        *_screens(shown),
        *_views(shown),
        *_sheets(shown),
        *_window(shown),
        *_covers(shown),
        *pictures_settings.scenes(shown),
    ]


def _screens(shown: "Stage") -> list[Scene]:
    from ui.app.screens import SCREENS  # noqa: PLC0415 (after the platform is chosen)

    wants = {"person": "person_id", "careplan": "person_id"}
    wants |= {"meeting": "meeting_id", "meeting_live": "meeting_id", "minutes": "held_id"}

    def show(key: str) -> None:
        shown.window.open(key, *([shown.samples[wants[key]]] if key in wants else []))

    return [(one.key, partial(show, one.key)) for one in SCREENS]


VIEWS = (
    "person-contacts",
    "person-details",
    "person-sharing",
    "caseload-selected",
    "referrals-list",
    "referrals-ended",
    "referrals-owed",
    "careplan-signed",
    "careplan-reviewed",
    "careplan-details",
    "careplan-signature",
)


def _views(shown: "Stage") -> list[Scene]:
    """What a screen shows besides its first view, in the order of VIEWS."""
    from ui.careplans.loading import SIGN  # noqa: PLC0415 (loads the database's libraries)

    def tab(key: str) -> None:
        shown.window.open("person", shown.samples["person_id"], key)

    def selected() -> None:
        shown.window.open("caseload")
        shown.settle()
        page: Any = shown.window.current()
        page.model.tick(range(6), on=True)

    def way(number: int) -> None:
        shown.window.open("referrals")
        shown.settle()
        page: Any = shown.window.current()
        page.ways.choose(number)

    def owed() -> None:
        shown.window.open("referrals")
        shown.settle()
        shown.window.show_sheet("referrals.owed")  # of everybody; the sheet of the registers is one person's

    def plan(what: str) -> None:
        from PySide6.QtWidgets import QWidget  # noqa: PLC0415 (after the platform is chosen)

        tab("careplan")
        shown.settle()
        page: Any = shown.window.findChild(QWidget, "carePlan")
        page.choose(SIGN)
        if what != "signed":
            page.editor.asked.emit(what, {})

    plans = [partial(plan, one.removeprefix("careplan-")) for one in VIEWS if one.startswith("careplan-")]
    tabs = [partial(tab, key) for key in ("contacts", "details", "sharing")]
    return list(zip(VIEWS, [*tabs, selected, partial(way, 1), partial(way, 2), owed, *plans], strict=True))


def _sheets(shown: "Stage") -> list[Scene]:
    from ui.app import acts, screens  # noqa: PLC0415 (after the platform is chosen)

    def show(one: acts.Act) -> None:
        over = one.key.partition(".")[0]
        behind = over if over in {screen.key for screen in screens.SCREENS} else "person"
        shown.window.open(behind, *([shown.samples["person_id"]] if behind == "person" else []))
        shown.settle()
        if shown.window.show_sheet(one.key, **shown.samples.context(screens.load(one.sheet))) is None:
            raise LookupError("the sheet did not open")

    return [(f"sheet-{one.key.replace('.', '-')}", partial(show, one)) for one in acts.ACTS if one.sheet]


def _window(shown: "Stage") -> list[Scene]:
    window = shown.window

    def palette() -> None:
        window.open("today")
        window.search("jo")

    def toast() -> None:
        window.open("today")
        window.toast("6 people moved", "Undo", lambda: None)

    def notice() -> None:
        window.open("today")
        window.notice("Another process is writing to the file. Nothing was saved. Try again in a moment.", "red")

    return [("palette", palette), ("keys", window.show_keys), ("toast", toast), ("notice", notice), _conflict(window)]


def _conflict(window: Any) -> Scene:
    from ui.app.conflict import ConflictDialog, Version  # noqa: PLC0415 (as above)
    from ui.app.merging import Difference, Side  # noqa: PLC0415 (as above)
    from ui.widgets.identity import Identity  # noqa: PLC0415 (as above)

    def show() -> None:
        ConflictDialog(
            window,
            "Tom changed this plan while you were editing",
            Identity("PEMBERTON", "Margaret (Mrs)", "14-Mar-1957 (69y)", "999 000 0018"),
            Version("Yours", "PN", "10:41, not yet saved"),
            Version("Tom Okafor’s", "TO", "10:42, saved"),
            [
                Difference(
                    "due_on",
                    "Action date",
                    "Home hazard assessment by 20-Nov-2026",
                    "Home hazard assessment by 27-Nov-2026, joint visit",
                    chosen=Side.THEIRS,
                ),
                Difference(
                    "contingency",
                    "If things get worse",
                    "Ring Ruth first. Then 111, option 2, if she is low at night.",
                    "Ring Ruth first. Urgent community response if she falls.",
                    joinable=True,
                    chosen=Side.BOTH,
                ),
                Difference("owner_id", "Lead worker", "Priya Nair", "Tom Okafor"),
            ],
            agree=["What matters most to me", "Review date", "Goal", "Owner", "What helps me cope"],
            kept="From Tom Okafor: Early signs.",
        ).open()

    return ("conflict", show)


def _covers(shown: "Stage") -> list[Scene]:
    program = shown.program

    def who() -> None:
        program.session.ask_who()

    def first_run() -> None:
        program.first_run()

    def locked() -> None:
        program.lock_now(by_time=True)

    return [("who-am-i", who), ("first-run", first_run), ("unlock", locked)]
