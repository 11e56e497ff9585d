"""What all tests can ask for, those in tests/ and those that live with their room."""

from hypothesis import HealthCheck, settings

# A busy machine is no fault of the test: nothing is timed while examples are made or tried.
settings.register_profile("samskap", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("samskap")

pytest_plugins = [
    "samskap.testing.browsers",
    "samskap.testing.databases",
    "samskap.testing.fixtures",
    "samskap.testing.servers",
    "samskap.testing.mailbox",
    "samskap.testing.register",
]
