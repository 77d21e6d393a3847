"""Sentences of the area `queues`: printers that wait for something.

`queue.wants.…` says in two or three words what a device wants, by the beginning of its own (IPP) word for it.
"""

SENTENCES: dict[str, tuple[str, str]] = {
    "queue.held": (
        "{printer}{wants}，{waiting} 张在等。弄好就会自己接着打。",
        "{printer}: {wants}; {waiting} waiting. It goes on by itself once that is done.",
    ),
    "queue.held_unheard": (
        "{printer}{wants}，{waiting} 张在等。弄好后按 Alt+R 接着打。",
        "{printer}: {wants}; {waiting} waiting. See to it, then press Alt+R.",
    ),
    "queue.held_unheard_there": (
        "{printer}{wants}，{waiting} 张在等。弄好后用 counterctl print --resume 接着打。",
        "{printer}: {wants}; {waiting} waiting. See to it, then run counterctl print --resume.",
    ),
    "queue.printer": ("打印机", "The printer"),
    "queue.resumed": ("再试了一次，{waiting} 张还在等", "Tried again; {waiting} still waiting"),
    "queue.resumed_all": ("接着打了", "Printing goes on"),
    "queue.wants.connecting-to-device": ("连不上", "cannot be reached"),
    "queue.wants.cover-open": ("盖子开着", "cover open"),
    "queue.wants.cutter": ("切刀卡了", "cutter jammed"),
    "queue.wants.door-open": ("门开着", "door open"),
    "queue.wants.folder-not-writable": ("的文件夹写不进", "folder not writable"),
    "queue.wants.marker-supply-empty": ("没墨了", "out of ink"),
    "queue.wants.media-empty": ("缺纸", "out of paper"),
    "queue.wants.media-jam": ("卡纸", "paper jam"),
    "queue.wants.media-needed": ("要放纸", "wants paper"),
    "queue.wants.no-answer": ("没有回应", "does not answer"),
    "queue.wants.not-accepting-jobs": ("不收新的任务", "takes no jobs"),
    "queue.wants.offline": ("没有回应", "does not answer"),
    "queue.wants.other": ("没有就绪（{reasons}）", "not ready ({reasons})"),
    "queue.wants.output-area-full": ("出纸口满了", "output tray full"),
    "queue.wants.paused": ("停着", "paused"),
    "queue.wants.stopped": ("停着", "stopped"),
    "queue.wants.toner-empty": ("没粉了", "out of toner"),
}
