"""The door: the front page, joining by code or QR, passes, leaving, signing in and out, the language."""
