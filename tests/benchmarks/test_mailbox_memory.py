"""A mailbox of any size is imported in little memory; NETDESK_MAILBOX_MB sets another size than that of every day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SIZE_MB = int(os.environ.get("NETDESK_MAILBOX_MB", "150"))
MOST_MB = 300

_IMPORT = """
import json, resource, sys
from pathlib import Path
def peak_mb():
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024
from netdesk.bootstrap import open_services
services = open_services(Path(sys.argv[1]), create=True, writable=True, program="test")
report = services.imports.run(services.imports.preview(Path(sys.argv[2]), add_unknown=True))
services.close()
told = {"added": report.added, "skipped": len(report.skipped), "seconds": report.seconds, "peak": peak_mb()}
print(json.dumps(told))
"""
"""What the system calls the highest ever counts, in a child, what its parent held before it."""


def write_mailbox(path: Path, megabytes: int) -> int:
    """Write mails with an attachment of 20 kB each; every tenth has a stranger's address."""
    attachment = ("A" * 76 + "\n") * 260
    count = 0
    with path.open("w", encoding="ascii", newline="") as stream:
        while stream.tell() < megabytes * 1_000_000:
            who = f"person{count // 10 % 500}@x.example"
            stream.write(
                f"From {who} Mon Nov 23 08:30:00 2020\nFrom: Person <{who}>\nTo: me@x.example\n"
                f"Date: Mon, 23 Nov 2020 08:30:00 +0000\nMessage-ID: <{count}@x.example>\nSubject: Mail {count}\n"
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                f"{'Some words of a mail. ' * 40}\n--b\nContent-Type: image/png\n"
                f"Content-Transfer-Encoding: base64\n\n{attachment}--b--\n\n"
            )
            count += 1
    return count


def import_in_child(folder: Path, megabytes: int) -> dict[str, float]:
    mailbox = folder / f"{megabytes}.mbox"
    count = write_mailbox(mailbox, megabytes)
    command = [sys.executable, "-c", _IMPORT, str(folder / f"{megabytes}.netdesk"), str(mailbox)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    mailbox.unlink()
    assert told["added"] == count
    return told


def test_memory_stays_flat_while_a_mailbox_grows(tmp_path: Path) -> None:
    small, large = import_in_child(tmp_path, 10), import_in_child(tmp_path, SIZE_MB)
    print(f"{SIZE_MB} MB: {large['seconds']:.1f} s, peak {large['peak']} MB; 10 MB: peak {small['peak']} MB")
    assert large["peak"] < MOST_MB
    assert large["peak"] < small["peak"] + 30 + SIZE_MB // 10
