"""Sentences of the area `printing`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "printing.address_too_long": (
        "收件地址三行也放不下：“{address}”。请写短一些，小区名和门牌号要留。",
        "The address does not fit in three lines: “{address}”. Shorten it, but keep the house and its number.",
    ),
    "printing.certificate_reprint": (
        "证书 {number} 不能在原编号上重打。请作废原空白证，换新空白证打印。",
        "Certificate {number} cannot be printed again under its blank number. Void the blank and print on a new one.",
    ),
    "printing.cups_completed": (
        "打印系统说打完了，这不等于出了纸（{proof}）。请看一眼，再确认结果。",
        "The print system says completed, which is not yet printed ({proof}). Take a look, then confirm the result.",
    ),
    "printing.device_not_ready": (
        "打印机没有就绪（{proof}），还没有发送。处理好后请再打印。",
        "The printer is not ready ({proof}); nothing was sent. Attend to it, then print again.",
    ),
    "printing.empty_sheet": (
        "交接单上没有材料。请先选要交出的材料。",
        "There is nothing on the hand-over sheet. Choose the papers to hand over first.",
    ),
    "printing.blank_form_lacks": (
        "“{form}”的版式文件里没有“{field}”的位置。请管理员补上。",
        "The form of “{form}” has no place for “{field}”. Ask the administrator to add it.",
    ),
    "printing.blank_form_wrong": (
        "证照版式文件 {file} 读不了或写得不对（{why}）。请管理员改正。",
        "The form of a blank, {file}, cannot be read or is wrong ({why}). Ask the administrator to put it right.",
    ),
    "printing.field_too_long": (
        "“{field}”两行也放不下。请写“见附页”，内容放附页。",
        "“{field}” does not fit in two lines. Refer to an annex and put the text there.",
    ),
    "printing.file_of_another_job": (
        "打印文件夹里已有同名文件（{proof}），内容不同，没有覆盖。请管理员核对。",
        "The print folder holds another file of that name ({proof}); it was left alone. Ask the administrator.",
    ),
    "printing.folder_unreadable": (
        "打印文件夹里的文件读不出来（{proof}）。请看文件是否已在，再确认结果。",
        "A file in the print folder cannot be read ({proof}). See whether it is there, then confirm the result.",
    ),
    "printing.folder_unsynced": (
        "文件已写入打印文件夹，但不能确定断电后还在（{proof}）。请看一眼文件，再确认结果。",
        "The file was written, but may not survive a power cut ({proof}). Look at it, then confirm the result.",
    ),
    "printing.folder_unwritable": (
        "写不进打印文件夹（{proof}）。请检查磁盘空间和权限，再打印。",
        "The print folder cannot be written to ({proof}). Check space and permissions, then print again.",
    ),
    "printing.font_missing": (
        "缺少字体文件 {file}。请管理员重新安装字体。",
        "The font file {file} is missing. Ask the administrator to install the fonts again.",
    ),
    "printing.font_unreadable": (
        "字体文件 {file} 读不出来。请管理员重新安装字体。",
        "The font file {file} cannot be read. Ask the administrator to install the fonts again.",
    ),
    "printing.hash_mismatch": (
        "“{title}”的内容与定稿时不一致（应为 {expected} 开头），没有打印。请告诉管理员。",
        "“{title}” is not what was frozen (expected {expected}…); it was not printed. Tell the administrator.",
    ),
    "printing.interrupted": (
        "上次打印中途断了，不知道纸出来没有。请看打印机，再选：出来了、没出来、打坏了。",
        "The last attempt was cut short. Look at the printer, then choose: came out, did not, or spoiled.",
    ),
    "printing.ipp_aborted": (
        "打印机取消了任务，一面也没打（{proof}）。请处理后再打印。",
        "The printer gave the job up before the first side ({proof}). Attend to it, then print again.",
    ),
    "printing.ipp_aborted_midway": (
        "打印机中途停了（{proof}）。请看出来了几张，再确认结果。",
        "The printer stopped midway ({proof}). See what came out, then confirm the result.",
    ),
    "printing.ipp_line_broke": (
        "发送时连接断了（{proof}）。请看打印机出没出纸，再确认结果。",
        "The connection broke while sending ({proof}). See whether paper came out, then confirm the result.",
    ),
    "printing.ipp_no_proof": (
        "打印机说已完成，但没报出了几面（{proof}）。请看纸出来没有，再确认结果。",
        "The printer says completed but counted no sides ({proof}). See whether paper came out, then confirm.",
    ),
    "printing.ipp_not_understood": (
        "打印机的回答读不懂（{proof}），还没有发送。请管理员检查打印机设置。",
        "The printer's answer was not understood ({proof}); nothing was sent. Ask the administrator.",
    ),
    "printing.ipp_refused": (
        "打印机没有接受这个任务（{proof}）。请管理员检查打印机设置。",
        "The printer did not take the job ({proof}). Ask the administrator to check its settings.",
    ),
    "printing.ipp_short": (
        "打印机报的面数不够（{proof}）。请数一数出来的纸，再确认结果。",
        "The printer counted too few sides ({proof}). Count the sheets, then confirm the result.",
    ),
    "printing.ipp_unfinished": (
        "打印机还没打完（{proof}）。请看打印机，再确认结果。",
        "The printer has not finished ({proof}). Look at it, then confirm the result.",
    ),
    "printing.ipp_unreachable": (
        "连不上打印机（{proof}），还没有发送。请看电源和网线，再打印。",
        "The printer cannot be reached ({proof}); nothing was sent. Check power and cable, then print again.",
    ),
    "printing.labels_short": (
        "标签机报的张数不够（{proof}）。请数一数出来的标签，再确认结果。",
        "The label printer counted too few ({proof}). Count the labels that came out, then confirm the result.",
    ),
    "printing.line_away": (
        "连不上打印机（{proof}），没有发送。请看电源、线缆和地址。",
        "The printer cannot be reached ({proof}); nothing was sent. Check power, cable and address.",
    ),
    "printing.line_broke": (
        "打印时线路断了（{proof}），不知道出来了多少。请看出纸口，再确认结果。",
        "The line broke while printing ({proof}). Look at the printer, then confirm the result.",
    ),
    "printing.no_echo": (
        "都发给打印机了，但没有收到出完纸的回执（{proof}）。请看出纸口，再确认结果。",
        "All was sent; the printer did not confirm the end ({proof}). Look at it, then confirm the result.",
    ),
    "printing.no_seals": (
        "没有要刻的印章，单子打不出来。请先选印章。",
        "There are no seals to engrave, so there is nothing to print. Choose the seals first.",
    ),
    "printing.no_glyph": (
        "“{field}”里的“{character}”（{point}）字库里没有，没有打印。请按生僻字办法处理，或告诉管理员加字库。",
        "No face holds “{character}” ({point}) in “{field}”; nothing was printed. Ask for a face that has it.",
    ),
    "printing.no_proof": (
        "都发给打印机了；这台打印机不能证明出了纸（{proof}）。请看一眼，再确认结果。",
        "All was sent; this printer cannot prove what came out ({proof}). Take a look, then confirm the result.",
    ),
    "printing.no_reasons": (
        "这种文书必须写明原因。请先填原因。",
        "This paper must give reasons. Enter them first.",
    ),
    "printing.no_such_copy": (
        "没有第 {copy} 联，这种文书共 {copies} 联。",
        "There is no copy {copy}; this paper has {copies}.",
    ),
    "printing.not_a_code": (
        "“{payload}”不能印成条码：只能用英文字母、数字和符号。",
        "“{payload}” cannot be printed as a barcode: Latin letters, digits and signs only.",
    ),
    "printing.not_a_roll": (
        "回执只能打在 80 毫米或 58 毫米的纸卷上，不能用 {media}。",
        "Slips are printed on rolls of 80 or 58 mm, not on {media}.",
    ),
    "printing.not_a_sheet": (
        "这张回执只能打在 A5 或 A4 纸上，不能用 {media}。",
        "This receipt is printed on A5 or A4, not on {media}.",
    ),
    "printing.not_a_waybill": (
        "快递面单只能打在 76×130 或 100×180 毫米的标签纸上，不能用 {media}。",
        "Waybills are printed on labels of 76×130 or 100×180 mm, not on {media}.",
    ),
    "printing.nothing_delivered": (
        "送达回证上没有文书。请先选要送达的文书。",
        "The proof of delivery names no document. Choose what is delivered first.",
    ),
    "printing.nothing_promised": (
        "承诺书上没有限期补交的材料。请先为容缺的材料定补交日期。",
        "The commitment names no paper with a date. Give every paper that follows its date first.",
    ),
    "printing.practice_on_stock": (
        "练习不能打在带编号的空白证上。请放普通纸。",
        "Practice is never printed on numbered stock. Use plain paper.",
    ),
    "printing.qr_empty": ("二维码没有内容。", "The QR code has nothing to say."),
    "printing.qr_too_long": (
        "二维码内容太长（{length} 个字符），印出来扫不了。",
        "The QR code's text is too long ({length} characters) to be read from paper.",
    ),
    "printing.reason_too_long": (
        "重打原因太长，印不下：“{reason}”。请写短一些。",
        "The reason for the reprint does not fit: “{reason}”. Make it shorter.",
    ),
    "printing.seal_name": (
        "印章名称“{organ}”刻不成：须为 2 至 {longest} 个字。",
        "The seal's name “{organ}” does not fit its arc: 2 to {longest} characters.",
    ),
    "printing.status_unknown": (
        "打印机没有报状态（{proof}），没有发送。请看它是否开机、型号设得对不对。",
        "The printer did not tell its state ({proof}); nothing was sent. See that it is on and its profile right.",
    ),
    "printing.stopped_at_the_end": (
        "快打完时打印机停了（{proof}）。请看单子是否完整，再确认结果。",
        "The printer stopped near the end ({proof}). See whether the paper is whole, then confirm the result.",
    ),
    "printing.stopped_midway": (
        "打到一半打印机停了（{proof}）。处理好后撕掉半张，再确认结果。",
        "The printer stopped in the middle ({proof}). Attend to it, tear off the half, then confirm the result.",
    ),
    "printing.title_too_long": (
        "“{title}”太长，一行放不下，也不能缩小或截断。请用规范简称，或改目录里的名称。",
        "“{title}” is too long for its line and is neither made smaller nor cut. Use its official short form.",
    ),
    "printing.too_many_fields": (
        "证书有 {count} 个栏目，最多 {most} 个。多出的请放附页。",
        "The certificate has {count} fields, {most} at most. Put the rest in an annex.",
    ),
    "printing.went_silent": (
        "打印机中途没有回音了（{proof}）。请看出纸口，再确认结果。",
        "The printer fell silent ({proof}). Look at what came out, then confirm the result.",
    ),
    "printing.wider_than_head": (
        "内容比打印头宽（{proof}），没有发送。请在设置里给这种纸指定合适的打印机。",
        "The paper is wider than the print head ({proof}); nothing was sent. Choose another printer for it.",
    ),
    "printing.wording_malformed": (
        "文书用语“{key}”的栏位不对，应有：{fields}。请管理员改正后再用。",
        "The wording “{key}” has the wrong fields; it needs: {fields}. Ask the administrator to correct it.",
    ),
    "printing.wording_missing": (
        "文书用语缺少“{key}”。请管理员补上。",
        "The wording lacks “{key}”. Ask the administrator to add it.",
    ),
    "printing.wording_unreadable": (
        "文书用语文件读不出来（{reason}）。请管理员检查。",
        "The wording file cannot be read ({reason}). Ask the administrator to check it.",
    ),
    "printing.wrong_format": (
        "这台打印机打不了这种单据（{proof}），没有发送。请在设置里给这种纸指定合适的打印机。",
        "This printer cannot print such a paper ({proof}); nothing was sent. Choose another printer for it.",
    ),
}
