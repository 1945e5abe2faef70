"""Books with damaged bytes: opened as they are or refused in a sentence, untouched either way."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from netdesk.bootstrap import open_services
from netdesk.db import checks
from netdesk.domain.errors import NetdeskError
from netdesk.domain.instant import Clock
from netdesk.domain.words import RequestState
from netdesk.services.contact_list import ContactFilter
from netdesk.services.sample import create_sample


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "book.netdesk"
    create_sample(path, 40, Clock.system().today())
    return path


@pytest.mark.parametrize("seed", range(24))
def test_damaged_bytes_are_told_and_left(sound: Path, tmp_path: Path, seed: int) -> None:
    damage_and_open(sound, tmp_path / "book.netdesk", random.Random(seed))


def damage_and_open(sound: Path, path: Path, chance: random.Random) -> None:
    """Damage a copy of a book anywhere, and use it as a user would; any error but a stated one escapes."""
    shutil.copyfile(sound, path)
    content = bytearray(path.read_bytes())
    start = chance.randrange(len(content))
    for _ in range(chance.choice((1, 16, 400))):
        content[min(len(content) - 1, start + chance.randrange(20_000))] = chance.randrange(256)
    path.write_bytes(content)
    try:
        services = open_services(path)
    except NetdeskError as error:
        assert str(path) in str(error)
        assert path.read_bytes() == content
    else:
        try:
            services.today.items()
            services.contact_rows.page(ContactFilter())
            services.request_rows.rows(states=RequestState)
        except NetdeskError as error:
            assert str(path) in str(error)
        finally:
            services.book.close(keep_backup=False)
    try:
        checks.check_file(path)
    except NetdeskError as error:
        assert str(path) in str(error)
