"""Spreadsheets broken in every way met in an office, and in some that are only met in an attack. Seeded."""

import csv
import io
import zipfile
from random import Random

from openpyxl import Workbook

from resources.exports.sheet_columns import COLUMNS

HEADERS = [column.header for column in COLUMNS]
GOOD = {
    "Nom de la fiche": "Permanence d’écoute",
    "Structure": "Association du Clain",
    "Sorte de service": "Permanence",
    "Commune": "Civray",
    "Code postal": "86400",
    "Téléphone 1": "05 49 12 34 56",
    "Horaires": "lu-ve 9h-12h",
    "Date de la source": "24/11/2026",
}
# One cell that cannot be taken, by column.
BAD_CELLS = {
    "Identifiant": ["ZZZZZ0", "IL0U!!", "86194", "=A1", "\u200b1"],
    "Structure": ["Assoc du Clin", "une structure que personne ne connaît", "effacer", "&" * 300],
    "Sorte de service": ["Permanance sociale", "restaurant", "effacer", "0"],
    "S’adresse à": ["tout le monde", "effacer"],
    "Besoins": ["Parler ; Boire", "???"],
    "Publics": ["Les gens"],
    "Besoin principal": ["je ne sais pas"],
    "Téléphone 1": ["05 49", "549123456789.0", "appelez-nous", "05 49 12 34 56 / 06 12 34 56 78", "1e400", "0"],
    "Téléphone 2": ["99 99 99 99 99", "+33", "nan"],
    "Adresse électronique": ["contact chez exemple", "@"],
    "Site": ["exemple", "javascript:alert(1)", "http://exemple.fr"],
    "Zones couvertes": ["Atlantide", "Cyvray", "Vienne (commune)", "; (commune)"],
    "Date de la source": ["31/02/2026", "hier", "24/11/26", "999999", "2026-13"],
    "Adresse de la source": ["pas une adresse", "ftp:/"],
    "Titre neutre": ["Victimes de violences", "x" * 101],
    "Accueil": ["par pigeon", "effacer"],
    "Commune": ["Civret-les-Oies", "99999", "Paris sur mer", "effacer"],
    "Code postal": ["8640", "864000", "86000", "A6400"],
    "Rendez-vous": ["peut-être"],
    "Horaires": ["quand on veut", "lu-ve 25h-26h", "46350", "9h-12h le matin", "Mo-Fr", "ceux de la mairie"],
    "Lieu": ["adresse secrète", "Foyer caché"],
    "Nom de la fiche": ["n" * 151, "effacer"],
}


def csv_file(rows, *, headers=HEADERS, delimiter=";", encoding="utf-8"):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headers)
    writer.writerows([row.get(name, "") for name in headers] for row in rows)
    return text.getvalue().encode(encoding, errors="replace")


