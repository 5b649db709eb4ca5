"""A phrase as it is typed, once read: what it tells of a danger, of whom, and whether it is now.

No list holds every way to say that one is in danger: who does what, to whom and when is read from the words.
"""

import re
from dataclasses import dataclass

from resources.search.lexicon import MINOR_AGE, PARTICIPLE, Token
from resources.search.meanings import root

WEAPONS = frozenset({"@couteau", "@arme"})
DEATH = frozenset({"@mourir", "@mort", "@suicider"})
DANGER = root("danger")
# What, done to somebody while it is written, calls for help.
BRUTAL = frozenset({"@frapper", "@etrangler", "@tuer", "@agresser", "@violer", "@violence", "@enfermer", "@poignarder"})
# What does too, when it is said to be now.
ROUGH = BRUTAL | {"@violent", "@menacer"}
HURT = re.compile(r" (?:me|m) (?:fai[ts]|font|faisait|faisaient|a fait|ont fait) (?:du |tres |trop )?mal ")
STRANGLED = "@etrangler"
# Words of death that speak of none: "il m'étouffe avec ses appels", "ça me tue", "en finir avec cette relation".
FIGURES = re.compile(
    r" (?:etouff\w+ (?:avec (?:ses|son|sa|leurs?)|par (?:cette|ses|son|sa|ce)|"
    r"dans (?:cette|ce|ma vie|mon couple|mon role|mon travail))|"
    r"(?:etouff|etrangl)\w+ (?:par|de|sous) (?:les|mes|nos|ses|des|mon|le) "
    r"(?:dettes?|factures?|credits?|loyers?|impots?|charges|frais|dossiers?|papiers|administration)|"
    r"(?:ca|cela) (?:(?:va|vas|a|m|me|te|le|la|les|nous) ){0,3}tu(?:e|er|ee)|"
    r"tu\w{1,5} (?:le temps|pour (?:un|une|du|de la|des))|"
    r"en finir avec (?:lui|elle|eux|cette|cet|ce|mon|ma|mes|notre|l)(?! vie)|"
    r"(?:tire|tirer|tirait) un trait|arme du crime|quel(?:le)?s? (?:peines?|sanctions?) (?:\w+ )*\w+|"
    r"tu\w{1,5} (?:avec|par) (?:ses|leurs|son|sa) (?:remarques?|histoires?|questions?|appels?|blagues?|caprices?|cris)|"
    r"mort\w? de (?:fatigue|rire|faim|honte|trouille|peur|jalousie|froid|soif)) "
)
# What is done to us now, or was a moment ago.
JUST_NOW = re.compile(
    r" (?:vientde|tout a l heure|a l instant|ce matin|ce soir|cette nuit|aujourd hui|"
    r"y a (?:\w+ ){0,2}(?:minutes?|heures?)) | la $"
)
# What needs no other word to be a danger. A thing held while one threatens is a weapon, whatever it is.
PERILS = re.compile(
    r" menac\w+ (?:\w+ )?avec (?:un|une|des|son|sa|le|la) "
    r"(?!mots?|avocate?|videos?|photos?|messages?|sms|proces|divorce|garde|plainte|police|enfants?|juge|papiers?)\w|"
    r" (?:r?entre\w*|force\w*) (?:forcer|par effraction|par la fenetre|par le balcon|"
    r"(?:la|ma|notre) (?:porte|serrure|fenetre))|"
    r" jet\w+ (?:ma|mon|mes|la|le|les|sa|son|ses) (?:\w+ )?par (?:la fenetre|le balcon)|"
    r" (?:enlever|emmener|marier) (?:\w+ ){0,4}(?:au pays|au bled|de force|forcer)|"
    r" (?:est|sont) a ma recherche|"
    r" me (?:suit|poursuit|traque|course|pourchasse) (?:avec (?:sa|son|une?)|en|dans la|a|jusqu) "
    r"(?:voiture|bagnole|auto|moto|scooter|camion|rue|pied|chez)|"
    r" (?:all\w+|vas?|vais|vont) (?:tous |toutes )?y passer|"
    r" (?:me|nous|la|le|les) (?:tiens?|tient|tire|traine|attrape) (?:par|a) (?:les|la|le) "
    r"(?:cheveux|poignets?|bras|cou) "
)
HEARD = re.compile(r" (?:cris|cri|crie|crient|hurler?|hurlent|hurlements|coups|bat|battent|cogne|tape|frappe)(?= )")
NEXT_DOOR = re.compile(
    r" (?:voisine?s?|immeuble|palier|(?:appart|appartement|logement|maison) (?:du|d|de|a cote|en face)|dessus|dessous|"
    r"a cote|en face|d a cote) "
)
# A child hurt or left without care, whoever writes.
A_CHILD = (
    r"(?:enfants?|petite?s?|bebes?|nourrisson|fils|fille|eleves?|gamine?s?|gosses?|neveu|niece|garcon|cousine?|frere|"
    r"soeur)"
)
OF_AN_AGE = re.compile(r" (?:de|a|ont) (?:\d|1[0-7]) (?:ans?|mois) ")
HURT_CHILD = re.compile(
    rf" {A_CHILD} (?:\w+ ){{0,5}}(?:a|ont|avec|couverte?s? de|pleine?s? de) (?:\w+ ){{0,2}}"
    r"(?:brulures?|bleus?|hematomes?|traces?|marques?|griffures?|morsures?|coquards?) |"
    rf" (?:pas|rien|prive\w*|sans) (?:\w+ ){{0,2}}a? ?(?:manger|nourriture) (?:\w+ ){{0,3}}{A_CHILD} |"
    rf" {A_CHILD} (?:\w+ ){{0,4}}(?:dort|dorment|reste seule?|restent seuls?) (?:dehors|dans la rue|toute la nuit) |"
    rf" {A_CHILD} (?:\w+ ){{0,6}}(?:prostitue|prostituee|prostitution|michetonne) "
)
TO_A_CHILD = frozenset({"@frapper", "@toucher", "@violer", "@maltraiter", "@enfermer", "@etrangler", "@tuer"})
# "Il a dit qu'il allait me tuer" is a threat of today.
REPORTED = re.compile(
    r" (?:dit|jure|promis|prevenue?|ecrit|menace) (?:que |qu )(?:il|elle|ils|elles|on) (?:allait|allaient) "
)
IN_PROGRESS = re.compile(
    r" (?:en ce moment|entrain|tout de suite|la maintenant|maintenant(?! qu)|a l instant|right now|vite|au secours|"
    r"aidez moi|help) "
)
# "Pas d'arme", "pas envie de mourir"; not "il n'arrête pas de menacer", nor "il n'a pas peur de tuer".
DENIED = re.compile(
    r" (?<!arrete )(?<!cesse )(?<!hesite )(?<!hesitera )(?<!empecher )(?:pas|jamais|aucune?|sans) "
    r"((?:(?:d|de|du|en|me|m|a|un|une|envie|ete|menacee?|l|la|le|avec|possede|eu|vu) ){0,5})(\w+) "
)
LONG_AGO = re.compile(
    r" (?:(?:annee|an|mois|semaine|ete|hiver|noel|fois) (?:derniere?|passee?)|derniere fois|l epoque|autrefois|jadis|"
    r"y a (?:\w+ ){0,2}(?:ans?|annees?|mois|semaines?|longtemps)|(?:en|depuis) (?:19|20)\d\d|mon enfance|dans le passe|"
    r"quand (?:j etais|on etait|nous etions)|(?:etais|etait|etant) (?:petite?|jeune|enfant|gamine?)|plus jeune|"
    r"(?:violee?|abusee?|touchee?|battue?) enfant|"
    r"dans l enfance) "
)
NOW = re.compile(
    r" (?:maintenant|actuellement|vite|urgent|urgence|secours|tout de suite|ce soir|cette nuit|va|vont|veut|veulent|"
    r"vientde|entrain|en ce moment|revient|arrive|menace de|est la|aujourd hui) "
)
PERFECT = re.compile(
    r" (?:a|as|ont|ai|avait|avais) (?:deja |toujours |souvent |failli |ete )?"
    r"(?!une |un |des |les |mes |dit |jure |promis )"
    r"\w{2,}(?:e|ee|es|ees|er|i|is|it|u|ue|us) | s (?:est|etait) fait (?:tuer|abattre|assassiner) "
)
IMPERFECT = re.compile(r" (?!(?:fait|sait|plait|lait|souhait|\w*rait|\w*raient) )\w{2,}(?:ait|aient) ")


