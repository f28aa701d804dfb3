"""The reads of the search: candidates by words, number, date of birth and postcode. Scope first, always.

People of the classes sensitive and restricted are found by name only by their named worker (decision 14).
"""

from typing import Any

from sqlalchemy import Boolean, Date, Integer, Select, String, Text, Uuid, and_, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from inteam.people.choices import TokenKind
from inteam.people.model import Address, Person, PersonToken, SearchWord
from inteam.people.search_query import MOST_WORDS
from inteam.store.base import Folded
from inteam.store.reads import Read, my_people, one_of, param

_COLUMNS = (
    Person.id,
    Person.family_name,
    Person.given_name,
    Person.middle_names,
    Person.title,
    Person.preferred_name,
    Person.born_on,
    Person.dob_precision,
    Person.nhs_number,
    Person.sex,
    Person.death_status,
    Person.died_on,
    Person.confidentiality,
    Person.usual_worker_id,
    Person.merged_into_id,
    Person.sort_key,
)
_STANDS = and_(Person.withdrawn_at.is_(None), Person.merged_into_id.is_(None))
_BY_NAME = or_(Person.confidentiality == "normal", Person.usual_worker_id == param("me", Uuid()))
_MOST = param("most", Integer())
_EACH = param("each", Integer())
BEGINNINGS = 10  # that are looked up at once
TOP = "\U0010ffff"  # sorts after every word that begins with what stands before it


def _range(column: Any, name: str) -> Any:
    return and_(column >= param(name, Folded()), column < param(f"{name}_end", Folded()))


def _also(place: int, first: Any) -> Any:
    """Another word of the same person, or one that is near it, in any of the names that may be matched.

    Each list of people is gathered once, along the index: going to each person's own words would read a page of
    the encrypted file for each. A word too short to gather is looked for in the sort key, which stands in the index.
    """
    return or_(
        (literal(" ") + first.sort_key).like(param(f"short{place}", String())),
        first.person_id.in_(_having(_range(_token.token, f"w{place}"))),
        first.person_id.in_(_having(one_of(_token.token, f"near{place}", Text()))),
    )


_token = aliased(PersonToken)


def _having(found: Any) -> Any:
    return select(_token.person_id).where(one_of(_token.kind, "kinds", Text()), found)


def _of_kind(kind: TokenKind, count: int, *, near: bool) -> Select[Any]:
    """The first people in my scope who have the first word in a name of this kind, and the others in any."""
    first = aliased(PersonToken)
    found = one_of(first.token, "near0", Text()) if near else _range(first.token, "w0")
    may = [param("former", Boolean())] if kind is TokenKind.FORMER else []
    return (
        select(first.person_id.label("id"))
        .join(my_people, my_people.c.person_id == first.person_id)
        .where(first.kind == str(kind), found, *may)
        .where(*(_also(place, first) for place in range(1, count)))
        .order_by(first.token, first.sort_key, first.person_id)
        .limit(_EACH)
    )


def _people_in(found: Any) -> Select[Any]:
    columns: Any = _COLUMNS  # too many for the types of select
    return select(*columns).select_from(found).join(Person, Person.id == found.c.id).where(_STANDS, _BY_NAME)


def _by_words(count: int, *, near: bool) -> Read:
    """Some of each kind of name, so that a common family name does not hide those who are called so.

    The limits stand inside, on the index of words alone: the table of people is read for those few only. Within one
    kind the index has the wanted order and is left once there are enough, however many people have the word.
    """
    kinds = (TokenKind.FAMILY, TokenKind.GIVEN, TokenKind.PREFERRED, TokenKind.FORMER)
    found = union_all(*(select(_of_kind(kind, count, near=near).subquery()) for kind in kinds)).subquery()
    name = f"people_{'near' if near else 'by'}_words_{count}"
    return Read(name, _people_in(found).limit(_MOST), scope_first=True)


BY_WORDS = {count: _by_words(count, near=False) for count in range(1, MOST_WORDS + 1)}
NEAR_WORDS = {count: _by_words(count, near=True) for count in range(1, MOST_WORDS + 1)}

