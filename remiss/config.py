"""Settings, read once from ``REMISS_*`` variables, ``.env`` and ``*_FILE`` secrets."""

from __future__ import annotations

import os
import secrets
from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
SAMPLE_MARK = "SAMPLE"
"""A file of this name says that the instance folder holds sample data, so that later commands need no variables."""


class Environment(StrEnum):
    """What kind of installation this is; only production is strict about secrets and hosts."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class MailTransport(StrEnum):
    """Where mail goes."""

    SMTP = "smtp"
    FILES = "files"
    MEMORY = "memory"


class Settings(BaseSettings):
    """Everything an operator can set. A test keeps docs/operations.md complete against these fields."""

    model_config = SettingsConfigDict(env_prefix="REMISS_", env_file=".env", extra="ignore")

    environment: Environment = Field(Environment.PRODUCTION, description="`production`, or `demo` for trying out")
    instance_dir: Path = Field(ROOT / "instance", description="Folder of database, uploads, secret and mail files")
    database_url: str | None = Field(None, description="SQLAlchemy address; SQLite in the instance folder if empty")
    secret_key: SecretStr | None = Field(None, description="Signs cookies; required in production, 32 signs or more")
    secret_key_file: Path | None = Field(None, description="File that holds the secret instead")
    base_url: str = Field("http://127.0.0.1:8000", description="Address that links in mail begin with")
    trusted_hosts: tuple[str, ...] = Field(("127.0.0.1", "localhost"), description="Host names answered, as JSON list")
    session_hours: int = Field(12, description="Hours until a person must sign in again")
    max_upload_mb: int = Field(30, description="Largest file that is taken in, in megabytes")
    clamd: str | None = Field(None, description="Virus scanner (clamd), `host:port` or the path of its socket, if any")
    mail_transport: MailTransport = Field(MailTransport.SMTP, description="`smtp`, or `files` for trying out")
    mail_from: str = Field("remiss@remiss.example", description="Sender of all mail")
    contact_mail: str = Field("remiss@remiss.example", description="Who answers about faults, told on the public pages")
    smtp_host: str = Field("127.0.0.1", description="Mail server")
    smtp_port: int = Field(25, description="Its port")
    smtp_user: str | None = Field(None, description="User name at the mail server, when it wants one")
    smtp_password: SecretStr | None = Field(None, description="Its password")
    smtp_starttls: bool = Field(default=False, description="Encrypt the connection to the mail server by STARTTLS")
    smtp_tls: bool = Field(default=False, description="Encrypt it from its first byte instead (port 465)")
    smtp_ca_file: Path | None = Field(None, description="Certificates to trust at the mail server, if not the usual")
    bounces_host: str | None = Field(None, description="Mail server (IMAP, encrypted) whose mailbox gets failed mail")
    bounces_port: int = Field(993, description="Its port")
    bounces_user: str | None = Field(None, description="User name of that mailbox")
    bounces_password: SecretStr | None = Field(None, description="Its password")
    bounces_folder: str = Field("INBOX", description="Folder that is read; other mail in it is left alone")
    bounces_ca_file: Path | None = Field(None, description="Certificates to trust there, if not the usual")
    port: int = Field(8000, description="Port that the web server listens on")

    @model_validator(mode="after")
    def _know_the_sample(self) -> Settings:
        if "environment" not in self.model_fields_set and (self.instance_dir / SAMPLE_MARK).exists():
            self.environment = Environment.DEMO
            if "mail_transport" not in self.model_fields_set:
                self.mail_transport = MailTransport.FILES
        return self

    @model_validator(mode="after")
    def _refuse_missing_secret(self) -> Settings:
        if self.environment is not Environment.PRODUCTION:
            return self
        if not (self.secret_key or self.secret_key_file):
            raise ValueError("REMISS_SECRET_KEY eller REMISS_SECRET_KEY_FILE måste anges i drift.")
        if self.secret_key and len(self.secret_key.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"REMISS_SECRET_KEY måste vara minst {SHORTEST_SECRET} tecken i drift.")
        return self

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; SQLite under the instance folder unless set."""
        return self.database_url or f"sqlite:///{self.instance_dir.resolve() / 'remiss.sqlite3'}"

    @property
    def upload_dir(self) -> Path:
        """Where attachments lie, named by the hash of their content."""
        return self.instance_dir / "uploads"

    @property
    def mail_dir(self) -> Path:
        """Where mail lands when it is written to files."""
        return self.instance_dir / "mail"

    def signing_key(self) -> str:
        """Return the secret that signs cookies; outside production one is made and kept in the instance folder."""
        if self.secret_key:
            return self.secret_key.get_secret_value()
        path = self.secret_key_file or self.instance_dir / "secret.key"
        if not path.exists() and self.environment is not Environment.PRODUCTION:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
            path.chmod(0o600)
        return path.read_text(encoding="utf-8").strip()


def mark_as_sample() -> None:
    """Say that this instance folder is for trying out, unless an environment is set or it holds a database already."""
    folder = Path(os.environ.get("REMISS_INSTANCE_DIR", ROOT / "instance"))
    if "REMISS_ENVIRONMENT" in os.environ or (folder / "remiss.sqlite3").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SAMPLE_MARK).touch()
