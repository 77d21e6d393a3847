"""The rows of the work list and of the outbox, and how their cells are read aloud."""

from counter_app.presenters.list_views import CaseRow, SendRow
from counter_app.ui import words
from counter_app.ui.models.grouped_rows import Column, GroupedRows, Head
from counter_app.ui.tongue import translate


def count_words(head: Head) -> str:
    """Return "3 件" or "3 cases"."""
    return translate("Lists", "%n 件", "", head.count)


class CaseRows(GroupedRows[CaseRow]):
    """The work list."""

    def retranslate(self) -> None:
        """Name the columns in the language in force."""
        self.set_columns(
            (
                Column("flag", ""),
                Column("deadline", translate("Lists", "期限")),
                Column("number", translate("Lists", "编号")),
                Column("matter", translate("Lists", "事项")),
                Column("applicant", translate("Lists", "申请人")),
                Column("department", translate("Lists", "部门")),
                Column("stage", translate("Lists", "阶段")),
                Column("clerk", translate("Lists", "经办")),
            )
        )

    def words(self, row: CaseRow, column: str) -> str:
        """Read the chip and the date, the word of the stage; the rest is text."""
        if column == "deadline":
            look = words.deadline(row.deadline)
            return f"{look.text if look else ''} {row.deadline.remark or words.short_day(row.deadline.on)}".strip()
        if column == "stage":
            return words.stage(row.stage)[1]
        return super().words(row, column)

    def head_words(self, head: Head) -> str:
        """Read the group and how many it holds."""
        return f"{words.group(head.key)[2]} {count_words(head)}"


class SendRows(GroupedRows[SendRow]):
    """The outbox."""

    def retranslate(self) -> None:
        """Name the columns in the language in force."""
        self.set_columns(
            (
                Column("state", translate("Lists", "状态")),
                Column("act", translate("Lists", "记录")),
                Column("reason", translate("Lists", "原因与下一步")),
                Column("tries", translate("Lists", "试过・下次")),
            )
        )

    def words(self, row: SendRow, column: str) -> str:
        """Read both lines of a cell."""
        if column == "state":
            return words.sending(row.state).text
        pairs = {
            "act": f"{row.act} {row.number}, {row.subject}",
            "reason": f"{row.reason}, {row.next_step}",
            "tries": f"{row.tries}, {row.next_try}",
        }
        return pairs[column]

    def head_words(self, head: Head) -> str:
        """Read the group and how many it holds."""
        return f"{words.group(head.key)[2]} {self.record_words(head)}"

    @staticmethod
    def record_words(head: Head) -> str:
        """Return "3 条" or "3 records"."""
        return translate("Lists", "%n 条", "", head.count)
