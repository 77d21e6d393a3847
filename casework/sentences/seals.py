"""Sentences of the area `seals`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "seal.absent": (
        "印章登记簿里没有“{seal}”，用 sync-server seals list 查看。",
        "The register has no seal {seal}; sync-server seals list shows those it has.",
    ),
    "seal.added": (
        "“{seal}”已登记，由 {by} 保管，要重盖的 {again} 份。授权以后才盖章：sync-server seals grant {seal}",
        "{seal} is registered, kept by {by}; to seal again: {again}. Nothing is sealed before seals grant {seal}.",
    ),
    "seal.code_form": (
        "印章代号“{given}”不能用：只用字母、数字和连字符，最长二十位。",
        "{given} cannot be the name of a seal: letters, digits and hyphens only, 20 signs at most.",
    ),
    "seal.days": (
        "止日 {to} 早于起日 {since}。",
        "The last day, {to}, is before the first, {since}.",
    ),
    "seal.defect": (
        "盖章时出了没有预料到的问题，服务器日志里有原因；决定照样有效，盖章会再试。",
        "Something unforeseen happened; the server's log says what. The decision stands, and sealing is tried again.",
    ),
    "seal.document_awaited": (
        "决定书的文件还没有传到服务器，到了就盖章。",
        "The file of the decision has not come to the server yet; it is sealed when it has.",
    ),
    "seal.document_hides": (
        "这份文件的样子会变（{what}），盖了章也保证不了各人看到的一样：请部门重新打印成 PDF 再送来。",
        "What this file shows can change ({what}), so no seal can vouch for it. Print it to a plain PDF.",
    ),
    "seal.document_signed": (
        "部门的文件已有别的签名，不能再加盖；按部门的原文件打印。",
        "The department's file was signed before and cannot be sealed; it is printed as it came.",
    ),
    "seal.document_unfit": (
        "部门的文件不能签章（{why}），请部门换一份没有加密的 PDF；按原文件打印。",
        "The department's file cannot be sealed ({why}). Ask for a PDF without encryption; it is printed as it came.",
    ),
    "seal.expired": (
        "印章“{seal}”的证书已到期，换证书（seals renew）后自动补盖。",
        "The certificate of seal {seal} has run out. What waits is sealed once it was renewed (seals renew).",
    ),
    "seal.grant_absent": (
        "没有这一条授权，或者已经收回：{grant}。",
        "There is no such grant, or it was revoked before: {grant}.",
    ),
    "seal.incident": (
        "印章“{seal}”出了事故，查清并恢复（seals resume）后自动补盖。",
        "Something befell seal {seal}. What waits is sealed once that is settled (seals resume).",
    ),
    "seal.key_away": (
        "取不到签章的密钥（{why}），请检查令牌或密钥文件；会自动再试。",
        "The key that seals cannot be reached ({why}). Look after its token or file; it is tried again by itself.",
    ),
    "seal.key_how": (
        "请选一种：--pkcs12 文件；--module、--token、--key 令牌；--service 服务。后两种还要 --certificate。",
        "Give one: --pkcs12, or --module with --token and --key, or --service; the last two with --certificate.",
    ),
    "seal.key_not_read": (
        "读不出密钥或证书：口令不对，文件不对，或者不是 P-256 密钥。",
        "The key or its certificate cannot be read: another passphrase, another file, or no key of P-256.",
    ),
    "seal.key_other": (
        "盖出来的章核验不过，密钥和证书对不上；没有发出任何文件，请换证书（seals renew）。",
        "What was sealed does not verify: key and certificate do not belong together. Nothing was sent; renew the key.",
    ),
    "seal.known": (
        "代号“{seal}”已有人用，或者这个部门已有在用的印章。",
        "There is a seal {seal} already, or the department has one that is in use.",
    ),
    "seal.lost": (
        "{department} 有 {count} 件在等丢失前盖过章的文件：登记它的印章并授权，就重新盖章，等着的接着办。",
        "{department}: {count} cases wait for papers that a lost server had sealed. Register its seal and grant it.",
    ),
    "seal.no_grant": (
        "没有有效的授权，还不会盖章：sync-server seals grant {seal}",
        "not granted to anybody: nothing is sealed before sync-server seals grant {seal}",
    ),
    "seal.not_custodian": (
        "“{seal}”由 {custodian} 保管，只有保管人能授权、能交出。",
        "Seal {seal} is kept by {custodian}, and only who keeps it grants its use or hands it over.",
    ),
    "seal.not_granted": (
        "印章“{seal}”没有授权用于事项 {matter}，授权（seals grant）后自动补盖。",
        "Seal {seal} is not granted for matter {matter}. What waits is sealed once it was granted (seals grant).",
    ),
    "seal.not_stopped": (
        "印章“{seal}”正在使用，没有停用或事故可以恢复。",
        "Seal {seal} is in use; nothing is to be resumed.",
    ),
    "seal.not_valid_yet": (
        "印章“{seal}”的证书还没有生效，生效后自动补盖。",
        "The certificate of seal {seal} is not valid yet. What waits is sealed once it is.",
    ),
    "seal.other_matter": (
        "事项 {matter} 不归这枚印章的部门主管，没有授权。",
        "Matter {matter} does not belong to the seal's department; nothing was granted.",
    ),
    "seal.password": (
        "{person} 的口令：",
        "Password of {person}: ",
    ),
    "seal.passphrase": (
        "密钥的口令：",
        "Passphrase of the key: ",
    ),
    "seal.persons_how": (
        "要两个人的口令：用 --passwords-stdin 从标准输入逐行读入，或在终端里输入。",
        "Two persons' passwords are needed: a line each with --passwords-stdin, or typed at a terminal.",
    ),
    "seal.reason_needed": (
        "请写明原因。",
        "Say why.",
    ),
    "seal.recalled": (
        "决定已撤回或撤销，不再盖章。",
        "The decision was recalled or revoked; it is not sealed.",
    ),
    "seal.retired": (
        "印章“{seal}”已停用缴销。",
        "Seal {seal} was retired.",
    ),
    "seal.same_person": (
        "申请用印和批准用印不能是同一人（印章“{seal}”）。",
        "Who asks for the seal and who approves its use must be two (seal {seal}).",
    ),
    "seal.suspended": (
        "印章“{seal}”暂停使用，恢复（seals resume）后自动补盖。",
        "Seal {seal} is suspended. What waits is sealed once it is resumed (seals resume).",
    ),
    "seal.two_persons": (
        "这一步要两个不同的人。",
        "This takes two different persons.",
    ),
    "seal.key_address": (
        "印章密钥的地址看不懂：{address}。请写 pkcs12:、pkcs11: 或 https:// 开头的地址。",
        "The address of the seal's key is not understood: {address}. Begin it with pkcs12:, pkcs11: or https://.",
    ),
    "seal.no_time_stamp": (
        "时间戳服务没有答复（{why}），没有盖章。请检查网络，再试一次。",
        "The time stamp authority did not answer ({why}); nothing was sealed. Check the network and try again.",
    ),
    "seal.paper_unreadable": (
        "读不出文件 {path}（{why}）。请检查文件名和权限。",
        "The file {path} cannot be read ({why}). Check its name and who may read it.",
    ),
    "seal.service": (
        "签章服务 {address} 没有给出签名（{why}）。请检查网络，或找管理员。",
        "The sealing service {address} gave no signature ({why}). Check the network, or ask the administrator.",
    ),
    "seal.verdict_added_to": (
        "不可信：签章之后又有人往文件里加了内容。请以办件系统里的原件为准。",
        "Not to be trusted: something was added to the file after it was sealed. The record of the case decides.",
    ),
    "seal.verdict_altered": (
        "不可信：文件内容和签章对不上，被改过。请以办件系统里的原件为准。",
        "Not to be trusted: the content does not fit the seal, it was altered. The record of the case decides.",
    ),
    "seal.verdict_expired": (
        "不能确认：签章用的证书不在有效期内，又没有可信的时间戳。请查用章登记。",
        "Not confirmed: the certificate is out of date and no trusted time stamp helps. See the register of uses.",
    ),
    "seal.verdict_good": (
        "文件完整，未改动。印章：{organ}；用章：{field}；时间：{at}；说明：{reason}。",
        "Whole and unaltered. Seal of {organ}; use {field}; at {at}; {reason}.",
    ),
    "seal.verdict_open": (
        "不可信：这个签名不禁止改动，不是本系统的签章。",
        "Not to be trusted: the signature does not forbid changes, so it is no seal of this office.",
    ),
    "seal.verdict_revoked": (
        "不可信：签章用的证书已被撤销（{organ}）。请找印章保管人核对。",
        "Not to be trusted: the certificate of {organ} was revoked. Ask the seal's custodian.",
    ),
    "seal.verdict_several": (
        "不可信：文件上不止一个签名。本系统的文件只有一个签章。",
        "Not to be trusted: there is more than one signature. Our papers bear one seal only.",
    ),
    "seal.verdict_unknown": (
        "文件未改动，但签章的证书不在信任名单里（{organ}）。请核对是谁盖的。",
        "The file is unaltered, but the certificate of {organ} is not trusted here. Find out who sealed it.",
    ),
    "seal.verdict_unreadable": (
        "不可信：文件打不开，不是 PDF，或者已损坏。",
        "Not to be trusted: the file is no PDF, or it is damaged.",
    ),
    "seal.verdict_unsigned": (
        "文件上没有电子签章。印章图样不是签章，请以办件系统的记录为准。",
        "There is no electronic seal on the file. A drawn impression is none; the record of the case decides.",
    ),
    "ctl.no_seals": ("本窗口没有登记印章。", "No seal is kept at this window."),
    "ctl.seal": (
        "{seal} {name}：{state}，保管人 {custodian}，密钥 {key}，证书到 {valid_until}，用章 {uses} 次。",
        "{seal} {name}: {state}, kept by {custodian}, key {key}, certificate until {valid_until}, {uses} uses.",
    ),
    "ctl.seal_broken": (
        "{seal} 的用章登记从 {use} 起接不上，请保存现场并报告管理员。",
        "The register of uses of {seal} is broken from {use} on. Leave it as it is and tell the administrator.",
    ),
    "seal.left_to_hand": (
        "（没有电子签章，留手盖处：{why}）",
        "(not sealed electronically, left to the hand stamp: {why})",
    ),
    "seal.note_missing": (
        "请用一句话写明原因。",
        "Say in a sentence what happened.",
    ),
    "seal.not_kept_here": (
        "本窗口没有登记编码为 {seal} 的印章，用 counterctl seals list 查看。",
        "No seal {seal} is kept at this window; counterctl seals list shows those that are.",
    ),
}
