"""Names in the order of a Norwegian list, where æ, ø and å come last and Sámi letters stand by their likes."""

LIKES = str.maketrans(
    {"á": "a", "à": "a", "č": "c", "ç": "c", "đ": "d", "é": "e", "è": "e", "ê": "e", "ŋ": "n", "ñ": "n", "ó": "o",
     "ò": "o", "ô": "o", "š": "s", "ŧ": "t", "ü": "y", "ž": "z", "ä": "æ", "ö": "ø"}
)  # fmt: skip
LAST = str.maketrans({"æ": "{", "ø": "|", "å": "}"})  # the three signs that follow z


def in_the_list(name: str) -> str:
    """Where a name stands in the list: sort by this."""
    return name.casefold().translate(LIKES).translate(LAST)
