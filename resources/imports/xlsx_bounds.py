"""What an XLSX file may hold before anything opens it: a small file can unpack into a very large one."""

import re
from zipfile import BadZipFile, ZipFile, ZipInfo

MAX_PARTS = 300
MAX_UNPACKED = 40_000_000
MAX_SHEET = 30_000_000
MAX_WORDS = 16_000_000
MAX_OTHER = 4_000_000
# Tags of one row: a hundred columns need some hundreds.
MAX_TAGS_IN_ROW = 20_000
PIECE = 1 << 16
DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
TOO_BIG = "Ce classeur est trop gros une fois ouvert. Gardez une seule feuille, sans image, et recommencez."
NOT_WHOLE = "Ce fichier est abîmé : ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx, et recommencez."
NOT_XML = "Ce classeur contient ce qu’aucun tableur n’écrit. Copiez vos lignes dans le modèle, et recommencez."
TOO_WIDE = "Ce tableau a trop de colonnes. Gardez celles du modèle, et recommencez."


class OutOfBoundsError(Exception):
    """Why the file is not opened, in French."""


def check_bounds(file) -> None:
    """Raises OutOfBoundsError. Sizes told by the file are those at which reading stops: they cannot lie."""
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise OutOfBoundsError(TOO_BIG)
            for part in parts:
                _check_part(archive, part)
    except (BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise OutOfBoundsError(NOT_WHOLE) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise OutOfBoundsError(NOT_WHOLE) from error
        raise


def _check_part(archive: ZipFile, part: ZipInfo) -> None:
    name = part.filename.lower()
    is_sheet = name.startswith("xl/worksheets/")
    limit = MAX_SHEET if is_sheet else MAX_WORDS if name.endswith("sharedstrings.xml") else MAX_OTHER
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    if part.file_size > limit:
        raise OutOfBoundsError(TOO_BIG)
    tail, tags = b"", 0
    with archive.open(part) as content:
        while piece := content.read(PIECE):
            if not tail:
                _check_encoding(piece)
            if DOCUMENT_TYPE.search(tail + piece):
                raise OutOfBoundsError(NOT_XML)
            if is_sheet:
                first, *others = piece.split(b"<row")
                counts = [tags + first.count(b"<"), *(other.count(b"<") for other in others)]
                if max(counts) > MAX_TAGS_IN_ROW:
                    raise OutOfBoundsError(TOO_WIDE)
                tags = counts[-1]
            tail = piece[-16:]


def _check_encoding(beginning: bytes) -> None:
    """In another encoding, what is looked for here would be written otherwise."""
    declared = ENCODING.match(beginning.removeprefix(b"\xef\xbb\xbf"))
    if b"\x00" in beginning or (declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        raise OutOfBoundsError(NOT_XML)
