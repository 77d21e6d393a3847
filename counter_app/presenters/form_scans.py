"""The form of a new application with what was scanned for it: kept at once, a fact once the form becomes a case."""

from collections.abc import Sequence

import msgspec

from casework.errors import RuleBroken
from counter_app.desk.forms import KeptScan
from counter_app.presenters.form_at_hand import FormAtHand, MarkChange
from counter_app.presenters.new_drafts import read
from counter_app.presenters.views import MarkColumn


class FormWithScans(FormAtHand):
    """A form at hand; its scans are kept with the draft, and deleted with it if nothing else speaks of them."""

    @property
    def draft_id(self) -> str:
        """The draft that the form is kept as; empty before it was saved."""
        return self._draft_id

    def choose(self, code: str) -> None:
        """Choose the matter; what was scanned for another one is kept no longer."""
        before = self._form.scans
        super().choose(code)
        self.forget(before)

    def scans_for(self, code: str) -> str:
        """Return the name of the material that papers would be scanned for now.

        Raises:
            RuleBroken: `desk.no_matter`, or `scan.on_case`: what corrects a case is scanned on the page of the case.
        """
        if self._form.corrects or self._form.amends:
            raise RuleBroken("scan.on_case")
        matter = self._matter_with(code)
        if matter is None:
            raise RuleBroken("desk.no_matter")
        return self.words.name(matter.material(code))

    def take_scan(self, scan: KeptScan, draft_id: str) -> bool:
        """Add a kept scan to the form; False if another form is at hand by now, or the material is gone from it."""
        if draft_id != self._draft_id or self._matter_with(scan.material) is None:
            return False
        known = {(one.material, one.sha256) for one in self._form.scans}
        if (scan.material, scan.sha256) not in known:
            # A file that could not be taken from the scanner comes again; it is the same pages.
            self._change(msgspec.structs.replace(self._form, scans=(*self._form.scans, scan)))
        return True

    def mark(self, code: str, column: MarkColumn, change: MarkChange) -> None:
        """Change a line of the checklist; a piece less in the column of scans takes the last one out again."""
        if column is not MarkColumn.SCANS:
            super().mark(code, column, change)
        elif change is MarkChange.LESS:
            mine = [scan for scan in self._form.scans if scan.material == code][-1:]
            left = tuple(scan for scan in self._form.scans if scan not in mine)
            self._change(msgspec.structs.replace(self._form, scans=left))
            self.forget(mine)

    def drop_draft(self, draft_id: str) -> None:
        """Forget a draft and what was scanned for it."""
        dropped = [draft for draft in self._desk.store.drafts.of(self._desk.clerk().code) if draft.id == draft_id]
        super().drop_draft(draft_id)
        for draft in dropped:
            self.forget(read(draft).scans)

    def forget(self, scans: Sequence[KeptScan]) -> None:
        """Delete scans that no case, no form and no draft speaks of."""
        held = {scan.sha256 for scan in self._form.scans}
        for scan in scans:
            if scan.sha256 not in held and not self._desk.store.drafts.mentions(scan.sha256, but=self._draft_id):
                self._desk.store.blobs.forget_unnamed(scan.sha256)
