"""Handing people over: the board of offers, the form that offers, the dialogs that answer."""
