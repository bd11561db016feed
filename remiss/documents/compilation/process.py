"""The process account: who was asked, when, and what became of it; exceptions are told apart (DOMAIN §6 a)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remiss.clock import local_date
from remiss.documents.compilation.words import apart, body, note
from remiss.domain.board_words import spoken
from remiss.domain.compilation import BodyFacts, CompilationFacts, Established, NewVersion, ReplyFacts
from remiss.domain.outline import Heading, Node
from remiss.text import counted, listed, long_date


def process_account(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the account in plain Swedish."""
    invited = [one for one in facts.bodies if one.invited]
    asked = len(invited) if facts.asked is None else facts.asked
    wanted = "ska" if facts.open else "skulle"
    yield Heading(1, "Remissen och svaren", "remissen")
    yield body(
        f"{facts.sender} remitterade {facts.title} den {long_date(facts.sent_on)} till "
        f"{counted(asked, 'remissinstans', 'remissinstanser')}. Svaren {wanted} ha kommit in senast den "
        f"{long_date(facts.due_on)}."
    )
    answered = [one for one in invited if one.answered]
    texts = {one.reply_id for one in facts.bodies if one.answered}
    yield body(
        f"{counted(len(answered), 'instans', 'instanser')} av {len(invited)} har svarat. Tillsammans med svar från "
        f"instanser som inte tillfrågats finns {counted(len(texts), 'svarstext', 'svarstexter')}."
        if any(one.answered and not one.invited for one in facts.bodies)
        else f"{counted(len(answered), 'instans', 'instanser')} av {len(invited)} har svarat, i "
        f"{counted(len(texts), 'svarstext', 'svarstexter')}."
    )
    if facts.selection:
        yield note(f"Det här är ett urval. {' '.join(facts.selection)}")
    yield from _extensions(facts, invited)
    yield from _interruptions(facts)
    yield from exceptions(facts)
    yield from _open_points(facts)


def _extensions(facts: CompilationFacts, invited: list[BodyFacts]) -> Iterator[Node]:
    """Who was given a later day, by day: what came by then was not late."""
    for day in sorted({one.extended_to for one in invited if one.extended_to}):
        names = [one.name for one in invited if one.extended_to == day]
        yield body(f"{facts.sender} gav {listed(names)} anstånd till den {long_date(day)}.")


def _interruptions(facts: CompilationFacts) -> Iterator[Node]:
    for version in facts.new_versions:
        yield body(_new_version(facts, version))
    if facts.reopened:
        yield body(f"Svarstiden öppnades igen den {long_date(facts.reopened.on)}. Skäl: ”{facts.reopened.reason}”")
    if facts.withdrawn:
        yield body(
            f"{facts.sender} återkallade remissen den {long_date(facts.withdrawn.on)}. "
            f"Skäl: ”{facts.withdrawn.reason}” Svar som hade kommit in dessförinnan återges här."
        )


def _new_version(facts: CompilationFacts, version: NewVersion) -> str:
    sent = f"{facts.sender} skickade ut version {version.number} av underlaget den {long_date(version.on)}."
    if not version.earlier_replies:
        return sent
    earlier = counted(version.earlier_replies, "svar", "svar")
    return f"{sent} {earlier} som hade kommit in dessförinnan gäller en tidigare version."


def _fixed(facts: CompilationFacts, fixed: Established) -> Iterator[Node]:
    """By whom and when it was fixed, and which requests and objections it was fixed with without an answer."""
    yield body(
        f"Sammanställningen fastställdes den {long_date(local_date(fixed.at))}, version {fixed.number}. "
        f"Den är godkänd av {fixed.approver}."
    )
    known = {one.id for _, one in facts.viewpoints()}
    points = [one for one in fixed.open_points if one.viewpoint_id in known]
    for reason in dict.fromkeys(one.reason for one in points):
        codes = [one.code for one in points if one.reason == reason]
        yield body(f"Synpunkt {listed(codes)} har inget svar från {facts.sender}. Skäl: ”{reason}”")


def _open_points(facts: CompilationFacts) -> Iterator[Node]:
    if facts.established:
        yield from _fixed(facts, facts.established)
        return
    parts = ["Svarstiden är inte avslutad, så fler svar kan komma."] if facts.open else []
    if facts.unconfirmed():
        number = counted(facts.unconfirmed(), "synpunkt", "synpunkter")
        parts.append(f"För {number} är ställningstagande eller tema inte bekräftat av någon person.")
    if facts.unassessed():
        number = counted(facts.unassessed(), "synpunkt", "synpunkter")
        parts.append(f"{number} är ännu inte {'bedömd' if facts.unassessed() == 1 else 'bedömda'} av kommunstyrelsen.")
    if parts:
        yield note(f"Sammanställningen är preliminär. {' '.join(parts)}")


