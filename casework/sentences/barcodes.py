"""Sentences of the area `barcodes`: why a bar code reader or a picture of a code gives nothing."""

SENTENCES: dict[str, tuple[str, str]] = {
    "barcode.file_away": (
        "图片打不开（{why}）：看文件还在不在，再来一次。",
        "The picture cannot be read ({why}). See whether the file is still there and try again.",
    ),
    "barcode.no_camera": (
        "这台电脑看不到摄像头：插好再试，或换一把扫码枪。",
        "No camera is found on this computer. Plug it in and try again, or use a reader.",
    ),
    "barcode.no_code": (
        "图里没有读出码：照得正一点、亮一点，再来一次，或手输号码。",
        "No code was read in the picture. Take it straighter and brighter, or type the number.",
    ),
    "barcode.only_linux": (
        "{name} 只能在 Linux 上这样用：请管理员改成 serial: 或空着。",
        "{name} works so on Linux only. Ask the administrator for serial:, or leave it empty.",
    ),
    "barcode.reader_away": (
        "扫码枪 {name} 没有接上（{why}）：插好就会自己接上，也可以手输号码。",
        "The reader {name} is away ({why}). Plug it in and it comes back by itself; numbers can be typed meanwhile.",
    ),
    "barcode.reader_floods": (
        "扫码枪 {name} 不停地发码，多的没有收：看它的波特率和按键；正常了就会照常收，也可以手输号码。",
        "The reader {name} sends codes without end; most are let go. Check its speed and trigger, or type the numbers.",
    ),
    "barcode.setting": (
        "扫码枪的设置“{setting}”不能用：按 Alt+P，在“扫码”里改。",
        "The reader's setting {setting} cannot be used. Press Alt+P and change it under Scanners.",
    ),
}
