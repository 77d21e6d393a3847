"""Sentences of the area `department`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "department.address": (
        "“{given}”不是服务器地址。请写完整的地址，例如 https://sync.example.gov.cn。",
        "“{given}” is not the address of a server. Give the whole address, such as https://sync.example.gov.cn.",
    ),
    "department.answer_empty": (
        "没有写答复内容。请写明办到哪一步、什么时候办完。",
        "The answer is empty. Say where the case stands and when it will be done.",
    ),
    "department.answer_too_long": (
        "答复有 {found} 字，最多 {most} 字。请写短一些。",
        "The answer has {found} signs, at most {most} are allowed. Make it shorter.",
    ),
    "department.busy": (
        "数据库正被另一个程序使用，请稍后再试。",
        "Another program is using the database. Try again in a moment.",
    ),
    "department.certificate_refused": (
        "不予许可的决定不能带证书。",
        "A refusal cannot carry a certificate.",
    ),
    "department.document_gone": (
        "待发的文件 {file} 不见了。请从备份放回原处，然后再发一次。",
        "The document {file} that waits to be sent is gone. Put it back from a backup and send again.",
    ),
    "department.feed_broken": (
        "信箱在第 {pos} 条处对不上，这一页没有接收。请把这条提示告诉服务器管理员。",
        "The mailbox does not add up at position {pos}; that page was not taken. Tell the server's administrator.",
    ),
    "department.kept": (
        "已保存，还没有发出，下次运行时自动发送。",
        "Kept, not sent yet; the next run sends it.",
    ),
    "department.log_in_first": (
        "文件夹 {folder} 还没有登录。请先运行 department login。",
        "Nobody has logged in from {folder}. Run department login first.",
    ),
    "department.login_unreadable": (
        "读不了登录文件 {file}。请重新登录。",
        "The login in {file} cannot be read. Log in again.",
    ),
    "department.newer": (
        "这个数据库由较新的版本（{found}）建立，本版本只到 {newest}。请升级。",
        "A newer release made this database ({found}; this one knows up to {newest}). Update the program.",
    ),
    "department.no_urging": (
        "{number} 没有等答复的催办。用 department urgings 查看。",
        "No urging of {number} waits for an answer. See department urgings.",
    ),
    "department.no_document": (
        "找不到文件 {file}。",
        "The file {file} cannot be read.",
    ),
    "department.no_pdf": (
        "{file} 不是 PDF。决定书请用 PDF。",
        "{file} is not a PDF. A decision document is one.",
    ),
    "department.not_written": (
        "文件 {file} 没有写成（{why}）。已收到的件都在，下次运行时重新生成。",
        "The file {file} could not be written ({why}). What came in is kept and is written at the next run.",
    ),
    "department.other": (
        "这个文件夹属于部门 {department}。其他部门请另用一个文件夹。",
        "This folder belongs to department {department}. Use another folder for another department.",
    ),
    "department.pushed": (
        "发出 {events} 条。",
        "Sent {events} records.",
    ),
    "department.password_how": (
        "没有密码。请在终端里运行，或加 --password-stdin 从标准输入读。",
        "There is no password. Run this in a terminal, or add --password-stdin to give it on standard input.",
    ),
    "department.push_refused": (
        "服务器几次都没有接受传送。内容已保存，请稍后再试；如果仍不行，请告诉管理员。",
        "The server did not take what was sent, several times. It is kept; try later, then tell the administrator.",
    ),
    "department.reasons_needed": (
        "不予许可的决定要写明理由。",
        "A refusal must state its reasons.",
    ),
    "department.revocation_reasons": (
        "撤销证书要写明种类（撤销、吊销、注销）和理由。请补上。",
        "Revoking a certificate needs what it is called and why. Give both.",
    ),
    "department.sent": (
        "已发出，已生效。",
        "Sent, and in effect.",
    ),
    "department.sheet_acknowledged": (
        "流转单 {sheet} 已经签收过。",
        "The hand-over sheet {sheet} was acknowledged already.",
    ),
    "department.store": (
        "打不开数据库 {file}。",
        "The database {file} cannot be opened.",
    ),
    "department.unknown_case": (
        "本部门没有编号 {number} 的件。如果刚受理，请先接收新件。",
        "This department has no case {number}. If it is new, pull first.",
    ),
    "department.unknown_sheet": (
        "这件没有流转单 {sheet}。",
        "The case has no hand-over sheet {sheet}.",
    ),
    "department.update_needed": (
        "信箱里有较新版本的记录（{kind}）。请升级后再接收；没有丢失任何内容。",
        "The mailbox holds records of a newer release ({kind}). Update the program, then pull again; nothing is lost.",
    ),
    "department.validity": (
        "有效期从 {first} 到 {last}，止在起之前。请核对两个日期。",
        "The certificate would hold from {first} to {last}, which ends before it begins. Check both days.",
    ),
    "net.answer_too_large": (
        "回答超过 {limit} 字节，没有接收。请告诉服务器管理员。",
        "The answer has more than {limit} bytes and was not taken. Tell the server's administrator.",
    ),
    "net.foreign_answer": (
        "回答不是服务器给的（{status}），可能是代理或网络登录页。请检查网络。",
        "The answer ({status}) is not the server's; perhaps a proxy or a page of the network. Check the network.",
    ),
    "net.unreachable": (
        "连不上服务器 {server}。请检查网络和地址；稍后会重试。",
        "The server {server} cannot be reached. Check network and address; it is tried again.",
    ),
}
