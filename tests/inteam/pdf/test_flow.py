from hypothesis import given
from hypothesis import strategies as st

from inteam.pdf.flow import LEAST_ROOM, Column, Section, place


def a_section(*heights: int) -> Section:
    column = Column(100)
    for height in heights:
        column.item().height = height
    return Section([(0, column)], above=0, below=0)


def heights(sections: list[Section]) -> list[float]:
    return [atom.height for section in sections for _, column in section.columns for atom in column.atoms]


def test_what_fits_stays_and_the_rest_goes_on() -> None:
    here, rest = place([a_section(40, 40, 40)], 100)
    assert heights(here) == [40, 40]
    assert heights(rest) == [40]


def test_an_atom_is_never_cut() -> None:
    here, rest = place([a_section(90, 90)], 100)
    assert (heights(here), heights(rest)) == ([90], [90])


def test_a_heading_goes_with_what_follows_it() -> None:
    section = a_section(60, 20, 60)
    section.columns[0][1].atoms[1].glued = True
    here, rest = place([section], 100)
    assert (heights(here), heights(rest)) == ([60], [20, 60])


def test_an_action_with_its_owner_and_day_is_one_atom() -> None:
    column = Column(200)
    atom = column.item()
    column.text("Home hazard assessment at the flat before the stairlift is fitted", 9, 11, into=atom)
    column.text("Hana Wells, due 17-Nov-2026", 7.6, 10.5, into=atom)
    assert len(column.atoms) == 1
    assert len(atom.rows) >= 3


def test_an_atom_taller_than_a_fifth_of_a_page_may_be_cut_at_its_lines() -> None:
    column = Column(100)
    column.text("word " * 200, 9, 12, into=column.item())
    here, rest = place([Section([(0, column)], above=0, below=0)], 300)
    assert 200 < sum(heights(here)) <= 300
    assert heights(rest)


def test_both_columns_of_a_section_go_on_side_by_side() -> None:
    left, right = Column(50), Column(50)
    for _ in range(5):
        left.item().height = 30
    right.item().height = 30
    here, rest = place([Section([(0, left), (50, right)], above=0, below=0)], 100)
    assert [len(column.atoms) for _, column in here[0].columns] == [3, 1]
    assert [len(column.atoms) for _, column in rest[0].columns] == [2, 0]


@given(st.lists(st.lists(st.integers(1, 150), min_size=1, max_size=20), min_size=1, max_size=8), st.integers(220, 700))
def test_side_after_side_places_everything_once_and_in_order(rows: list[list[int]], room: int) -> None:
    rest = [a_section(*row) for row in rows]
    found: list[float] = []
    sides = 0
    while rest:
        here, rest = place(rest, max(LEAST_ROOM, room))
        assert sum(section.height for section in here) <= room + 0.01
        found += heights(here)
        sides += 1
        assert sides < 1000
    assert found == [height for row in rows for height in row]
