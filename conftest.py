"""What all tests can ask for."""

pytest_plugins = ["samskap.testing.fixtures"]
