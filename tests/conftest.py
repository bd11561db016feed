"""The fixtures every test may ask for, and which tests must share a worker."""

from collections.abc import Generator

import pytest

pytest_plugins = ["tests.support.browser", "tests.support.postgres", "tests.support.smtp"]

# A server that is dear to start is started once: the tests that use it run on one worker.
SHARED = {"browser": "browser", "postgres_server": "postgres"}


@pytest.hookimpl(wrapper=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    for item in items:
        for fixture, group in SHARED.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(group))
                item.add_marker(pytest.mark.slow)
    return (yield)
