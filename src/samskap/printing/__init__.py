"""What is printed (trykkpakke): badges, headings, note sheets, posters, sign-in sheets (G6, G9, G10)."""
