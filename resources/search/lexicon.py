"""French as it is typed: which forms are one word, which words say the same, who does what to whom.

Nothing here leads to a need: that is `SearchTerm`, which the staff keep. This only lets "mon mec ma tapper"
meet « mon mari me frappe ».
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from resources.text import fold_words, stem

# Words that carry no meaning of their own: "un avocat gratuit" is about "avocat gratuit".
EMPTY_WORDS = frozenset(
    """
    a afin ai aie ainsi ait alors apres as assez au aucun aucune aussi autre autres aux avaient avais avait avant avec
    avez avoir avons bah ben bien bon bonjour c ca car ce ceci cela celle celui cependant ces cet cette chaque chez ci
    comme contre coup d dans de deja depuis des dessus deux dire dis dit dois doit donc dont du elle elles en encore
    entre es est et etaient etais etait etant ete etes etre eu eux faire fais fait faite faites faut font fois genre
    grave ici il ils j je jusqu l la le les leur leurs lors lui ma madame mais me meme merci mes moi moins mon
    monsieur m n ne ni non nos notre nous on ont or ou oui par parce parfois pas pendant peu peut peux plait plein plus
    pour pourquoi pourrait pourtant pouvais pouvez pouvoir puis qu quand que quel quelle quelles quels quelque quelques
    qui quoi s sa sais sait salut sans se sera ses si sinon soi sommes son sont souvent sous suis sur svp t ta tant te
    tellement tes toi ton toujours tous tout toute toutes tres trop truc tu un une va vais vers veut veux vient viens
    vois voit voila vont vos votre voudrais vous voulait vraiment vs y ya the a an and or is am are i my me he she it
    to of in on for with please el los las una uno que mi me se yo es lo en por con os um uma meu minha eu bir ve bu
    ben bana beni icin
    """.split()
)

# Words so common that they are never taken for a slip of another, nor for a name.
PLAIN = frozenset(
    """
    achete acheter ailleurs aime aimer aller apporter apprendre arriver attendre bande beau belle besoin bonne boite
    cas cause change changer chemin cherche chose choses comment combien commence compris comprendre connais connait
    contre courant crois croire croit croyais debout demande demander demain dernier derniere devant devient devenir
    devoir donne donner ecrire encore ensemble entendre entends envoyer essaye essayer etranger facile falloir fille
    finir garder gauche gens grand grande gros heure heures hier homme ici idee jamais jeune joue jouer jour jours
    laisse laisser libre lire loin longtemps maison manque marche marcher matin mauvais mettre minute moment monde
    monter montre montrer nouveau nouvelle numero oublier ouvrir paraît passe passer payer pense penser perdre personne
    place plusieurs porte possible pourtant premier premiere prend prendre pris proche quartier question raison
    recevoir regarder rendre rentre reponse repondre rester reste retour rien route savoir semaine sentir servir
    seulement simple soir sortir souvenir suite surtout table temps tenir terre tomber toucher tourner travers trouver
    utiliser vendre venir verre vieux vite vivre voir vouloir vrai words wants would
    """.split()
)

# What people write in one go, or in short.
SHORT_FORMS = {
    "jai": "j ai", "jsuis": "je suis", "chui": "je suis", "chuis": "je suis", "jsui": "je suis", "jss": "je suis",
    "jveux": "je veux", "jveu": "je veux", "jpeux": "je peux", "jpeu": "je peux", "jen": "j en", "jme": "je me",
    "jdois": "je dois", "jvais": "je vais", "jvai": "je vais", "jfais": "je fais", "jsais": "je sais", "jsé": "je sais",
    "jcrois": "je crois", "cest": "c est", "ces": "ces", "ya": "y a", "yavait": "y avait", "yen": "y en",
    "quil": "qu il", "quelle": "quelle", "kil": "qu il", "kel": "qu elle", "ki": "qui", "ke": "que", "koi": "quoi",
    "kan": "quand", "kand": "quand", "qd": "quand", "pk": "pourquoi", "pq": "pourquoi", "pcq": "parce que",
    "tt": "tout", "tro": "trop", "plu": "plus",
    "ts": "tous", "tjs": "toujours", "tjrs": "toujours", "mm": "meme", "bcp": "beaucoup",
    "pr": "pour", "ds": "dans", "ac": "avec", "avk": "avec", "qqn": "quelqu un", "qqun": "quelqu un",
    "kelkun": "quelqu un", "rdv": "rendez vous", "tel": "telephone", "tél": "telephone", "msg": "message",
    "cmt": "comment", "koman": "comment", "coment": "comment", "svp": "s il vous plait", "stp": "s il te plait",
    "di": "dit", "fai": "fais", "veu": "veut", "voi": "vois", "vai": "vais", "sui": "suis", "peu": "peut",
    "voudrai": "voudrais", "jvoudrai": "je voudrais", "jvoudrais": "je voudrais", "menvoi": "m envoie",
    "vrmt": "vraiment", "mnt": "maintenant", "mtn": "maintenant", "maintenan": "maintenant",
    "tte": "toute", "ns": "nous", "g": "j ai", "ge": "je", "jé": "j ai", "je": "je", "jpp": "j en peux plus",
    "jenpeuxplus": "j en peux plus", "nouveaune": "bebe", "aladide": "a l aide", "alaide": "a l aide",
    "che": "chez", "e": "est", "ale": "aller", "nul": "nulle", "zieu": "yeux", "zieux": "yeux", "bere": "beurre",
    "help": "help", "mtape": "me tape", "mfrappe": "me frappe", "sos": "au secours", "hlm": "hlm",
}  # fmt: skip

# Groups of words, brought to one before anything else.
GROUPS = (
    ("coeur qui saigne", "chagrin"), ("coeur saigne", "chagrin"), ("coeur me saigne", "chagrin"),
    ("saigne aux quatre veines", "trime"), ("saigner aux quatre veines", "trimer"), ("saigne a blanc", "ruine"),
    ("saigne du nez", "nez"), ("saigner du nez", "nez"), ("saigne des gencives", "gencives"),
    ("j etouffe", "je suffoque"), ("me saigne aux", "me ruine"),
    ("nulle par", "nulle part"),
    ("prise de sang", "analyse"), ("prises de sang", "analyses"), ("coup de sang", "colere"),
    ("samu social", "samusocial"),
    ("mort de rire", "rire"), ("morte de rire", "rire"), ("overdose de travail", "epuisement"),
    ("mes copines", "mes amies"), ("mes copains", "mes amis"), ("mes copine", "mes amies"), ("mes copain", "mes amis"),
    ("mes copin", "mes amis"), ("mes meufs", "mes amies"), ("ses copines", "ses amies"), ("ses copains", "ses amis"),
    ("des copines", "des amies"), ("des copains", "des amis"), ("les copines", "les amies"),
    ("petit ami", "copain"), ("petit copain", "copain"), ("petite amie", "copine"), ("petite copine", "copine"),
    ("mon homme", "mon mari"), ("mon ex mari", "mon mari"), ("mon ex compagnon", "mon mari"),
    ("mon ex conjoint", "mon mari"), ("mon ex copain", "mon mari"), ("mon ex femme", "ma femme"),
    ("mon ex compagne", "ma femme"), ("pere de mes enfants", "mari"), ("pere des enfants", "mari"),
    ("pere de mon fils", "mari"), ("pere de ma fille", "mari"), ("mere de mes enfants", "epouse"),
    ("leve la main sur", "frappe"), ("leve la main", "frappe"), ("lever la main sur", "frapper"),
    ("lever la main", "frapper"), ("leve sa main", "frappe"), ("passe a tabac", "tabasse"),
    ("met des coups", "frappe"), ("mis des coups", "frappe"), ("donne des coups", "frappe"),
    ("donne un coup", "frappe"), ("mis un coup", "frappe"), ("met une claque", "gifle"), ("mis une claque", "gifle"),
    ("mis une gifle", "gifle"), ("met des claques", "gifle"), ("mis des claques", "gifle"),
    ("donne une gifle", "gifle"),
    ("donne des gifles", "gifle"), ("mis une baffe", "gifle"), ("fout des claques", "gifle"), ("fait la peau", "tue"),
    ("faire la peau", "tuer"), ("mettre une balle", "tuer"), ("mis son poing", "frappe"), ("s en prend a", "frappe"),
    ("s en prend physiquement a", "frappe"), ("met la main dessus", "frappe"), ("rentre dedans", "frappe"),
    ("jete contre le mur", "pousse"), ("jette contre le mur", "pousse"), ("plaque contre le mur", "pousse"),
    ("serre le cou", "etrangle"), ("serre la gorge", "etrangle"), ("serrer la gorge", "etrangler"),
    ("serrer le cou", "etrangler"), ("prend a la gorge", "etrangle"), ("pris a la gorge", "etrangle"),
    ("attrape par la gorge", "etrangle"), ("attrape a la gorge", "etrangle"), ("mains autour du cou", "etrangle"),
    ("mains autour de mon cou", "etrangle"), ("main sur la gorge", "etrangle"), ("saute a la gorge", "etrangle"),
    ("empeche de respirer", "etrangle"), ("met fin a mes jours", "suicide"), ("mettre fin a mes jours", "suicider"),
    ("met fin a ses jours", "suicide"), ("mettre fin a ses jours", "suicider"), ("mettre fin a ma vie", "suicider"),
    ("foutre en l air", "suicider"), ("fout en l air", "suicide"), ("tirer une balle", "suicider"),
    ("carte bleue", "argent"), ("carte bancaire", "argent"), ("moyens de paiement", "argent"), ("cb", "argent"),
    ("assistant social", "assistante sociale"), ("assistants sociaux", "assistante sociale"),
    ("assistantes sociales", "assistante sociale"), ("travailleur social", "assistante sociale"),
    ("travailleuse sociale", "assistante sociale"), ("a s", "assistante sociale"),
    ("de force", "forcer"), ("main au cul", "touche"), ("main aux fesses", "touche"), ("mains aux fesses", "touche"),
    ("mains baladeuses", "touche"), ("sans toit", "sans abri"), ("sdf", "sans abri"), ("sans domicile", "sans abri"),
    ("a la porte", "dehors"), ("fauteuil roulant", "handicap"), ("mal traite", "maltraite"),
    ("mal traitee", "maltraite"),
    ("jeune fille", "adolescente"), ("grand mere", "grandmere"), ("grand pere", "grandpere"), ("mamie", "grandmere"),
    ("papi", "grandpere"), ("papy", "grandpere"), ("mamy", "grandmere"), ("grands parents", "grandmere"),
    ("belle mere", "bellemere"), ("beau pere", "beaupere"), ("beau fils", "enfant"), ("belle fille", "bellefille"),
    ("belle famille", "bellefamille"), ("belle soeur", "soeur"), ("beau frere", "frere"), ("est entrain", "entrain"),
    ("est entrin", "entrain"),
    ("est en train", "entrain"),
    ("en train de", "entrain"), ("vient de", "vientde"), ("viens de", "vientde"), ("sans arret", "sans arret"),
    ("me fait peur", "m effraie"), ("fait trop peur", "effraie"), ("fait vraiment peur", "effraie"),
    ("fait tellement peur", "effraie"), ("fait peur", "effraie"), ("fais peur", "effraie"),
    ("faire peur", "effrayer"),
    ("faisait peur", "effrayait"), ("telephone grave danger", "tgd"), ("grave danger telephone", "tgd"),
    ("tel grave danger", "tgd"), ("telephone danger", "tgd"),
)  # fmt: skip

# One group a line (its next lines are indented), one meaning: the first word stands for the others.
SAME = """
mari maris marie epoux conjoint conjoints compagnon concubin copain copin copains mec mecs keum jules ex fiance
    cheri amant pacse
