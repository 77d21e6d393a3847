"""What every setting is called and what it does, in Chinese and English: (section, name, explanation)."""

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A setting's section, its name on the page, what it does, and the names of its choices."""

    section: str
    name: Pair
    doc: Pair
    choices: tuple[tuple[str, Pair], ...] = ()
    at_once: bool = False


SECTIONS: tuple[tuple[str, Pair], ...] = (
    ("printers", ("打印", "Printers")),
    ("scanners", ("扫码", "Scanners")),
    ("server", ("服务器", "Server")),
    ("look", ("语言、颜色、字号", "Language, colours, size")),
    ("devices", ("设备", "Devices")),
    ("desk", ("本机", "This desk")),
)

_YES_NO = (("true", ("是", "yes")), ("false", ("否", "no")))

SETTING_WORDS: dict[str, SettingWords] = {
    "printer": SettingWords(
        "printers",
        ("打印机", "Printer"),
        (
            "填 folder 把单据存成文件，或填打印机的 IPP 地址，如 ipp://10.0.0.9/ipp/print。",
            "folder keeps papers as files; or the printer's IPP address, such as ipp://10.0.0.9/ipp/print.",
        ),
    ),
    "printers": SettingWords(
        "printers",
        ("各种纸的打印机", "Printers by paper"),
        (
            "每台写 名称 地址 型号，几台用 ; 隔开，如 小票机 tcp://10.0.0.9 slip-80。没写到的纸去上面那台。",
            "Each as NAME ADDRESS PROFILE between ; such as slips tcp://10.0.0.9 slip-80. All else goes to that above.",
        ),
    ),
    "print_folder": SettingWords(
        "printers",
        ("单据目录", "Folder for papers"),
        ("打印机填 folder 时，单据放在这里。", "Where papers go while the printer is folder."),
    ),
    "paper_language": SettingWords(
        "printers",
        ("单据语言", "Language of papers"),
        ("单据以中文为准；可以附英文。", "The Chinese decides; English can stand beside it."),
        (("zh", ("只有中文", "Chinese only")), ("zh+en", ("附英文", "with English"))),
    ),
    "blank_forms": SettingWords(
        "printers",
        ("证照版式目录", "Forms of blanks"),
        (
            "国家统一格式的空白证照，每种一个 .toml 文件，写明各栏位置；没有就空着。",
            "A folder with one .toml for each prescribed blank, saying where its fields stand; empty for none.",
        ),
    ),
    "blank_right": SettingWords(
        "printers",
        ("证照右移", "Blanks: move right"),
        (
            "字在空白证照上偏左多少就填多少，单位 0.1 毫米；偏右填负数。打测试页会印出对位格。",
            "How far the print stands too far left on blanks, in 0.1 mm; negative moves left. See the test page.",
        ),
    ),
    "blank_down": SettingWords(
        "printers",
        ("证照下移", "Blanks: move down"),
        (
            "字在空白证照上偏上多少就填多少，单位 0.1 毫米；偏下填负数。",
            "How far the print stands too high on blanks, in 0.1 mm; negative moves up.",
        ),
    ),
    "material_labels": SettingWords(
        "printers",
        ("材料标签", "Material labels"),
        (
            "收下的每份原件一张，60 × 40 毫米。要装标签打印机。",
            "One for each original that is kept, 60 x 40 mm. It needs a label printer.",
        ),
        (("request", ("要时才打", "on request")), ("acceptance", ("受理时就打", "with every acceptance"))),
    ),
    "seal_pin_file": SettingWords(
        "printers",
        ("印章口令文件", "Secrets of seals"),
        (
            "打开印章密钥的口令在这个文件里：一行通用，或每行“编码 口令”。空着则读环境变量 SEAL_PIN。",
            "The file that opens the seals' keys: one line, or CODE SECRET for each. Empty reads SEAL_PIN.",
        ),
    ),
    "time_stamps": SettingWords(
        "printers",
        ("时间戳服务", "Time stamps"),
        (
            "每次盖电子章都向这个地址取时间戳；空着不取。",
            "Every electronic seal is stamped by the authority at this address; empty for none.",
        ),
    ),
    "sounds": SettingWords(
        "scanners",
        ("扫码的声音", "Sounds of scans"),
        (
            "认得的一声高，别处的两声，不认得的一声低。",
            "One high for what is known, two for what is elsewhere, one low for what is unknown.",
        ),
        _YES_NO,
    ),
    "scan_gap_ms": SettingWords(
        "scanners",
        ("扫码枪最慢的间隔，毫秒", "A scanner's longest gap, ms"),
        (
            "两个字符之间最多隔多久还算扫码，5 到 200；打字更快的人会被当成扫码枪。",
            "The longest time between two signs of a scan, 5 to 200; whoever types faster is taken for a scanner.",
        ),
    ),
    "scan_prefix": SettingWords(
        "scanners",
        ("扫码枪的前缀", "The scanner's prefix"),
        ("扫码枪设成每次先发什么；没有就空着。", "What the scanner sends before every scan; empty for nothing."),
    ),
    "barcode_reader": SettingWords(
        "scanners",
        ("另接的扫码枪", "A reader of its own"),
        (
            "serial:/dev/ttyUSB0 串口，evdev:/dev/input/by-id/… 独占键盘口，camera: 摄像头；空着只用打字的。",
            "serial:/dev/ttyUSB0, evdev:/dev/input/by-id/... (not typing), camera:; empty for one that types.",
        ),
        at_once=True,
    ),
    "server": SettingWords(
        "server",
        ("服务器地址", "Server address"),
        ("https:// 开头；没有登记以前空着。", "Begins with https://; empty until the desk is enrolled."),
    ),
    "ca_file": SettingWords(
        "server",
        ("证书文件", "Certificates"),
        (
            "用它核对服务器的证书；空着用系统自带的。",
            "The server's certificate is checked against it; empty for the system's own.",
        ),
    ),
    "timeout_s": SettingWords(
        "server",
        ("最长等多少秒", "Longest wait, seconds"),
        ("一次请求最多等多久没有回音，1 到 300。", "How long one request may stay without an answer, up to 300."),
    ),
    "language": SettingWords(
        "look",
        ("语言", "Language"),
        ("屏幕和提示的语言；Alt+L 临时换。", "Of screens and sentences; Alt+L switches for now."),
        (("zh", ("中文", "Chinese")), ("en", ("英文", "English"))),
        at_once=True,
    ),
    "theme": SettingWords(
        "look",
        ("颜色", "Colours"),
        ("屏幕的颜色。", "The colours of the screen."),
        (("light", ("浅色", "light")), ("dark", ("深色", "dark")), ("contrast", ("高对比", "high contrast"))),
        at_once=True,
    ),
    "scale_percent": SettingWords(
        "look",
        ("放大到百分之几", "Size, percent"),
        ("屏幕上的一切放大多少，100 到 200。", "How large everything on the screen is drawn, 100 to 200."),
    ),
    "card_reader": SettingWords(
        "devices",
        ("读卡器", "Card reader"),
        (
            "folder:目录 读放进目录的卡，socket:主机:端口 问读卡程序；空着没有读卡器。",
            "folder:FOLDER reads cards laid there, socket:HOST:PORT asks a program; empty for none.",
        ),
        at_once=True,
    ),
    "scanner": SettingWords(
        "devices",
        ("扫描仪", "Document scanner"),
        (
            "folder:目录 是扫描仪存文件的目录；sane:设备 按 F5 就扫，如 sane:test?source=ADF；空着不收。",
            "folder:FOLDER is where the scanner puts its files; with sane:DEVICE?source=ADF F5 scans; empty for none.",
        ),
        at_once=True,
    ),
    "virus_scanner": SettingWords(
        "devices",
        ("病毒扫描", "Virus scanner"),
        (
            "收每个文件前都问这个 clamd：clamd:/run/clamav/clamd.ctl 或 clamd:主机:端口；空着不问。",
            "This clamd is asked about every file: clamd:/run/clamav/clamd.ctl or clamd:host:port; empty for none.",
        ),
    ),
    "virus_scanner_away": SettingWords(
        "devices",
        ("病毒扫描没有回应时", "While the virus scanner is away"),
        (
            "文件不收、原样留着，还是照收。收下的总是重新画过的。",
            "Files are refused and stay where they are, or pass. What is kept was drawn anew either way.",
        ),
        (("refuse", ("不收", "refuse")), ("pass", ("照收", "let pass"))),
    ),
    "queue_server": SettingWords(
        "devices",
        ("叫号系统地址", "Ticket queue"),
        (
            "http:// 或 https:// 开头；空着不叫号。",
            "Begins with http:// or https://; empty where no tickets are called.",
        ),
    ),
    "queue_display": SettingWords(
        "devices",
        ("叫号屏", "Queue display"),
        (
            "另开一个大字窗口，有第二块屏就放在那里。",
            "A second window in large type, on the second screen where there is one.",
        ),
        _YES_NO,
    ),
    "idle_lock_minutes": SettingWords(
        "desk",
        ("几分钟不动就锁屏", "Lock when idle, minutes"),
        ("没有按键、没有点击多久就锁，0 到 240，0 不锁。", "Without a key or a click, 0 to 240; 0 never locks."),
        at_once=True,
    ),
    "keep_days": SettingWords(
        "desk",
        ("办结的件留几天", "Finished cases stay, days"),
        (
            "办结又没有动静的件，过这么多天从本机清掉，0 一直留。",
            "Finished and quiet ones leave this desk after that; 0 keeps them.",
        ),
    ),
    "reserve_mib": SettingWords(
        "desk",
        ("磁盘留多少 MiB", "Room kept, MiB"),
        ("留着办完手上的件，0 到 4096。", "So that begun work can be finished, 0 to 4096."),
    ),
    "data_folder": SettingWords(
        "desk",
        ("数据目录", "Data folder"),
        ("案件和扫描件在这里；要在本机磁盘上。", "Where cases and scans are kept; a local disk."),
    ),
    "key_file": SettingWords(
        "desk",
        ("密钥文件", "Key file"),
        ("数据用它加密；不放在数据目录里。", "What the data is encrypted with; outside the data folder."),
    ),
    "witness_file": SettingWords(
        "desk",
        ("见证文件", "Witness file"),
        ("数据库被还原时靠它看出来；最好在另一块磁盘。", "It outlives a restored database; ideally on another disk."),
    ),
    "black_box_folder": SettingWords(
        "desk",
        ("黑匣子目录", "Black box"),
        (
            "每条记录加密另存一份，放另一块磁盘；空着不存。",
            "Every record is copied there, encrypted; empty for no copies.",
        ),
    ),
    "practice": SettingWords(
        "desk",
        ("练习", "Practice"),
        (
            "是：打开练习数据，单据都有水印。平时在锁屏按 Alt+5 进练习。",
            "yes opens the training store and marks every paper. From the lock, Alt+5 trains for a while.",
        ),
        _YES_NO,
    ),
}
