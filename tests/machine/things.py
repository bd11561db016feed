"""What the model keeps of a remiss, its matters and what somebody tries. Imports nothing of Remiss."""

from __future__ import annotations

from dataclasses import dataclass, field

HEAD, DIRECTOR, PAPER = "avdelningschef", "forvaltningschef", "papper"


@dataclass(frozen=True)
class Attempt:
    """Somebody tries something. ``lacks`` is the mandatory answer left out, ``stale`` an old page.

    ``otherwise`` is the other form of the same: a text without a part, a decision adjusted at once. ``own``: the nämnd
    decides a text of its own. Of a remiss's own actions ``matter`` is None. ``which`` is the proposal or the request
    that it is about, ``other`` another body.
    """

    action: str
    who: str
    matter: int | None = None
    lacks: str = ""
    stale: bool = False
    otherwise: bool = False
    own: bool = False
    which: int | None = None
    other: str = ""

    def __repr__(self) -> str:
        names = ("matter", "lacks", "stale", "otherwise", "own", "which", "other")
        more = {name: getattr(self, name) for name in names}
        told = (
            f"{name}={value!r}"
            for name, value in more.items()
            if value is not None and value is not False and value != ""
        )
        return f"Attempt({', '.join([repr(self.action), repr(self.who), *told])})"

    @property
    def place(self) -> str:
        """The body whose person tries it, as far as people have one."""
        return self.who.partition(".")[0]


@dataclass(frozen=True)
class Body:
    """How a body is set up: how many sign, whether it is a company, whether its chair may decide what is urgent."""

    signatures: int = 2
    company: bool = False
    chair: bool = False


@dataclass
class Decision:
    """What a body's nämnd has decided and not taken back, which bordläggning and återremiss are not.

    ``own``: the nämnd's own text is the reply. ``text`` is which one, once it is here.
    """

    body: str
    own: bool = False
    text: int | None = None


Signed = set[tuple[str, str]]
"""Who has signed: the role and for which body; a paper that was signed elsewhere is for all."""


@dataclass
class Matter:
    """One text and its way; ``parties`` are those it belongs to, none while it is set aside for a joint reply.

    ``texts`` counts all of them, ``newest`` is the office's last.
    ``signed`` are the signatures that hold, ``broken`` those whose text was changed past Remiss, ``returned`` both as
    they were before the text was last sent back. ``brought`` is what its body published of a text that it shared.
    ``last`` is what was done last: what, by whom, from which state.
    """

    parties: list[str]
    state: str = "skickad"
    before: str | None = None
    number: bool = False
    texts: int = 0
    newest: int = 0
    complete: bool = False
    files: int = 0
    signed: Signed = field(default_factory=set)
    broken: Signed = field(default_factory=set)
    returned: tuple[Signed, Signed] = (set(), set())
    agenda: set[str] = field(default_factory=set)
    published: set[tuple[str, int]] = field(default_factory=set)
    brought: set[tuple[str, int]] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    decisions: list[Decision] = field(default_factory=list)
    adjusted: set[str] = field(default_factory=set)
    at_once: set[str] = field(default_factory=set)
    late: bool = False
    muted: bool = False
    extension: int | None = None
    expected: bool = False
    handed_over: bool = False
    sent: list[int] = field(default_factory=list)
    last: tuple[str, str, str] = ("", "", "")

    def has_new_text(self) -> None:
        """Another text: nobody has signed or decided that one."""
        self.texts += 1
        self.newest = self.texts
        for kept in (self.signed, self.broken, self.decided, self.adjusted, self.at_once):
            kept.clear()

    def decide(self, body: str, *, own: bool = False) -> None:
        """The newest text is decided by a body."""
        self.decided.add(body)
        self.decisions.append(Decision(body, own))

    @property
    def own(self) -> Decision | None:
        """The decision by which the nämnd's own text is the reply; the last one made says it."""
        return self.decisions[-1] if self.decisions and self.decisions[-1].own else None


@dataclass
class Proposal:
    """That ``body`` shares the matter ``lead``; ``own`` is what it sets aside for that."""

    lead: int
    body: str
    state: str = "foreslagen"
    own: int | None = None


@dataclass
class Request:
    """That the sender wants an addition to a matter that has come in."""

    matter: int
    waits: bool = True


Expected = list[tuple[str, int | None]]
"""What the log is to say of a step: actions with the matter they are about, None for the remiss."""