epouse femme compagne conjointe copine meuf concubine fiancee nana
frapper frappe frape taper tape tapper cogner cogne battre bat bats battu battue battus battues batue batu battait
    tabasser tabasse gifler gifle giflee baffer baffe claquer claque boxer castagner demonter defoncer massacrer
    brutaliser brutalise molester rosser rouer violenter secouer secoue bousculer bouscule pousser pousse poussee
    mordre mord mordu griffer griffe pincer empoigner agripper amocher amoche rouste raclee fesser fessee tatane
    dérouiller hit hits beat beats
refugie refugiee refugies refugiees
couper coupe coupes coupee coupees coupait
prendre prend prends pris prise prenait prendra
coups coup gnons beigne poing poings
bleu bleus hematome hematomes ecchymose ecchymoses cocard traces marques
tuer tue tuee tues tuera tuerai buter bute butter crever creve assassiner assassine egorger egorge poignarder
    poignarde planter eliminer zigouiller descendre kill kills
suicider suicide suicides suicidaire suicidaires
mourir mourrir mort morte meurs meurt
couteau couteaux couto coutau cutter machette lame hachoir
arme armes fusil pistolet flingue revolver carabine hache gun marteau batte armé armee
etrangler etrangle etranglee etouffer etouffe etranglement strangule strangulation asphyxie
menacer menace menacee menacait menaces
violer viole violee violees violes violait
forcer force forcee obliger oblige obligee contraindre contraint contrainte imposer impose
enfermer enferme enfermee sequestrer sequestre sequestree sequestration cloitrer cloitree barricade barricadee
    verrouille
