from __future__ import annotations

from random import Random
from time import perf_counter

import pytest
from tokenizers import BertWordPieceTokenizer

from netdesk.language.wordpiece import WordPiece
from netdesk.paths import resources
from tests.asks import load

VOCABULARY = resources() / "models" / "minilm-vocab.txt"
ODD = (
    "",
    " \t\r\n ",
    "ΣΑΣ Οδυσσεύς",
    "İstanbul ı",
    "日本語と漢字 豈 更",
    "한국어 글",
    "مرحبا بالعالم",
    "नमस्ते",
    "🤣🫠👩‍👩‍👧 ok",
    "a\u200bb\xad c\x85d\x00e\ufffd",
    "Zürich naïve Ångström",
    "ﬁ ½ ² ™ © § €5",
    "`$+<=>^|~",
    f"{'x' * 100} {'x' * 101}",
    "¿Qué? «oui» — „ja“",
    "\ue000 private",
)
ALPHABETS = (range(0x20, 0x7F), range(0xA0, 0x250), range(0x391, 0x3CA), range(0x410, 0x450), range(0x4E00, 0x4F00))


def jumbled(seed: int) -> str:
    random = Random(seed)
    return "".join(" " if random.random() < 0.15 else chr(random.choice(random.choice(ALPHABETS))) for _ in range(60))


@pytest.fixture(scope="module")
def ours() -> WordPiece:
    return WordPiece(VOCABULARY)


def test_a_thousand_texts_are_cut_as_the_model_was_taught(ours: WordPiece) -> None:
    theirs = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    theirs.enable_truncation(256)
    texts = [*(ask.text for ask in load()), *ODD, *map(jumbled, range(500))]
    assert len(texts) >= 1000
    assert [ours.encode(text) for text in texts] == [encoding.ids for encoding in theirs.encode_batch(texts)]


def test_a_long_text_is_cut_off_and_keeps_its_end_mark(ours: WordPiece) -> None:
    pieces = ours.encode("welder " * 1000)
    assert len(pieces) == 256
    assert pieces[-1] == ours.encode("")[-1]


def test_marks_written_in_a_text_are_only_text(ours: WordPiece) -> None:
    assert ours.encode("[SEP]").count(ours.encode("")[-1]) == 1


@pytest.mark.parametrize("unit", ["a", "word ", "é", "漢", "!", "\u0301", "\ud800"])
def test_a_megabyte_takes_time_in_proportion(ours: WordPiece, unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        started = perf_counter()
        ours.encode(text)
        return perf_counter() - started

    many = 1_000_000 // len(unit)
    seconds(many // 10)
    assert seconds(many) < 40 * max(min(seconds(many // 10) for _ in range(3)), 0.001)
