"""Sentences of the area `export`: tables that leave the desk."""

SENTENCES: dict[str, tuple[str, str]] = {
    "export.disk_full": (
        "没有导出：{folder} 的磁盘满了。换一个文件夹，或腾出空间再导。",
        "Not exported: the disk of {folder} is full. Choose another folder, or make room and export again.",
    ),
    "export.failed": (
        "没有导出到 {folder}（{why}）。换一个文件夹再导。",
        "Not exported to {folder} ({why}). Choose another folder and export again.",
    ),
    "export.no_folder": (
        "没有导出：找不到文件夹 {folder}。换一个文件夹再导。",
        "Not exported: there is no folder {folder}. Choose another and export again.",
    ),
    "export.read_only": (
        "没有导出：{folder} 不让写。换一个文件夹再导。",
        "Not exported: {folder} cannot be written to. Choose another folder and export again.",
    ),
}
