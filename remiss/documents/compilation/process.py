"""The process account: who was asked, when, and what became of it; exceptions are told apart (DOMAIN §6 a)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remiss.clock import local_date
from remiss.documents.compilation.words import apart, body, note
from remiss.domain.board_words import spoken
from remiss.domain.compilation import BodyFacts, CompilationFacts, Established, NewVersion, ReplyFacts
from remiss.domain.outline import Bullets, Heading, Node, Run
from remiss.text import counted, listed, long_date


def process_account(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the account in plain Swedish: how it went, and what was out of the ordinary as a list."""
    invited = [one for one in facts.bodies if one.invited]
    asked = len(invited) if facts.asked is None else facts.asked
    wanted = "ska" if facts.open else "skulle"
    yield Heading(1, "Remissen och svaren", "remissen")
    answered = [one for one in invited if one.answered]
    texts = counted(len({one.reply_id for one in facts.bodies if one.answered}), "svarstext", "svarstexter")
    uninvited = any(one.answered and not one.invited for one in facts.bodies)
    counting = (
        f". Tillsammans med svar från instanser som inte tillfrågats finns {texts}" if uninvited else f", i {texts}"
    )
    yield body(
        f"{facts.sender} remitterade {facts.title} den {long_date(facts.sent_on)} till "
        f"{counted(asked, 'remissinstans', 'remissinstanser')}. Svaren {wanted} ha kommit in senast den "
        f"{long_date(facts.due_on)}. {counted(len(answered), 'instans', 'instanser')} av {len(invited)} har svarat"
        f"{counting}."
    )
    yield from as_list([*_extensions(facts, invited), *_interruptions(facts), *exceptions(facts)])
    yield from _open_points(facts)


def as_list(sentences: Iterable[str]) -> Iterator[Node]:
    """Yield the sentences as a list; nothing where there are none."""
    if items := tuple((Run(sentence),) for sentence in sentences):
        yield Bullets(items)


def _extensions(facts: CompilationFacts, invited: list[BodyFacts]) -> Iterator[str]:
    """Who was given a later day, by day: what came by then was not late."""
    for day in sorted({one.extended_to for one in invited if one.extended_to}):
        names = [one.name for one in invited if one.extended_to == day]
        yield f"{facts.sender} gav {listed(names)} anstånd till den {long_date(day)}."


