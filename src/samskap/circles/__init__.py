"""Who sits together, shared by all activities."""
