"""The rooms: one folder for each kind of activity. A new folder here is a new activity; nothing else has to know."""