@dataclass(frozen=True)
class Phrase:
    words: list[str]
    text: str
    canonical: str
    tokens: dict[str, list[Token]]
    corrected: frozenset[str]

    @property
    def over(self) -> bool:
        """It tells what happened, not what is happening or about to."""
        if self.long_ago:
            return True
        return tells_the_past(REPORTED.sub(" dit ", self.text)) and not NOW.search(self.text)

    @property
    def undergone(self) -> bool:
        """Something is done to who writes it."""
        return any(token.to == "me" and token.by != "je" for token in self._told) or bool(HURT.search(self.text))

    @property
    def happening(self) -> bool:
        """Somebody is being hurt while it is written."""
        if self.long_ago:
            return False
        done = {token.root for token in self._told if token.by == "il"}
        now = IN_PROGRESS.search(self.text) or JUST_NOW.search(self.text)
        if (now and done & ROUGH) or self._is_heard_next_door or PERILS.search(self.text):
            return True
        strangled = any(
            token.root == STRANGLED and token.by == "il" and not PARTICIPLE.search(token.word) for token in self._told
        )
        return strangled and not self.over and STRANGLED not in self.figured

    @property
    def child_hurt(self) -> bool:
        """A child is, by somebody else than who writes; or who writes is a child."""
        if f" {MINOR_AGE} " in self.text and self.undergone:
            return True
        if HURT_CHILD.search(self.text):
            return not self.long_ago
        hurt = any(token.root in TO_A_CHILD and token.by == "il" and token.to == "autre" for token in self._told)
        return hurt and bool(OF_AN_AGE.search(self.text)) and not self.long_ago

    @property
    def _is_heard_next_door(self) -> bool:
        """Said to be now, or several things heard at once."""
        heard = len(HEARD.findall(self.text))
        now = IN_PROGRESS.search(self.text) or (heard > 1 and not self.over)
        return bool(heard and now and NEXT_DOOR.search(self.text))

    @property
    def _told(self) -> list[Token]:
        return [token for found in self.tokens.values() for token in found]

    @property
    def denied(self) -> set[str]:
        """What is said not to be."""
        found = DENIED.finditer(self.text)
        return {root(word) for one in found for word in (*one[1].split(), one[2])} & (WEAPONS | DEATH | {DANGER})

    @property
    def figured(self) -> set[str]:
        """What is said of something else than blows or death, and only so."""
        said = {root(word) for one in FIGURES.finditer(self.text) for word in one[0].split()}
        return said - {root(word) for word in FIGURES.sub(" ", self.text).split()}

    @property
    def wounded_by_another(self) -> bool:
        done = any(token.root in BRUTAL and token.by == "il" and token.to == "me" for token in self._told)
        return done and not self.long_ago

    def says(self, canonical: str) -> bool:
        """It holds these words in order, forms aside."""
        return canonical in self.canonical

    @property
    def long_ago(self) -> bool:
        return bool(LONG_AGO.search(self.text))


def tells_the_past(text: str) -> bool:
    return bool(PERFECT.search(text) or IMPERFECT.search(text))
