"""The Log contact sheet."""
