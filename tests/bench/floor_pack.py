"""The pack's floor: the same words by a bare ReportLab canvas, wrapped by simpleSplit."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from resources import path


def floor(texts: list[str]) -> bytes:
    """Every text in Inter at 9 points down the page, a new page where one is full."""
    pdfmetrics.registerFont(TTFont("Inter", str(path("fonts/Inter-Regular.ttf"))))
    kept = BytesIO()
    canvas, y = Canvas(kept, pagesize=A4), 800.0
    for text in texts:
        for line in simpleSplit(text, "Inter", 9, 516):
            if y < 52:
                canvas.showPage()
                y = 800.0
            canvas.setFont("Inter", 9)
            canvas.drawString(40, y, line)
            y -= 12
    canvas.save()
    return kept.getvalue()
