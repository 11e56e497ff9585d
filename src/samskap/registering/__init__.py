"""Signing up (påmelding): the form, capacity and waiting list, the personal link, import (G5)."""