BY_NUMBER = Read(
    "people_by_number",
    select(*_COLUMNS)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        Person.withdrawn_at.is_(None),
        Person.nhs_number >= param("number", String()),
        Person.nhs_number < param("number_end", String()),
    )
    .order_by(Person.nhs_number, Person.id)
    .limit(_MOST),
    scope_first=True,
)
_backwards = (
    select(PersonToken.person_id.label("id"))
    .join(my_people, my_people.c.person_id == PersonToken.person_id)
    .where(PersonToken.kind == str(TokenKind.NUMBER_END), _range(PersonToken.token, "w0"))
    .order_by(PersonToken.token, PersonToken.sort_key, PersonToken.person_id)
    .limit(_EACH)
    .subquery()
)
BY_NUMBER_END = Read("people_by_number_end", _people_in(_backwards), scope_first=True)
BY_BIRTH = Read(
    "people_by_birth",
    select(*_COLUMNS)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        _STANDS,
        _BY_NAME,
        Person.born_on >= param("born_from", Date()),
        Person.born_on <= param("born_to", Date()),
    )
    .order_by(Person.born_on, Person.sort_key, Person.id)
    .limit(_MOST),
    scope_first=True,
)
_lives = (
    select(Address.person_id.label("id"))
    .join(my_people, my_people.c.person_id == Address.person_id)
    .where(Address.withdrawn_at.is_(None), Address.valid_to.is_(None), _range(Address.postcode_key, "postcode"))
    .order_by(Address.postcode_key, Address.person_id)
    .limit(_EACH)
    .subquery()
)
BY_POSTCODE = Read("people_by_postcode", _people_in(_lives), scope_first=True)
SURVIVORS = Read(
    "people_merged_into",
    select(*_COLUMNS)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(_STANDS, one_of(Person.id, "ids", Uuid()))
    .order_by(Person.sort_key, Person.id)
    .limit(_MOST),
)


def _words_at(place: int) -> Any:
    return (
        select(SearchWord.word, SearchWord.variant)
        .where(_range(SearchWord.variant, f"start{place}"))
        .order_by(SearchWord.variant, SearchWord.word)
        .limit(_EACH)
        .subquery()
    )


# Some of each of many beginnings in one question: a beginning that is not asked for has an empty range.
WORDS_FROM = Read(
    "search_words_from",
    select((_words := union_all(*(select(_words_at(place)) for place in range(BEGINNINGS))).subquery()).c.word)
    .order_by(_words.c.variant, _words.c.word)
    .limit(_MOST),
)
WORDS_LIKE = Read(
    "search_words_like",
    select(SearchWord.word)
    .where(one_of(SearchWord.variant, "variants", Text()))
    .order_by(SearchWord.variant, SearchWord.word)
    .limit(_MOST),
)
LIVES_AT = Read(
    "people_living_at",
    select(Address.person_id, Address.postcode)
    .join(my_people, my_people.c.person_id == Address.person_id)
    .where(
        one_of(Address.person_id, "ids", Uuid()),
        Address.withdrawn_at.is_(None),
        Address.valid_to.is_(None),
        _range(Address.postcode_key, "postcode"),
    )
    .order_by(Address.person_id, Address.id),
)

KEYS = Read(
    "people_search_keys",
    select(*_COLUMNS)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(_STANDS, _BY_NAME)
    .order_by(Person.sort_key, Person.id)
    .limit(_MOST),
    scope_first=True,
)
KEY_WORDS = Read(
    "people_search_key_words",
    select(PersonToken.person_id, PersonToken.token)
    .join(my_people, my_people.c.person_id == PersonToken.person_id)
    .where(one_of(PersonToken.kind, "kinds", Text()))
    .order_by(PersonToken.token, PersonToken.person_id),
    scope_first=True,
)
KEY_POSTCODES = Read(
    "people_search_postcodes",
    select(Address.person_id, Address.postcode_key, Address.postcode)
    .join(my_people, my_people.c.person_id == Address.person_id)
    .where(Address.withdrawn_at.is_(None), Address.valid_to.is_(None), Address.postcode_key.is_not(None))
    .order_by(Address.person_id, Address.id),
    scope_first=True,
)

READS = (
    *BY_WORDS.values(),
    *NEAR_WORDS.values(),
    BY_NUMBER,
    BY_NUMBER_END,
    BY_BIRTH,
    BY_POSTCODE,
    SURVIVORS,
    WORDS_FROM,
    WORDS_LIKE,
    LIVES_AT,
    KEYS,
    KEY_WORDS,
    KEY_POSTCODES,
)