def xlsx_file(rows, *, headers=HEADERS, change=lambda sheet: None):
    book = Workbook()
    sheet = book.active
    sheet.append(headers)
    for row in rows:
        sheet.append([row.get(name) for name in headers])
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezipped(content, change):
    """The same archive with each part changed by `change(name, bytes)`; None takes the part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def in_sheet(change):
    return lambda name, part: change(part) if name == "xl/worksheets/sheet1.xml" else part


def bad_cell(random):
    column = random.choice(list(BAD_CELLS))
    row = GOOD | {column: random.choice(BAD_CELLS[column])}
    rows = [GOOD | {"Nom de la fiche": f"Fiche {number}"} for number in range(random.randrange(3))] + [row]
    writer = random.choice([csv_file, xlsx_file])
    return writer(rows)


def bad_header(random):
    headers = list(HEADERS)
    change = random.choice(["missing", "twice", "unknown", "none", "numbers"])
    if change == "missing":
        headers = [name for name in headers if name not in ("Nom de la fiche", "Identifiant")]
    elif change == "twice":
        headers.append(random.choice(HEADERS))
    elif change == "unknown":
        headers[random.randrange(len(headers))] = random.choice(["Comune", "Mot de passe", "Colonne1", "X" * 500])
    elif change == "none":
        headers = [f"Colonne {number}" for number in range(8)]
    else:
        headers = [str(number) for number in range(random.choice([3, 10_000]))]
    return random.choice([csv_file, xlsx_file])([GOOD], headers=headers)


def contradiction(random):
    name = random.choice(["Sorte de service", "En une phrase", "Source"])
    rows = [GOOD | {name: "Permanence"}, GOOD | {name: "Santé"}]
    return random.choice([csv_file, xlsx_file])(rows)


def somebody_elses_number(random):
    row = GOOD | {"Identifiant": "0THER1", "Nom de la fiche": f"Autre chose {random.random()}"}
    return random.choice([csv_file, xlsx_file])([row])


def secret_address(random):
    row = {
        "Identifiant": "SECRET",
        "Lieu": "adresse secrète",
        random.choice(["Rue", "Commune", "Code postal"]): "86400",
    }
    return random.choice([csv_file, xlsx_file])([row])


def bytes_of_chance(random):
    start = random.choice(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF-"]
    )
    return start + random.randbytes(random.choice([0, 10, 1_000]))


def text_of_chance(random):
    good = csv_file([GOOD], delimiter=random.choice(";,"), encoding=random.choice(["utf-8", "cp1252", "utf-16"]))
    at = random.randrange(len(good))
    return good[:at] + random.choice([b"\x00", b'"', b"\x81\x8d", b"\xff\xff\x00"]) + b"\x00" * 3 + good[at:]


def cut_archive(random):
    good = xlsx_file([GOOD])
    return good[: random.randrange(4, len(good) - 30)]


def broken_part(random):
    change = random.choice(["entity", "doctype", "utf16", "not xml", "no sheet", "no words", "no book"])
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"c" * 100 + b'">]><a>&b;&b;</a>'
    lost = {"no sheet": "xl/worksheets/sheet1.xml", "no words": "xl/workbook.xml", "no book": "[Content_Types].xml"}

    def broken(part):
        if change == "entity":
            return bomb
        if change == "doctype":
            return part.replace(b"<worksheet", b"<!DOCTYPE worksheet><worksheet", 1)
        if change == "utf16":
            return part.decode().encode("utf-16")
        return b"<worksheet><sheetData><row></sheetData>"

    if change in lost:
        return rezipped(xlsx_file([GOOD]), lambda name, part: None if name == lost[change] else part)
    return rezipped(xlsx_file([GOOD]), in_sheet(broken))


def too_much(random):
    kind = random.choice(["columns", "rows", "unpacks", "cell", "far column"])
    if kind == "columns":
        return csv_file([], headers=HEADERS + [f"c{number}" for number in range(10_000)])
    if kind == "rows":
        return csv_file([{"Nom de la fiche": f"Fiche {number}", "Structure": "x"} for number in range(5_001)])
    if kind == "cell":
        return csv_file([GOOD | {"En une phrase": "x" * random.choice([300, 40_000, 200_000])}])
    if kind == "far column":
        return xlsx_file([GOOD], change=lambda sheet: sheet.cell(row=2, column=16_000, value="ici"))
    return rezipped(xlsx_file([GOOD]), in_sheet(lambda part: part + b" " * 35_000_000))


def formula(random):
    text = random.choice(['=HYPERLINK("http://exemple.fr")', "=1+1", "=A1", "=cmd|' /C calc'!A0"])
    return xlsx_file([GOOD | {random.choice(["Nom de la fiche", "Rue", "Source"]): text}])


def nothing(random):
    return random.choice(
        [b"", b"\n\n", csv_file([]), xlsx_file([]), b";;;;\n;;;\n", b"\xef\xbb\xbf", xlsx_file([], headers=[])]
    )


WAYS_TO_BREAK = (
    *(bad_cell,) * 6, bad_header, bad_header, contradiction, somebody_elses_number, secret_address, bytes_of_chance,
    text_of_chance, cut_archive, broken_part, too_much, formula, nothing,
)  # fmt: skip


def broken_sheet(number):
    random = Random(number)
    return WAYS_TO_BREAK[number % len(WAYS_TO_BREAK)](random)
