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
    "catalogue.file_missing": (
        "缺这个文件：补上再导入。",
        "This file is missing; add it and import again.",
    ),
    "catalogue.lead_elsewhere": (
        "牵头事项 {matter} 属于 {department}，不是牵头部门：两处改成一致。",
        "The lead matter {matter} belongs to {department}, not to the lead department; make them agree.",
    ),
    "catalogue.material_code": (
        "材料编码 {item} 应是 {matter}-M 加两位序号。",
        "The material code {item} should be {matter}-M and two digits.",
    ),
    "catalogue.nothing_asked": (
        "材料 {item} 原件、复印件都是 0 份：至少要一份，或删去这一项。",
        "Material {item} asks for no original and no copy; ask for one at least, or remove the line.",
    ),
    "catalogue.seq_twice": (
        "序号 {seq} 用了不止一次。",
        "The sequence number {seq} is used more than once.",
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
    "catalogue.withdrawn_matter": (
        "{name_zh}（{matter}）已经停办，不能新收；在办的照常办完。",
        "{name_en} ({matter}) has been withdrawn and takes no new cases; running ones go on.",
    ),
    "data.empty_name": (
        "名称是空的：中英文都要填。",
        "A name is empty; fill in both the Chinese and the English one.",
    ),
    "data.shape": (
        "格式不对（{reason}）。",
        "It is not in the expected form ({reason}).",
    ),
}
