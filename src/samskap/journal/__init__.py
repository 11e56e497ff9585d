"""What happened, in order: the story of the gathering."""
