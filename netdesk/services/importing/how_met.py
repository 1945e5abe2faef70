"""How I met contacts by an import, and the introductions that introducers made."""

from __future__ import annotations

from collections.abc import Mapping

from netdesk.domain.dates import PartialDate
from netdesk.domain.words import Consent, ConsentBasis, IntroductionState
from netdesk.exchange.records import HowMetRecord
from netdesk.services.importing.rows import ImportRows, new_uid, text_of

_TOLD = "You know each other, says"


class HowMetRows:
    """Notes how we met; an introducer also made an introduction, between me and the contact."""

    def __init__(self, rows: ImportRows, source: str, ids: Mapping[int, int]) -> None:
        """Begin; `source` is the name of the file, `ids` those of the people of the plan."""
        self._rows = rows
        self._source = source
        self._ids = ids
        self._me: int | None = rows.run("SELECT id FROM contact WHERE is_me").scalar()
        self.introductions = 0

    def add(self, contact_id: int, met: HowMetRecord, introducer: int | None, is_new: bool) -> None:
        """Take how one contact was met."""
        by = self._ids.get(introducer, introducer) if introducer is not None else None
        by = None if by in {self._me, contact_id} else by
        values = (by, text_of(met.met_on), met.place, met.event, met.remark)
        known = None
        if not is_new:
            known = self._rows.run("SELECT introducer_id FROM how_met WHERE contact_id = ?", (contact_id,)).first()
        if known is None:
            self._rows.put("how_met", contact_id, *values)
        else:
            self._rows.run(
                "UPDATE how_met SET introducer_id = coalesce(?, introducer_id), met_on = ?, place = ?, event = ?, "
                "remark = ? WHERE contact_id = ?",
                (*values, contact_id),
            )
        before = known[0] if known else None
        if by in {None, before} or self._me is None:
            return
        if before is None or not self._correct_introduction(before, by, contact_id):
            self._add_introduction(by, contact_id, met.met_on)

    def _correct_introduction(self, before: int, introducer: int, contact_id: int) -> bool:
        """Put another introducer to what an import took for their introduction; tell whether there was one."""
        changed = self._rows.run(
            "UPDATE introduction SET introducer_id = ? WHERE introducer_id = ? AND outcome LIKE ? AND id IN "
            "(SELECT introduction_id FROM party WHERE contact_id IN (?, ?) GROUP BY 1 HAVING count(*) = 2)",
            (introducer, before, f"{_TOLD}%", self._me, contact_id),
        )
        return changed.rowcount > 0

    def _add_introduction(self, introducer: int, contact_id: int, met_on: PartialDate | None) -> None:
        self.introductions += 1
        now = str(self._rows.now)
        said = (str(IntroductionState.MADE), "", 1, _moment(met_on) or now, f"{_TOLD} {self._source}.", now)
        made = self._rows.put("introduction", new_uid(), introducer, None, *said)
        consent = (str(Consent.GRANTED), str(ConsentBasis.OVERRIDE), None, None, None)
        for position, party in enumerate((self._me, contact_id)):
            self._rows.put("party", made, party, position, "", *consent)


def _moment(day: PartialDate | None) -> str | None:
    """Give noon of a whole date, so that it is that date wherever it is read."""
    return f"{day}T12:00:00Z[UTC]" if day and day.year and day.month and day.day else None
