"""Text is made storable and comparable, whatever it holds."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.domain.text import clean, clean_line, fold, initials, shorten

ANY = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=60)


@given(ANY)
def test_clean_text_can_be_stored_and_is_otherwise_as_it_was(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\x00" not in cleaned
    assert len(cleaned) == len(text)
    assert all(
        before in (after, "\x00") or "\ud800" <= before <= "\udfff" for before, after in zip(text, cleaned, strict=True)
    )
    assert clean(cleaned) == cleaned


@given(ANY)
def test_a_clean_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip() and len(line.splitlines()) <= 1 and "  " not in line
    assert clean_line(line) == line


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_case_accents_and_spaces_do_not_count(text: str) -> None:
    assert fold(f"  {text}\n") == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert not any(unicodedata.combining(character) for character in fold(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ångström", "angstrom"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łukasz  Ðorđević", "lukasz dordevic"),
        ("Ǿresund", "oresund"),
        ("Acme™ ﬁne", "acmetm fine"),
        ("İstanbul ışık", "istanbul isik"),
        ("Ærø Œuvre Þór", "aero oeuvre thor"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("李 小龍", "李 小龍"),
        ("Ｆｕｌｌ", "full"),
        ("\t \n", ""),
    ],
)
def test_names_of_many_languages_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY)
def test_initials_are_never_empty_and_never_more_than_a_few_letters(name: str) -> None:
    assert 1 <= len(initials(name)) <= 6


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ama Owusu", "AO"),
        ("Kofi", "K"),
        ("Zoë van den Berg", "ZB"),
        ("", "?"),
        ("  ", "?"),
        ("李 小龍", "李小"),
        ("(A) b", "B"),
    ],
)
def test_initials_stand_for_first_and_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(ANY, st.integers(1, 40))
def test_a_shortened_text_has_its_length_and_its_beginning(text: str, length: int) -> None:
    line, short = clean_line(text), shorten(text, length)
    assert len(short) <= length
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]))


def test_a_text_is_cut_between_words() -> None:
    assert shorten("Who knows a depot near Lyon?", 20) == "Who knows a depot…"


@pytest.mark.parametrize("text", ["a" * 1_000_000, " " * 1_000_000, "é\u0301" * 500_000, "\x00\n" * 500_000])
def test_a_million_characters_take_linear_time(text: str) -> None:
    started = time.perf_counter()
    clean_line(text), fold(text), initials(text), shorten(text, 80)
    assert time.perf_counter() - started < 10
