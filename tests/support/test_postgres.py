"""The PostgreSQL of the tests."""

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from tests.support.postgres import FilledDatabase, PostgresServer


def run(url: str, *statements: str) -> list[object]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        results = [connection.execute(text(statement)) for statement in statements]
        return list(results[-1].scalars()) if results[-1].returns_rows else []


def test_knows_swedish_text_search(postgres_url: str) -> None:
    [found] = run(postgres_url, "SELECT to_tsvector('swedish', 'nämnderna') @@ to_tsquery('swedish', 'nämnd')")
    assert found is True


def test_a_filled_database_is_found_as_it_was_filled(postgres_server: PostgresServer, postgres_url: str) -> None:
    run(
        postgres_url,
        "CREATE TABLE nämnd (id serial PRIMARY KEY, namn text)",
        "CREATE TABLE svar (nämnd_id int REFERENCES nämnd)",
        "INSERT INTO nämnd (namn) VALUES ('Skolnämnden'), (E'Två\nrader')",
        "INSERT INTO svar VALUES (1)",
    )
    filled = FilledDatabase(postgres_server, make_url(postgres_url).database or "")
    for _ in range(2):
        run(postgres_url, "DELETE FROM svar", "DELETE FROM nämnd", "INSERT INTO nämnd (namn) VALUES ('Annan')")
        filled.fill()
        assert run(postgres_url, "SELECT namn FROM nämnd ORDER BY id") == ["Skolnämnden", "Två\nrader"]
        assert run(postgres_url, "SELECT nämnd_id FROM svar") == [1]
        assert run(postgres_url, "INSERT INTO nämnd (namn) VALUES ('Ny') RETURNING id") == [3]
