"""The care plan on screen: edit at the left, the person's own copy live at the right, sign-off, versions."""
