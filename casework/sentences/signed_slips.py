"""Sentences about signed slips and the keys that prove them."""

SENTENCES: dict[str, tuple[str, str]] = {
    "slip.form": (
        "这不是本大厅签名的回执码：请重新扫描纸上的二维码，或按案件号查找。",
        "This is no signed code of a slip. Scan the QR code on the paper again, or find the case by its number.",
    ),
    "slip.version": (
        "这张回执是更新的版本（{version}）签的，这台电脑还读不了：更新程序后再扫，或按案件号查找。",
        "A newer release signed this slip (form {version}). Update this program, or find the case by its number.",
    ),
    "slip.algorithm": (
        "这张回执的签名算法（{algorithm}）本程序不认识：更新程序后再扫，先不要据此办理。",
        "The slip's signature algorithm ({algorithm}) is unknown here. Update this program; do not rely on the slip.",
    ),
    "slip.key_unknown": (
        "不认识签这张回执的窗口密钥：连上服务器同步一次再验；仍不认识，就不是本地区窗口开的。",
        "The key that signed this slip is unknown here. Sync and try again; if it stays so, no window of ours made it.",
    ),
    "slip.altered": (
        "这张回执的签名不对：内容被改过或码损坏。重扫一次；还是这样，就不要据此办理，请按案件号核对。",
        "The signature is wrong: altered or damaged. Scan it again; if it stays so, check the case by its number.",
    ),
    "slip.key_ended": (
        "签这张回执的密钥（{window} 窗口）在 {day} 已停用，而回执写的时间在那以后：不能采信，请报告管理员。",
        "The key of window {window} ended on {day}, before this slip was made. Do not rely on it.",
    ),
    "slip.keys_form": (
        "服务器给的窗口密钥表读不了：原有的照用，请告诉管理员。",
        "The server's list of window keys cannot be read. Those known are used further; tell the administrator.",
    ),
    "slip.keys_signature": (
        "窗口密钥表不是本大厅的服务器签的，没有采用：请管理员核对服务器密钥。",
        "The list of window keys is not signed by our server and was not taken. Have the server's key compared.",
    ),
    "slip.keys_region": (
        "窗口密钥表是别的地区的（{found}，本地 {region}）：没有采用。",
        "The list of window keys is another region's ({found}, ours is {region}); it was not taken.",
    ),
    "slip.genuine": (
        "真：{window} 窗口 {at} 签，内容没有改动。",
        "Genuine: signed by window {window} on {at}, and nothing was changed.",
    ),
    "slip.numbers": ("案件号 {number}，回执号 {serial}。", "Case {number}, slip {serial}."),
    "slip.matter": ("事项：{matter}。", "Matter: {matter}."),
    "slip.applicant": (
        "申请人 {name}（证件尾号 {last_four}）。收原件 {originals} 份、复印件 {copies} 份。",
        "Applicant {name} (ID ends {last_four}). {originals} originals, {copies} copies.",
    ),
    "slip.genuine_ended": (
        "这个密钥后来（{day}）停用了；停用以前签的仍然有效。",
        "This key was withdrawn later, on {day}; what it signed before that stays valid.",
    ),
    "slip.promised": (
        "承诺：{days} 个工作日，最晚 {due}。",
        "Promised: {days} working days, by {due} at the latest.",
    ),
    "slip.case_here": ("案件在这台电脑上：{number}。", "The case is on this desk: {number}."),
    "slip.case_not_here": (
        "案件不在这台电脑上：先同步；服务器也没有，可用 counterctl rebuild-from-slip 按回执重建。",
        "The case is not on this desk. Sync first; if it stays so: counterctl rebuild-from-slip.",
    ),
    "slip.no_code_in_image": (
        "图片里没有找到回执的二维码：拍正、拍清楚再试。",
        "No QR code of a slip was found in the picture. Take it straight and sharp, and try again.",
    ),
    "slip.unreadable": (
        "图片或文件读不了（{why}）：换一张再试。",
        "The picture or file cannot be read ({why}). Try another one.",
    ),
    "slip.case_exists": (
        "案件已在这台电脑上（{number}）：不重建，直接打开它。",
        "The case is on this desk already ({number}): it is not rebuilt. Open it.",
    ),
    "slip.nothing_to_rebuild": (
        "这张回执写的是已结束的案件：不重建，请到归档或部门查。",
        "This slip is about a case that had ended; it is not rebuilt. Look in the archive or ask the department.",
    ),
    "slip.rebuilt_note": (
        "按 {window} 窗口 {at} 的回执重建，待补全。原收原件 {originals} 份、复印件 {copies} 份。{promise}",
        "Rebuilt from window {window}'s slip of {at}; to complete. {originals} originals, {copies} copies. {promise}",
    ),
    "slip.not_sure": (
        "没有勾选：先同步，看服务器上有没有这一件；没有，再勾上重建。",
        "Not ticked. Sync first and see whether the server has the case; if it has not, tick the box to rebuild it.",
    ),
    "slip.rebuilt": (
        "已按回执重建 {number}，收件状态：请用“更正”补全申请人和材料。",
        "{number} was rebuilt from its slip, as received. Complete applicant and papers by a correction.",
    ),
    "slip_page.title": ("回执查验", "Your slip"),
    "slip_page.genuine": ("真实有效", "Genuine"),
    "slip_page.genuine_more": (
        "这张回执由 {window} 窗口于 {at} 签出，内容没有改动。",
        "Window {window} signed this slip on {at}; nothing in it was changed.",
    ),
    "slip_page.unknown": ("查不到这张回执", "Not found"),
    "slip_page.unknown_more": (
        "请确认扫到的是回执右下的整个二维码；仍查不到，请带回执到窗口或打电话询问。",
        "Scan the whole QR code of your slip. If that does not help, bring it to a window or call us.",
    ),
    "slip_page.stage": ("现在", "Now"),
    "slip_page.not_here": (
        "窗口的记录还没有传到，或案号已更换：请稍后再看，或打电话询问。",
        "The window's record has not arrived yet, or has a new number. Look again later, or call us.",
    ),
    "slip_page.number": ("案件号", "Case"),
    "slip_page.serial": ("回执号", "Slip"),
    "slip_page.matter": ("办理事项", "Matter"),
    "slip_page.applicant": ("申请人", "Applicant"),
    "slip_page.last_four": ("证件尾号", "ID ends"),
    "slip_page.papers": ("收到材料", "Papers"),
    "slip_page.counts": ("原件 {originals} 份，复印件 {copies} 份", "{originals} originals, {copies} copies"),
    "slip_page.told_by": ("最晚告知", "You are told by"),
    "slip_page.decided_by": ("承诺办结", "Decided by"),
    "slip_page.days": ("{due}（{days} 个工作日）", "{due} ({days} working days)"),
    "slip_page.then": ("签出时", "When signed"),
    "stage.received": ("已收件，五个工作日内告知是否受理", "Received; within five working days we tell you more"),
    "stage.supplement": ("等您补正材料", "We wait for further papers from you"),
    "stage.accepted": ("已受理", "Accepted"),
    "stage.deemed_accepted": (
        "已受理（逾期未告知，依法视为受理）",
        "Accepted (by law, as nothing was missing in time)",
    ),
    "stage.in_review": ("部门办理中", "Under review"),
    "stage.suspended": ("特别程序进行中，暂停计时", "A special procedure is under way; its days do not count"),
    "stage.decided": ("已作出决定，结果正送往窗口", "Decided; the result is on its way to the window"),
    "stage.result_at_window": ("结果已到窗口", "The result has arrived at the window"),
    "stage.delivered": ("结果已送达", "The result was delivered"),
    "stage.archived": ("结果已送达，已归档", "The result was delivered; the file is closed"),
    "stage.not_required": ("不需要办理许可", "No licence is needed"),
    "stage.not_accepted": ("不予受理，详见通知书", "Not accepted; see the notice"),
    "stage.withdrawn": ("已撤回", "Withdrawn"),
    "stage.recalled": ("决定已收回，重新办理", "The decision was recalled"),
    "stage.revoked": ("许可已撤销", "The licence was revoked"),
}
