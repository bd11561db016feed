"""The forms of the register of bodies and of accounts."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms import Form as PlainForm

from remiss.domain.roles import Role
from remiss.models.mail import LADDER
from remiss.models.organisations import OrganisationKind
from remiss.services.organisations import WORDS
from remiss.web.fields import Choice, Radio, Ticks, day, line, options, whole_number, words

ANY = ""
ENDED = "upphorda"
KINDS = options((kind.value, kind.label) for kind in OrganisationKind)


class BodyFilter(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """What the list of bodies shows; stands in the address."""

    sok = line("Sök namn", 100)
    slag = Choice(
        "Slag", choices=[*options([(ANY, "Alla")]), *KINDS, *options([(ENDED, "De som har upphört")])], default=ANY
    )


class OfficeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is not the name of a body."""

    office = line("Förvaltning eller kontor", 200)
    word = Choice("Svaret kallas", choices=options((one, one) for one in WORDS))
    tags = line("Etiketter", 200)


class BodyForm(OfficeForm):
    """What can be changed on the page of a body."""

    levels = Radio(
        "Signaturer",
        choices=options(
            [(2, "Två: avdelningschefen och sedan förvaltningschefen"), (1, "En: bara förvaltningschefen")]
        ),
        coerce=whole_number,
    )
    chair_authorised = BooleanField("Ordföranden får besluta i ärenden som inte kan vänta (kommunallagen 6 kap. 39 §)")
    reports_delegated = BooleanField("Delegationsbeslut och beslut av VD anmäls till nämnden eller styrelsen")


class LadderForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """When the people of a body are reminded."""

    ladder = Ticks("När personerna hos organisationen påminns", choices=options((k.value, k.label) for k in LADDER))
    reminds_chief = BooleanField("Påminn också den som signerar, från en arbetsdag före sista svarsdag")
    reminds_of_meeting = BooleanField("Påminn om dagarna före det planerade sammanträdet, till exempel stoppdagen")


class NoteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The organisation's own words in mail."""

    note = words("Egen text i mejl om organisationens remisser", 500)


class NamedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new official name; ``sure`` says that a like one is another body's."""

    name = line("Namn", 200, "Skriv ett namn.")
    valid_from = day("Namnet gäller från och med", "Ange från vilken dag namnet gäller.")
    sure = BooleanField("Det är en annan organisation. Spara ändå.")


class NewBodyForm(NamedForm, OfficeForm):
    """A new body."""

    kind = Choice("Slag", choices=KINDS, default=OrganisationKind.COMMITTEE.value)


class AliasForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Another way to write the name."""

    alias = line("Annat skrivsätt", 200, "Skriv hur namnet också skrivs.")


class EndBodyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """When a body ends, and who takes over."""

    last_day = day("Sista dag", "Ange organisationens sista dag.")
    successor = Choice("Uppgifterna tas över av", coerce=whole_number)


class MergeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Who ends, when, and who takes over: one that is there, or a new one with this name."""

    bodies = Ticks("De som upphör", coerce=whole_number)
    last_day = day("Sista dag", "Ange de gamla organisationernas sista dag.")
    successor = Choice("Uppgifterna tas över av", coerce=whole_number)
    kind = Choice("Slag", choices=KINDS, default=OrganisationKind.DISTRICT.value)
    name = line("Namn", 200)
    office = line("Förvaltning eller kontor", 200)
    sure = BooleanField("Det är en annan organisation. Spara ändå.")


class PeopleFilter(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """What the list of accounts shows; stands in the address."""

    sok = line("Sök namn, adress eller titel", 100)
    organisation = Choice("Organisation", coerce=whole_number, default=0)


class PersonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is known of a person."""

    name = line("Namn", 120, "Skriv ett namn.")
    email = line("E-postadress", 200, "Skriv en e-postadress.")
    title = line("Titel", 120)
    phone = line("Telefon", 40)


class RoleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A role in a body for a period."""

    organisation = Choice("Organisation", coerce=whole_number)
    role = Choice("Roll", choices=options((role.value, role.label.capitalize().replace("Ks-", "KS-")) for role in Role))
    valid_from = day("Från och med", "Ange från vilken dag rollen gäller.")
    valid_to = day("Till och med")


class NewPersonForm(PersonForm, RoleForm):
    """A new person with the first role."""


class LastDayForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The last day of a role."""

    last_day = day("Sista dag", "Ange rollens sista dag.")
