"""Pages about accounts, organisations and roles."""