insulter insulte insultee insultes injurier injure injures humilier humilie humiliee humiliation rabaisser rabaisse
    rabaissee denigrer denigre mepriser meprise devaloriser devalorise ridiculiser ridiculise moque moquer moqueries
    critiquer critique
crier crie hurler hurle gueuler gueule engueuler engueule cris criait hurlements hurlement
harceler harcele harcelee harcelement stalker stalk
surveiller surveille surveillee surveillance espionner espionne espionnee espion pister piste traquer traque fliquer
    flique epier epie
controler controle controlee controlant
enfant enfants gosse gosses gamin gamins gamine mome momes minot fils fille filles bebe bebes petit petits petite
    mineur mineurs mineure loulou kids bambin nourrisson
adolescent adolescente ado ados collegien collegienne lyceen lyceenne
telephone telephones portable portables smartphone phone tel mobile iphone
police flic flics keuf keufs policier policiers policiere
gendarmerie gendarme gendarmes
argent fric thune thunes tune tunes sous pognon oseille euros ressources finances
salaire salaires paie paye revenus revenu
papiers papier passeport identite
partir pars part parti partie partirai quitter quitte quittee enfuir enfuit enfui fuir fuis fuit fui echapper sauver
    barrer fuite
separer separe separee separation rupture rompre
dormir dors dort dormais dormi
hebergement heberger heberge hebergee abri refuge toit
logement loger appart appartement logements
dehors rue
soir soirs
soiree soirees
peur peurs trouille flippe flippee terreur terrorise terrorisee terrifie terrifiee crainte crains craindre craint
    angoisse
