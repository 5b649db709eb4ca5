"""A JSON file of somebody else, read whole or refused with the reason."""

import json
import re
from pathlib import Path
from typing import Any

from resources.imports.problems import BrokenFileError, Problem

LARGEST_BYTES = 200_000_000
# No database keeps a null character, and half of a surrogate pair is no character at all.
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def read_json(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise _broken(file, f"il dépasse {LARGEST_BYTES // 1_000_000} Mo ; gardez-en seulement notre département")
        return json.loads(file.read_text(encoding="utf-8-sig"), parse_constant=_refuse, object_hook=_checked)
    except UnicodeDecodeError as error:
        raise _broken(file, "ses caractères ne sont pas en UTF-8 ; enregistrez-le en UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"ligne {error.lineno}, signe {error.colno}"
        raise _broken(file, f"ce n’est pas du JSON ({where}) ; téléchargez-le de nouveau, entier") from error
    except RecursionError as error:
        raise _broken(file, "ses listes sont emboîtées sans fin") from error
    except OSError as error:
        raise _broken(file, f"il ne s’ouvre pas ({error.strerror})") from error
    except ValueError as error:
        raise _broken(file, str(error)) from error


def _refuse(constant: str) -> None:
    raise ValueError(f"« {constant} » n’est pas un nombre")


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        if isinstance(value, str) and UNWRITABLE.search(value):
            raise ValueError(f"« {name} » contient un signe qui ne s’écrit pas")
    return values


def _broken(file: Path, reason: str) -> BrokenFileError:
    return BrokenFileError([Problem(file, 0, "", reason)])
