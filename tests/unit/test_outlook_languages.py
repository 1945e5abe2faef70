"""Outlook names its columns in the language it speaks; each of them says the same."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from netdesk.domain.words import DateKind, PointKind
from netdesk.exchange.csv_columns import column_of, columns_of
from netdesk.exchange.csv_reader import read_csv
from netdesk.exchange.records import AffiliationRecord, Format, PersonReference

VALUES = {
    "prefix": "Dr.",
    "given": "Ana",
    "middle": "María",
    "family": "Ruiz",
    "suffix": "Jr.",
    "company": "Acme",
    "department": "Research",
    "role": "CTO",
    "work street": "Main St 1",
    "work street 2": "Floor 2",
    "work street 3": "Door 3",
    "work city": "Lyon",
    "work state": "Rhône",
    "work code": "69001",
    "work country": "France",
    "work box": "PO 1",
    "home street": "Calle 1",
    "home street 2": "Flat 2",
    "home city": "Madrid",
    "home state": "MD",
    "home code": "28001",
    "home country": "Spain",
    "home box": "PO 2",
    "other street": "Via 1",
    "other city": "Roma",
    "other state": "RM",
    "other code": "00100",
    "other country": "Italy",
    "work fax": "+1 01",
    "work phone": "+1 02",
    "work phone 2": "+1 03",
    "home fax": "+1 04",
    "home phone": "+1 05",
    "home phone 2": "+1 06",
    "mobile": "+1 07",
    "other phone": "+1 08",
    "other fax": "+1 09",
    "pager": "+1 10",
    "assistant phone": "+1 11",
    "main phone": "+1 12",
    "company phone": "+1 13",
    "car phone": "+1 14",
    "email": "a@x.example",
    "email 2": "b@x.example",
    "email 3": "c@x.example",
    "birthday": "12.4.1980",
    "anniversary": "1.5.2010",
    "spouse": "Max",
    "children": "Kim",
    "manager": "Mona",
    "assistant": "Asa",
    "introducer": "Ina",
    "hobby": "climbing",
    "categories": "friend",
    "notes": "a note",
    "web": "https://ana.example",
}
ENGLISH = (
    "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title|Business Street|Business Street 2|"
    "Business Street 3|Business City|Business State|Business Postal Code|Business Country/Region|"
    "Business Address PO Box|Home Street|Home Street 2|Home City|Home State|Home Postal Code|Home Country|"
    "Home Address PO Box|Other Street|Other City|Other State|Other Postal Code|Other Country|Business Fax|"
    "Business Phone|Business Phone 2|Home Fax|Home Phone|Home Phone 2|Mobile Phone|Other Phone|Other Fax|Pager|"
    "Assistant's Phone|Primary Phone|Company Main Phone|Car Phone|E-mail Address|E-mail 2 Address|E-mail 3 Address|"
    "Birthday|Anniversary|Spouse|Children|Manager's Name|Assistant's Name|Referred By|Hobby|Categories|Notes|Web Page"
)
GERMAN = (
    "Anrede|Vorname|Weitere Vornamen|Nachname|Suffix|Firma|Abteilung|Position|Straße geschäftlich|"
    "Straße geschäftlich 2|Straße geschäftlich 3|Ort geschäftlich|Region geschäftlich|Postleitzahl geschäftlich|"
    "Land/Region geschäftlich|Postfach geschäftlich|Straße privat|Straße privat 2|Ort privat|"
    "Bundesland/Kanton privat|Postleitzahl privat|Land/Region privat|Postfach privat|Weitere Straße|Weiterer Ort|"
    "Weiteres/r Bundesland/Kanton|Weitere Postleitzahl|Weiteres/e Land/Region|Fax geschäftlich|"
    "Telefon geschäftlich|Telefon geschäftlich 2|Fax privat|Telefon (privat)|Telefon (privat 2)|Mobiltelefon|"
    "Weiteres Telefon|Weiteres Fax|Pager|Telefon Assistent|Haupttelefon|Telefon Firma|Autotelefon|E-Mail-Adresse|"
    "E-Mail 2: Adresse|E-Mail 3: Adresse|Geburtstag|Jahrestag|Partner|Kinder|Name des/der Vorgesetzten|"
    "Name Assistent|Empfohlen von|Hobby|Kategorien|Notizen|Webseite"
)
FRENCH = (
    "Titre|Prénom|Deuxième prénom|Nom|Suffixe|Société|Service|Titre|Rue (bureau)|Rue (bureau) 2|Rue (bureau) 3|"
    "Ville (bureau)|Dép/Région (bureau)|Code postal (bureau)|Pays/Région (bureau)|B.P. professionnelle|"
    "Rue (domicile)|Rue (domicile) 2|Ville (domicile)|Dép/Région (domicile)|Code postal (domicile)|"
    "Pays/Région (domicile)|Boîte postale du domicile|Rue (autre)|Ville (autre)|Dép/Région (autre)|"
    "Code postal (autre)|Pays/Région (autre)|Télécopie (bureau)|Téléphone (bureau)|Téléphone 2 (bureau)|"
    "Télécopie (domicile)|Téléphone (domicile)|Téléphone 2 (domicile)|Tél. mobile|Téléphone (autre)|"
    "Télécopie (autre)|Récepteur de radiomessagerie|Téléphone de l'assistant(e)|Téléphone principal|"
    "Téléphone société|Téléphone (voiture)|Adresse de messagerie|Adresse de messagerie 2|Adresse de messagerie 3|"
    "Anniversaire|Anniversaire de mariage ou fête|Conjoint(e)|Enfants|Responsable|Nom de l'assistant(e)|"
    "Recommandé par|Passe-temps|Catégories|Notes|Page Web"
)
SPANISH = (
    "Tratamiento|Nombre|Segundo nombre|Apellidos|Sufijo|Organización|Departamento|Puesto|Calle del trabajo|"
    "Calle del trabajo 2|Calle del trabajo 3|Ciudad de trabajo|Provincia o estado de trabajo|"
    "Código postal del trabajo|País o región del trabajo|Apartado postal de la dirección del trabajo|"
    "Calle del domicilio|Calle del domicilio 2|Ciudad del domicilio|Provincia o estado del domicilio|"
    "Código postal del domicilio|País o región del domicilio|Apartado postal de la dirección personal|Otra calle|"
    "Otra ciudad|Otra provincia o estado|Otro código postal|Otro país o región|Fax del trabajo|"
    "Teléfono del trabajo|Teléfono del trabajo 2|Fax particular|Particular|Teléfono particular 2|Móvil|"
    "Otro teléfono|Otro fax|Localizador|Teléfono del ayudante|Teléfono principal|"
    "Número de centralita de la organización|Teléfono del automóvil|Dirección de correo electrónico|"
    "Dirección de correo electrónico 2|Dirección del correo electrónico 3|Cumpleaños|Aniversario|Cónyuge|Hijos|"
    "Nombre del director|Ayudante|Referido por|Aficiones|Categorías|Notas|Página web"
)
ITALIAN = (
    "Titolo|Nome|Secondo nome|Cognome|Titolo straniero|Società|Reparto|Posizione|Via (uff.)|Via (uff.) 2|"
    "Via (uff.) 3|Città (uff.)|Provincia (uff.)|CAP (uff.)|Paese/area geografica (uff.)|"
    "Indirizzo (uff.) - Casella postale|"
    "Via (ab.)|Via (ab.) 2|Città (ab.)|Provincia (ab.)|CAP (ab.)|Paese/area geografica (ab.)|"
    "Indirizzo (ab.) - Casella postale|"
    "Altra via|Altra città|Altra provincia|Altro CAP|Altro paese/area geografica|"
    "Fax (uff.)|Ufficio|Ufficio 2|Fax (ab.)|Abitazione|Abitazione 2|Cellulare|Altro telefono|Altro fax|Cercapersone|"
    "Telefono assistente|"
    "Telefono principale|Telefono principale società|Telefono auto|Indirizzo posta elettronica|"
    "Indirizzo posta elettronica 2|Indirizzo posta elettronica 3|Compleanno|Anniversario|Nome coniuge/partner|Figli|"
    "Nome manager|Nome assistente|Presentato da|Hobby|Categorie|Notes|Pagina Web"
)


def line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


@pytest.mark.parametrize("header", [ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN], ids=["en", "de", "fr", "es", "it"])
def test_every_column_is_understood(header: str) -> None:
    headers = header.split("|")
    assert len(headers) == len(VALUES)
    result = read_csv((line(headers) + line(list(VALUES.values()))).encode("cp1252"))
    assert result.format is Format.OUTLOOK
    (record,) = result.records
    assert (record.prefix, record.given_name, record.middle_name, record.family_name, record.suffix) == (
        "Dr.",
        "Ana",
        "María",
        "Ruiz",
        "Jr.",
    )
    assert record.affiliations == (AffiliationRecord(organisation="Acme", role="CTO", department="Research"),)
    assert not [kept for kept in record.kept_lines if kept.startswith("X-NETDESK-COLUMN")]
    found: dict[PointKind, list[tuple[str, str]]] = {}
    for point in record.points:
        found.setdefault(point.kind, []).append((point.value, point.label))
    assert found[PointKind.ADDRESS] == [
        ("PO 1, Main St 1, Floor 2, Door 3, 69001 Lyon, Rhône, France", "work"),
        ("PO 2, Calle 1, Flat 2, 28001 Madrid, MD, Spain", "home"),
        ("Via 1, 00100 Roma, RM, Italy", "other"),
    ]
    phones = dict(found[PointKind.PHONE])
    assert [phones[f"+1 {number:02}"] for number in range(1, 8)] == [
        "work fax",
        "work",
        "work",
        "home fax",
        "home",
        "home",
        "mobile",
    ]
    assert (phones["+1 08"], phones["+1 09"]) == ("other", "other fax")
    assert len(phones) == 14
    assert [value for value, _ in found[PointKind.EMAIL]] == ["a@x.example", "b@x.example", "c@x.example"]
    assert [(one.kind, str(one.day)) for one in record.dates] == [
        (DateKind.BIRTHDAY, "1980-04-12"),
        (DateKind.ANNIVERSARY, "2010-05-01"),
    ]
    assert {(one.kind, one.who.name) for one in record.connections} == {
        ("spouse", "Max"),
        ("child", "Kim"),
        ("manager", "Mona"),
        ("assistant", "Asa"),
    }
    assert record.how_met is not None
    assert record.how_met.introducer == PersonReference(name="Ina")
    assert (record.tags, record.notes, record.facts[0].text) == (("friend",), "a note", "climbing")


def whole_headers() -> list[tuple[str, list[str], set[str]]]:
    """The whole header of every language, and the columns that the book has no place for and keeps as they are."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in (Path(__file__).parent / "outlook_headers.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        language, what, headers = row.split("\t")
        found.setdefault(language, {})[what] = headers.split("|")
    return [(language, lists["header"], set(lists["kept"])) for language, lists in found.items()]


@pytest.mark.parametrize(("language", "header", "kept"), whole_headers())
def test_a_whole_export_is_understood_but_for_what_is_kept_as_it_is(
    language: str, header: list[str], kept: set[str]
) -> None:
    assert {name for name, column in zip(header, columns_of(header), strict=True) if column is None} == kept
    cells = [f"cell {place}" for place in range(len(header))]
    result = read_csv((line(header) + line(cells)).encode("utf-8"))
    assert result.format is Format.OUTLOOK
    (record,) = result.records
    told = "\n".join(record.kept_lines)
    assert all(cells[header.index(name)] in told for name in kept), "nothing of them is lost"


def test_outside_outlook_a_department_is_one() -> None:
    column = column_of("Ufficio")
    assert column is not None
    assert column.target == "department"
