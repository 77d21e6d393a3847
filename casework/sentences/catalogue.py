"""Sentences of the area `catalogue`: the catalogue, the calendar and their data files."""

SENTENCES: dict[str, tuple[str, str]] = {
    "calendar.broken": (
        "日历没有导入，原来的照用：{count} 处要改。{rows_zh}。",
        "The calendar was not imported and the old one stays in use: {count} faults. {rows_en}.",
    ),
    "calendar.day_twice": (
        "{day} 写了两次：留一次。",
        "{day} stands twice; keep it once.",
    ),
    "calendar.empty": (
        "没有任何一年的日历文件：至少导入一年。",
        "There is no year file at all; import at least one.",
    ),
    "calendar.make_up_on_weekday": (
        "调休上班日 {day} 本来就是工作日：对照国务院通知改。",
        "The make-up day {day} is a working day anyway; compare with the State Council's notice.",
    ),
    "calendar.other_year": (
        "{day} 不在 {year} 年：移到那一年的文件里。",
        "{day} does not lie in {year}; move it to the file of its year.",
    ),
    "calendar.span": (
        "{first} 到 {last} 不是一段假期（最多 {longest} 天）：改起止日期。",
        "{first} to {last} is not a holiday (at most {longest} days); correct its first and last day.",
    ),
    "calendar.year_missing": (
        "缺 {year} 年的日历：前后两年都有，中间这一年也要导入。",
        "The calendar of {year} is missing between two others; import it as well.",
    ),
    "calendar.year_twice": (
        "{year} 年已经有另一个文件：只留一个。",
        "There is another file for {year}; keep one of them.",
    ),
    "catalogue.absent": (
        "服务器上没有这一版目录：用 sync-server catalogues 看有哪些。",
        "The server has no such catalogue; sync-server catalogues lists those it has.",
    ),
    "catalogue.altered": (
        "目录 {version} 取来时与指纹不符，没有采用，照用原来的；会再取。",
        "The catalogue {version} arrived altered and was not taken. The present one stays in use; it is fetched again.",
    ),
    "catalogue.broken": (
        "目录没有导入，原来的照用：{count} 处要改。{rows_zh}。",
        "The catalogue was not imported and the old one stays in use: {count} faults. {rows_en}.",
    ),
    "catalogue.circle": (
        "联办事项互相等待（{circle}）：去掉其中一条先后关系。",
        "Parts of the package wait for each other ({circle}); remove one of the dependencies.",
    ),
    "catalogue.code_form": (
        "编码“{item}”只能用大写字母、数字和连字符。",
        'The code "{item}" may hold capital letters, digits and hyphens only.',
    ),
    "catalogue.code_twice": (
        "编码 {item} 用了不止一次：每个编码只能有一行。",
        "The code {item} is used more than once; each code has one row.",
    ),
    "catalogue.committed_past_statutory": (
        "承诺 {committed} 个工作日比法定 {statutory} 个还长：承诺不能超过法定。",
        "The committed {committed} working days are longer than the statutory {statutory}; shorten them.",
    ),
    "catalogue.condition_answer": (
        "{item} 的条件写了情形“{question}”没有的答案“{answer}”{meant_zh}：改成它有的答案。",
        'The condition of {item} names "{answer}", no answer of "{question}"{meant_en}; name one that it has.',
    ),
    "catalogue.condition_question": (
        "{item} 的条件写的情形“{question}”不在它前面的情形里{meant_zh}：改条件，或先写这个情形。",
        'The condition of {item} names "{question}", no question before it{meant_en}; correct it, or ask that first.',
    ),
    "catalogue.question_code": (
        "情形或答案的编码“{item}”只能用小写字母、数字和下划线，以字母开头。",
        'The code "{item}" of a question or answer may hold small letters, digits and underscores, a letter first.',
    ),
    "catalogue.unknown_answer": (
        "情形“{question}”没有“{answer}”这个答案{meant_zh}：改成它有的答案。",
        'The question "{question}" has no answer "{answer}"{meant_en}; choose one that it has.',
    ),
    "catalogue.unknown_question": (
        "事项 {matter} 没有情形“{question}”{meant_zh}：去掉，或改成它问的情形。",
        'Matter {matter} has no question "{question}"{meant_en}; leave it out, or name one that it asks.',
    ),
    "catalogue.file_missing": (
        "缺这个文件：补上再导入。",
        "This file is missing; add it and import again.",
    ),
    "catalogue.key_changed": (
        (
            "服务器签名的密钥与登记时的不同，新目录没有采用，照用原来的。请管理员核对：密钥以 {now} 开头，"
            "如确已更换，运行 counterctl trust-server。"
        ),
        (
            "The server signs with another key than at enrolment, so no new catalogue was taken; the present one "
            "stays in use. The administrator should compare: it begins with {now}. If it was changed on purpose, run "
            "counterctl trust-server."
        ),
    ),
    "catalogue.key_differs": (
        "服务器现在的密钥以 {now} 开头，与给出的不同，没有改。与 sync-server check 显示的核对，至少给前 {least} 位。",
        (
            "The server's key now begins with {now}, other than what was given, and nothing was changed. Compare it "
            "with what sync-server check shows and give at least its first {least} signs."
        ),
    ),
    "catalogue.key_not_shown": (
        "服务器的密钥没有变过，不用改；如果刚更换，先同步一次。",
        "The server has shown no other key, so there is nothing to change. If it has one since just now, sync first.",
    ),
    "catalogue.known": (
        "版本 {version} 已经发布过，内容不能再变：改了目录就用新的版本号。",
        "Version {version} was published before and never changes. Give a changed catalogue a new version.",
    ),
    "catalogue.lead_elsewhere": (
        "牵头事项 {matter} 属于 {department}，不是牵头部门：两处改成一致。",
        "The lead matter {matter} belongs to {department}, not to the lead department; make them agree.",
    ),
    "catalogue.material_code": (
        "材料编码 {item} 应是 {matter}-M 加两位序号。",
        "The material code {item} should be {matter}-M and two digits.",
    ),
    "catalogue.newer_form": (
        "目录是更新的版本打包的（格式 {form}），这里读不了，照用原来的：先升级本机软件。",
        (
            "A later release packed this catalogue (form {form}) and it cannot be read here. The present one stays in "
            "use; update this machine's software first."
        ),
    ),
    "catalogue.no_bundle": (
        "不是一份目录，没有采用，照用原来的。",
        "This is no catalogue and was not taken; the present one stays in use.",
    ),
    "catalogue.not_as_announced": (
        "目录 {version} 的内容与公告的版本或日期不同，没有采用，照用原来的。",
        "The catalogue {version} is not what was announced and was not taken; the present one stays in use.",
    ),
    "catalogue.not_read": (
        (
            "目录读不了（{file}）：要一个文件夹或 zip，里面是 catalogue.json、departments.json、matters.json、"
            "packages.json 这几个普通文件（{why}）。"
        ),
        (
            "The catalogue cannot be read ({file}). It is a folder or a zip with the plain files catalogue.json, "
            "departments.json, matters.json and packages.json ({why})."
        ),
    ),
    "catalogue.nothing_asked": (
        "材料 {item} 原件、复印件都是 0 份：至少要一份，或删去这一项。",
        "Material {item} asks for no original and no copy; ask for one at least, or remove the line.",
    ),
    "catalogue.older": (
        "版本 {version} 不比在用的 {known} 新，没有导入：版本号要更大。",
        "Version {version} is not newer than {known}, which is in use, and was not imported. Give it a higher version.",
    ),
    "catalogue.other_region": (
        "目录是给 {found} 的，不是 {region}，没有采用，照用原来的。",
        "The catalogue is for {found}, not for {region}, and was not taken; the present one stays in use.",
    ),
    "catalogue.seq_twice": (
        "序号 {seq} 用了不止一次。",
        "The sequence number {seq} is used more than once.",
    ),
    "catalogue.signature_wrong": (
        "目录 {version} 的签名不是服务器的，没有采用，照用原来的。请告诉管理员。",
        (
            "The catalogue {version} is not signed by the server and was not taken; the present one stays in use. "
            "Tell the administrator."
        ),
    ),
    "catalogue.too_large": (
        "目录有 {size} 字节，最多 {limit}，没有采用，照用原来的。",
        "The catalogue has {size} bytes, {limit} at most, and was not taken; the present one stays in use.",
    ),
    "catalogue.unknown_department": (
        "没有编码为 {department} 的部门：核对部门表。",
        "There is no department {department}; compare with the list of departments.",
    ),
    "catalogue.unknown_material": (
        "事项 {matter} 没有材料 {material}：目录可能已经更新，重新打开这个事项。",
        "The matter {matter} has no material {material}. The catalogue may have changed; open the matter again.",
    ),
    "catalogue.unknown_matter": (
        "没有编码为 {matter} 的事项：目录可能已经更新，按名称再找一次。",
        "There is no matter {matter}. The catalogue may have changed; look for it by name.",
    ),
    "catalogue.unknown_package": (
        "没有编码为 {package} 的“一件事”套餐：核对套餐表。",
        "There is no package {package}; compare with the list of packages.",
    ),
    "catalogue.unknown_seq": (
        "第 {seq} 项要等第 {needed} 项，但没有这一项。",
        "Part {seq} waits for part {needed}, which does not exist.",
    ),
    "catalogue.version_form": (
        "版本号“{version}”应是用点分开的数字，如 2026.07.1。",
        'The version "{version}" should be numbers with dots between, as 2026.07.1.',
    ),
    "catalogue.withdrawn_matter": (
        "{name_zh}（{matter}）已经停办，不能新收；在办的照常办完。",
        "{name_en} ({matter}) has been withdrawn and takes no new cases; running ones go on.",
    ),
    "data.empty_name": (
        "名称是空的：中英文都要填。",
        "A name is empty; fill in both the Chinese and the English one.",
    ),
    "data.text_too_long": (
        "有一处文字超过 {longest} 个字：缩短。",
        "A text has more than {longest} signs; shorten it.",
    ),
    "data.too_deep": (
        "括号套得太深，不是这种文件：换成正确的文件。",
        "Brackets are nested too deeply for a file of this kind; use the right file.",
    ),
    "data.unseen_signs": (
        "文字里有看不见的字符或多余的空白：去掉。",
        "A text holds signs that nobody sees, or stray blanks; remove them.",
    ),
    "data.shape": (
        "格式不对（{reason}）。",
        "It is not in the expected form ({reason}).",
    ),
}