aider aide aides aidez
parler parle discuter confier confie
medecin medecins docteur docteurs toubib doc generaliste
psychologue psychologues psy psys psychiatre psychiatres therapeute
avocat avocats avocate avocates
plainte plaintes plinte
juge juges
tribunal tribunaux
divorce divorcer divorces
blesser blesse blessee blessures blessure plaie plaies
violence violences violance viollence
violent violente violents violentes agressif agressive brutal brutale
agresser agresse agressee agression agressions
voisin voisine voisins voisines
ami amie amis amies pote potes
collegue collegues
patient patiente patients patientes
eleve eleves
mere maman
pere papa
frere freres frangin
soeur soeurs frangine
famille parents parent
toucher touche touchee attouchement attouchements tripoter tripote caresser caresse peloter pelote
sexe sexuel sexuelle sexuels sexuelles sexuellement intime intimes nude nudes nue sextape
photo photos video videos image images
enceinte grossesse
vieux vieille vieillesse
handicap handicape handicapee handicapes invalide infirme
manger bouffer nourriture faim courses
voiture bagnole auto
serrure serrures cle cles clef clefs verrou
suivre suit suivi suivie
colere rage
enerver enerve enervee
chercher cherche trouver trouve
voir voie vois voit voient
sourd sourde sourds sourdes malentendant malentendante
gratuit gratuite gratuitement gratuits
jaloux jalouse jalousie possessif possessive
addresse adresse
dependre depend dependante dependant
boire boit bois boi bu buvait bourre bourree picole ivre saoul soul
alcool alcoolique alcoolisme
effrayer effraie effrayait effraye effrayee
drogue drogues came shit cocaine
casser casse cassee detruire detruit defonce briser brise
isoler isole isolee isolement
mot mots
maltraiter maltraite maltraitee maltraitance maltraitances maltraitant maltraitante
revenir revient reviens reviendra rentrer rentre rentrera rentrait debarque debarquer
secours secour
appeler appelle appelles appel appels
maintenant immediatement
excision exciser excisee mutilation mutilations
perdre perdu perdue
proteger protege protegee protection
boulot travail taf emploi job bosser bosse travailler
patron employeur chef
ecole college lycee
"""

# Words whose meaning turns over with who does it, and to whom.
DONE_TO = (
    "effrayer frapper tuer suicider violer forcer etrangler enfermer insulter crier harceler surveiller controler "
    "blesser maltraiter toucher agresser menacer aider quitter"
).split()
# What one is, or does, by oneself: only who counts.
ALONE = "violent enerver jaloux colere boire casser".split()
# Persons: the one who acts when they come before the verb.
PERSONS = (
    "mari epouse voisin ami collegue patient eleve mere pere frere soeur enfant adolescent famille grandmere grandpere "
    "bellemere beaupere bellefamille bellefille camarade gendre oncle tante cousin patron quelqu homme dame gens type "
    "auxiliaire residente prof personne cousine neveu niece parents aidant aidante tuteur curateur coach medecin"
).split()
# Left out of what a term requires: "mon mari me frappe" is "il me frappe".
PARTNERS = frozenset({"@mari", "@epouse", "@personne", "@homme"})

FIRST_PERSON = frozenset({"je", "j", "i"})
THIRD_PERSON = frozenset({"il", "elle", "on", "ils", "elles", "ca", "he", "she", "y"})
TO_ME = frozenset({"me", "m", "nous", "moi"})
TO_ANOTHER = frozenset({"la", "le", "les", "l", "lui", "leur", "se", "s"})
NOUN_BEFORE = frozenset({"un", "une", "des", "du", "mes", "ses", "ces", "ma", "sa", "mon", "son", "d", "quelques"})
UNDERGOES = frozenset(
    {"suis", "ete", "etais", "fais", "fait", "est", "etait", "sont", "font", "faire", "faisais", "faisait"}
)
FILLERS = frozenset("ne n toujours encore vraiment trop tres tellement bien souvent aussi deja juste carrement".split())
BELONGS = frozenset({"de", "d", "avec", "chez", "par", "a", "sur", "contre", "pour", "du", "au", "sans"})

# Sounds written in several ways, in order: "ordonance" and "ordonnance", "inseste" and "inceste" meet.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1+", r"\1"),
        (r"ph", "f"),
        (r"(?<!c)h", ""),
        (r"y", "i"),
        (r"qu|q|k|c(?=[aourlt]|$)", "k"),
        (r"sc(?=[ei])|c(?=[ei])|z", "s"),
        (r"gu(?=[ei])", "g"),
        (r"ge(?=[ao])|g(?=[ei])", "j"),
        (r"eau|au", "o"),
        (r"(?:en|em|am)(?=[bcdfgjklpqrstvxz])", "an"),
        (r"ai|ei", "e"),
        (r"(.)\1+", r"\1"),
        (r"(?<=...)[estxd]+$", ""),
    )
]
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word that means something; for what is done to someone, by whom ("je", "il") and to whom ("me", "autre")."""

    root: str
    word: str
    by: str = ""
    to: str = ""

    def agrees(self, other: "Token") -> bool:
        return not (self.by and other.by and self.by != other.by) and not (self.to and other.to and self.to != other.to)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """What the forms and the usual misspellings of a folded word share; one sign in front marks a known meaning."""
    if word in MEANINGS:
        return MEANINGS[word]
    plain = _plain_root(word)
    if word.endswith("ent") and len(word) > 6:
        several = _plain_root(word.removesuffix("nt"))
        plain = several if several in MEANING_OF_ROOT else plain
    return MEANING_OF_ROOT.get(plain, plain) if len(plain) > 3 else plain


