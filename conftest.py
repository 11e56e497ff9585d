"""What all tests can ask for, those in tests/ and those that live with their room."""

pytest_plugins = [
    "samskap.testing.browsers",
    "samskap.testing.databases",
    "samskap.testing.fixtures",
    "samskap.testing.servers",
    "samskap.testing.mailbox",
]
