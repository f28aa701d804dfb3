"""The person's copy as a web page for screen readers: headings, lists, language, no pictures.

Complete in one file: no script, no link, nothing loaded. Every text is escaped.
"""

from html import escape

from inteam.careplans.copy_words import Part, Row, parts, title
from inteam.careplans.papers import PlanCopy, Tint
from inteam.pdf.setting import strong_direction
from inteam.pdf.words import long_day, nhs

_PAPER = {
    Tint.NONE: "#ffffff",
    Tint.CREAM: "#fffae8",
    Tint.YELLOW: "#fff7c1",
    Tint.BLUE: "#e0effa",
    Tint.GREEN: "#e2f4e0",
    Tint.PINK: "#fde8ed",
    Tint.PEACH: "#ffe9d6",
}


def persons_copy_html(paper: PlanCopy) -> str:
    """The whole page as text, to be written in UTF-8."""
    size = max(12, min(28, paper.form.points))
    name = " ".join(part for part in (paper.title, paper.given_name, paper.family_name) if part)
    body = "\n".join(
        [_head(paper, name), *(_part(at, part) for at, part in enumerate(parts(paper), 1)), _foot(paper, name)]
    )
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(paper.form.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title(paper))}</title>\n"
        f'<meta name="author" content="{escape(paper.team)}">\n'
        f"<style>body{{font:{size}pt/1.5 Inter,Arial,sans-serif;max-width:40em;margin:2em auto;"
        f"padding:0 1em;color:#111;background:{_PAPER[paper.form.tint]};text-align:start}}"
        "h1{font-size:1.6em}h2{font-size:1.25em;border-top:2px solid #111;padding-top:.4em}"
        "dt{font-weight:600}dd{margin:0 0 .5em}.warn{border:2px solid #111;padding:.5em}</style>\n"
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    """Escaped, line ends kept, without what no web page may hold."""
    clean = "".join(char if char >= " " or char in "\n\t" else "\ufffd" for char in text)
    safe = clean.encode("utf-8", "replace").decode("utf-8")
    return escape(safe).replace("\n", "<br>").replace("\u00a0", " ")


def _tag(name: str, text: str, more: str = "") -> str:
    direction = ' dir="rtl"' if strong_direction(text) == "rtl" else ""
    return f"<{name}{direction}{more}>{_text(text)}</{name}>"


def _head(paper: PlanCopy, name: str) -> str:
    rows = ["<h1>My care and support plan</h1>", _tag("p", name)]
    if paper.born_on:
        rows.append(f"<p>Born {long_day(paper.born_on)}</p>")
    if paper.nhs_number:
        rows.append(f"<p>NHS number {nhs(paper.nhs_number)}</p>")
    agreed = f", agreed on {long_day(paper.agreed_on)}" if paper.agreed_on else ""
    rows.append(f"<p>This is version {paper.version}{agreed}.</p>")
    warn = ' class="warn" role="note"'
    if paper.superseded_on:
        rows.append(
            _tag("p", f"SUPERSEDED: replaced on {long_day(paper.superseded_on)}. Ask us for the new one.", warn)
        )
    if not paper.agreed_with_person:
        rows.append(_tag("p", "This plan has not been agreed with me yet.", warn))
    if paper.form.translation_needed:
        words = f"Translation needed: {paper.form.translation_needed}. The English text is not enough."
        rows.append(_tag("p", words, warn))
    return "\n".join(rows)


def _part(number: int, part: Part) -> str:
    return (
        f'<section aria-labelledby="part{number}">\n<h2 id="part{number}">{_text(part.heading)}</h2>\n'
        f"{_rows(part.rows)}\n</section>"
    )


def _rows(rows: tuple[Row, ...]) -> str:
    """Labelled rows as a description list, sentences as paragraphs."""
    out: list[str] = []
    listing = False
    for row in rows:
        if bool(row.label) != listing:
            out.append("<dl>" if row.label else "</dl>")
            listing = bool(row.label)
        if row.label:
            out.append(_tag("dt", row.label) + _tag("dd", row.text))
        else:
            out.append(_tag("p", row.text))
    if listing:
        out.append("</dl>")
    return "\n".join(out)


def _foot(paper: PlanCopy, name: str) -> str:
    number = f", NHS number {nhs(paper.nhs_number)}" if paper.nhs_number else ""
    return f"<footer>{_tag('p', f'{name}{number}. Made on {long_day(paper.printed_on)} by {paper.team}.')}</footer>"
