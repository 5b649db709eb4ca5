"""Why a text is not read, in French, beside the part that stopped the reading."""


class NotReadError(Exception):
    """Why, in French."""


def refused(part: str, why: str) -> NotReadError:
    return NotReadError(f"« {shortened(part)} » : {why}.")


def shortened(part: str) -> str:
    part = " ".join(part.split())
    return part if len(part) <= 80 else f"{part[:79]}…"
