"""The words of netdesk, each with what it means, for the Words page and for tool tips."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from netdesk.ui.widgets.text import set_tip


class Term(StrEnum):
    """A word that the window uses in a sense of its own, in the order in which a request meets them."""

    REQUEST = "request"
    ASK = "articulated ask"
    BOUND = "bound"
    EASY_NO = "easy no"
    ASK_BACK = "ask back"
    HOP = "hop"
    HOP_CHAIN = "hop chain"
    HOLDER = "holder"
    RESOURCE = "resource"
    INTRODUCTION = "introduction"
    BECAUSE = "because"
    OPT_IN = "opt-in note"
    CONSENT = "consent"
    STANDING_YES = "standing yes"
    FORWARDABLE_NOTE = "forwardable note"
    LOOP = "loop"
    THANK_YOU = "thank-you plus two"
    FOLLOW_UP = "follow-up"
    NUDGE = "nudge"
    FACT = "fact"
    TIE = "tie"
    CADENCE = "cadence"
    COOLING = "cooling"
    CHAIN = "introducer chain"
    PATH = "warm path"


def meaning(term: Term) -> str:
    """Say in a sentence or two what a word means here."""
    return {
        Term.REQUEST: _tr("Something that somebody asked of you, or that you asked. You move it one step closer."),
        Term.ASK: _tr("A request made specific: its purpose, its topic, what is asked, who could help, and its bound."),
        Term.BOUND: _tr("How much is asked at most, and by when: “20 minutes on the phone, before Friday”."),
        Term.EASY_NO: _tr("A line that lets whoever is asked say no without giving a reason."),
        Term.ASK_BACK: _tr("To return questions to whoever asks, so that the request becomes specific."),
        Term.HOP: _tr("One attempt to move a request: through a contact, an organisation or a resource."),
        Term.HOP_CHAIN: _tr("All hops of a request, side by side and one after another, and where each stands."),
        Term.HOLDER: _tr("Who has the next move of a request: you, whoever asks, or somebody who was asked."),
        Term.RESOURCE: _tr("A link, a document, a community or an event that can answer a request."),
        Term.INTRODUCTION: _tr("Two people who may meet through you. It is agreed once both have granted consent."),
        Term.BECAUSE: _tr("Why an introduction is good for one side. Your messages tell it to them."),
        Term.OPT_IN: _tr("A message that asks one side for consent before either is named to the other."),
        Term.CONSENT: _tr("A side’s answer to being introduced: granted, not now, or declined."),
        Term.STANDING_YES: _tr("A consent given once and for all, so that nobody has to be asked each time."),
        Term.FORWARDABLE_NOTE: _tr(
            "Two or three sentences about who asks and for what, ready to be passed on as they are."
        ),
        Term.LOOP: _tr(
            "Help that is not reported back yet, or an introduction of which you do not know what came of it."
        ),
        Term.THANK_YOU: _tr("Thanks for help, with two people whom the helper should meet, and why."),
        Term.FOLLOW_UP: _tr("A promise with a day, yours or theirs: a reply that is awaited, a loop to close, thanks."),
        Term.NUDGE: _tr("A short reminder to somebody who has not answered."),
        Term.FACT: _tr(
            "Something you learned about a contact. Private facts never stand in a message unless you put them there."
        ),
        Term.TIE: _tr("How close you are to somebody, from 0 to 1: how lately, how often and in which way you spoke."),
        Term.CADENCE: _tr("After how many days a contact should hear from you again."),
        Term.COOLING: _tr("A contact who has not heard from you for longer than their cadence."),
        Term.CHAIN: _tr("How you came to know somebody: who introduced you, who introduced that one, and so on."),
        Term.PATH: _tr("Through whom you reach somebody best today, whoever introduced you then."),
    }[term]


def explain(widget: QWidget, term: Term) -> None:
    """Say in a tool tip what the word on a widget means."""
    set_tip(widget, meaning(term))


def _tr(text: str) -> str:
    return QCoreApplication.translate("glossary", text)
