"""The first administrator from the console: can sign in, once, and everything that is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from remiss.__main__ import group
from remiss.app import create_app
from remiss.cli.demo import load_sample
from remiss.cli.refusal import Refusal
from remiss.clock import now, today
from remiss.config import Environment, MailTransport, Settings
from remiss.domain.roles import Role
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.people import User
from remiss.services.sessions import actor_for, find_user, password_matches

PASSWORD = "isberg lampa traktor"


@pytest.fixture
def fresh(tmp_path: Path) -> Flask:
    """An installation without a database."""
    return create_app(
        Settings(
            _env_file=None,
            environment=Environment.TEST,
            instance_dir=tmp_path / "instance",
            mail_transport=MailTransport.MEMORY,
        )
    )


def create(app: Flask, *arguments: str, typed: str = f"{PASSWORD}\n", email: str = "ida@stad.example"):
    """Run the command as ``main`` does: what it refuses is raised."""
    command = ["create", "--name", "Ida Strand", "--email", email, *arguments]
    admin = group.get_command(None, "admin")  # type: ignore[arg-type]  # the table needs no context
    assert admin is not None
    done = CliRunner().invoke(admin, command, input=typed, obj=lambda: app, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done


def test_the_first_administrator_can_sign_in(fresh: Flask) -> None:
    done = create(fresh, "--password-stdin", email="Ida@Stad.Example")
    assert done.stdout == "Ida Strand kan nu logga in som systemadministratör med ida@stad.example.\n"
    with fresh.app_context():
        user = find_user("ida@stad.example")
        assert password_matches(user, PASSWORD)
        assert user is not None
        assert {role for _, role in actor_for(user, now()).memberships} == {Role.ADMIN}
        events = " ".join(event.facts + event.actor_name for event in db.session.scalars(sa.select(AuditEvent)))
        assert PASSWORD not in events


@pytest.mark.slow
def test_asks_twice_and_refuses_two_different(fresh: Flask) -> None:
    assert "Ida Strand kan nu logga in" in create(fresh, typed=f"{PASSWORD}\n{PASSWORD}\n").stdout
    with pytest.raises(Refusal, match="inte lika"):
        create(fresh, typed=f"{PASSWORD}\n{PASSWORD} x\n")


@pytest.mark.slow
def test_a_second_of_the_same_address_is_refused(fresh: Flask) -> None:
    create(fresh, "--password-stdin")
    with pytest.raises(InvalidInput, match="redan ett konto"):
        create(fresh, "--password-stdin", email="IDA@stad.example")


@pytest.mark.parametrize(
    ("typed", "email", "words"),
    [
        ("kort\n", "ida@stad.example", "minst 12 tecken"),
        ("", "ida@stad.example", "minst 12 tecken"),
        (f"{PASSWORD}\n", "ida, anna@stad.example", "giltig e-postadress"),
        (f"{PASSWORD}\n", "ida", "giltig e-postadress"),
    ],
)
def test_bad_input_makes_no_database(fresh: Flask, typed: str, email: str, words: str) -> None:
    with pytest.raises((Refusal, InvalidInput), match=words):
        create(fresh, "--password-stdin", typed=typed, email=email)
    assert not (Path(fresh.config["REMISS_INSTANCE"]) / "remiss.sqlite3").exists()


@pytest.mark.slow
def test_works_on_a_database_that_is_in_use(fresh: Flask) -> None:
    create(fresh, "--password-stdin", email="forst@stad.example")
    with fresh.app_context():
        body = find_user("forst@stad.example").memberships[0].organisation_id
    create(fresh, "--password-stdin", email="sedan@stad.example")
    with fresh.app_context():
        assert find_user("sedan@stad.example").memberships[0].organisation_id == body
        assert db.session.scalar(sa.select(sa.func.count(User.id))) == 2
        with pytest.raises(InvalidInput):
            load_sample(fresh, today())
