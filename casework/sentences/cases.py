"""Sentences about what may be done with a case, and when."""

SENTENCES: dict[str, tuple[str, str]] = {
    "undo.over": (
        "十秒已过，不能撤销：登记错了按 Alt+G 更正，申请人不办了办撤回。",
        "The ten seconds are over. Correct details with Alt+G, or withdraw the case if the applicant gives it up.",
    ),
    "undo.went_on": (
        "这一件后来又办过别的，不能撤销：登记错了按 Alt+G 更正。",
        "Something else was done on this case, so it cannot be undone. Correct its details with Alt+G.",
    ),
    "correct.handed_over": (
        "这一项已经移交部门，件数以交接单为准：请部门退回后再更正。",
        "This material was handed over, and the sheet says how many pieces. Have it sent back before correcting it.",
    ),
    "correct.nothing": (
        "没有改动，不用更正：改好要更正的格子再按 F9。",
        "Nothing was changed. Change what is wrong, then press F9.",
    ),
    "correct.only_correct": (
        "这是更正已收的一件：改好后按 F9 更正。要另办别的，先按 F2 换一张空表。",
        "This corrects a case: put it right and press F9. For anything else begin a new form with F2.",
    ),
    "correct.reason_missing": (
        "没有写原因：写明为什么更正，会印在新回执上。",
        "There is no reason. Say why it is corrected; the new slip prints it.",
    ),
    "labels.no_originals": (
        "这一件没有收原件，不用打标签。",
        "No original was taken for this case, so there is nothing to label.",
    ),
    "labels.coming": (
        "标签已经在打：看打印机，没有出来的在发件里答。",
        "The labels are being printed. Look at the printer; what did not come out is answered in the outbox.",
    ),
    "urge.too_soon": (
        "本窗口在这个工作日里已经催过一次：再催要写明事由。",
        "This window has urged within the working day already. Say why it urges again.",
    ),
    "urge.unknown": (
        "答复的那次催办不在这一件里，或者没有生效。答复已留存，请督办人员处理。",
        "The urging that this answers is not in the case or does not count. The answer is kept; a supervisor decides.",
    ),
    "urge.answered_already": (
        "那次催办已经答复过。两条答复都留着，以先到的为准。",
        "That urging was answered already. Both answers are kept; the first holds.",
    ),
    "acceptance.follows_in_the_past": (
        "后补日期 {by} 已经过了：改成今天到 {latest} 之间的一天。",
        "The promised day {by} has passed; choose one from today to {latest}.",
    ),
    "acceptance.follows_too_late": (
        "后补日期 {by} 晚于承诺办结日：改到 {latest} 或以前。",
        "The promised day {by} lies past the committed due date; choose {latest} or earlier.",
    ),
    "acceptance.incomplete": (
        "材料还差 {count} 处。第 {place} 项“{name_zh}”：{problem_zh}",
        '{count} items are not in order. Item {place}, "{name_en}": {problem_en}',
    ),
    "acceptance.marked_twice": (
        "材料 {material} 记了两次：只留一次。",
        "Material {material} is marked twice; keep one mark.",
    ),
    "acceptance.count_too_large": (
        "材料 {material} 的份数不能超过 {most}：改成实收份数。",
        "Material {material} cannot have more than {most} pieces; enter what was handed in.",
    ),
    "acceptance.may_not_follow": (
        "缺{pieces_zh}，不可后补：现在补上，或改发补正告知。",
        "{pieces_en} missing, may not follow; add it now or give a supplement notice.",
    ),
    "acceptance.missing": (
        "缺{pieces_zh}，{follow_zh}。",
        "{pieces_en} missing, {follow_en}.",
    ),
    "acceptance.negative_count": (
        "材料 {material} 的份数不能小于 0：改成实收份数。",
        "Material {material} cannot have fewer than 0 pieces; enter what was handed in.",
    ),
    "acceptance.not_looked_at": (
        "还没有核，{follow_zh}：核对后记数。",
        "Not looked at, {follow_en}; compare and count.",
    ),
    "acceptance.nothing_follows": (
        "没有要后补的材料：材料已齐，直接受理。",
        "No paper follows later; everything is there, so accept.",
    ),
    "acceptance.nothing_missing": (
        "没有缺的材料，不用补正告知。",
        "Nothing is missing; no supplement notice is needed.",
    ),
    "acceptance.papers_follow": (
        "还有材料后补：用容缺受理，请申请人签承诺书。",
        "Papers follow later; accept with tolerance and have the commitment signed.",
    ),
    "acceptance.remedy": (
        "请补交{pieces_zh}。",
        "Please bring {pieces_en}.",
    ),
    "acceptance.unanswered": (
        "情形“{question_zh}”还没有答：在“情形”里按数字作答，已收的件按 Alt+G 更正时补答。",
        'The question "{question_en}" has no answer. Answer it with a digit; on a received case, by Alt+G.',
    ),
    "acceptance.short": (
        "还缺{pieces_zh}，{follow_zh}。",
        "{pieces_en} still missing, {follow_en}.",
    ),
    "case.role": (
        "这一步不归记录它的人办，记录已留存，请督办人员处理。",
        "Whoever recorded this step may not take it. The record is kept; a supervisor decides.",
    ),
    "case.unknown": (
        "服务器还没有这件的收件记录，这一条先留着，收件记录到了自动跟上。",
        "The server does not have the beginning of this case yet. The record waits and follows by itself.",
    ),
    "case.other_department": (
        "这件不归该部门办，记录已留存，没有生效。",
        "The case belongs to another department. The record is kept and has no effect.",
    ),
    "case.other_window": (
        "记录写的窗口与发送的窗口不同，没有生效，请管理员核对窗口登记。",
        "The record names another window than the one that sent it. It has no effect; the administrator should check.",
    ),
    "case.opened_already": (
        "这件已经收过一次，两条记录都留着，请督办人员处理。",
        "This case was taken in once already. Both records are kept; a supervisor decides.",
    ),
    "case.unknown_catalogue": (
        "这条记录用的事项目录版本服务器还没有，先留着，目录发布后再处理。",
        "The server does not have the catalogue that this record was made under. It waits until that is published.",
    ),
    "case.stage": (
        "这件现在的阶段不能办这一步。请重新打开这件，看它走到了哪里。",
        "The case is at a stage where this cannot be done. Open it again and see where it stands.",
    ),
    "case.extended_already": (
        "办理期限只能延长一次，这件已经延长过。",
        "The period can be extended once only, and it was.",
    ),
    "event.superseded_already": (
        "要更正的那条记录已经更正过一次。两条更正都留着，请督办人员处理。",
        "The record was corrected once already. Both corrections are kept; a supervisor decides.",
    ),
    "event.text": (
        "这条记录的编号或代码里有不能保存的空字符，没有生效。原样保留，请重新录入。",
        "A number or code of this record holds a NUL, which cannot be kept. It has no effect; enter it again.",
    ),
    "event.too_large": (
        "一条记录有 {size} 字节，超过上限 {limit} 字节。扫描件请作为附件，不要写进记录。",
        "A record has {size} bytes, more than the limit of {limit}. Attach scans; do not put them into the record.",
    ),
    "event.unreadable": (
        "这条记录读不出来（{why}）。原样保留，请管理员查看。",
        "This record cannot be read ({why}). It is kept as it is; the administrator should look at it.",
    ),
    "event.unknown_kind": (
        "这条记录的种类“{kind}”来自较新的版本。先原样保留，升级后自动处理。",
        "The kind of this record, {kind}, comes from a newer release. It is kept and judged after the update.",
    ),
    "hold.absent": (
        "没有记录在等“{event}”：可能已经放行，或者编号不对。用 sync-server holds 查看。",
        "Nothing waits for {event}: it was released already, or the id is not right. See sync-server holds.",
    ),
    "hold.reason_needed": (
        "放行要写明理由，它会记入件的经过。请用 --reason 写上。",
        "A release needs a reason, which becomes part of the case. Give it with --reason.",
    ),
}
