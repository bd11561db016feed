"""The fixtures every test may ask for, and which of them make a test slow."""

import gc

import pytest

pytest_plugins = [
    "tests.support.postgres",  # before the next, which uses it
    "tests.support.sharing",
    "tests.support.application",
    "tests.support.browser",
    "tests.support.clamd",
    "tests.support.ordering",
    "tests.support.running",
    "tests.support.sample",
    "tests.support.serving",
    "tests.support.smtp",
]

STARTS_A_SERVER = {"browser", "loaded_sample", "postgres_server", "running"}


@pytest.hookimpl(tryfirst=True)  # before `-m "not slow"` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        long = item.get_closest_marker("torture")  # `-m "not slow"` takes the place of pyproject.toml's "not torture"
        if long or STARTS_A_SERVER.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk through it again after every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
