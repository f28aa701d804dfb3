"""Under the editor of a care plan: what is saved, what changed, and what can be done with this version."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inteam import clock
from inteam.careplans import rules
from inteam.careplans.content import changed_parts, differences
from ui.app.acts import act_button
from ui.app.messages import plural
from ui.careplans.loading import SIGN, Loaded
from ui.careplans.words import STATUS, say
from ui.widgets import dates
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import box, column, framed, row

IN_FORCE = ("active", "under_review", "agreed")


class PlanFoot(QWidget):
    """pressed is called with the key of the act whose button was pressed."""

    def __init__(self, pressed: Callable[[str], object]) -> None:
        super().__init__()
        self._saved = Label("", "dense_strong", "green_text", elide=True)
        self._changes = Label("", "caption", "muted", elide=True)
        self.preview = act_button("careplans.preview", partial(pressed, "careplans.preview"))
        self.given = act_button("careplans.copy_given", partial(pressed, "careplans.copy_given"))
        self.to_sign = act_button("careplans.signoff", partial(pressed, "careplans.signoff"), "primary")
        self.sign_button = act_button("careplans.sign", partial(pressed, "careplans.sign"), "primary")
        self.next_version = act_button("careplans.next", partial(pressed, "careplans.next"), "primary")
        self.begin_review = act_button("careplans.begin_review", partial(pressed, "careplans.begin_review"), "primary")
        self.reviewed = act_button("careplans.reviewed", partial(pressed, "careplans.reviewed"))
        self.end = act_button("careplans.end", partial(pressed, "careplans.end"))
        self.discard = act_button("careplans.discard", partial(pressed, "careplans.discard"), "danger")
        self.copies = act_button("careplans.copies", partial(pressed, "careplans.copies"), words=self.tr("Copies"))
        quiet = (self.discard, self.end, self.copies, self.given, self.preview, self.reviewed)
        leading = (self.to_sign, self.sign_button, self.begin_review, self.next_version)
        doing = FlowLayout(*quiet, *leading, gap=12, row_gap=8)
        said = row(self._saved, gap=12)
        said.addWidget(self._changes, 1)
        foot = column(gap=8, margins=(16, 10, 16, 12))
        foot.addLayout(said)
        foot.addWidget(box(doing))
        whole: QVBoxLayout = column(framed(foot, "foot"))
        self.setLayout(whole)

    def show_plan(self, loaded: Loaded, section: int) -> None:
        """What holds for the version that is shown, in this section."""
        view = loaded.view
        if view is None:
            return
        plan, locked = view.plan, view.plan.locked
        if locked:
            status = say(STATUS[plan.status][0])
            self._saved.say(self.tr("Version {n}, {status}").format(n=plan.number, status=status))
        else:
            self.say_saved(plan.number, f"{plan.updated_at.astimezone(clock.LONDON):%H:%M}")
        overdue = plan.status in rules.IN_FORCE and plan.review_due is not None and plan.review_due <= loaded.today
        self._changes.say(self._changed(loaded), "red_text" if overdue else "muted")
        self.to_sign.setVisible(not locked and section != SIGN)
        self.sign_button.setVisible(not locked and section == SIGN)
        self.discard.setVisible(not locked and section == SIGN)
        has_draft = any(one.status == "draft" for one in loaded.versions)
        to_review = plan.status == "active" and overdue and not has_draft
        self.reviewed.setVisible(plan.status in rules.IN_FORCE)
        self.begin_review.setVisible(to_review)
        self.next_version.setVisible(locked and not to_review)
        self.next_version.setText(self.tr("Open the draft") if has_draft else self.tr("Start the next version"))
        self.given.setVisible(locked)
        self.copies.setVisible(locked)
        self.end.setVisible(plan.status in IN_FORCE)

    def _changed(self, loaded: Loaded) -> str:
        view = loaded.view
        if view is None:
            return ""
        if loaded.before is not None and not view.plan.locked:
            count = changed_parts(differences(loaded.before[1], view.content))
            words = plural(count, self.tr("1 change"), self.tr("{n} changes"))
            return self.tr("{n} from version {v}").format(n=words, v=loaded.before[0].number)
        if view.plan.locked and view.plan.review_due:
            return self.tr("Review due {day}").format(day=dates.shown(view.plan.review_due))
        return ""

    def say_saved(self, number: int, time: str) -> None:
        """When the draft was saved last."""
        self._saved.say(self.tr("Draft {n} saved {time}").format(n=number, time=time), "green_text")

    def say_unsaved(self) -> None:
        """A box was not saved."""
        self._saved.say(self.tr("Not saved"), "red_text")


def note(loaded: Loaded) -> str:
    """What must be known about the version that is shown, or nothing."""
    view = loaded.view
    if view is None:
        return ""
    if view.plan.status == "superseded":
        said = say("Version {n} was superseded on {day}. It can be read and printed, not changed.")
        return said.format(n=view.plan.number, day=dates.shown(view.plan.superseded_on))
    if view.plan.locked and not view.agreed_with_person:
        return say("Not agreed with the person: {why}").format(why=view.plan.not_agreed)
    if loaded.old_copies:
        one = say("1 person holds an old copy of this plan and has not been told.")
        many = say("{n} people hold an old copy of this plan and have not been told.")
        return plural(loaded.old_copies, one, many)
    return ""
