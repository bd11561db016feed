"""Settings, read once from ``REMISS_*`` variables, ``.env`` and ``*_FILE`` secrets."""

from __future__ import annotations

import secrets
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


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

    environment: Environment = Environment.PRODUCTION
    instance_dir: Path = ROOT / "instance"
    database_url: str | None = None
    secret_key: SecretStr | None = None
    secret_key_file: Path | None = None
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    session_hours: int = 12
    max_upload_mb: int = 30
    mail_transport: MailTransport = MailTransport.SMTP
    mail_from: str = "remiss@remiss.example"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = False
    port: int = 8000

    @model_validator(mode="after")
    def _refuse_missing_secret(self) -> Settings:
        if self.environment is Environment.PRODUCTION and not (self.secret_key or self.secret_key_file):
            raise ValueError("REMISS_SECRET_KEY eller REMISS_SECRET_KEY_FILE måste anges i drift.")
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
