"""Getting people to come (rekruttering): the public page, invitations, calls and targets (G4)."""
