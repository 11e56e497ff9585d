"""PDF from HTML: tagged, with our own fonts. It knows no gathering."""

from samskap.pdf.making import Attached, PdfNotAvailable, Variant, can_make_pdf, make_pdf

__all__ = ["Attached", "PdfNotAvailable", "Variant", "can_make_pdf", "make_pdf"]
