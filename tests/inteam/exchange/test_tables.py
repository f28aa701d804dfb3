"""Tables that are no lists of people: staff, other systems' tables, and the lists about people that Synthea gives."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from inteam.errors import InputError
from inteam.exchange import csv_tables, queries, service
from inteam.exchange.csv_form import Options
from inteam.exchange.report import Report
from inteam.people.model import Allergy, Medication, Person
from inteam.store.database import Database

EMIS_STAFF = "UserInRoleGuid,OrganisationGuid,Title,GivenName,Surname,JobCategoryCode,JobCategoryName,ProcessingId"
SYSTMONE_CONTACTS = "RowIdentifier,IDOrganisationVisibleTo,Title,FirstName,Surname,OrganisationName,FullPostcode"
PATIENTS = "Id,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,LAST,GENDER,ADDRESS,CITY,ZIP"
ADA = "aa-1,1957-03-14,,999-11-2222,,,Mrs.,Ada1,Okoro2,F,1 High Street,Salem,1013"
LIST = "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION"


def refused(paths: list[Path], options: Options | None = None) -> tuple[str, dict[str, object]]:
    with pytest.raises(InputError) as error:
        service.prepare(paths, options or Options())
    return next(iter(error.value.problems.values())), error.value.facts


@pytest.mark.parametrize(
    ("header", "name", "marks"),
    [
        (EMIS_STAFF, "EMIS Admin_UserInRole", "UserInRoleGuid, JobCategoryCode, JobCategoryName"),
        (SYSTMONE_CONTACTS, "SystmOne table", "RowIdentifier, IDOrganisationVisibleTo"),
        ("Surname,Forename,Smartcard ID,Email", "table of staff", "Smartcard ID"),
        ("Title,First Name,Last Name,Job Title,Organisation", "table of staff", "Job Title"),
        (
            "Id,ORGANIZATION,NAME,GENDER,SPECIALITY,ADDRESS,CITY,ZIP",
            "Synthea providers",
            "ORGANIZATION, NAME, SPECIALITY",
        ),
    ],
)
def test_staff_are_not_taken_for_people(write: Callable[..., Path], header: str, name: str, marks: str) -> None:
    source = "291_Admin_UserInRole_2026.csv" if "Admin" in name else "names.csv"
    cells = ",".join("x" for _ in header.split(","))
    code, facts = refused([write(cells, name=source, header=f"{header}\n")])
    assert (code, facts["table"], facts["recognised"], facts["source"]) == ("staff_table", name, marks, source)


@pytest.mark.parametrize(
    "header",
    [
        "PatientGuid,OrganisationGuid,UsualGpUserInRoleGuid,Sex,DateOfBirth,GivenName,Surname,NhsNumber,ProcessingId",
        "RowIdentifier,IDOrganisationVisibleTo,Title,FirstName,Surname,NHSNumber,DateBirth,Gender",
        "RowIdentifier,Title,FirstName,Surname,Gender",
        "EMIS Number,Surname,Forename,Job Title",
        "Patient Surname,Patient Forename,Role",
        "Surname,Forename,Telephone",
        "Surname,Forename,DOB,Job Title",
    ],
)
def test_lists_of_people_are_not_taken_for_staff(header: str) -> None:
    assert csv_tables.of("people.csv", tuple(header.split(","))) is None


def test_somebody_may_say_that_a_table_of_staff_is_of_people(write: Callable[..., Path]) -> None:
    path = write("Okoro,Ada,Cook", header="Surname,Forename,Job Title\n")
    source = service.prepare([path], Options(columns={"Surname": "family_name"}))[0]
    assert source.documents[0].kind == "csv"


@pytest.mark.parametrize(
    ("name", "header", "table"),
    [
        ("Appointment_Slot.csv", "SlotGuid,AppointmentDate,PatientGuid,DidNotAttend", "EMIS Appointment_Slot"),
        ("organisations.csv", "OrganisationGuid,CDB,OrganisationName,ODSCode", "EMIS table"),
        ("SROrganisation.csv", "RowIdentifier,Name,ID,NameOfRoad,Telephone", "SystmOne SROrganisation"),
        ("payers.csv", "Id,NAME,AMOUNT_COVERED,AMOUNT_UNCOVERED", "Synthea payers"),
        ("immunizations.csv", "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,BASE_COST", "Synthea immunizations"),
    ],
)
def test_a_table_without_people_is_named(write: Callable[..., Path], name: str, header: str, table: str) -> None:
    code, facts = refused([write(",".join("1" for _ in header.split(",")), name=name, header=f"{header}\n")])
    assert (code, facts["table"]) == ("other_table", table)


def test_beside_patients_other_tables_are_counted(take: Callable[..., Report], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "extract.zip", "w") as archive:
        patients = "PatientGuid,OrganisationGuid,Surname,GivenName,DateOfBirth\n{1},{o},Okoro,Ada,1957-03-14\n"
        archive.writestr("1_Admin_Patient.csv", patients)
        archive.writestr("1_Admin_UserInRole.csv", f"{EMIS_STAFF}\n" + "{u},{o},Dr,Ann,Lee,R1,GP,7\n" * 3)
        archive.writestr("1_Appointment_Slot.csv", "SlotGuid,AppointmentDate,PatientGuid\n{s},2026-01-02,{1}\n" * 1)
    report = take(tmp_path / "extract.zip")
    assert (report.created, report.refused) == (1, [])
    assert report.not_taken == {"EMIS Admin_UserInRole, staff": 3, "EMIS Appointment_Slot": 1}


def synthea(folder: Path, **lists: tuple[str, ...]) -> Path:
    folder.mkdir()
    (folder / "patients.csv").write_text(f"{PATIENTS}\n{ADA}\n")
    for name, rows in lists.items():
        (folder / f"{name}.csv").write_text("".join(f"{row}\n" for row in rows))
    return folder


ALLERGIES = (LIST, "1973-11-02,,aa-1,e-1,300913006,Shellfish allergy", "1980-01-02,1990-01-02,aa-1,e-2,91935009,Nuts")
MEDICINES = (
    f"{LIST},COST,DISPENSES,TOTALCOST,REASONCODE,REASONDESCRIPTION",
    "2019-01-23,,aa-1,e-3,308182,Amoxicillin 250 MG,9.82,1,9.82,,",
)


def test_syntheas_lists_join_their_patients(take: Callable[..., Report], database: Database, tmp_path: Path) -> None:
    conditions = (LIST, "2019-01-23,2019-02-01,aa-1,e-3,65363002,Otitis media")
    source = synthea(tmp_path / "s", allergies=ALLERGIES, medications=MEDICINES, conditions=conditions)
    report = take(source)
    assert (report.created, report.refused, dict(report.not_taken)) == (1, [], {})
    assert dict(report.taken) == {"allergy": 2, "medication": 1, "condition": 1}
    with database.read() as session:
        person = session.scalars(select(Person)).one()
        found = session.execute(select(Allergy.display, Allergy.status, Allergy.recorded_on).order_by(Allergy.display))
        assert [tuple(row) for row in found] == [
            ("Nuts", "resolved", date(1980, 1, 2)),
            ("Shellfish allergy", "active", date(1973, 11, 2)),
        ]
        assert session.scalars(select(Medication.status)).all() == ["active"]
        (outside,) = queries.outside_entries(session, person.id)
        assert (outside.kind, outside.display, outside.until_on) == ("condition", "Otitis media", date(2019, 2, 1))
        assert person.allergies_standing == "recorded"
    again = take(source)
    assert (again.created, again.updated, dict(again.taken)) == (0, 0, {})


def test_a_line_that_has_ended_since_is_brought_up_to_date(
    take: Callable[..., Report], database: Database, tmp_path: Path
) -> None:
    take(synthea(tmp_path / "one", allergies=ALLERGIES))
    later = (ALLERGIES[0], ALLERGIES[1].replace(",,", ",2026-01-01,"), ALLERGIES[2])
    report = take(synthea(tmp_path / "two", allergies=later))
    assert dict(report.taken) == {"allergy": 1}
    with database.read() as session:
        assert session.scalars(select(Allergy.status)).all() == ["resolved", "resolved"]


def test_two_equal_lines_are_two(take: Callable[..., Report], tmp_path: Path) -> None:
    twice = (*MEDICINES, MEDICINES[1].replace("9.82,1", "9.82,2"))
    assert take(synthea(tmp_path / "one", medications=twice)).taken["medication"] == 2
    assert dict(take(synthea(tmp_path / "two", medications=twice)).taken) == {}


def test_a_list_alone_finds_people_of_earlier_imports(take: Callable[..., Report], tmp_path: Path) -> None:
    folder = synthea(tmp_path / "s", allergies=ALLERGIES)
    take(folder / "patients.csv")
    report = take(folder / "allergies.csv")
    assert (dict(report.taken), report.refused) == ({"allergy": 2}, [])


def test_lines_are_refused_one_by_one(take: Callable[..., Report], tmp_path: Path) -> None:
    rows = (
        LIST,
        "1973-13-45,,aa-1,e-1,1,Cats",
        "1973-11-02,,nobody,e-1,2,Dogs",
        "1973-11-02,,aa-1,e-1,,Milk",
        "1973-11-02,,aa-1",
        "1973-11-02,,aa-1,e-1,3,Eggs",
    )
    report = take(synthea(tmp_path / "s", allergies=rows))
    assert dict(report.taken) == {"allergy": 1}
    assert [(one.row, one.field, one.value, one.reason) for one in report.refused] == [
        (2, "START", "1973-13-45", "date_impossible"),
        (4, "CODE", "", "cell_missing"),
        (5, "", "", "row_short"),
        (3, "subject", "nobody", "person_not_here"),
    ]
    assert report.read == report.created == 1


def test_lines_of_somebody_who_waits_are_told_and_taken_later(take: Callable[..., Report], tmp_path: Path) -> None:
    (tmp_path / "here.csv").write_text("Surname,Forename,DOB\nOkoro2,Ada1,1957-03-14\n")
    take(tmp_path / "here.csv")
    report = take(synthea(tmp_path / "s", allergies=ALLERGIES))
    assert (len(report.held), report.refused, dict(report.taken)) == (1, [], {})
    assert [one.reason for one in report.warnings if one.field == "subject"] == ["person_waits", "person_waits"]
