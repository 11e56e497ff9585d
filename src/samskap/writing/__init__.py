"""Safe writing: one effect, one transaction, once."""
