"""A face inside a PDF: the glyphs that are used and no others, with what each stands for."""

from typing import Any

from inteam.pdf.faces import Face

_NOT_NEEDED = (b"GSUB", b"GPOS", b"GDEF", b"cmap", b"post", b"name", b"OS/2", b"kern")
_MAPPINGS_AT_ONCE = 100  # the limit of one bfchar block


def embedded(document: Any, face: Face, used: set[int]) -> Any:
    """A composite font (Type0, Identity-H) whose codes are the face's own glyph numbers."""
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 (paper only)

    name = f"{_tag(used)}+{face.name}"
    glyphs = sorted(used | {0})
    stream = pdfdoc.PDFStream(content=_subset(face, used), filters=[pdfdoc.PDFZCompress])
    file = document.Reference(stream)
    descriptor = document.Reference(pdfdoc.PDFDictionary(_descriptor(pdfdoc, face, name, file)))
    mapping = pdfdoc.PDFStream(content=_to_unicode(face, used), filters=[pdfdoc.PDFZCompress])
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(name),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "CIDToGIDMap": pdfdoc.PDFName("Identity"),
            "FontDescriptor": descriptor,
            "DW": 1000,
            "W": pdfdoc.PDFArray(_widths(pdfdoc, face, glyphs)),
        }
    )
    return document.Reference(
        pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(mapping),
            }
        )
    )


def _tag(used: set[int]) -> str:
    """Six capitals that tell one subset from another (ISO 32000 9.6.4)."""
    number = hash(frozenset(used)) & 0xFFFFFFF
    letters = []
    for _ in range(6):
        number, digit = divmod(number, 26)
        letters.append(chr(65 + digit))
    return "".join(letters)


def _subset(face: Face, used: set[int]) -> bytes:
    import uharfbuzz as hb  # noqa: PLC0415 (paper only)

    wanted: Any = hb.SubsetInput()
    wanted.glyph_set.update(used)
    wanted.unicode_set.clear()
    # Numbers stay, so that pages written before the end of the document remain right.
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in _NOT_NEEDED)
    return bytes(hb.subset(face.face, wanted).blob.data)


def _descriptor(pdfdoc: Any, face: Face, name: str, file: Any) -> dict[str, Any]:
    extents = face.font.get_font_extents("ltr")
    up, down = extents.ascender * face.scale, extents.descender * face.scale
    heavy = any(word in face.name for word in ("Bold", "Medium"))
    return {
        "Type": pdfdoc.PDFName("FontDescriptor"),
        "FontName": pdfdoc.PDFName(name),
        "Flags": 4,
        "FontBBox": pdfdoc.PDFArray([-1000, round(down), 3000, round(up)]),
        "ItalicAngle": 0,
        "Ascent": round(up),
        "Descent": round(down),
        "CapHeight": 730,
        "StemV": 140 if heavy else 80,
        "FontFile2": file,
    }


def _widths(pdfdoc: Any, face: Face, glyphs: list[int]) -> list[Any]:
    """Widths of runs of neighbouring glyphs: first number, list of widths, and so on."""
    found: list[Any] = []
    row: list[float] = []
    last = -2
    for glyph in glyphs:
        if glyph != last + 1:
            row = []
            found += [glyph, row]
        row.append(round(face.advance(glyph), 1))
        last = glyph
    return [pdfdoc.PDFArray(part) if isinstance(part, list) else part for part in found]


def _to_unicode(face: Face, used: set[int]) -> str:
    rows = []
    for glyph in sorted(used):
        text = face.character(glyph) or face.clusters.get(glyph, "")
        if text:
            rows.append(f"<{glyph:04x}> <{text.encode('utf-16-be', 'replace').hex()}>")
    blocks = [rows[at : at + _MAPPINGS_AT_ONCE] for at in range(0, len(rows), _MAPPINGS_AT_ONCE)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
