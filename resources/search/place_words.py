"""Words that stand around the name of a town, and words that only look like one."""

from resources.text import ARTICLES

# What surrounds the name of a town, in a question that is only about a place.
AROUND = frozenset(
    "a alentours au autour aux bourg campagne canton cedex centre chez code commune cote cp d dans de des du en entre "
    "environs est et france gare habite hopital ici insee j je l la le les loge mairie ma moi mon nord ouest petit "
    "petite postal pour pres proche quartier region secteur suis sud sur toute vers village ville vis vit y".split()
)
FORWARD = frozenset("a au aux autour cote d dans de des du en pres proche vers sur chez".split())
STREETS = frozenset("rue avenue av bd boulevard route rte place chemin impasse allee quai faubourg fg".split())
LEADS_TO_A_PLACE = frozenset("vers pres autour proche cote mairie commune ville habite alentours environs".split())
# After these, "a" is the verb: "il a".
HAS = frozenset("il elle on qui y m t l n s ca mari copain ami compagnon conjoint ex pere mere fils fille".split())
# Words anyone says that also name a town, or begin a name: seen as a place only after "à", "vers", "près de"…
ORDINARY = frozenset(
    "angles anche avoine basses beaulieu beauvoir bois bonnes bouchet bourg brie celle celles champagne chapelle "
    "chateau chateauneuf chatain chaussee chef cinq cloue condat couronne coulonges couture croix doue essards "
    "fleure fontaine foret garennes genie graves grand hauts ile isle lion longue magne maille maire marche may melle "
    "metairies monnaie monts mothe mouton murs notre oree ormes palais pins plaine plaisance ponts port rivieres "
    "rives riche roche roches rom ruelle saint sainte salles surin tache targe terres tours trois val vaux verrue "
    "ville pas salle notre petit petite grande".split()
)


def without_surroundings(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while start < end and words[start] in AROUND:
        start += 1
    while end > start and words[end - 1] in AROUND:
        end -= 1
    return words[start:end]


def follows(words: list[str], start: int) -> bool:
    """After "à", "vers", even an ordinary word is a name."""
    while start and words[start - 1] in {"l", "la", "le", "les"}:
        start -= 1
    return bool(start) and words[start - 1] in LEADS_TO_A_PLACE | {"a", "au", "aux"}


def only_says_where(words: list[str]) -> bool:
    """ "Rue du médecin", "ma ville est": nothing is asked for there."""
    return not STREETS.isdisjoint(words) or AROUND.issuperset(words)


def is_street(words: list[str], start: int) -> bool:
    """ "rue de Civray" is not in Civray."""
    while start and words[start - 1] in ARTICLES:
        start -= 1
    return bool(start) and words[start - 1] in STREETS
