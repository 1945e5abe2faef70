"""The command line: the services of netdesk for scripts, without a window.

Every command prints its result on standard output, as JSON with `--json`; a stated failure is one sentence on standard
error and exit code 1, wrong usage is 2. No command ever shows a traceback.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netdesk import __version__, paths
from netdesk.domain.errors import BookError, InvalidInputError, NetdeskError, UnreadableFileError

if TYPE_CHECKING:
    from netdesk.bootstrap import Services
    from netdesk.language.shared import SharedEncoder

Printed = dict[str, Any]
Command = Callable[[argparse.Namespace], Iterable[Printed]]

MOST_CONTACTS = 100_000
AT_ONCE, PATIENCE_S = 2_000, 30
"""So many records that are not read by meaning yet `match` reads first; of more, what it can in so many seconds."""


def main(arguments: Sequence[str], open_window: Callable[..., int], self_test: Callable[[], int]) -> int:
    """Run one command, or `open_window` where none is named; returns the exit code.

    What opens windows is handed in, so that commands never load Qt.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments, argparse.Namespace(db=None, json=False))
    try:
        return _run(options, open_window, self_test)
    except NetdeskError as error:
        print(f"netdesk: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("netdesk: stopped; the book is as it was.", file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001 - the last line of defence: a defect is told in a sentence
        print(
            f"netdesk: something went wrong inside netdesk ({type(error).__name__}); the book is as it was. "
            "Please report what you did.",
            file=sys.stderr,
        )
    return 1


def _run(options: argparse.Namespace, open_window: Callable[..., int], self_test: Callable[[], int]) -> int:
    if options.command is None:
        return open_window(
            db=options.db, sample=options.sample, section=options.section, startup_report=options.startup_report
        )
    if options.command == "self-test":
        return self_test()
    code = 0
    for printed in options.run(options):
        code = code or int(printed.get("ok") is False)
        print(json.dumps(printed, ensure_ascii=False) if options.json else _plain(printed), flush=True)
    return code


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", type=Path, metavar="PATH", default=argparse.SUPPRESS, help="the book to use")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    parser = argparse.ArgumentParser(prog="netdesk", description=__doc__, parents=[shared])
    parser.add_argument("--version", action="version", version=f"netdesk {__version__}")
    parser.add_argument("--sample", action="store_true", help="open a throw-away copy of the sample network")
    parser.add_argument("--section", default="", metavar="NAME", help="open this section")
    parser.add_argument("--startup-report", action="store_true", help="print how long opening took, and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, run: Command | None, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text, parents=[shared])
        command.set_defaults(run=run)
        return command

    importing = add("import", _import, "bring contacts, mails and meetings into the book")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    importing.add_argument(
        "--add-unknown", action="store_true", help="add the people of mails and meetings whom the book does not know"
    )
    add("export", _export, "write the book as .vcf, .csv, .json, .ics or .graphml").add_argument(
        "file", type=Path, metavar="FILE"
    )
    _texts(add("search", _search, "find people, requests, notes and messages"), "text", "TEXT")
    _texts(add("coach", _coach, "tell whether an ask can be acted on"), "file", "FILE")
    match = add("match", _match, "find who can help")
    _texts(match, "text", "TEXT")
    match.add_argument("--limit", type=_count, default=10, metavar="N")
    add("index", _index, "read all records by meaning, so that `match` answers by it at once")
    for name, run, text in (
        ("two-for", _two_for, "name two people whom somebody should meet"),
        ("path", _path, "show the warm paths to somebody, or to someone at an organisation"),
    ):
        add(name, run, text).add_argument("name", metavar="NAME")
    add("today", _today, "list what can move one step closer today")
    for name, run, text in (
        ("backup", _backup, "copy the book to a file, and check the copy"),
        ("restore", _restore, "put a backup in the place of the book"),
    ):
        add(name, run, text).add_argument("file", type=Path, metavar="FILE")
    add("check", _check, "look for damage in the book")
    sample = add("sample", _sample, "write a book with a made-up network")
    sample.add_argument("file", type=Path, metavar="FILE")
    sample.add_argument("--contacts", type=_count, default=240, metavar="N")
    sample.add_argument("--today", type=_day, default=None, metavar="DATE")
    add("self-test", None, "open the window on a sample and visit every section")
    return parser


def _texts(command: argparse.ArgumentParser, name: str, shown: str) -> None:
    command.add_argument(name, nargs="?", default=None, metavar=shown)
    command.add_argument("--lines", action="store_true", help="read one text a line, answer one JSON object a line")


def _count(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or int(typed) > MOST_CONTACTS:
        raise argparse.ArgumentTypeError(f"“{typed}” is not a number from 0 to {MOST_CONTACTS}")
    return int(typed)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{typed}” is not a date such as 2026-11-23") from None


@contextmanager
def _opened(
    options: argparse.Namespace, *, writes: bool = False, encoder: SharedEncoder | None = None
) -> Iterator[Services]:
    """Open the book of the command; only a command that writes takes the lock, and only import makes a new book."""
    from netdesk.bootstrap import open_services  # noqa: PLC0415 - not for --help

    path = options.db or paths.default_book()
    create = options.command == "import"
    program = f"netdesk {options.command}"
    services = open_services(path, create=create, writable=writes, program=program, encoder=encoder)
    try:
        yield services
    finally:
        fault = services.close()
        if fault is not None:
            print(f"netdesk: The book is closed and safe, but there is no backup of it: {fault}", file=sys.stderr)


def _import(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened(options, writes=True) as services:
        imports = services.imports
        plans = (imports.preview(file, add_unknown=options.add_unknown) for file in options.files)
        yield {"files": [imports.run(plan).as_json() for plan in plans]}


def _export(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened(options) as services:
        yield services.exports.run(options.file).as_json()


def _search(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened(options) as services:
        if options.lines:
            services.search.prepare()
        for text in _asked(options, options.text):
            answer = services.search.run(text)
            yield {
                "query": answer.query,
                "milliseconds": answer.milliseconds,
                "results": [
                    {"kind": hit.kind, "id": hit.id, "title": hit.title, "snippet": hit.snippet}
                    for hit in answer.results
                ],
            }


def _coach(options: argparse.Namespace) -> Iterator[Printed]:
    from netdesk.coach.judge import Coach  # noqa: PLC0415

    coach = Coach()
    coach.prepare()
    for text in _asked(options, _file_text(options.file) if not options.lines else None):
        start = time.perf_counter()
        verdict = coach.judge(text)
        yield {
            "specific": verdict.specific,
            "sure": verdict.sure,
            "score": round(verdict.score, 3),
            "present": [str(found.element) for found in verdict.present],
            "missing": [str(element) for element in verdict.missing],
            "spans": [
                {"start": span.start, "end": span.end, "text": span.text, "why": span.why, "instead": span.instead}
                for span in verdict.spans
            ],
            "ask_back": list(verdict.ask_back),
            "milliseconds": _since(start),
        }


def _match(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened_by_meaning(options) as services:
        services.helping.prepare()
        for text in _asked(options, options.text):
            answer = services.helping.match(text, limit=options.limit)
            yield {
                "request": answer.request,
                "milliseconds": answer.milliseconds,
                "results": [
                    {
                        "id": row.id,
                        "name": row.name,
                        "score": round(row.score, 3),
                        "band": str(row.band),
                        "because": row.because,
                        "source": row.source,
                        "private": row.private,
                    }
                    for row in answer.results
                ],
                "remark": answer.remark,
            }


@contextmanager
def _opened_by_meaning(options: argparse.Namespace) -> Iterator[Services]:
    """Open the book to read it by meaning, after what changed since the index was made was read so too."""
    with _opened(options) as services:
        if left := services.indexing.progress().left:
            _bring_current(options, left, services.encoder)
        yield services


def _bring_current(options: argparse.Namespace, left: int, encoder: SharedEncoder) -> None:
    """Read what changed, where nobody else has the book, who would do so too; it is locked no longer than that."""
    with suppress(BookError), _opened(options, writes=True, encoder=encoder) as services:
        if left > AT_ONCE:
            print(f"netdesk: {left:,} records are not read yet; `netdesk index` reads all of them.", file=sys.stderr)
        until = time.monotonic() + PATIENCE_S if left > AT_ONCE else float("inf")
        services.indexing.bring_current(cancelled=lambda: time.monotonic() > until)


def _index(options: argparse.Namespace) -> Iterator[Printed]:
    started = time.perf_counter()
    with _opened(options, writes=True) as services:
        ok = services.indexing.bring_current(_progress if sys.stderr.isatty() else lambda done, total: None)
        if sys.stderr.isatty():
            print(file=sys.stderr)
        progress = services.indexing.progress()
        if services.indexing.missing:
            print(f"netdesk: {services.indexing.missing}", file=sys.stderr)
        yield {
            "ok": ok,
            "records": progress.total,
            "left": progress.left,
            "seconds": round(time.perf_counter() - started, 1),
        }


def _progress(done: int, total: int) -> None:
    print(f"\r{done:,} of {total:,} records read", end="", file=sys.stderr, flush=True)


def _two_for(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened_by_meaning(options) as services:
        helper = services.directory.resolve(options.name)
        answer = services.gifts.two_for(helper)
        draft = services.messages.preview_thanks(helper, [(row.id, row.because) for row in answer.introductions])
        yield {
            "helper": answer.helper,
            "introductions": [
                {"id": row.id, "name": row.name, "because": row.because, "benefit": row.benefit}
                for row in answer.introductions
            ],
            "subject": draft.subject,
            "body": draft.body,
        }


def _path(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened(options) as services:
        answer = services.ways.find(options.name)
        yield {
            "target": answer.target,
            "paths": [
                {"through": list(row.through), "strength": round(row.strength, 3), "because": list(row.because)}
                for row in answer.ways
            ],
        }


def _today(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened(options) as services:
        yield {
            "items": [
                {
                    "kind": str(item.kind),
                    "title": item.title,
                    "reason": item.reason,
                    "due": item.due.isoformat() if item.due else None,
                    "action": item.action,
                }
                for item in services.today.items()
            ]
        }


def _backup(options: argparse.Namespace) -> Iterator[Printed]:
    with _opened(options) as services:
        yield {"ok": True, "path": str(services.history.back_up(options.file))}


def _restore(options: argparse.Namespace) -> Iterator[Printed]:
    from netdesk.bootstrap import restore_book  # noqa: PLC0415

    path = options.db or paths.default_book()
    kept = restore_book(options.file, path)
    yield {"ok": True, "path": str(path), "kept": str(kept) if kept else None}


def _check(options: argparse.Namespace) -> Iterator[Printed]:
    """Look at the file itself, for a damaged book does not open."""
    from netdesk.bootstrap import check_book  # noqa: PLC0415

    report = check_book(options.db or paths.default_book())
    yield {"ok": report.ok, "tables": report.tables, "damage": list(report.damage)}


def _sample(options: argparse.Namespace) -> Iterator[Printed]:
    from netdesk.services.sample import create_sample  # noqa: PLC0415

    create_sample(options.file, options.contacts, options.today or date.today())  # noqa: DTZ011 - the local day is meant
    yield {"ok": True, "path": str(options.file), "contacts": options.contacts}


def _asked(options: argparse.Namespace, text: str | None) -> Iterator[str]:
    """Give the text of the command, or one a line of standard input."""
    if options.lines:
        options.json = True
        for line in sys.stdin.buffer:
            yield line.decode("utf-8", errors="replace").rstrip("\r\n")
    elif text is None:
        raise InvalidInputError("Give a text, or --lines to read one a line from standard input.")
    else:
        yield text


def _file_text(file: str | None) -> str:
    """Read the file to be coached; without one, or with `-`, standard input."""
    if file is None or file == "-":
        return sys.stdin.buffer.read().decode("utf-8", errors="replace")
    try:
        return Path(file).read_bytes().decode("utf-8", errors="replace")
    except OSError as error:
        raise UnreadableFileError(f"{file} cannot be read: {error.strerror}. Name a text file.") from None


def _since(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 3)


def _plain(printed: Printed, indent: str = "") -> str:
    """Lay a result out for people: a line for each value, the entries of a list below its name."""
    lines = []
    for key, value in printed.items():
        name = f"{indent}{key.replace('_', ' ')}:"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            entries = [_plain(entry, indent + "    ") for entry in value]
            lines += [name, *(f"{indent}  - {entry.lstrip()}" for entry in entries)]
        elif isinstance(value, list):
            lines.append(f"{name} {', '.join(map(str, value)) or '–'}")
        elif isinstance(value, bool) or value is None:
            lines.append(f"{name} {'–' if value is None else 'yes' if value else 'no'}")
        else:
            lines.append(f"{name} {value}")
    return "\n".join(lines)
