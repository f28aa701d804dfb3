"""Qt's Python binding, told what it need not look for.

Once PySide6 is loaded it reads the source of each module that is imported, to see whether that may ask for other names
(``from __feature__ import snake_case``, PYSIDE-2029). INTeam never does. Reading eight hundred sources took a third of
the time until the first list, and Python kept 18 MB of their lines.
"""

import sys

import PySide6.QtCore  # noqa: F401 (from here on sources would be read)


def _uses_no_feature(_module: object) -> bool:
    return False


def read_no_sources() -> None:
    """From now on no source is read. A later PySide6 that asks in another way goes on asking: slower, not wrong."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature  # type: ignore[union-attr]  # noqa: SLF001 (no setting asks for it)


read_no_sources()