def _interruptions(facts: CompilationFacts) -> Iterator[str]:
    for version in facts.new_versions:
        yield _new_version(facts, version)
    if facts.reopened:
        yield f"Svarstiden öppnades igen den {long_date(facts.reopened.on)}. Skäl: ”{facts.reopened.reason}”"
    if facts.withdrawn:
        yield (
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


def exceptions(facts: CompilationFacts) -> Iterator[str]:
    """Yield who answered otherwise than with a decision of its own in time, and who did not answer."""
    yield from _joint_and_preliminary(facts)
    offices = [reply.author for reply in facts.replies if reply.office_only]
    if offices:
        yield f"{apart(offices)} har svarat med {'ett kontorsyttrande' if len(offices) == 1 else 'kontorsyttranden'}."
    for kind in dict.fromkeys(reply.alone.kind for reply in facts.replies if reply.alone):
        names = [reply.author for reply in facts.replies if reply.alone and reply.alone.kind == kind]
        yield f"{apart(names)} har svarat genom {kind.lower()}."
    for company, replies in _by_words(reply for reply in facts.replies if not reply.decision_known):
        owner = "förvaltningens" if len(replies) == len(replies[0].bodies) == 1 else "förvaltningarnas"
        words = spoken(f"beslut inte bifogat. Texten anges som {owner}.", company=company)
        yield f"För {apart([reply.author for reply in replies])} är {words}"
    yield from _departing(facts)
    for company, replies in _by_words(reply for reply in facts.replies if reply.board_text):
        words = spoken("ett eget yttrande i stället för förvaltningens förslag. Det är svaret.", company=company)
        yield f"{apart([listed(reply.bodies) for reply in replies])} har beslutat {words}"
    yield from _late(facts)
    yield from _after_close(facts)
    yield from _absent([one for one in facts.bodies if one.invited], closed=facts.closed_on is not None)
    uninvited = [one.name for one in facts.bodies if (one.answered or one.left_out) and not one.invited]
    if uninvited:
        yield f"{listed(uninvited)} har yttrat sig utan att ha tillfrågats."


def _departing(facts: CompilationFacts) -> Iterator[str]:
    """Whose decision was another than the words: in one sentence for all nämnder, and in one for all companies."""
    for company, replies in _by_words(reply for reply in facts.replies if reply.departing()):
        names = [name for reply in replies for name in reply.departing()]
        paper = "yttrandet" if company else "tjänsteutlåtandet"
        authors = dict.fromkeys(reply.author for reply in replies)
        where = "Beslutet återges tillsammans med svaret." if len(names) == 1 else "Besluten återges med svaren."
        yield (
            f"{apart(names)} har beslutat något annat än det som föreslogs. Texten i {paper} tillskrivs därför "
            f"{' respektive '.join(authors)}. {where}"
        )


def _late(facts: CompilationFacts) -> Iterator[str]:
    late = [one.name for one in facts.bodies if one.late and one.answered and one.after_close is None]
    if late:
        yield f"{listed(late)} svarade efter svarstidens slut."
    for one in facts.bodies:
        if one.early_on and one.answered:
            words = f"{one.name} lämnade ett förhandssvar i tid, den {long_date(one.early_on)}."
            yield f"{words} Det beslutade svaret kom in efter svarstidens slut."


def _after_close(facts: CompilationFacts) -> Iterator[str]:
    for reply in facts.replies:
        for step in reply.replaced:
            yield f"{listed(reply.bodies)} ersatte sitt svar den {long_date(step.on)}. Skäl: ”{step.reason}”"
    for one in facts.bodies:
        if one.after_close is None:
            continue
        came = f"Svaret från {one.name} kom in efter att svarstiden hade avslutats."
        if one.after_close.included:
            yield f"{came} Det har tagits med. Skäl: ”{one.after_close.reason}”"
        elif one.after_close.reason:
            yield f"{came} Det ingår inte i sammanställningen. Skäl: ”{one.after_close.reason}”"
        else:
            yield (f"{came} Det ingår inte, eftersom {_in_sentence(facts.sender)} inte har avgjort om det ska tas med.")


def _in_sentence(sender: str) -> str:
    return sender.lower() if sender == "Kommunstyrelsen" else sender


def _joint_and_preliminary(facts: CompilationFacts) -> Iterator[str]:
    joint = [listed(reply.bodies) for reply in facts.replies if len(reply.bodies) > 1]
    if len(joint) == 1:
        yield f"{joint[0]} har lämnat ett gemensamt svar."
    elif joint:
        yield f"Gemensamma svar har lämnats av {', av '.join(joint[:-1])} samt av {joint[-1]}."
    for reply in facts.replies:
        if reply.decision_expected_on:
            boards, offices = (
                ("nämndens", "förvaltningens") if len(reply.bodies) == 1 else ("nämndernas", "förvaltningarnas")
            )
            yield (
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


def _absent(invited: list[BodyFacts], *, closed: bool) -> Iterator[str]:
    declined = [one.name for one in invited if one.declined]
    if declined:
        yield f"{listed(declined)} har avstått från att svara."
    outside = [one.name for one in invited if one.outside]
    if outside:
        yield (
            f"{listed(outside)} hanterar remissen utanför systemet på grund av sekretess. "
            "Synpunkter därifrån ingår inte i sammanställningen."
        )
    called_off = [one.name for one in invited if one.withdrawn]
    if called_off:
        yield f"{listed(called_off)} hade inte svarat när remissen återkallades."
    missing = [
        one.name
        for one in invited
        if not (one.answered or one.declined or one.outside or one.withdrawn or one.left_out)
    ]
    if missing:
        words = "har inte inkommit med svar" if closed else "har ännu inte inkommit med svar"
        yield f"{listed(missing)} {words}."
