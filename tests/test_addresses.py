"""Every address says who may use it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from samskap.gatherings.access import TABLE


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """List the names of all addresses; an address without a name is listed by its path."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}"
        else:
            yield from names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def test_every_address_has_a_line_in_the_table() -> None:
    assert set(names(get_resolver())) - set(TABLE) == set()
