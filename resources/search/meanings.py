"""Which forms, spellings and words mean the same: "mon mec ma tapper" meets « mon mari me frappe »."""

import re
from functools import lru_cache

from resources.search.everyday import EMPTY_WORDS, PLAIN
from resources.text import fold_words, stem

# One group a line (its next lines are indented), one meaning: the first word stands for the others.
SAME = """
mari maris marie epoux conjoint conjoints compagnon concubin copain copin copains mec mecs keum jules ex fiance
    cheri amant pacse zhom husband marido esposo kocam чоловік чоловіка
epouse femme compagne conjointe copine meuf concubine fiancee nana wife esposa
frapper frappe frape taper tape tapper cogner cogne battre bat bats battu battue battus battues batue batu battait
    tabasser tabasse gifler gifle giflee baffer baffe claquer claque boxer castagner demonter defoncer massacrer
    brutaliser brutalise molester rosser rouer violenter secouer secoue bousculer bouscule pousser pousse poussee
    mordre mord mordu griffer griffe pincer empoigner agripper amocher amoche rouste raclee fesser fessee tatane
    dérouiller hit hits beat beats frappais frappait eclater eclate fracasser fracasse derouille cognais torgnole
    torgnoles tarte tartes patate patates mandale mandales taloche taloches empoigne malmener malmene savater savate
    latter latte corriger corrige correction bourrade bastonner bastonne ceinture ceinturon claques gifles baffes
    pega pegan pego golpea golpear beating hitting golpes bate bater batem bateu dovuyor vuruyor hurts slapped punched
    beaten
    punches slaps
refugie refugiee refugies refugiees
couper coupe coupes coupee coupees coupait
prendre prend prends pris prise prenait prendra
coups coup gnons beigne poing poings
bleu bleus hematome hematomes ecchymose ecchymoses cocard traces marques coquard cocards coquards marque trace
    ecchymotique
tuer tue tuee tues tuera tuerai buter bute butter crever creve assassiner assassine egorger egorge eliminer
    zigouiller descendre kill kills tueras zigouille trucider liquider descends refroidir flinguer
suicider suicide suicides suicidaire suicidaires mettrefin
mourir mourrir meurs meurt mourrait mourire mourrire
mort morte morts mortes
couteau couteaux couto coutau cutter machette lame hachoir
arme armes fusil pistolet flingue revolver carabine hache gun marteau batte armé armee weapon weapons rifle sabre
    epee poignard dague hachette matraque gourdin arbalete calibre kalach
    kalachnikov taser tronconneuse mitraillette katana
etrangler etrangle etranglee etouffer etouffe etranglement strangule strangulation asphyxie etranglait etouffait
menacer menace menacee menacait menaces
violer viole violee violees violes violait violeur viols viol violada violentada rape raped
forcer force forcee obliger oblige obligee contraindre contraint contrainte imposer impose forces forcait imposait
enfermer enferme enfermee sequestrer sequestre sequestree sequestration cloitrer cloitree barricade barricadee
    verrouille enfermait
insulter insulte insultee insultes injurier injure injures humilier humilie humiliee humiliation rabaisser rabaisse
    rabaissee denigrer denigre mepriser meprise devaloriser devalorise ridiculiser ridiculise moque moquer moqueries
    critiquer critique insultant humiliant humiliante rabaissant rabaissante brimer brime brimades brimade
    denigrement mepris vexer vexe moqueur humilies critiques devalorisante devalorisant sarcasmes reproches reproche
    ridicule salope connasse conne pouffiasse grognasse pute
crier crie hurler hurle gueuler gueule engueuler engueule cris criait hurlements hurlement criais crient criant
    vociferer vocifere aboyer aboie beugler beugle brailler braille gronder gronde grondee reprimander houspiller
    houspille engueulent engueulade engueulades
harceler harcele harcelee harcelement stalker stalk harcelent harceleur harcelements
surveiller surveille surveillee surveillance espionner espionne espionnee espion pister piste traquer traque fliquer
    flique epier epie surveilles surveillait espionnage mouchard traceur gps traceurs balise airtag tracker tracage
    tracee guetter guette
controler controle controlee controlant controleur decide dicte regente regenter imposait interdire interdit
    interdisait commande commander
enfant enfants gosse gosses gamin gamins gamine mome momes minot fils fille filles bebe bebes petit petits petite
    mineur mineurs mineure loulou kids bambin nourrisson bb bbs moutard marmot marmots marmaille mioche mioches
    bambins fillette garconnet nounours
adolescent adolescente ado ados collegien collegienne lyceen lyceenne jeunette
telephone telephones portable portables smartphone phone tel mobile iphone bigo bigophone cellulaire
police flic flics keuf keufs policier policiers policiere poulets schmitt condes policia polis
gendarmerie gendarme gendarmes
argent fric thune thunes tune tunes sous pognon oseille euros ressources finances ble blé fricot flouze maille sou
    monnaie pepettes sousous liquide moyens
salaire salaires paie paye revenus revenu remuneration sueldo
papiers papier passeport identite
partir pars part parti partie partirai quitter quitte quittee enfuir enfuit enfui fuir fuis fuit fui echapper sauver
    barrer fuite tailler barre decamper filer deguerpir
separer separe separee separation rupture rompre
dormir dors dort dormais dormi dorment dormait roupiller pioncer
hebergement heberger heberge hebergee abri refuge toit hebergements hebergeait crecher pieuter squatter squat pieu
logement loger appart appartement logements loge logee relogement reloger relogee bail hlm studio colocation
dehors rue
soir soirs
soiree soirees
peur peurs trouille flippe flippee terreur terrorise terrorisee terrifie terrifiee crainte crains craindre craint
    flippes flippante flippant terrorisait apeuree apeure effroi redoute redouter craignais terrifiante terreurs
aider aide aides aidez
parler parle discuter confier confie parlent parlais evoquer raconter raconte confidence confidences echanger
    dialoguer
medecin medecins docteur docteurs toubib doc generaliste generalistes medecine legiste medic
psychologue psychologues psy psys psychiatre psychiatres therapeute psychotherapeute pedopsychiatre psychotherapie
avocat avocats avocate avocates abogado advogado lawyer
plainte plaintes plinte
juge juges
tribunal tribunaux
divorce divorcer divorces divorcee separons
blesser blesse blessee blessures blessure plaie plaies lesion lesions contusion contusions egratignure egratignures
    griffure griffures entaille entailles bosse bosses entorse foulure
violence violences violance viollence
violent violente violents violentes agressif agressive brutal brutale violant violante violants violantes agressifs
agresser agresse agressee agression agressions agresseur agresseurs agresses agressait attaquer attaque attaquee
voisin voisine voisins voisines voisinage voisinne
ami amie amis amies pote potes poto besta
collegue collegues
patient patiente patients patientes
eleve eleves
mere maman daronne mum
pere papa daron papounet daddy dad padre pai
frere freres frangin frangins reuf
soeur soeurs frangine soeurette
famille parents parent
toucher touche touchee attouchement attouchements tripoter tripote caresser caresse peloter pelote touchait
    tripotait pelotait caresses attouche culotte
sexe sexuel sexuelle sexuels sexuelles sexuellement intime intimes nude nudes nue sextape rapports rapport
photo photos video videos image images cliche cliches screenshots
enceinte grossesse
vieux vieille vieillesse vieil vieilles agee aine ainee aines ainees octogenaire senior seniors doyenne
handicap handicape handicapee handicapes invalide infirme handicapees handi hemiplegique paraplegique tetraplegique
    trisomique trisomie paralyse paralysee paraplegie
manger bouffer nourriture faim courses repas bouffe bouffes frigo frigidaire affame affamee
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
casser casse cassee detruire detruit defonce briser brise cassees casses saccager saccage
isoler isole isolee isolement eloigner eloigne eloignee
mot mots
maltraiter maltraite maltraitee maltraitance maltraitances maltraitant maltraitante maltraitent negligence
    negligences negliger neglige negligee negligees rudoyer rudoie rudoyee delaisser delaisse delaissee
revenir revient reviens reviendra rentrer rentre rentrera rentrait debarque debarquer
secours secour
appeler appelle appelles appel appels
maintenant immediatement
excision exciser excisee mutilation mutilations excisees
perdre perdu perdue
proteger protege protegee protection
boulot travail taf emploi job bosser bosse travailler
patron employeur chef
ecole college lycee
vetement vetements habits fringues
scarifier scarifie scarification scarifications automutilation automutile mutile
manipuler manipule manipulee manipulateur manipulatrice manipulation emprise pervers perverse narcissique
toxique toxiques
corps bras jambe jambes hanche hanches genou genoux epaule epaules cheville poignet poignets machoire machoires dent
    dents joue joues pommette arcade levre levres doigt doigts coude crane nez visage figure tronche tympan cotes
    clavicule cuisse cuisses tibia vertebre oreille oreilles ventre dos pied pieds
placard penderie cagibi cellier garage cabane buanderie grenier
ehpad ehpads
auxiliaire auxiliaires
pirater pirate piratee piratage hacker hacke hackee
localiser localise localisee localisation geolocaliser geolocalise geolocalisation geoloc
supprimer supprime suppression effacer efface
diffuser diffuse diffusee diffusees diffusion publier publie publiee publiees balancer balance partager partage
    poster postees circuler circule circulent
allocation allocations alloc allocs
domicile
procedure procedures demarche demarches
indemnisation indemniser indemnisee indemnise dedommagement reparation civi
fuguer fugue fugues fugueuse fugueur
poignarder poignarde poignardee poignardees planter plantee larder transpercer stabbed stab
angoisse angoisses angoissee angoisser anxiete anxieux anxieuse stress stressee
"""

