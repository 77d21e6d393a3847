"""The sentences that presenters put together, in Chinese and English.

What a widget always says is in the translations of the screens; what depends on a case is here, where no Qt is needed
to test it. Sentences of errors come from `casework.sentences`.
"""

from dataclasses import dataclass

from casework.catalogue import CertificateForm, Department, Material, Matter
from casework.errors import ProductError
from casework.sentences import Lang, say
from counter_app.presenters.form_wording import FORM_SENTENCES

_SENTENCES: dict[str, tuple[str, str]] = {
    **FORM_SENTENCES,
    # new application
    "new.summary": ("{code}・{department}・{fee}", "{code}, {department}, {fee}"),
    "new.summary_package": (
        "{code}・{department}牵头，{parts} 个部门联办・{fee}",
        "{code}, {department} leads, {parts} authorities, {fee}",
    ),
    "new.progress": (
        "{count} 项：齐 {done}・缺 {short}・后补 {later}・未核 {open}",
        "{done} of {count} complete, {short} short, {later} later, {open} open",
    ),
    "new.check_digit_right": ("校验位正确", "check digit right"),
    "new.earlier": ("曾办 {count} 件，最近是 {day} 的一件", "{count} earlier, the last on {day}"),
    "new.complete": ("齐", "complete"),
    "new.complete_electronic": ("齐（用电子证照）", "complete, by e-licence"),
    "new.not_needed": ("可不交", "optional"),
    "new.not_looked_at": ("还没有核", "not looked at yet"),
    "new.follows": ("后补，{day}前", "to follow by {day}"),
    "new.lacks": ("还缺{pieces}", "{pieces} missing"),
    "new.seen": ("已核", "seen"),
    "new.authority": ("原件已收，随案归档", "original taken, kept with the case"),
    "new.verified": ("已核验", "valid"),
    "new.may_follow": ("可", "may"),
    "new.may_not_follow": ("不可", "no"),
    "new.item": ("第 {place} 项 **{what}**", "Item {place}: **{what}**"),
    "new.item_may_follow": ("第 {place} 项 **{what}**，可以后补", "Item {place}: **{what}**, may follow"),
    "new.item_may_not": ("第 {place} 项 **{what}**，不可后补", "Item {place}: **{what}**, may not follow"),
    "new.field_empty": ("{field} **还没有填**", "{field}: **empty**"),
    "new.field_wrong": ("{field} **要改**", "{field}: **to be corrected**"),
    "new.nothing_missing": ("都齐了，可以受理", "Nothing is missing"),
    "new.choose_matter": (
        "先选事项：输入编号、名称或拼音首字母",
        "Choose a matter first: its code, name or pinyin initials",
    ),
    "new.ready": ("材料齐全，当场受理", "complete, accept now"),
    "new.gaps": ("还差 {count} 处，按下看是哪些", "{count} gaps; press to see"),
    "new.faults": ("改好 {count} 处后再按", "correct {count} first"),
    "new.tolerance_ready": ("{count} 项后补，签承诺书", "{count} to follow, with a commitment"),
    "new.tolerance_none": ("没有要后补的", "nothing follows"),
    "new.tolerance_not": ("第 {place} 项挡住", "item {place} is in the way"),
    "new.supplement_ready": ("一次列出 {count} 项", "lists all {count}"),
    "new.supplement_none": ("没有缺的", "nothing is missing"),
    "new.supplement_open": ("先核完 {count} 项", "look at {count} first"),
    "new.receive_until": ("{day}前须告知", "notice due by {day}"),
    "new.not_accepted": ("选理由，写明救济", "state ground, remedy"),
    "new.not_required": ("当场告知", "tell at once"),
    "new.prints.accept": ("受理会打印", "F9 prints"),
    "new.prints.tolerance": ("容缺受理会打印", "Alt+R prints"),
    "new.prints.supplement": ("补正告知会打印", "Alt+B prints"),
    "new.prints.receive_only": ("先收件会打印", "Alt+S prints"),
    "new.remedies": (
        "收到本通知书之日起六十日内可以申请行政复议\n六个月内可以提起行政诉讼",
        "You may apply for reconsideration within 60 days of this notice\nYou may go to court within six months",
    ),
    "new.kept": ("已填的都在，没有编号，也没有打印。", "Everything typed is kept; no number, nothing printed."),
    "new.failed.accept": ("没有受理：有 {count} 处要改", "Not accepted: {count} to correct"),
    "new.failed.tolerance": ("没有容缺受理：有 {count} 处要改", "No tolerance: {count} to correct"),
    "new.failed.supplement": ("没有发补正告知：有 {count} 处要改", "No supplement notice: {count} to correct"),
    "new.failed.receive": ("没有收件：有 {count} 处要改", "Not received: {count} to correct"),
    "new.failed.not_accepted": ("没有办不予受理：有 {count} 处要改", "Not refused: {count} to correct"),
    "new.failed.not_required": ("没有办不受理：有 {count} 处要改", "Not told: {count} to correct"),
    "new.footer": ("代码 {code}・{time}・规则：行政许可法第 32 条", "Code {code}, {time}, rule: Licensing Law art. 32"),
    "new.done.accept": ("已受理", "Accepted"),
    "new.done.tolerance": ("已容缺受理", "Accepted with tolerance"),
    "new.done.supplement": ("已收件，补正告知已出", "Received, supplement notice issued"),
    "new.done.receive": ("已收件，还没有受理", "Received, not yet accepted"),
    "new.done.not_accepted": ("已出不予受理通知书", "Notice of non-acceptance issued"),
    "new.done.not_required": ("已告知不受理", "Told that no licence is needed"),
    "new.done.amended": ("已更正，重新填报", "Put right and stated anew"),
    "new.correcting": (
        "更正 {number}：改好后按 F9 重新填报，编号不变",
        "correcting {number}: put it right, then F9; the number stays",
    ),
    "new.done.due": ("承诺 {day}办结", "promised by {day}"),
    "new.done.notice": ("{day}前须告知是否受理", "notice due by {day}"),
    "new.done.serial": ("回执号 {serial}", "receipt {serial}"),
    "new.way.supplement": ("补正告知：一次列出缺的 {count} 项", "Supplement notice listing all {count}"),
    "new.way.receive": ("先收件：{day}前必须告知", "Receive only: notice due by {day}"),
    "new.way.back": ("回到表单原来的格子", "Back to the field you were in"),
    "new.look_again": ("核对后记数，或记为后补", "Check and count it, or mark it to follow"),
    "new.copy_now": ("现在补上，或改发补正告知", "Bring it now, or send a supplement notice"),
    "due.special": ("{procedures}的时间不计，另行书面告知。", "Time for {procedures} does not count; told in writing."),
    "due.committed": ("承诺 {days} 个工作日，{day}受理", "committed {days} working days, accepted {day}"),
    # fields
    "field.code": ("信用代码或证件", "Credit code or ID"),
    "field.kind": ("申请人", "Applicant"),
    "field.name": ("名称", "Name"),
    "field.legal_rep": ("法定代表人", "Legal rep."),
    "field.phone": ("电话", "Phone"),
    "field.agent_id": ("经办人证件", "Agent's ID"),
    "field.agent": ("经办人", "Agent"),
    "field.agent_phone": ("经办人电话", "Agent's phone"),
    "field.recipient": ("收件人", "Recipient"),
    "field.recipient_phone": ("收件人电话", "Recipient's phone"),
    "field.address": ("收件地址", "Address"),
    "field.matter": ("事项", "Matter"),
    "field.authority": ("授权委托书", "Authority"),
    "field.ways": ("领取方式", "Collecting"),
    # papers
    "paper.receipt-slip": ("接收回执", "Receipt of papers"),
    "paper.acceptance-notice": ("受理通知书", "Acceptance notice"),
    "paper.tolerance-acceptance-notice": ("容缺受理通知书", "Tolerance notice"),
    "paper.supplement-notice": ("补正告知书", "Supplement notice"),
    "paper.not-accepted-notice": ("不予受理通知书", "Notice of non-acceptance"),
    "paper.hand-over-sheet": ("物料流转凭证", "Hand-over sheet"),
    "paper.certificate": ("证照", "Certificate"),
    "paper.decision": ("决定书", "Decision"),
    "paper.copies": ("{paper} {count} 份", "{paper} x{count}"),
    "printer.folder": ("文件夹", "folder"),
    "printer.ipp": ("打印机", "printer"),
    "print.owed": ("等打印", "waiting"),
    "print.frozen": ("等打印", "waiting"),
    "print.sending": ("正在打", "printing"),
    "print.printed": ("出来了", "came out"),
    "print.failed": ("没出来", "did not"),
    "print.uncertain": ("不确定", "uncertain"),
    "print.dropped": ("不打了", "dropped"),
    "print.question": ("{paper}，纸出来了吗？", "{paper}: did it come out?"),
    "print.question_detail": ("{number}，{time} 发出，没有确认", "{number}, sent at {time}, not confirmed"),
    "print.reprint": ("{paper} 重打第 {count} 次", "{paper}, reprint {count}"),
    "print.copy": ("第 {copy} 联", "copy {copy}"),
    # the case
    "case.opened": ("收件 {count} 项", "Papers received, {count} items"),
    "case.accepted": ("**受理**", "**Accepted**"),
    "case.accepted_tolerance": ("**容缺受理**", "**Accepted with tolerance**"),
    "case.supplement_requested": ("补正告知，列出 {count} 项", "Supplement notice, {count} items"),
    "case.supplemented": ("补交 {count} 项", "{count} items brought"),
    "case.not_accepted": ("**不予受理**", "**Not accepted**"),
    "case.not_required": ("**不受理**，无需许可", "**No licence needed**"),
    "case.undone": ("**撤销**，登记人办错", "**Undone** by the clerk, a mistake"),
    "case.corrected": ("更正 {what}：{reason}", "Corrected {what}: {reason}"),
    "act.correct": ("改登记错的", "put details right"),
    "act.correct_late": ("已决定，不能更正", "decided already"),
    "case.withdrawn": ("申请人撤回", "Withdrawn by the applicant"),
    "case.deemed_accepted": ("**视为受理**：五日内没有告知", "**Deemed accepted**: no notice within five days"),
    "case.received": ("部门收到并认领", "Received by the department"),
    "case.suspended": ("停钟：{procedure}", "Clock stopped: {procedure}"),
    "case.resumed": ("恢复计时", "Clock runs again"),
    "case.extended": ("延长 {days} 个工作日", "Extended by {days} working days"),
    "case.decided.granted": ("**准予**", "**Granted**"),
    "case.decided.granted_with_tolerance": ("**容缺准予**", "**Granted with tolerance**"),
    "case.decided.refused": ("**不予许可**", "**Refused**"),
    "case.recalled": ("决定撤回", "Decision recalled"),
    "case.revoked": ("许可撤销", "Licence revoked"),
    "result.at_window": ("**结果到窗**", "**Result at the window**"),
    "result.mailed": ("交{carrier}，运单 {waybill}", "Given to {carrier}, waybill {waybill}"),
    "result.delivered": ("**送达** {collector}", "**Delivered** {collector}"),
    "case.archived": ("归档", "Archived"),
    "scan.attached": ("扫描 {pages} 页", "{pages} pages scanned"),
    "originals.handed_over": ("原件移交部门", "Originals handed over"),
    "originals.acknowledged": ("部门确认收到原件", "Department confirmed the originals"),
    "contact.changed": ("联系方式更改", "Contact changed"),
    "note.added": ("备注：{text}", "Note: {text}"),
    "hold.released": ("主管放行：{text}", "Released by a supervisor: {text}"),
    "paper.printed": ("打印 {paper}", "Printed {paper}"),
    "case.unreadable": ("较新版本的记录", "A record of a newer release"),
    "case.by": ("{who}・{where}", "{who}, {where}"),
    "case.by_pending": ("{who}・{where}・待确认", "{who}, {where}, unconfirmed"),
    "case.by_refused": ("{who}・{where}・{verdict}", "{who}, {where}, {verdict}"),
    "verdict.contested": ("有争议", "contested"),
    "verdict.held": ("跟着等", "held"),
    "verdict.quarantined": ("被退回", "refused"),
    "next.accept": ("接下来：受理或补正", "Next: accept or supplement"),
    "next.supplement": ("接下来：申请人补交", "Next: the applicant brings papers"),
    "next.receive": ("接下来：部门收件", "Next: received by the department"),
    "next.decide": ("接下来：部门决定", "Next: the department decides"),
    "next.resume": ("接下来：恢复计时", "Next: the clock runs again"),
    "next.issue": ("接下来：打印结果", "Next: print the result"),
    "next.deliver": ("接下来：送达", "Next: deliver"),
    "next.collector": ("等 {name} 来领", "waiting for {name}"),
    "next.courier": ("等快递送达", "waiting for the courier"),
    "stage.result": ("结果到窗", "result at window"),
    "case.applicant_person": ("**{name}** {person} {phone}", "**{name}** {person} {phone}"),
    "papers.originals": ("原件 {originals}", "orig. {originals}"),
    "papers.copies": ("复印 {copies}", "copies {copies}"),
    "papers.seen": ("已核", "seen"),
    "papers.electronic": ("电子证照", "e-licence"),
    "papers.follow": ("后补，{day}前", "to follow by {day}"),
    "papers.none": ("没有收", "not received"),
    "papers.window": ("{window} 号窗，待移交", "window {window}, to hand over"),
    "papers.kept": ("随案留存", "kept with the case"),
    "papers.applicant": ("申请人", "applicant"),
    "papers.department": ("{department} {person}", "{department} {person}"),
    "papers.subtitle": ("{count} 项，扫描 {pages} 页", "{count} items, {pages} pages scanned"),
    "answer.granted": ("准予", "granted"),
    "answer.granted_with_tolerance": ("容缺准予", "granted, tolerance"),
    "answer.refused": ("不予许可", "refused"),
    "answer.source": ("{who}・{day}", "{who}, {day}"),
    "answer.here": ("已到本机", "on this desk"),
    "answer.coming": ("正在取", "on its way"),
    "act.accept_label": ("受理", "Accept"),
    "act.accept": ("核齐了就受理", "accept if complete"),
    "act.bring_label": ("登记补交", "Papers brought"),
    "act.bring": ("等 {count} 项补交", "{count} to be brought"),
    "act.mail_arrived_label": ("登记签收", "Parcel arrived"),
    "act.mail_arrived": ("快递签收后登记", "once the courier delivered"),
    "act.issue_label": ("打印结果", "Print result"),
    "act.issue": ("部门已决定，可以打印", "decided, ready to print"),
    "act.issue_not_decided": ("部门还没有决定", "not decided yet"),
    "act.issued": ("{window} 已打印", "printed at {window}"),
    "act.deliver": ("核对来人证件", "check the collector's ID"),
    "act.deliver_mail": ("申请人选的是邮寄", "the applicant chose mail"),
    "act.deliver_not_issued": ("先打印结果", "print the result first"),
    "act.delivered": ("已送达", "delivered"),
    "act.mail": ("登记运单号", "enter the waybill"),
    "act.mail_window": ("申请人选的是窗口领取", "the applicant collects"),
    "act.mailed": ("运单 {waybill}", "waybill {waybill}"),
    "act.hand_over": ("{count} 项还在窗口", "{count} still at the window"),
    "act.hand_over_none": ("窗口没有原件", "no originals here"),
    # kinds of events, as the outbox names them
    "kind.case.opened": ("收件", "Receipt"),
    "kind.case.accepted": ("受理", "Acceptance"),
    "kind.case.supplement_requested": ("补正告知", "Supplement notice"),
    "kind.case.supplemented": ("补交", "Papers brought"),
    "kind.case.not_accepted": ("不予受理", "Non-acceptance"),
    "kind.case.not_required": ("不受理", "No licence needed"),
    "kind.case.undone": ("撤销", "Undoing"),
    "kind.case.corrected": ("更正", "Correction"),
    "kind.case.withdrawn": ("撤回", "Withdrawal"),
    "kind.result.at_window": ("结果到窗", "Result printed"),
    "kind.result.mailed": ("邮寄", "Mailing"),
    "kind.result.delivered": ("送达", "Delivery"),
    "kind.scan.attached": ("扫描", "Scan"),
    "kind.originals.handed_over": ("原件移交", "Hand-over"),
    "kind.contact.changed": ("联系方式", "Contact"),
    "kind.note.added": ("备注", "Note"),
    "kind.hold.released": ("放行", "Released"),
    "kind.catalogue.published": ("目录发布", "Catalogue published"),
    "kind.paper.printed": ("打印记录", "Print record"),
    # work list
    "list.subtitle": ("共 {count} 件，按期限排", "{count} cases, by due date"),
    "list.mine": ("我的", "Mine"),
    "list.hall": ("全厅", "Hall"),
    "list.supplement": ("待补正", "Supplement"),
    "list.due": ("临期与逾期", "Due, late"),
    "list.results": ("结果待发", "Results"),
    "list.refused": ("被退与争议", "Refused"),
    "list.paper_at": ("原件在", "Originals"),
    "list.collect": ("领取", "Collect"),
    "list.materials": ("材料", "Materials"),
    "collect.window": ("窗口领取", "at a window"),
    "collect.courier": ("邮寄", "by courier"),
    "collect.electronic": ("只要电子件", "electronic only"),
    # outbox
    "outbox.all": ("未确认", "Unconfirmed"),
    "outbox.queued": ("待发", "Waiting"),
    "outbox.refused": ("被退回", "Refused"),
    "outbox.contested": ("有争议", "Contested"),
    "outbox.held": ("跟着等", "Held"),
    "outbox.aside": ("已搁置", "Set aside"),
    "outbox.retry_now": ("马上", "now"),
    "outbox.retry_in": ("{seconds} 秒后", "in {seconds} s"),
    "outbox.retry_in_minutes": ("{minutes} 分钟后", "in {minutes} min"),
    "outbox.verdict.applied": ("有效", "in effect"),
    "outbox.verdict.renumbered": ("换了号", "renumbered"),
    "outbox.verdict.contested": ("有争议", "contested"),
    "outbox.verdict.held": ("等着", "held"),
    "outbox.verdict.quarantined": ("被退回", "refused"),
    "outbox.changed": ("先前“{was}”，现在“{now}”", "before: {was}, now: {now}"),
    "outbox.aside_done": (
        "搁置了，没有删除：在“已搁置”里还能看到",
        "Set aside, not deleted; see that filter",
    ),
    "outbox.aside_none": ("先选一条被退回或有争议的记录", "Choose a refused or contested record first"),
    "outbox.asked": ("正在问服务器这一条怎么样了", "Asking the server what became of it"),
    "outbox.position": ("排在第 {place} 位", "number {place} in the queue"),
    "outbox.try": ("1 次", "1 try"),
    "outbox.tries": ("{count} 次", "{count} tries"),
    "outbox.later": ("随后", "soon"),
    "outbox.stopped": ("已停", "stopped"),
    "outbox.waits": ("联网后自动发出", "goes by itself when online"),
    "outbox.chain": ("记录号到 {head}・已确认到 {acked}", "records to {head}, confirmed to {acked}"),
    "outbox.footer": (
        "自动重试：1 秒起，最长 5 分钟一次，一直试",
        "Retries by itself: from 1 s to every 5 min, for ever",
    ),
    "outbox.supervisor": ("记录留着，请督办人员处理", "kept; a supervisor decides"),
    # shell and lock
    "banner.offline": ("**离线 {minutes} 分钟**", "**Offline {minutes} min**"),
    "banner.offline_now": ("**离线**", "**Offline**"),
    "banner.offline_text": (
        "自 {time}。受理、打印、查询照常；部门答复等联网后到。",
        "since {time}. Accepting, printing, search go on; answers come later.",
    ),
    "banner.retry": ("{time} 再试", "retry {time}"),
    "banner.catching_up": ("**正在补发**", "**Catching up**"),
    "banner.fetching": ("已取回 {count} 条", "{count} records fetched"),
    "banner.scans": ("附件 {done} / {total} MB", "scans {done} of {total} MB"),
    "banner.not_let_in": ("**服务器不认这台窗口**", "**The server does not know this desk**"),
    "banner.not_let_in_text": (
        "请管理员重新登记。受理、打印照常，记的都留着，登记后自动发出。",
        "Ask the administrator to enrol it again. Work goes on; everything is kept and sent afterwards.",
    ),
    "banner.clock": ("**本机时间不对**", "**This clock is wrong**"),
    "banner.clock_behind": (
        "比服务器慢 {minutes} 分钟。期限按服务器的时间算，记录照常发送；请校准本机时间。",
        "{minutes} min behind the server. Deadlines follow the server, sending goes on; set the clock.",
    ),
    "banner.clock_ahead": (
        "比服务器快 {minutes} 分钟。期限按服务器的时间算，记录照常发送；请校准本机时间。",
        "{minutes} min ahead of the server. Deadlines follow the server, sending goes on; set the clock.",
    ),
    "banner.clock_jumped": (
        "比先前记的时间早了。记录照常发送，联网后按服务器的时间算；请校准本机时间。",
        "It was set back. Sending goes on and deadlines follow the server once it is reached; set the clock.",
    ),
    "banner.disk": ("**磁盘还剩 {free} MB**", "**{free} MB left on the disk**"),
    "banner.disk_low": (
        "快满了。请腾出空间；再少就不能收新件。",
        "It is nearly full. Make room; with less, no new application can be taken in.",
    ),
    "banner.disk_reserve": (
        "太少，先不收新件。已收的件照常办、照常发送；请腾出空间。",
        "Too little: no new applications. What was begun can be finished and sent; make room.",
    ),
    "banner.catalogue": ("**新的事项目录没有采用**", "**A new catalogue was not taken**"),
    "banner.catalogue_text": (
        "照用原来的目录，受理、打印、发送照常。请告诉管理员：用 counterctl catalogues 看原因。",
        "The present one stays in use and work goes on. Tell the administrator; counterctl catalogues says why.",
    ),
    "banner.progress": ("离线时记的 {total} 条已确认 {done} 条", "{done} of {total} records confirmed"),
    "scan.opened": ("打开 {number}", "opened {number}"),
    "scan.several": ("找到 {count} 件，都在待办里", "{count} cases, shown in the list"),
    "scan.nothing": ("没有找到“{text}”", 'nothing found for "{text}"'),
    "scan.typed": ("查找・{time}", "Search {time}"),
    "lock.last_here": ("{day} 在本机登录过", "signed in here {day}"),
    "lock.other": ("别的人", "Somebody else"),
    "lock.other_detail": ("输入工号", "type the work number"),
    "lock.link_offline": ("离线 {minutes} 分钟", "offline {minutes} min"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Says things in one language."""

    lang: Lang

    def __call__(self, key: str, **fields: str | int) -> str:
        """Return the sentence `key` with its fields filled."""
        return _SENTENCES[key][self.lang == "en"].format(**fields)

    def knows(self, key: str) -> bool:
        """Say whether there is a sentence of this key."""
        return key in _SENTENCES

    def act(self, kind: str) -> str:
        """Return the act behind a kind of event, such as 受理 for `case.accepted`."""
        return self(f"kind.{kind}") if self.knows(f"kind.{kind}") else kind

    def error(self, error: ProductError) -> str:
        """Return what an error says to a person."""
        return say(error, self.lang)

    def name(self, named: Matter | Material | Department | CertificateForm) -> str:
        """Return the name of something in the catalogue."""
        return named.name_en if self.lang == "en" else named.name_zh

    def split(self, sentence: str) -> tuple[str, str]:
        """Split a sentence into what is wrong and what to do about it, where it says both."""
        for mark in ("：", ". ") if self.lang == "en" else ("：",):
            head, found, tail = sentence.partition(mark)
            if found:
                return head, tail.rstrip("。")
        return sentence.rstrip("。"), ""


def every_sentence() -> dict[str, tuple[str, str]]:
    """Return the whole table, for the test that both languages are complete."""
    return dict(_SENTENCES)
