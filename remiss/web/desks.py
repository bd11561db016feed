"""The list of desks. Desks never import each other; the application takes them from here."""

from __future__ import annotations

from flask import Blueprint

from remiss.web.account.calendars import blueprint as calendars
from remiss.web.account.views import blueprint as account
from remiss.web.admin.house_templates import blueprint as house_templates
from remiss.web.admin.mail_texts import blueprint as mail_texts
from remiss.web.admin.merging import blueprint as merging
from remiss.web.admin.organisations import blueprint as organisations
from remiss.web.admin.people import blueprint as people
from remiss.web.admin.person import blueprint as person
from remiss.web.admin.views import blueprint as admin
from remiss.web.auth.recovery import blueprint as recovery
from remiss.web.auth.views import blueprint as auth
from remiss.web.disclosure.views import blueprint as disclosure
from remiss.web.files.views import blueprint as files
from remiss.web.intake.batches import blueprint as intake_batches
from remiss.web.intake.page import blueprint as intake_page
from remiss.web.intake.pictures import blueprint as intake_pictures
from remiss.web.intake.remembering import blueprint as intake_remembering
from remiss.web.intake.saving import blueprint as intake_saving
from remiss.web.intake.uploading import blueprint as intake
from remiss.web.ks import desk as ks
from remiss.web.log.views import blueprint as log
from remiss.web.office import desk as office
from remiss.web.public.views import blueprint as public
from remiss.web.sample_mail.views import blueprint as sample_mail
from remiss.web.start.notices import blueprint as notices
from remiss.web.start.views import blueprint as start

BLUEPRINTS: tuple[Blueprint, ...] = (
    auth,
    recovery,
    account,
    calendars,
    intake,
    intake_batches,
    intake_page,
    intake_pictures,
    intake_remembering,
    intake_saving,
    start,
    notices,
    admin,
    house_templates,
    mail_texts,
    merging,
    organisations,
    people,
    person,
    sample_mail,
    *ks.BLUEPRINTS,
    *office.BLUEPRINTS,
    disclosure,
    log,
    files,
    public,
)
