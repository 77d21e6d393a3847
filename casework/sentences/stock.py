"""Sentences of the area `stock`: numbered blanks, and certificates that are printed once more."""

SENTENCES: dict[str, tuple[str, str]] = {
    "certificate.not_in_force": (
        "这份证书已经换过了，别的窗口先办了。请打开这件，看现在有效的是哪一份。",
        "This certificate was already printed anew at another window. Open the case and see which one is in force.",
    ),
    "certificate.revoked_already": (
        "这份证书已经撤销，不能再打印。要发新证，请申请人重新申请。",
        "This certificate was revoked and is not printed again. For a new one the applicant applies again.",
    ),
    "ctl.stock_box": (
        "{box}：入库 {received}，在库 {stock}、待打 {reserved}、已用 {used}、作废 {spoiled}、遗失 {lost}，下张 {next}",
        "{box}: {received} in; {stock} here, {reserved} kept, {used} used, {spoiled} void, {lost} lost; next {next}",
    ),
    "ctl.stock_clash": (
        "对不上：{what}。请督办人员核对。",
        "Does not fit: {what}. A supervisor should look into it.",
    ),
    "ctl.stock_empty": ("还没有空白证入库。", "No blanks were received yet."),
    "reissue.not_void": (
        "空白证 {number} 没有作废，也没有登记遗失，不能换号重打。打坏了的，先由两人作废这张。",
        "Blank {number} was declared neither void nor lost. If the print is spoiled, two people void the blank first.",
    ),
    "stock.book_balances": (
        "{window} {kind}：入库{received}接来{taken}；在库{stock}待打{reserved}用{used}废{spoiled}失{lost}交出{handed}",
        (
            "{window} {kind}: {received} in + {taken} taken over = {stock} left, {reserved} kept, {used} used, "
            "{spoiled} void, {lost} lost, {handed} handed on"
        ),
    ),
    "stock.book_differs": (
        "账不平 {window} {kind}：入{received}接{taken}；在库{stock}待打{reserved}用{used}废{spoiled}失{lost}交{handed}",
        (
            "DIFFERS {window} {kind}: {received} in, {taken} taken over; {stock} left, {reserved} kept, {used} used, "
            "{spoiled} void, {lost} lost, {handed} handed on"
        ),
    ),
    "stock.in_two_boxes": (
        "号码重复  {kind} {first}–{last}：{windows} 两盒都有。先停用这段号码，找出哪一盒登记错了。",
        "TWICE  {kind} {first}-{last}: in two boxes, of {windows}. Use none of them until it is known which is wrong.",
    ),
    "stock.box_elsewhere": (
        "{first}–{last} 这一盒在 {window}，不在本窗。请到那个窗口办，或先办交接。",
        "The box {first}-{last} is at {window}, not here. Go there, or have it handed over first.",
    ),
    "stock.count_differs": (
        "数出 {counted} 张，账上 {books} 张，不能交接。请再数一遍；少的先由两人登记遗失。",
        "You counted {counted}, the books say {books}. Count again; what is missing is stated as lost by two people.",
    ),
    "stock.count_unreadable": (
        "“{counted}”不是张数。请填数出来的张数。",
        '"{counted}" is no number of blanks. Enter how many you counted.',
    ),
    "stock.delivered_already": (
        "{number} 已经发给申请人，不能作废。申请人丢了或损坏的，办补发。",
        "{number} was handed to the applicant and is not voided. If they lost or damaged it, make a replacement.",
    ),
    "stock.is_lost": (
        "{number} 登记了遗失，不能再用。找到了也请交给督办人员处理。",
        "{number} was stated as lost and is not used. If it turned up, give it to a supervisor.",
    ),
    "stock.is_reserved": (
        "{number} 正等着打印另一份证书，不能再用。请用下一张。",
        "{number} is reserved for another certificate. Use the next one.",
    ),
    "stock.is_spoiled": (
        "{number} 已经作废，不能再用。请用下一张。",
        "{number} is void. Use the next one.",
    ),
    "stock.is_stock": (
        "{number} 还是空白的，没有打印过。",
        "{number} is still blank.",
    ),
    "stock.is_used": (
        "{number} 已经用过，一个号只能用一次。请用下一张。",
        "{number} was used already; a number is used once. Use the next one.",
    ),
    "stock.kind_missing": ("没有写空白证的种类。请选一种。", "The kind of blank is missing. Choose one."),
    "stock.kind_several": (
        "“{kind}”不止一种：{found}。请写全名称。",
        '"{kind}" may be several: {found}. Enter the whole name.',
    ),
    "stock.kind_unknown": (
        "目录里没有“{kind}”这种证书。请按目录里的证书名称选。",
        'The catalogue has no certificate named "{kind}". Choose one of its certificates.',
    ),
    "stock.kind_wanted": (
        "{number} 有几种证都有这个号：{kinds}。请写明是哪一种。",
        "Several kinds have the number {number}: {kinds}. Say which one is meant.",
    ),
    "stock.no_such_box": (
        "没有找到这一盒空白证。请先登记入库。",
        "There is no such box of blanks. Receive it first.",
    ),
    "stock.none_left": (
        "本窗没有“{kind}”的空白证了（有的窗口：{windows}）。请领一盒入库，或从别的窗口交接过来。",
        "No blanks for {kind} are left here (windows that have some: {windows}). Receive a box, or take one over.",
    ),
    "stock.not_in_stock": (
        "{number} 不在任何一盒入库的空白证里。请核对号码，或先登记入库。",
        "{number} is in no box that was received. Check the number, or receive its box first.",
    ),
    "stock.not_reserved": (
        "{number} 没有留给这份证书。请看库存，它现在是什么状态。",
        "{number} is not reserved for this certificate. See in the stock where it is.",
    ),
    "stock.number_twice": (
        "{number} 在另一盒里已经用过或作废：两盒登记了同样的号。请看手上的证，由两人把这张登记遗失，并报督办人员。",
        "{number} was used by another box with the same numbers. Two people state this one as lost; tell a supervisor.",
    ),
    "stock.number_unreadable": (
        "“{number}”不像空白证号：前面可以有字，最后要有 3 到 12 位数字。",
        '"{number}" is no blank number: it may begin with letters and ends with 3 to 12 digits.',
    ),
    "stock.other_window": (
        "这一盒不是写记录的窗口的。记录留着，请督办人员处理。",
        "The box is not the writing window's. The record is kept; a supervisor decides.",
    ),
    "stock.out_of_order": (
        "要按顺序用：{number} 前面还有没用的。请用 {next}。",
        "Blanks are used in order, and some before {number} are left. Use {next}.",
    ),
    "stock.range_backwards": (
        "从 {first} 到 {last} 是倒着的。请把起号和止号对调。",
        "From {first} to {last} runs backwards. Exchange the two.",
    ),
    "stock.range_too_long": (
        "一盒有 {count} 张，太多，一次最多 {most} 张。请分盒登记。",
        "{count} blanks are too many for one box; {most} at most. Enter the boxes one by one.",
    ),
    "stock.range_unlike": (
        "起号 {first} 和止号 {last} 的字头或位数不一样。请照盒上的号码重填。",
        "{first} and {last} differ in their letters or length. Enter the numbers as they stand on the box.",
    ),
    "stock.reason_missing": (
        "没有写原因。请写明怎么回事。",
        "The reason is missing. Say what happened.",
    ),
    "stock.received_already": (
        "这些号里有的已经入库：{first}–{last}，在 {window}。请核对盒上的号码。",
        "Some of these numbers were received already: {first}-{last}, at {window}. Check the numbers on the box.",
    ),
    "stock.reserved_open": (
        "盒里还有 {count} 张等着打印，不能交接。先打完，或把没打的退回库存。",
        "{count} blanks of the box still wait to be printed. Print them, or give them back to the stock first.",
    ),
    "stock.same_person": (
        "要另一个人来认，不能自己认自己。请同事输入工号和密码。",
        "It takes another person. Ask a colleague to enter work number and password.",
    ),
    "stock.still_wanted": (
        "{number} 是留给这份结果的，结果还在等它打印。打坏了的，由两人作废。",
        "{number} is reserved for this result, which still waits to be printed. If it is spoiled, two people void it.",
    ),
    "stock.window_unreadable": (
        "“{window}”不是窗口编号，应像 W03。请重填。",
        '"{window}" is no window; it looks like W03. Enter it again.',
    ),
    "training.no_stock": (
        "练习时不用空白证，不登记、不占号。要办真的，先离开练习。",
        "Training uses no numbered blanks. Leave training for real work.",
    ),
}
