"""Settings: who I am and how I write, which travel with the book, and the look, which stays on this computer."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from netdesk.domain.words import Tone
from netdesk.ui.days import LANGUAGES, language_name
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.dialogs.tag_cadences import TagCadences
from netdesk.ui.theme import SCALE_MAX, SCALE_MIN, Preference, theme
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import Choice, LineEdit, NumberField
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.words import word


class SettingsDialog(Dialog):
    """Shows the settings; what belongs to the book is one step of undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Read what holds now."""
        super().__init__(self.tr("Settings"), parent, action=self.tr("Save"), width=640)
        self._desk = desk
        self._stored = desk.services.settings.all()
        settings = desk.services.settings
        self._mine = {"name": settings.my_name(), "organisation": settings.my_organisation()}
        self._name = LineEdit(self._mine["name"], self.tr("Stands below your drafts"))
        self._organisation = LineEdit(self._mine["organisation"], self.tr("Where you work, below your name in drafts"))
        self._signature = PlainTextEditor(self._stored["signature"])
        self._signature.setMaximumHeight(theme().px(88))
        self._tone = Choice(self.tr("Tone of drafts"))
        for tone in Tone:
            self._tone.addItem(word(tone).capitalize(), str(tone))
        self._tone.setCurrentIndex(self._tone.findData(self._stored["tone"]))
        self._nudge = NumberField(1, 90, self.tr(" working days"))
        self._nudge.setValue(self._stored["nudge_after_days"])
        self._region = LineEdit(self._stored["phone_region"], self.tr("Two letters, such as IT or GB"))
        self._region.setMaxLength(2)
        self._coach = QCheckBox(self.tr("Show hints while I write"))
        self._coach.setChecked(self._stored["coach"])
        self._dates = Choice(self.tr("Language of dates"))
        self._dates.addItem(self.tr("As the system"), "")
        for name, code in sorted((language_name(one), one) for one in LANGUAGES):
            self._dates.addItem(name, code)
        self._dates.setCurrentIndex(max(self._dates.findData(self._stored["language_of_dates"]), 0))
        self._cadences = TagCadences(settings.tag_cadences())
        self._look = Choice(self.tr("Colours"))
        for key, text in (
            (Preference.SYSTEM, self.tr("As the system")),
            (Preference.LIGHT, self.tr("Light")),
            (Preference.DARK, self.tr("Dark")),
        ):
            self._look.addItem(text, str(key))
        self._look.setCurrentIndex(self._look.findData(str(theme().preference)))
        self._scale = NumberField(round(SCALE_MIN * 100), round(SCALE_MAX * 100), " %")
        self._scale.setSingleStep(10)
        self._scale.setValue(round(theme().scale * 100))
        rows = form()
        for label, field in (
            (self.tr("Your name"), self._name),
            (self.tr("Organisation"), self._organisation),
            (self.tr("Signature"), self._signature),
            (self.tr("Tone of drafts"), self._tone),
            (self.tr("Templates"), self._templates()),
            (self.tr("Nudge after"), self._nudge),
            (self.tr("Phone region"), self._region),
            (self.tr("Language of dates"), self._dates),
            (self.tr("Cadence by tag"), self._cadences),
            (self.tr("Coach"), self._coach),
            (self.tr("Colours"), self._look),
            (self.tr("Text size"), self._scale),
        ):
            add_row(rows, label, field)
        add_row(rows, self.tr("Working days"), self._days())
        self.body.addLayout(rows)
        self._name.setFocus()

    def _templates(self) -> Button:
        button = Button(self.tr("Edit templates…"))
        button.clicked.connect(self._on_templates)
        return button

    def _on_templates(self) -> None:
        from netdesk.ui.dialogs.templates import TemplatesDialog  # noqa: PLC0415 - not before it is needed

        TemplatesDialog(self._desk, self).open()

    def _days(self) -> FlowLayout:
        locale = self.locale()
        row = FlowLayout(spacing=16)
        self._working = []
        for number in range(7):
            box = QCheckBox(locale.dayName(number + 1, locale.FormatType.ShortFormat))
            box.setAccessibleName(self.tr("Working day {day}").format(day=locale.dayName(number + 1)))
            box.setChecked(number in self._stored["working_days"])
            self._working.append(box)
            row.addWidget(box)
        return row

    def submit(self) -> None:
        """Keep what was changed."""
        chosen: dict[str, Any] = {
            "signature": self._signature.text(),
            "tone": str(self._tone.currentData()),
            "nudge_after_days": self._nudge.value(),
            "language_of_dates": str(self._dates.currentData()),
            "phone_region": self._region.text().strip().upper(),
            "coach": self._coach.isChecked(),
            "working_days": [number for number, box in enumerate(self._working) if box.isChecked()],
        }
        changed = {key: new for key, new in chosen.items() if new != self._stored[key]}
        mine = {"name": self._name.text().strip(), "organisation": self._organisation.text().strip()}
        changed |= {key: new for key, new in mine.items() if new != self._mine[key]}
        if cadences := self._cadences.changed():
            changed["tag_cadences"] = cadences
        self.run(self._desk, partial(self._keep, changed), self._on_kept)

    def _keep(self, changed: dict[str, Any]) -> None:
        if changed:
            self._desk.services.settings.change(**changed)

    def _on_kept(self, _: None) -> None:
        preference, scale = str(self._look.currentData()), self._scale.value() / 100
        theme().set_preference(Preference(preference))
        theme().set_scale(scale)
        self._desk.settings.setValue("theme/preference", preference)
        self._desk.settings.setValue("theme/scale", scale)
