"""A gathering: what it is for, when and where, its run sheet, its people and who may do what."""
