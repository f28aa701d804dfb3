"""The register of screens: what the rail, Ctrl+1 … 8, the palette and `shell.open(key)` know.

A screen is named, not imported: its module is loaded when it is first opened, so that the start stays quick.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

PAGES, TOOLS, NOWHERE = "pages", "tools", ""


@dataclass(frozen=True)
class Screen:
    """One screen. place: the rail's upper part, its lower part, or nowhere (opened from another screen).

    factory: "package.module:Class", called with the background. needs: the permission without which it is not shown.
    under: the page of the rail that is marked while this one is open.
    anywhere: it is reached from many pages, and the page of work that one came from stays marked.
    """

    key: str
    title: str
    icon: str
    place: str
    factory: str
    needs: str = ""
    under: str = ""
    anywhere: bool = False


def load(name: str) -> Any:
    """What "package.module:Name" names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


SCREENS: tuple[Screen, ...] = (
    Screen("today", "Today", "home", PAGES, "ui.today.page:TodayPage", "caseload.read"),
    Screen("caseload", "Caseload", "people", PAGES, "ui.caseload.page:CaseloadPage", "caseload.read"),
    Screen("referrals", "Referrals", "inbox", PAGES, "ui.referrals.page:ReferralsPage", "referrals.read"),
    Screen("meetings", "MDT meetings", "calendar", PAGES, "ui.meetings.page:MeetingsPage", "meetings.read"),
    Screen("handovers", "Handovers", "arrow_right", PAGES, "ui.handovers.page:HandoversPage", "meetings.read"),
    Screen("import", "Import", "upload", TOOLS, "ui.exchange.page:ImportPage", "exchange.import"),
    Screen("settings", "Settings", "sliders", TOOLS, "ui.settings.page:SettingsPage"),
    Screen("person", "Person", "person", NOWHERE, "ui.person.page:PersonPage", "people.read", "caseload", True),
    Screen(
        "careplan",
        "Care plan",
        "document",
        NOWHERE,
        "ui.careplans.page:CarePlanPage",
        "careplans.read",
        "caseload",
        True,
    ),
    Screen(
        "meeting",
        "Prepare meeting",
        "calendar",
        NOWHERE,
        "ui.meetings.prepare:PreparePage",
        "meetings.read",
        "meetings",
    ),
    Screen("minutes", "Minutes", "document", NOWHERE, "ui.meetings.minutes:MinutesPage", "meetings.read", "meetings"),
    Screen(
        "meeting_live", "Meeting", "calendar", NOWHERE, "ui.meetings.live:MeetingLivePage", "meetings.write", "meetings"
    ),
)


def screen(key: str) -> Screen:
    """The screen of a key. Raises KeyError."""
    for one in SCREENS:
        if one.key == key:
            return one
    raise KeyError(key)