def exceptions(facts: CompilationFacts) -> Iterator[Node]:
    """Yield who answered otherwise than with a decision of its own in time, and who did not answer."""
    yield from _joint_and_preliminary(facts)
    offices = [reply.author for reply in facts.replies if reply.office_only]
    if offices:
        yield body(f"{apart(offices)} har svarat med ett kontorsyttrande.")
    for kind in dict.fromkeys(reply.alone.kind for reply in facts.replies if reply.alone):
        names = [reply.author for reply in facts.replies if reply.alone and reply.alone.kind == kind]
        yield body(f"{apart(names)} har svarat genom {kind.lower()}.")
    for company, replies in _by_words(reply for reply in facts.replies if not reply.decision_known):
        words = spoken("beslut inte bifogat. Texten anges som förvaltningens.", company=company)
        yield body(f"För {apart([reply.author for reply in replies])} är {words}")
    departing = [(reply, body_name) for reply in facts.replies for body_name in reply.departing()]
    for reply, name in departing:
        yield body(
            f"{name} har beslutat något annat än det som föreslogs. Texten i "
            f"{'yttrandet' if reply.company else 'tjänsteutlåtandet'} tillskrivs därför {reply.author}. "
            "Beslutet återges tillsammans med svaret."
        )
    for company, replies in _by_words(reply for reply in facts.replies if reply.board_text):
        words = spoken("ett eget yttrande i stället för förvaltningens förslag. Det är svaret.", company=company)
        yield body(f"{apart([listed(reply.bodies) for reply in replies])} har beslutat {words}")
    yield from _late(facts)
    yield from _after_close(facts)
    yield from _absent([one for one in facts.bodies if one.invited], closed=facts.closed_on is not None)
    uninvited = [one.name for one in facts.bodies if (one.answered or one.left_out) and not one.invited]
    if uninvited:
        yield body(f"{listed(uninvited)} har yttrat sig utan att vara tillfrågade.")


def _late(facts: CompilationFacts) -> Iterator[Node]:
    late = [one.name for one in facts.bodies if one.late and one.answered and one.after_close is None]
    if late:
        yield body(f"{listed(late)} svarade efter svarstidens slut.")
    for one in facts.bodies:
        if one.early_on and one.answered:
            words = f"{one.name} lämnade ett förhandssvar i tid, den {long_date(one.early_on)}."
            yield body(f"{words} Det beslutade svaret kom in efter svarstidens slut.")


def _after_close(facts: CompilationFacts) -> Iterator[Node]:
    for reply in facts.replies:
        for step in reply.replaced:
            yield body(f"{listed(reply.bodies)} ersatte sitt svar den {long_date(step.on)}. Skäl: ”{step.reason}”")
    for one in facts.bodies:
        if one.after_close is None:
            continue
        came = f"Svaret från {one.name} kom in efter att svarstiden hade avslutats."
        if one.after_close.included:
            yield body(f"{came} Det har tagits med. Skäl: ”{one.after_close.reason}”")
        elif one.after_close.reason:
            yield body(f"{came} Det ingår inte i sammanställningen. Skäl: ”{one.after_close.reason}”")
        else:
            yield body(
                f"{came} Det ingår inte, eftersom {_in_sentence(facts.sender)} inte har avgjort om det ska tas med."
            )


def _in_sentence(sender: str) -> str:
    return sender.lower() if sender == "Kommunstyrelsen" else sender


def _joint_and_preliminary(facts: CompilationFacts) -> Iterator[Node]:
    for reply in facts.replies:
        if len(reply.bodies) > 1:
            yield body(f"{listed(reply.bodies)} har lämnat ett gemensamt svar.")
    for reply in facts.replies:
        if reply.decision_expected_on:
            boards, offices = (
                ("nämndens", "förvaltningens") if len(reply.bodies) == 1 else ("nämndernas", "förvaltningarnas")
            )
            yield body(
                f"Från {listed(reply.bodies)} finns ett förhandssvar, lämnat under förutsättning av "
                f"{spoken(boards, company=reply.company)} beslut. Beslutet väntas den "
                f"{long_date(reply.decision_expected_on)}. "
                f"Till dess anges texten som {spoken(offices, company=reply.company)}."
            )


def _by_words(replies: Iterable[ReplyFacts]) -> Iterator[tuple[bool, list[ReplyFacts]]]:
    """Yield the replies of nämnder and then those of companies, which have words of their own; none that is empty."""
    found = list(replies)
    for company in (False, True):
        if those := [reply for reply in found if reply.company is company]:
            yield company, those


def _absent(invited: list[BodyFacts], *, closed: bool) -> Iterator[Node]:
    declined = [one.name for one in invited if one.declined]
    if declined:
        yield body(f"{listed(declined)} har avstått från att svara.")
    outside = [one.name for one in invited if one.outside]
    if outside:
        yield body(
            f"{listed(outside)} hanterar remissen utanför systemet på grund av sekretess. "
            "Synpunkter därifrån ingår inte i sammanställningen."
        )
    called_off = [one.name for one in invited if one.withdrawn]
    if called_off:
        yield body(f"{listed(called_off)} hade inte svarat när remissen återkallades.")
    missing = [
        one.name
        for one in invited
        if not (one.answered or one.declined or one.outside or one.withdrawn or one.left_out)
    ]
    if missing:
        words = "har inte inkommit med svar" if closed else "har ännu inte inkommit med svar"
        yield body(f"{listed(missing)} {words}.")
