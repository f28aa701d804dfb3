"""Drafts are kept over, offered to their author only, and let go."""

from uuid import uuid4

from inteam.access import Actor, Role
from inteam.drafts import queries, service
from inteam.store.database import Database


def test_a_draft_is_kept_over_and_offered_to_its_author_only(database: Database, actor: Actor) -> None:
    draft_id, record_id = uuid4(), uuid4()
    for words in ("She", "She said", "She said yes"):
        with database.write(actor) as work:
            service.keep(work, draft_id, form="contact", fields={"summary": words}, record_id=record_id)
    with database.read() as session:
        assert [row.fields for row in queries.my_drafts(session, actor.staff_id)] == [{"summary": "She said yes"}]
        assert queries.my_drafts(session, actor.staff_id, form="other") == []
        assert len(queries.my_drafts(session, actor.staff_id, record_id=record_id)) == 1
        assert queries.my_drafts(session, uuid4()) == []


def test_only_the_author_lets_a_draft_go(database: Database, actor: Actor) -> None:
    draft_id = uuid4()
    with database.write(actor) as work:
        service.keep(work, draft_id, form="contact", fields={})
    with database.write(Actor(uuid4(), Role.LINK_WORKER)) as work:
        service.discard(work, draft_id)
    with database.read() as session:
        assert len(queries.my_drafts(session, actor.staff_id)) == 1
    with database.write(actor) as work:
        service.discard(work, draft_id)
    with database.read() as session:
        assert queries.my_drafts(session, actor.staff_id) == []
