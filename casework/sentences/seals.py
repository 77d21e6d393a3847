"""Sentences of the area `seals`."""

SENTENCES: dict[str, tuple[str, str]] = {
    "seal.absent": (
        "印章登记簿里没有“{seal}”，用 sync-server seals list 查看。",
        "The register has no seal {seal}; sync-server seals list shows those it has.",
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
        "请用 --pkcs12 给出密钥文件，或用 --module、--token、--key、--certificate 指出令牌里的密钥，二者选一。",
        "Give a key file with --pkcs12, or a key in a token with --module, --token, --key and --certificate.",
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
    "seal.not_custodian": (
        "“{seal}”由 {custodian} 保管，只有保管人能交出。",
        "Seal {seal} is kept by {custodian}, and only who keeps it can hand it over.",
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
    "seal.person": (
        "{role}（工号）：",
        "{role} (work number): ",
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
}
