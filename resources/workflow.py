"""Who may move an entry from one state to another. Pure: every screen asks here."""

from resources.enums import EditorialStatus

DRAFT, REVIEW, PUBLISHED, ARCHIVED = (
    EditorialStatus.DRAFT,
    EditorialStatus.REVIEW,
    EditorialStatus.PUBLISHED,
    EditorialStatus.ARCHIVED,
)
LEADS_TO = {
    DRAFT: {REVIEW, PUBLISHED, ARCHIVED},
    REVIEW: {DRAFT, PUBLISHED, ARCHIVED},
    PUBLISHED: {DRAFT, REVIEW, ARCHIVED},
    ARCHIVED: {DRAFT},
}


def is_seen(status_from: str, status_to: str) -> bool:
    """The public sees the entry appear, or vanish."""
    return status_from != status_to and PUBLISHED in (status_from, status_to)


def may_move(status_from: str, status_to: str, publisher: bool) -> bool:
    """`publisher`: somebody who may decide what the public sees. A new entry moves from the state of a draft."""
    return not refusal(status_from, status_to, publisher)


def refusal(status_from: str, status_to: str, publisher: bool) -> str:
    """Why an entry may not move, in French; empty when it may."""
    was, becomes = EditorialStatus(status_from), EditorialStatus(status_to)
    if was == becomes:
        return ""
    if becomes not in LEADS_TO[was]:
        return f"Une fiche archivée redevient d’abord un brouillon : elle ne peut pas passer à « {becomes.label} »."
    if is_seen(was, becomes) and not publisher:
        if becomes == PUBLISHED:
            return "Vous ne pouvez pas publier : envoyez la fiche en relecture, une coordinatrice la publiera."
        return "Cette fiche est publiée : seule une coordinatrice peut la retirer du site."
    if ARCHIVED in (was, becomes) and not publisher:
        return "Seule une coordinatrice range une fiche aux archives, ou l’en sort."
    return ""
