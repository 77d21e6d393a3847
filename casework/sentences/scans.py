"""Sentences of the area `scans`: why a scanned paper cannot be shown."""

SENTENCES: dict[str, tuple[str, str]] = {
    "paper.broken": (
        "这个文件坏了，画不出来：重扫一次，旧的仍留着。",
        "This file is damaged and cannot be shown. Scan the paper again; the old file is kept.",
    ),
    "paper.guard_away": (
        "病毒扫描没有回应（{why}），文件先不收，原样留着：过一会儿再试，或请管理员看一看。",
        "The virus scanner does not answer ({why}): the file stays where it is. Try again, or ask the administrator.",
    ),
    "paper.infected": (
        "病毒扫描认出这个文件带毒（{found}），不收：请申请人另给一份，并告诉管理员。",
        "A virus was found in this file ({found}): it is not taken. Ask for another copy and tell the administrator.",
    ),
    "paper.kind": (
        "这种文件这里画不出来：请扫成 PDF、JPEG、PNG 或 TIFF。",
        "This kind of file cannot be shown here. Scan to PDF, JPEG, PNG or TIFF.",
    ),
    "paper.locked": (
        "这个 PDF 加了密码，画不出来：请向申请人要一份不加密码的。",
        "This PDF has a password and cannot be shown. Ask the applicant for one without.",
    ),
    "paper.slow": (
        "这个文件太费时，画不出来：重扫一次，旧的仍留着。",
        "This file takes too long to show. Scan the paper again; the old file is kept.",
    ),
    "paper.too_many": (
        "页数太多：分几次扫，每次最多 300 页。",
        "Too many pages. Scan them in several parts of at most 300.",
    ),
    "paper.unreadable": (
        "文件 {file} 打不开（{why}）：看它还在不在、能不能读，再选一次。",
        "The file {file} cannot be opened ({why}). See whether it is still there and may be read, and choose it again.",
    ),
    "scan.busy": (
        "扫描仪正忙：等它空下来，再按 F5。",
        "The scanner is busy. Wait until it is free and press F5 again.",
    ),
    "scan.cancelled": (
        "扫描停了，已经来的 {pages} 页留着：按 F5 收下它们，再扫其余的。",
        "The scan was stopped; the {pages} pages that came are kept. Press F5 to take them, then scan the rest.",
    ),
    "scan.cover_open": (
        "扫描仪的盖子开着，已经来的 {pages} 页留着：盖好，再按 F5 扫其余的。",
        "The scanner's cover is open; the {pages} pages that came are kept. Close it and press F5 for the rest.",
    ),
    "scan.device_away": (
        "扫描仪没有回应（{why}）：看电源和连线，纸还可以照常收。",
        "The scanner does not answer ({why}). Check its power and cable; papers can be taken in all the same.",
    ),
    "scan.feeder_empty": (
        "进纸器里没有纸：放好纸，再按 F5。",
        "The feeder is empty. Put the papers in and press F5 again.",
    ),
    "scan.jammed": (
        "卡纸了，已经来的 {pages} 页留着：取出卡住的纸，收下这些，再按 F5 扫其余的。",
        "Paper jam; the {pages} pages that came are kept. Take the jammed sheet out, then press F5 for the rest.",
    ),
    "scan.no_scanimage": (
        "这台电脑没有装扫描程序 scanimage：请管理员装 sane-utils。",
        "The program scanimage is not installed. Ask the administrator for the package sane-utils.",
    ),
    "scan.options": (
        "扫描仪的设置里“{option}”不能用：按 Alt+P，在“设备”里改。",
        "{option} cannot stand in the scanner's setting. Press Alt+P and change it under Devices.",
    ),
    "scan.changed": (
        "{name} 在收的时候又写过：页已收下，文件还在扫描目录里，按 F5 看后来的页。",
        "{name} was written again meanwhile. What was read is kept; press F5 for what came later.",
    ),
    "scan.gone": (
        "这一项的扫描件不在本机了：重扫一次。",
        "The scan of this item is no longer on this computer. Scan it again.",
    ),
    "scan.no_scanner": (
        "没有设扫描目录：按 Alt+P，在“设备”里填扫描仪存文件的目录。",
        "No scanner is set up. Press Alt+P and name the folder that the scanner puts its files in.",
    ),
    "scan.none_chosen": (
        "一个文件也没有选：用空格勾上要收的页。",
        "No file is ticked. Tick with Space the pages that belong here.",
    ),
    "scan.not_cleared": (
        "页已收下，但扫描目录里的文件删不掉（{why}）：请手工删除，免得收两次。",
        "The pages are kept, but their files cannot be deleted ({why}). Delete them by hand, or they are taken twice.",
    ),
    "scan.nothing_waits": (
        "扫描目录里没有新的页：先在扫描仪上扫，再按 F5。",
        "No new pages wait. Scan the papers on the scanner first, then press F5.",
    ),
    "scan.on_case": (
        "更正时不在这里扫描：更正以后，在案件页按 F5。",
        "Papers are not scanned while correcting. Correct first, then press F5 on the case.",
    ),
    "scan.scanner_away": (
        "扫描目录打不开（{why}）：看网络盘和目录设置，纸还可以照常收。",
        "The scanner's folder cannot be read ({why}). Check drive and setting; papers can be taken in all the same.",
    ),
    "scan.training": (
        "练习时不从扫描目录收页：那里是真的材料。",
        "In training nothing is taken from the scanner: real papers wait there.",
    ),
    "paper.too_large": (
        "这张图太大，画不出来：降低分辨率重扫，旧的仍留着。",
        "This image is too large to show. Scan it with a lower resolution; the old file is kept.",
    ),
}
