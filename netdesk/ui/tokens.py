"""The colours and sizes of the window by their names, and the measure of their contrast."""

from __future__ import annotations

from enum import StrEnum


class Scheme(StrEnum):
    """The two grounds the window can stand on."""

    LIGHT = "light"
    DARK = "dark"


class Token(StrEnum):
    """The name of a colour, the same in both schemes."""

    WINDOW = "window"
    PANEL = "panel"
    SIDE = "side"
    INK = "ink"
    SECOND = "second"
    THIRD = "third"
    LINE = "line"
    RAIL = "rail"
    """Lines and rings that say something, such as a step to come, where LINE only divides."""
    HOVER = "hover"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_GROUND = "accent_ground"
    ON_ACCENT = "on_accent"
    DUE = "due"
    DUE_GROUND = "due_ground"
    WRONG = "wrong"
    WRONG_GROUND = "wrong_ground"
    GOOD = "good"
    GOOD_GROUND = "good_ground"
    MOVING = "moving"
    MOVING_GROUND = "moving_ground"
    THANKS = "thanks"
    THANKS_GROUND = "thanks_ground"


class Kind(StrEnum):
    """What a chip, a badge or an avatar says by its colour."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    DUE = "due"
    WRONG = "wrong"
    GOOD = "good"
    MOVING = "moving"
    THANKS = "thanks"

    @property
    def ink(self) -> Token:
        return Token.SECOND if self is Kind.NEUTRAL else Token(self.value)

    @property
    def ground(self) -> Token:
        return Token.SIDE if self is Kind.NEUTRAL else Token(f"{self.value}_ground")

    def ground_on(self, *, selected: bool) -> Token:
        """The ground to be seen on a row: a selected one has that of the accent itself, near those of its hue."""
        like = self in (Kind.NEUTRAL, Kind.ACCENT, Kind.GOOD)
        return Token.PANEL if selected and like else self.ground


class TextStyle(StrEnum):
    """The four sizes of text."""

    SMALL = "small"
    BODY = "body"
    HEADING = "heading"
    TITLE = "title"


FONT_PIXELS = {TextStyle.SMALL: 12, TextStyle.BODY: 13, TextStyle.HEADING: 14, TextStyle.TITLE: 18}

COLOURS: dict[Scheme, dict[Token, str]] = {
    Scheme.LIGHT: {
        Token.WINDOW: "#f7f7f5",
        Token.PANEL: "#ffffff",
        Token.SIDE: "#f0f0ed",
        Token.INK: "#1d1f23",
        Token.SECOND: "#5c6169",
        Token.THIRD: "#62676e",
        Token.LINE: "#e4e4df",
        Token.RAIL: "#858a92",
        Token.HOVER: "#0d1d1f23",
        Token.ACCENT: "#2f6f5e",
        Token.ACCENT_HOVER: "#275e4f",
        Token.ACCENT_GROUND: "#e3efeb",
        Token.ON_ACCENT: "#ffffff",
        Token.DUE: "#95500f",
        Token.DUE_GROUND: "#fbeee0",
        Token.WRONG: "#b23b3b",
        Token.WRONG_GROUND: "#f8e4e3",
        Token.GOOD: "#297546",
        Token.GOOD_GROUND: "#e2f2e8",
        Token.MOVING: "#2d5fa8",
        Token.MOVING_GROUND: "#e3ecf8",
        Token.THANKS: "#6b4fa0",
        Token.THANKS_GROUND: "#ece6f6",
    },
    Scheme.DARK: {
        Token.WINDOW: "#17191c",
        Token.PANEL: "#1f2226",
        Token.SIDE: "#1a1c1f",
        Token.INK: "#eceef0",
        Token.SECOND: "#a9afb8",
        Token.THIRD: "#959ca6",
        Token.LINE: "#2e3238",
        Token.RAIL: "#747b85",
        Token.HOVER: "#12eceef0",
        Token.ACCENT: "#6cc3a8",
        Token.ACCENT_HOVER: "#82cfb7",
        Token.ACCENT_GROUND: "#1f3a33",
        Token.ON_ACCENT: "#10211c",
        Token.DUE: "#e3a263",
        Token.DUE_GROUND: "#3c2c1c",
        Token.WRONG: "#e58682",
        Token.WRONG_GROUND: "#402424",
        Token.GOOD: "#77c796",
        Token.GOOD_GROUND: "#1e3a29",
        Token.MOVING: "#86b2ec",
        Token.MOVING_GROUND: "#1e2f49",
        Token.THANKS: "#b79fe6",
        Token.THANKS_GROUND: "#30274a",
    },
}

BRANCHES: dict[Scheme, tuple[str, ...]] = {
    Scheme.LIGHT: ("#2d5fa8", "#95500f", "#2c7a4b", "#b23b3b", "#6b4fa0", "#1b7482", "#a03c7c", "#776512"),
    Scheme.DARK: ("#86b2ec", "#e3a263", "#77c796", "#e58682", "#b79fe6", "#7cc4d8", "#e59bc4", "#d9c36b"),
}
"""Colours that tell the branches of the network apart; the two of each pair that meet differ in lightness or hue."""

RING, PADDING = 2, 6
EDGE = RING + PADDING
"""How far the text of a value edited in its place stands in: the ring of the focus, and padding that grows with it."""


def contrast(one: str, other: str) -> float:
    """Give the contrast of two `#rrggbb` colours, 1 to 21, by WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
