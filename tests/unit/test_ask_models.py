from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from netdesk.coach import models
from netdesk.coach.features import NEIGHBOURS, features
from netdesk.coach.models import Logistic
from netdesk.coach.reading import Kind
from netdesk.domain.words import Element
from netdesk.language.encoder import ModelError
from netdesk.paths import resources
from tests.asks import load
from tests.asks.logistic import fit
from tests.asks.training import Example, examples, held_out, train, write


@pytest.mark.parametrize(
    "text", ["", " \n", "?", "🤷", "def f(x): return x", "مرحبا بالعالم", "word " * 2000, "a-" * 9999]
)
def test_every_text_has_numbers_of_the_same_shape(text: str) -> None:
    usual, odd = features("Do you know a welder in Leeds? By May."), features(text)
    assert odd.whole.shape == usual.whole.shape
    assert odd.by_word.shape == (len(odd.places), usual.by_word.shape[1])
    assert np.isfinite(odd.whole).all()
    assert np.isfinite(odd.by_word).all()


def test_a_word_shows_which_elements_it_may_belong_to() -> None:
    text = "I run a choir. Do you know a pianist in Leeds who sight-reads Fauré?"
    read = features(text)
    pianist = next(row for row, place in enumerate(read.places) if text[slice(*place)] == "pianist")
    who = NEIGHBOURS + len(Kind) + list(Element).index(Element.WHO)
    assert any(start <= read.places[pianist][0] < end for start, end in read.found[Element.WHO])
    assert read.by_word[pianist, who] == 1
    assert read.by_word[0, who] == 0
    assert [text[slice(*place)] for place in read.places] == text.split()


def test_a_model_learns_what_can_be_learned_and_says_how_likely_it_is() -> None:
    random = np.random.default_rng(1)
    columns = random.normal(size=(2000, 8))
    wanted = np.stack([columns[:, 0] + columns[:, 4] > 0, columns[:, 1] > 0], axis=1)
    likely = fit(columns, wanted).predict(columns)
    assert ((likely > 0.5) == wanted).mean() > 0.95
    assert (likely >= 0).all()
    assert (likely <= 1).all()


def test_no_origin_is_judged_by_a_model_that_saw_it(known: list[Example]) -> None:
    for unseen in held_out(known, 2):
        origins = {known[index].ask.origin for index in unseen}
        assert len(origins) == 2
        assert all(one.ask.origin not in origins for index, one in enumerate(known) if index not in unseen)


@pytest.fixture(scope="module")
def known() -> list[Example]:
    chosen = [ask for ask in load() if ask.origin in {"abroad", "parish", "saas", "yard"}]
    return examples(chosen)


def test_asks_of_an_origin_not_trained_on_get_their_verdict_and_their_elements(known: list[Example]) -> None:
    trained = train([one for one in known if one.ask.origin != "yard"])
    unseen = [one for one in known if one.ask.origin == "yard"]
    judged = [trained.judge(one.read, one.understood) for one in unseen]
    right = [(judgement.specific >= 0.5) == one.ask.specific for judgement, one in zip(judged, unseen, strict=True)]
    assert sum(right) / len(right) > 0.9
    for element in (Element.TOPIC, Element.ASK, Element.BOUND):
        pairs = [
            (j.elements[element] >= models.THERE, element in one.ask.elements)
            for j, one in zip(judged, unseen, strict=True)
        ]
        both = sum(found and there for found, there in pairs)
        assert 2 * both / sum(found + there for found, there in pairs) > 0.75, element


def test_the_weights_are_what_the_training_makes_of_the_asks(tmp_path: Path) -> None:
    write(tmp_path / models.FILE)
    kept, made = models.load(), models.load(tmp_path / models.FILE)
    for one, other in zip(_parts(kept), _parts(made), strict=True):
        assert one.weights.shape == other.weights.shape
        assert np.allclose(one.mean, other.mean, atol=0.02)
        assert np.corrcoef(one.weights.ravel(), other.weights.ravel())[0, 1] > 0.98
    assert np.allclose(kept.thresholds, made.thresholds, atol=0.1)


def _parts(trained: models.Models) -> tuple[Logistic, ...]:
    return trained.verdict, trained.words, trained.lines, *trained.elements


def test_weights_for_another_model_of_the_language_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = models.load()
    monkeypatch.setattr(models, "SHA256", "another")
    kept.save(tmp_path / "other.npz")
    monkeypatch.undo()
    with pytest.raises(ModelError, match="another language model"):
        models.load(tmp_path / "other.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"no weights at all"])
def test_damaged_weights_are_said_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.npz").write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        models.load(tmp_path / "bad.npz")


def test_the_weights_are_small() -> None:
    assert (resources() / "coach" / models.FILE).stat().st_size < 100_000