def _plain_root(word: str) -> str:
    if CYRILLIC.search(word):
        return word[: max(4, len(word) - 2)]
    if ARABIC.search(word):
        bare = word.removeprefix("و") if len(word) > 4 else word
        return bare.removeprefix("ال") if len(bare) > 4 else bare
    if len(word) <= 3 or not word.isascii() or word.isdigit():
        return word
    plain = stem(word)
    plain = plain.rstrip("e") if len(plain) > 4 else plain
    for pattern, sound in SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain if len(plain) > 2 else word


def _meanings() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in re.split(r"\n(?! )", SAME.strip()):
        words = [fold_words(word) for word in group.split()]
        for word in words:
            found.setdefault(word, f"@{words[0]}")
    for word in PERSONS:
        found.setdefault(word, f"@{word}")
    return found


MEANINGS = _meanings()
MEANING_OF_ROOT: dict[str, str] = {}
for _word, _meaning in MEANINGS.items():
    if len(_word) > 4:
        MEANING_OF_ROOT.setdefault(_plain_root(_word), _meaning)
OWN = frozenset(MEANINGS.get(word, f"@{word}") for word in ALONE)
DONE = frozenset(MEANINGS.get(word, f"@{word}") for word in DONE_TO)
PEOPLE = frozenset(MEANINGS.get(word, f"@{word}") for word in PERSONS)
GROUP = re.compile(
    rf"(?<= )(?:{'|'.join(re.escape(group) for group, _ in sorted(GROUPS, key=lambda pair: -len(pair[0])))})(?= )"
)
# "J'ai 14 ans".
MINOR = re.compile(r"(?<= )(?:j )?ai (?:\d|1[0-7]) ans?(?= )")
ONE_OF_GROUP = dict(GROUPS)


