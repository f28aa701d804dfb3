"""The only place that draws with ReportLab: fonts, shaping, page parts."""
