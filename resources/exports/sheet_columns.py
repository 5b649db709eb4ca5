"""The columns of the published spreadsheet: one row is one way in of an entry. Read and written from this list."""

from dataclasses import dataclass

from django.conf import settings

from resources.wording import of_territory, without_article

# Written in a cell to empty a field: an empty cell leaves it as it is.
ERASE = "effacer"
SEPARATOR = ";"
SECRET_PLACE = "adresse secrète"
# The first cell of a line that the import leaves out.
COMMENT = "#"
# In the example of a row.
OURS = f"Département {of_territory(settings.TERRITORY_NAME)}"


@dataclass(frozen=True)
class Column:
    """`of_entry`: said once for all the rows of an entry. `needed`: a new entry cannot do without."""

    key: str
    header: str
    help: str
    example: str = ""
    of_entry: bool = True
    needed: bool = False
    also: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "public_id", "Identifiant", "Le numéro public de la fiche. Laissez vide pour une nouvelle fiche.",
        also=("numéro public", "id"),
    ),
    Column("name", "Nom de la fiche", "Le titre que la personne lira.", "Permanence d’écoute", needed=True,
           also=("nom", "fiche", "titre")),
    Column("organization", "Structure", "Le nom ou le sigle d’une structure de l’annuaire.", OURS,
           needed=True, also=("organisme",)),
    Column("organization_kind", "Sorte de structure", "Seulement pour créer une structure qui n’existe pas encore.",
           "Département"),
    Column("kind", "Sorte de service", "Un mot de la liste.", "Permanence", needed=True, also=("type", "sorte")),
    Column("neutral_title", "Titre neutre", "Ce qui reste dans l’historique du navigateur : sans mot de violence.",
           "Permanence – Mairie"),
    Column("summary", "En une phrase", "Ce que ce service fait pour elle.", "Quelqu’un vous écoute et vous conseille.",
           also=("résumé",)),
    Column("eligibility", "Pour qui, conditions", "À quelles conditions on peut venir.", "Ouvert à toutes et à tous."),
    Column("serves", "S’adresse à", "Vide pour les personnes qui subissent ou témoins."),
    Column("main_need", "Besoin principal", "Un besoin de la liste.", "Parler à quelqu’un"),
    Column("needs", "Besoins", "Plusieurs, séparés par un point-virgule.", "Parler à quelqu’un ; Me protéger"),
    Column("audiences", "Publics", "Plusieurs, séparés par un point-virgule.", "Tout le monde"),
    Column("phone_1", "Téléphone 1", "Comme on le compose.", "05 49 00 00 00", also=("téléphone", "tél", "tel")),
    Column("phone_2", "Téléphone 2", "Un second numéro."),
    Column("email", "Adresse électronique", "Pour les agents et les professionnels.", "contact@exemple.fr",
           also=("courriel", "e-mail", "email", "mail")),
    Column("website", "Site", "L’adresse complète.", "https://exemple.fr/", also=("site internet", "site web")),
    Column("areas", "Zones couvertes", "Communes, intercommunalités, départements, séparés par un point-virgule.",
           f"{without_article(settings.TERRITORY_NAME)} (département)", also=("zone couverte", "zones")),
    Column("source_name", "Source", "Qui a publié ces informations.", OURS),
    Column("source_url", "Adresse de la source", "La page où on les lit.", "https://exemple.fr/permanences"),
    Column("source_date", "Date de la source", "24/11/2026, 11/2026 ou 2026.", "24/11/2026"),
    Column("channel", "Accueil", "sur place, par téléphone, par SMS, par tchat, en visio.", "sur place",
           of_entry=False, also=("par où",)),
    Column("label", "Précision", "Pour distinguer deux accueils : « En langue des signes ».", of_entry=False),
    Column("place", "Lieu", "Le nom du lieu. Jamais celui d’un hébergement secret.", "Mairie",
           of_entry=False),
    Column("commune", "Commune", "Son nom ou son code INSEE.", of_entry=False, also=("ville",)),
    Column("street", "Rue", "Numéro et rue.", "Place du Général-de-Gaulle", of_entry=False, also=("adresse",)),
    Column("postal_code", "Code postal", "Cinq chiffres.", of_entry=False, also=("cp",)),
    Column("access", "Rendez-vous", "sans rendez-vous, sur rendez-vous, à confirmer.", "sur rendez-vous",
           of_entry=False),
    Column("hours", "Horaires", "lu-ve 9h-12h, 14h-17h30 ; sa 9h-12h ; fériés fermé. Ou comme OpenStreetMap.",
           "ma 9h-12h ; fériés fermé", of_entry=False, also=("heures",)),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
HEADERS = [column.header for column in COLUMNS]


def header(key: str) -> str:
    return BY_KEY[key].header
