"""Pictures of Settings, its dialogs and the steps of the first run, beside the registers' own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.stage import Stage

Scene = tuple[str, Callable[[], object]]
PARTS = ("computer", "security", "policy", "team", "about")
DIALOGS = (
    "passphrase",
    "recovery",
    "live",
    "key",
    "policy-change",
    "staff",
    "team-add",
    "team-change",
    "organisation-add",
    "organisation",
    "join",
    "leaver",
    "stay",
    "cover",
    "cover-end",
)
STEPS = ("server", "passphrase", "recovery", "unlock")
NAMES = (
    *(f"settings-{part}" for part in PARTS[1:]),
    *(f"settings-{dialog}-dialog" for dialog in DIALOGS),
    *(f"first-run-{step}" for step in STEPS),
)
CODE = "9K1T-J2GW-923N-PPRN-9P85-NPH6-ZKVD-KFW5-="  # nobody's


def scenes(shown: "Stage") -> list[Scene]:
    """In the order of NAMES."""
    parts: list[Callable[[], object]] = [partial(_part, shown, number) for number in range(1, len(PARTS))]
    dialogs = [partial(_dialog, shown, name) for name in DIALOGS]
    return list(zip(NAMES, [*parts, *dialogs, *_steps(shown)], strict=True))


def _part(shown: "Stage", number: int) -> Any:
    shown.window.open("settings", number)
    shown.settle()
    return shown.window.current()


def _dialog(shown: "Stage", name: str) -> None:
    from ui.settings import covering, keys, leaving, organisations, team, teams  # noqa: PLC0415 (after the platform is chosen)
    from ui.settings.policy import ChangePolicy  # noqa: PLC0415 (as above)

    page = _part(shown, 1 if name in DIALOGS[:4] else 2 if name == "policy-change" else 3)
    window, session = shown.window, shown.program.session
    file: Any = session.file

    def known() -> Any:
        return page.team._known  # noqa: SLF001 (who the page has read)

    make: dict[str, Callable[[], Any]] = {
        "passphrase": lambda: keys.ChangePassphrase(window, file),
        "recovery": lambda: keys.TypeCodeBack(window, "New recovery code", "Use this code", "", CODE, "team.inteam"),
        "live": lambda: keys.MakeLive(window, file),
        "key": lambda: keys.ChangeKey(window, session, file),
        "policy-change": lambda: ChangePolicy(window, page.policy.model.rows()[0]),
        "staff": lambda: team.StaffDialog(window, known(), page.team.staff_model.row(0)),
        "team-add": lambda: teams.TeamDialog(window, known()),
        "team-change": lambda: teams.TeamDialog(window, known(), page.team.teams.model.row(1)),
        "organisation-add": lambda: organisations.OrganisationDialog(window),
        "organisation": lambda: organisations.OrganisationDialog(window, page.team.organisations.model.row(0)),
        "join": lambda: team.JoinDialog(window, known(), page.team.staff_model.row(0)),
        "leaver": lambda: leaving.LeaverDialog(window, known(), _busiest(page)),
        "stay": lambda: leaving.StayDialog(window, replace(_busiest(page), left_on=date(2026, 12, 31))),
        "cover": lambda: covering.CoverDialog(window, known(), _busiest(page)),
        "cover-end": lambda: covering.EndCoverDialog(window, _cover(page)),
    }
    make[name]().open()


def _busiest(page: Any) -> Any:
    """A worker with a caseload: whoever is signed in, for the demonstration's first is one."""
    me = page.background.actor.staff_id
    return next(one for one in page.team.staff_model.rows() if one.id == me)


def _cover(page: Any) -> Any:
    from inteam.organisations.queries import CoverRow  # noqa: PLC0415 (loads the database's libraries)

    away, here = page.team.staff_model.rows()[:2]
    return CoverRow(away.id, 1, away.id, away.name, here.id, here.name, date(2026, 11, 16), date(2026, 11, 27), "Leave")


def _steps(shown: "Stage") -> list[Callable[[], object]]:
    program = shown.program

    def first() -> Any:
        program.first_run()
        return shown.window.cover

    def server() -> None:
        cover = first()
        cover.choose(1)
        cover.form.host.set_text("inteam.harbourvale.example")

    def passphrase() -> None:
        cover = first()
        cover.ask_passphrase(Path("team.inteam"))
        cover.passphrase.new.first.edit.setText("violet kettle 92")

    def recovery() -> None:
        from types import SimpleNamespace  # noqa: PLC0415 (only here)

        file = SimpleNamespace(path=Path("team.inteam"))
        first().show_recovery(SimpleNamespace(recovery_code=CODE, file=file))

    def unlock() -> None:
        program.ask_server("postgresql://priya.nair@inteam.harbourvale.example:5432/inteam")

    return [server, passphrase, recovery, unlock]
