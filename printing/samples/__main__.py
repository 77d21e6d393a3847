"""`python -m printing.samples [FOLDER]`: every paper as PDF, the fullest as pictures, all on one sheet."""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

import resources
from printing.fonts import load_fonts
from printing.samples import write_all
from printing.samples.rare import every_full_paper
from printing.wording import load_wording

_DPI = 110
_ACROSS = 8
_CELL = (430, 610)
_GROUND = "#8A8F98"


def write_pictures(folder: Path) -> list[Path]:
    """Write the fullest papers as pictures, a file a page, and `sheet.*.png` with all of them, in both languages."""
    fonts = load_fonts(resources.path("fonts"))
    data = resources.read("wording/papers.json")
    files = []
    for wording in (load_wording(data), load_wording(data, "zh+en")):
        pictures = []
        for name, paper in every_full_paper(fonts, wording).items():
            with pypdfium2.PdfDocument(paper.content) as document:
                for number, page in enumerate(document, start=1):
                    picture = page.render(scale=_DPI / 72).to_pil().convert("RGB")
                    files.append(folder / f"full-{name}.{wording.language}.{number}.png")
                    picture.save(files[-1])
                    pictures.append(picture)
        files.append(folder / f"sheet.{wording.language}.png")
        contact_sheet(pictures).save(files[-1])
    return files


def contact_sheet(pictures: list[Image.Image]) -> Image.Image:
    """Return all pictures side by side, each as large as its cell lets it be."""
    width, height = _CELL
    rows = -(-len(pictures) // _ACROSS)
    sheet = Image.new("RGB", (_ACROSS * width, rows * height), _GROUND)
    for number, picture in enumerate(pictures):
        small = picture.copy()
        small.thumbnail((width - 12, height - 12))
        sheet.paste(small, (number % _ACROSS * width + 6, number // _ACROSS * height + 6))
    return sheet


if __name__ == "__main__":
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "build/papers")
    for written in (*write_all(out), *write_pictures(out)):
        sys.stdout.write(f"{written}\n")
