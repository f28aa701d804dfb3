"""What opens a file: passphrases, recovery codes, waits."""

import string
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.errors import InputError, StoreError
from inteam.store.keys import argon, passphrase, recovery, tries
from inteam.store.keys.argon import Cost
from inteam.store.keys.passphrase import Strength

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)


def test_recovery_code_is_eight_groups_of_four_and_a_check_character() -> None:
    code = recovery.spell(recovery.new())

    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 8 + [1]
    assert set("".join(groups[:8])) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_recovery_code_of_known_bytes_is_crockfords() -> None:
    # 0…01 is thirty-one noughts and a one; its check character is 1 mod 37.
    assert recovery.spell(bytes(19) + b"\x01") == "0000-" * 7 + "0001-1"
    # 37 = 1×32 + 5; 37 mod 37 = 0.
    assert recovery.spell(bytes(19) + b"\x25") == "0000-" * 7 + "0015-0"


@given(st.binary(min_size=20, max_size=20))
def test_recovery_code_reads_back(secret: bytes) -> None:
    assert recovery.read(recovery.spell(secret)) == secret


@given(st.binary(min_size=20, max_size=20))
def test_recovery_code_reads_back_in_small_letters_with_blanks(secret: bytes) -> None:
    assert recovery.read(f"  {recovery.spell(secret).lower().replace('-', ' ')} \n") == secret


def test_letters_that_are_misread_count_as_the_digits_they_look_like() -> None:
    code = recovery.spell(bytes(19) + b"\x21")  # …0011-X: noughts and ones only
    assert code.startswith("0000-" * 7 + "0011-")

    assert recovery.read(code.replace("0", "O").replace("11", "Il")) == bytes(19) + b"\x21"


@given(
    st.binary(min_size=20, max_size=20),
    st.integers(0, 31),
    st.sampled_from(recovery.DIGITS),
)
def test_one_wrong_character_in_a_recovery_code_is_found(secret: bytes, place: int, digit: str) -> None:
    letters = list(recovery.spell(secret).replace("-", ""))
    if letters[place] == digit:
        return
    letters[place] = digit

    with pytest.raises(InputError) as refused:
        recovery.read("".join(letters))
    assert refused.value.problems == {"recovery_code": "recovery_check"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "recovery_length"),
        ("ABCD", "recovery_length"),
        ("U" * 33, "recovery_letters"),
        ("💥" * 33, "recovery_letters"),
    ],
)
def test_recovery_code_of_another_form_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        recovery.read(typed)
    assert refused.value.problems == {"recovery_code": code}


@given(st.text())
def test_any_text_is_either_a_recovery_code_or_refused(typed: str) -> None:
    with suppress(InputError):
        assert len(recovery.read(typed)) == 20


@pytest.mark.parametrize(
    "cost",
    [
        Cost(1024 * 1024 * 1024, 3, 4),  # 1 TiB
        Cost(63 * 1024, 1, 4),
        Cost(64 * 1024, 0, 4),
        Cost(64 * 1024, 11, 4),
        Cost(64 * 1024, 1, 9),
        Cost(-1, 1, 1),
    ],
)
def test_argon_parameters_out_of_bounds_are_refused_before_any_memory_is_taken(cost: Cost) -> None:
    with pytest.raises(StoreError) as refused:
        argon.derive(b"x" * 12, bytes(16), cost)
    assert refused.value.problems == {"": "keys_damaged"}


def test_argon_is_the_published_argon2id() -> None:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 (this test only)

    made = argon.derive(b"tandem otter lighthouse", b"0123456789abcdef", argon.LOWEST)

    assert made == hash_secret_raw(b"tandem otter lighthouse", b"0123456789abcdef", 1, 65536, 4, 32, Type.ID)
    assert Cost(262144, 3, 4) == argon.NORMAL


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("short", "passphrase_short"),
        ("elevenchars", "passphrase_short"),
        ("x" * 1025, "too_long"),
        ("aaaaaaaaaaaaaaaa", "passphrase_common"),
        ("123456789012", "passphrase_common"),
        ("Password!234", "passphrase_common"),
        ("P@ssw0rd12345", "passphrase_common"),
        ("abcabcabcabc", "passphrase_common"),
        ("qwertyuiopas", "passphrase_common"),
        ("harbour vale demonstration", "passphrase_published"),
    ],
)
def test_a_passphrase_that_anybody_would_try_is_refused(words: str, code: str) -> None:
    assert passphrase.problem(words) == code
    assert passphrase.strength(words) is Strength.REFUSED


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("violet-kettle", Strength.FAIR),
        ("violet kettle 92", Strength.GOOD),
        ("tandem otter lighthouse", Strength.STRONG),
        ("Ελένη και θάλασσα στο σπίτι", Strength.STRONG),
    ],
)
def test_longer_passphrases_are_stronger(words: str, strength: Strength) -> None:
    assert passphrase.problem(words) is None
    assert passphrase.strength(words) is strength


def test_a_passphrase_does_not_depend_on_how_its_accents_were_typed() -> None:
    assert passphrase.as_bytes("cafe\u0301 lighthouse") == passphrase.as_bytes("caf\u00e9 lighthouse")


@given(st.text(alphabet=string.printable, max_size=40))
def test_any_passphrase_is_judged_without_failing(words: str) -> None:
    assert (passphrase.problem(words) is None) == (passphrase.strength(words) is not Strength.REFUSED)


def test_four_wrong_tries_cost_nothing_and_the_fifth_makes_wait(tmp_path: Path) -> None:
    path = tmp_path / "team.inteam"
    for _ in range(4):
        tries.wrong(path, NOW)
    tries.check(path, NOW)

    tries.wrong(path, NOW)

    with pytest.raises(StoreError) as refused:
        tries.check(path, NOW + timedelta(seconds=2))
    assert refused.value.problems == {"": "too_many_tries"}
    assert refused.value.facts == {"seconds": 4}
    tries.check(path, NOW + timedelta(seconds=5))


def test_the_wait_doubles_up_to_five_minutes() -> None:
    waits = [tries.wait_after(count).total_seconds() for count in range(4, 14)]
    assert waits == [0, 5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_a_clock_set_back_does_not_make_the_wait_longer_than_five_minutes(tmp_path: Path) -> None:
    path = tmp_path / "team.inteam"
    for _ in range(12):
        tries.wrong(path, NOW)

    tries.check(path, NOW - timedelta(days=400))  # the wait ends in 2026: it cannot be this clock's


def test_a_right_try_forgets_the_wrong_ones(tmp_path: Path) -> None:
    path = tmp_path / "team.inteam"
    for _ in range(6):
        tries.wrong(path, NOW)

    tries.right(path)

    tries.check(path, NOW)
    assert not tries.place(path).exists()


@pytest.mark.parametrize("content", [b"", b"{", b'{"wrong": "x"}', b"[]", b'{"wrong": 9, "until": 3}'])
def test_a_damaged_count_counts_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "team.inteam"
    tries.place(path).write_bytes(content)
    tries.check(path, NOW)
    assert tries.wrong(path, NOW) == 1
