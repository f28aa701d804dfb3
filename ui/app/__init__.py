"""What every screen stands on: the window, pages, forms, work in the background, acts and messages."""
