"""When blocks begin and end: planned, actual and expected. Pure functions over plain data."""