# Persons: the one who acts when they come before the verb.
PERSONS = (
    "mari epouse voisin ami collegue patient eleve mere pere frere soeur enfant adolescent famille grandmere "
    "grandpere bellemere beaupere bellefamille bellefille camarade gendre oncle tante cousin patron quelqu homme dame "
    "gens type auxiliaire residente prof educateur tonton tata personne cousine neveu niece parents aidant aidante "
    "tuteur curateur coach medecin"
).split()
# What only sounds like one of them: a plan is not a plant, nor a plant a murder.
APART = frozenset(
    (
        "eloignement eloignements impot impots injured court cour creche creches monde mondes plan plans plante "
        "plantes barre barres box tarif bal bals meurent tueur tueurs tuerie"
    ).split()
)
# How a regular verb goes on, whoever does it and whenever.
VERB_ENDINGS = (
    "e es ons ez ent ais ait ions iez aient ai as a erai eras era erons erez eront erais erait eraient ee ees ant er"
).split()

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
REGULAR_VERB = re.compile(r"[a-z]{3,}er")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
ARABIC = re.compile(r"[\u0600-\u06ff]")


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """What the forms and the usual misspellings of a folded word share; one sign in front marks a known meaning."""
    if word in MEANINGS:
        return MEANINGS[word]
    if word in APART:
        return word
    plain = plain_root(word)
    if word in EMPTY_WORDS or word in PLAIN:
        return plain
    if word.endswith("ent") and len(word) > 6:
        several = plain_root(word.removesuffix("nt"))
        plain = several if several in MEANING_OF_ROOT else plain
    return MEANING_OF_ROOT.get(plain, plain) if len(plain) > 3 else plain


def plain_root(word: str) -> str:
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
    regular: dict[str, str] = {}
    for group in re.split(r"\n(?! )", SAME.strip()):
        words = [fold_words(word) for word in group.split()]
        found |= {word: f"@{words[0]}" for word in words if word not in found}
        regular.update((word.removesuffix("er"), f"@{words[0]}") for word in words if REGULAR_VERB.fullmatch(word))
    for word in PERSONS:
        found.setdefault(word, f"@{word}")
    for start, meaning in regular.items():
        for ending in VERB_ENDINGS:
            found.setdefault(start + ending, meaning)
    return {word: meaning for word, meaning in found.items() if word not in APART}


MEANINGS = _meanings()
MEANING_OF_ROOT: dict[str, str] = {}
for _word, _meaning in MEANINGS.items():
    if len(_word) > 4:
        MEANING_OF_ROOT.setdefault(plain_root(_word), _meaning)
