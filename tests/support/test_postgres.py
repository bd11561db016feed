"""The PostgreSQL of the tests."""

from collections.abc import Callable

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool


def run(url: str, *statements: str) -> list[object]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        results = [connection.execute(text(statement)) for statement in statements]
        return list(results[-1].scalars()) if results[-1].returns_rows else []


def test_knows_swedish_text_search(postgres_url: str) -> None:
    [found] = run(postgres_url, "SELECT to_tsvector('swedish', 'nämnderna') @@ to_tsquery('swedish', 'nämnd')")
    assert found is True


def test_each_test_has_a_copy_of_its_own(
    postgres_template: Callable[[str, Callable[[str], None]], str], postgres_copy: Callable[[str], str]
) -> None:
    fills: list[str] = []

    def fill(url: str) -> None:
        fills.append(url)
        run(url, "CREATE TABLE nämnd (namn text)", "INSERT INTO nämnd VALUES ('Skolnämnden')")

    first = postgres_copy(postgres_template("nämnder", fill))
    second = postgres_copy(postgres_template("nämnder", fill))
    run(first, "DELETE FROM nämnd")
    assert run(first, "SELECT namn FROM nämnd") == []
    assert run(second, "SELECT namn FROM nämnd") == ["Skolnämnden"]
    assert len(fills) == 1
