"""Who may give a matter to an officer is asked before whom it is given to: an outsider learns nothing of the body."""

from __future__ import annotations

import pytest

from remiss.door import writing
from remiss.errors import Forbidden
from remiss.services import replies
from tests.support.world import START, reply_of, sent_remiss


@pytest.mark.parametrize("body", ["farsta", "external"])
def test_somebody_of_another_body_is_refused_before_the_officer_is_looked_at(world, body: str) -> None:
    reply = reply_of(sent_remiss(world), getattr(world, body))
    with pytest.raises(Forbidden), writing():
        replies.assign(world.actor("social.direktor"), reply, None, None, reply.version, START)
