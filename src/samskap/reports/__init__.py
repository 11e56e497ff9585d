"""The report: the whole day assembled by itself, as one page (G11)."""
