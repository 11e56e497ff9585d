"""Whether people, rooms, rounds and groups add up. Pure functions; what is found is a code with its numbers."""
