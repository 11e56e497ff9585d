"""PDF from HTML: tagged, with our own fonts. It knows no gathering."""
