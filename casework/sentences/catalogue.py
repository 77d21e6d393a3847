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
    "data.empty_name": (
        "名称是空的：中英文都要填。",
        "A name is empty; fill in both the Chinese and the English one.",
    ),
    "data.shape": (
        "格式不对（{reason}）。",
        "It is not in the expected form ({reason}).",
    ),
}