def words_of(text: str) -> list[str]:
    """Folded words, short forms written out, groups brought to one word."""
    words = [part for word in fold_words(text).split() for part in SHORT_FORMS.get(word, word).split()]
    text = MINOR.sub("agemineur", f" {' '.join(words)} ")
    return GROUP.sub(lambda found: ONE_OF_GROUP[found[0]], text).split()


def tokens_of(words: list[str]) -> list[Token]:
    """The words that mean something, each with who does it to whom where that matters."""
    tokens: list[Token] = []
    by = to = before = ""
    undergone = False
    for index, word in enumerate(words):
        meaning = root(word)
        following = root(words[index + 1]) if index + 1 < len(words) else ""
        if word in FIRST_PERSON:
            by, to, undergone = "je", "", False
        elif word in THIRD_PERSON:
            by, to, undergone = "il", "", False
        elif word in TO_ME or (word == "ma" and following in DONE):
            to = "me"
        elif word in TO_ANOTHER and (following in DONE or _is_had_done(words[index + 1 : index + 3])):
            to = "se" if word in {"s", "se"} else "autre"
        elif word in UNDERGOES and not (word in {"fait", "faire"} and following not in DONE):
            undergone = undergone or word != "est" or following in DONE
        elif meaning in PEOPLE and before not in BELONGS:
            by, to, undergone = "il", "", False
        if meaning in DONE and not _is_noun(word, before):
            tokens.append(_done(meaning, word, by, to, undergone=undergone))
        elif meaning in OWN:
            tokens.append(Token(meaning, word, by))
        elif word not in EMPTY_WORDS:
            tokens.append(Token(meaning, word))
        before = word
    return tokens


def canonical(words: list[str]) -> str:
    """The words in order, by root; "elle", "mon mari" and "ma copine" read "il": what one term says of all of them."""
    kept: list[str] = []
    for word in words:
        if word in FILLERS:
            continue
        meaning = root(word)
        if meaning in {"@mari", "@epouse"} and kept and kept[-1] in {"mon", "ma"}:
            kept[-1] = "il"
        elif word in THIRD_PERSON:
            kept.append("il")
        else:
            kept.append("me" if word == "m" else "je" if word == "j" else meaning)
    return f" {' '.join(kept)} "


def _is_had_done(words: list[str]) -> bool:
    """ "A frappée", after "il l'"."""
    return len(words) == 2 and words[0] in {"a", "ai", "as", "ont", "avait", "avais"} and root(words[1]) in DONE


def _is_noun(word: str, before: str) -> bool:
    """ "Des menaces", "de menaces", and not "de menacer"; "ma" stands for "m'a"."""
    return before in NOUN_BEFORE - {"ma"} or (before == "de" and not word.endswith(("er", "re", "ir")))


def _done(meaning: str, word: str, by: str, to: str, *, undergone: bool) -> Token:
    if not undergone or (by == "il" and to == "me"):
        return Token(meaning, word, by, to)
    return Token(meaning, word, "il", "me" if by == "je" else "autre")
