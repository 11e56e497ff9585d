"""What people have said, shared by all activities."""
