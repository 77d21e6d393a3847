"""Sentences of the area `scans`: why a scanned paper cannot be shown."""

SENTENCES: dict[str, tuple[str, str]] = {
    "paper.broken": (
        "这个文件坏了，画不出来：重扫一次，旧的仍留着。",
        "This file is damaged and cannot be shown. Scan the paper again; the old file is kept.",
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
    "paper.too_large": (
        "这张图太大，画不出来：降低分辨率重扫，旧的仍留着。",
        "This image is too large to show. Scan it with a lower resolution; the old file is kept.",
    ),
}
