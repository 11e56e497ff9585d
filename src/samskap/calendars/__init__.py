"""Calendar files (iCalendar). It knows no gathering."""
