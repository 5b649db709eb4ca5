"""Everyday French, as lists: words that mean nothing alone, common words, short forms, groups said for one word."""

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
    tenir tient tiens
    achete acheter ailleurs aime aimer aller apporter apprendre arriver attendre bande beau belle besoin bonne boite
    cas cause change changer chemin cherche chose choses comment combien commence compris comprendre connais connait
    contre courant crois croire croit croyais debout demande demander demain dernier derniere devant devient devenir
    devoir donne donner ecrire encore ensemble entendre entends envoyer essaye essayer etranger facile falloir fille
    finir garder gauche gens grand grande gros heure heures hier homme ici idee jamais jeune joue jouer jour jours
    laisse laisser libre lire loin longtemps maison manque marche marcher matin mauvais mettre minute moment monde
    monter montre montrer nouveau nouvelle numero oublier ouvrir paraît passe passer payer pense penser perdre
    personne place plusieurs porte possible pourtant premier premiere prend prendre pris proche quartier question
    raison recevoir regarder rendre rentre reponse repondre rester reste retour rien route savoir semaine sentir
    servir seulement simple soir sortir souvenir suite surtout table temps tenir terre tomber toucher tourner
    travers trouver utiliser vendre venir verre vieux vite vivre voir vouloir vrai words wants would abord accepte
    accident accord accueil achats adulte affaire affaires age agit aile ainsi ajoute allait allee allo allume alors
    amene amour an ancien animal animaux annee annees annonce annule anniversaire appareil apparence apprend
    approche appuie apres arrete arreter arrive article assis attend attente attire attrape autant autour autrement
    avance avis avril aout baisse balade ballon banc bas bateau besoins bizarre blanc bleue bloque bois boisson
    bouche bouge boulanger boule bouteille bouton boutique breve bruit brule bureau cache cadeau cafe calme camion
    campagne canape cantine carnet carte carton ceinture celibataire centre certain certaine certains chaise chaleur
    chambre chance chanson chat chaud chaussure cheveux chien chiffre choix choisir ciel cigarette cinema clair
    classe client cloque club coin collant colle colis colline combat combine commande commencer commencement
    communal compte compter concerne concert conduire conduite confiance confirme conseil content continue continuer
    convainc convaincre copie coquille corde corriger cote couloir couple courage couper courir cours court
    couverture crayon creme creuse croise cuisine culture cour date decembre decide decision declare decrire degage
    dehors dejeuner delai depart depense depose deposer derange descend descendre desole dessin detail detester
    deteste devenu diner direct directeur diriger disparu dispute distance divers dizaine document doigts dommage
    donnee dos doucement douche doute drole duree dur durer echange eclaire effet effort eglise eleve emmene emmener
    empeche employe enceinte endroit energie enfin engage enleve ennui enorme enquete entier entree entreprise envie
    envers equipe erreur escalier espere essai etage etape etat ete etablissement etonne etude etudes eteint
    evenement evident exact exagere examen excuse exemple exige existe expliquer explique expose face facon facture
    fatigue fatiguee faute fenetre ferme fermer fete feu feuille fevrier figure fin fleur fois fonctionne fond
    football forme fort forte foyer frais froid fruit fume fumer futur gagne gagner garage garcon gare gateau genou
    gentil geste gestion glisse gout grace gronde groupe guerre guichet habille habite habiter habitude hanche haut
    histoire hiver honte hopital hotel huit humeur image imagine immeuble important impossible impression inconnu
    indique information inscrire inscription installe instant interesse interieur internet invite invitation janvier
    jambe jardin jeter jeu jeudi jeux joie joli jouet journal journee juillet juin jupe jure jusque juste laver
    leger legume lentement lettre leve lever ligne linge liste livre loi lourd lourde lourds lourdes lumiere lundi
    lunettes lycee machine magasin mai maigre mairie malade maladie malgre manteau mardi mariage mariee mars matelas
    matinee mechant meilleur melange membre mensonge mention mentir mercredi merite message mesure metier metre
    metro meuble meubles midi milieu mille mine ministre minuit mode modele moitie montagne monte morceau moteur
    moto mur musique naissance nature necessaire nettoyer neuf nez noel noir noire nom nombre nord note notes
    nouvelles novembre nuit nuits objet obtenir obtient occupe octobre odeur office oiseau ombre operation opinion
    ordinateur ordre organise origine oubli oublie ouvert ouverture ouvre page pain pantalon paquet parc pareil
    paresseux parking part partage participe particulier partout pauvre pays peau pendant periode permet permis pied
    pierre piece pipi piscine placard plaisir planche plat plein pleure pleurer pleut plupart pluie poche poids poil
    point poisse poli politique pomme pont poser pose poste pousser pratique precis prefere preferer prenom prepare
    preparer presence presente presque presse preuve previens prevenir prevu prix probleme procedure prochain
    prochaine produit programme projet promener promesse promet propose propre proprietaire propriete prouver
    province puissance quinzaine quotidien raconte rapide rappelle rapport rare rate ravi rayon reaction recent
    recette recommence recoit recois reconnu recule reduit reel reflechir refus refuse refuser regard regime region
    regle regler regrette rejoindre relation remarque rempli remplir rencontre rencontrer rendu renseigne
    renseignement renseignements rentree repare repos repose reprendre reserve resoudre respect respecte respirer
    ressemble ressens restaurant resultat retard retient retire retirer retrouve retrouver reunion reussi reussir
    reve reveil reveille reviens revient revois revoir rideau rire riviere robe role ronde rouge sable sac saison
    sale salle salon samedi sante satisfait saute savon scene science seance seche secret secretaire seize sejour
    semble sens sensible sentiment separement septembre serieux serre service seul seule seuls siecle siege
    signature signe signer silence situation social societe soeur soif soin soins soixante soleil solide solution
    sombre sommeil son songe sonne sorte sortie souci soudain souffle souhaite soulage souleve soupe sourire souris
    soutien sport stage station stop strict style subis subir subit sucre sud sujet super supporte supporter suppose
    sur surprise tableau tache taille tapis tard tasse taxe tellement temoin tente terrain terrible tete texte the
    theatre timide tire tirer tissu titre toilette toit tombe ton tour tourne tours train traite tranquille
    transport traverse trente triste trottoir trou tue vacances vache valise vaisselle valeur vent ventre vers
    version verse verser vetement viande victoire vide videe vider village vingt visage visite visiter vitre voile
    voisinage voix vol volant voler volonte voyage voyager vrac vue vrille week zone ouf ville villes village
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
    "iva": "il va", "veule": "veulent", "paren": "parents", "parens": "parents", "yva": "il va",
    "ausecours": "au secours", "osecours": "au secours", "fer": "faire",
    "ilva": "il va", "ilveut": "il veut", "ilma": "il m a", "ilme": "il me",
    "ima": "il m a",
    "mtue": "me tue", "mtuer": "me tuer", "mtué": "me tuer", "jve": "je vais", "jvé": "je vais", "derier": "derriere",
    "deriere": "derriere", "deriére": "derriere", "devan": "devant", "kouto": "couteau", "é": "est", "è": "est",
    "che": "chez", "e": "est", "ale": "aller", "nul": "nulle", "zieu": "yeux", "zieux": "yeux", "bere": "beurre",
    "jlai": "je l ai", "jla": "je la", "jle": "je le", "jles": "je les", "jlui": "je lui", "jtai": "je t ai",
    "help": "help", "mtape": "me tape", "mfrappe": "me frappe", "sos": "au secours", "hlm": "hlm",
    "bb": "bebe", "tps": "temps", "ss": "suis", "jsp": "je sais pas", "jspa": "je sais pas",
    "chepa": "je sais pas", "chpa": "je sais pas", "jcpa": "je sais pas", "qq1": "quelqu un",
    "qqu": "quelqu un", "qqch": "quelque chose", "kelke": "quelque", "kelk": "quelque",
    "kelkechose": "quelque chose", "kelkepart": "quelque part", "kelquun": "quelqu un", "kelqun": "quelqu un",
    "dsl": "desole", "psk": "parce que", "pask": "parce que", "paske": "parce que", "pcke": "parce que",
    "pcqu": "parce que", "jms": "jamais", "vs": "vous", "msgs": "messages", "mess": "messages",
    "mdp": "mot de passe", "mdps": "mots de passe", "auj": "aujourd hui", "ajd": "aujourd hui",
    "ojd": "aujourd hui", "ojourdui": "aujourd hui", "dem": "demain", "sem": "semaine", "lgtps": "longtemps",
    "tlm": "tout le monde", "toujour": "toujours", "tjr": "toujours", "tjour": "toujours", "fo": "faut",
    "fodrai": "faudrait", "fodrait": "faudrait", "faudrai": "faudrait", "ct": "c etait", "cetait": "c etait",
    "setait": "c etait", "cete": "c etait", "nimporte": "n importe", "pa": "pas", "voulai": "voulais",
    "avai": "avait", "etai": "etait", "jete": "j etais", "jetais": "j etais", "kelle": "qu elle",
    "kon": "qu on", "kils": "qu ils", "kile": "qu il est", "kom": "comme", "kome": "comme", "ossi": "aussi",
    "osi": "aussi", "bocou": "beaucoup", "boku": "beaucoup", "oci": "aussi", "deor": "dehors", "dor": "dort",
    "rentre": "rentre", "lapart": "l appart", "lappart": "l appart", "lapar": "l appart", "pti": "petit",
    "ptit": "petit", "ptite": "petite", "ptits": "petits", "apre": "apres",
    "tkt": "t inquiete", "vmt": "vraiment", "vrmnt": "vraiment", "fb": "facebook", "snap": "snapchat",
    "wsh": "eh", "asap": "vite", "fe": "fait", "dpuis": "depuis", "dps": "depuis", "dpi": "depuis",
    "depui": "depuis", "dc": "donc", "cb2": "combien", "mnan": "maintenant", "pck": "parce que",
    "enft": "en fait", "jame": "jamais", "maizon": "maison", "mezon": "maison", "keske": "qu est ce que",
    "kesk": "qu est ce que", "pte": "peut etre", "peutetre": "peut etre", "nan": "non", "oue": "oui",
    "ouais": "oui", "gnr": "genre", "jrs": "jours", "pdt": "pendant", "h24": "toujours", "nn": "non",
}  # fmt: skip

# What brings death to who does it to themselves, and is a murder done to another.
DEATH_WORD = "mettrefin"

# Groups of words, brought to one before anything else.
GROUPS = (
    ("coeur qui saigne", "chagrin"), ("coeur saigne", "chagrin"), ("coeur me saigne", "chagrin"),
    ("saigne aux quatre veines", "trime"), ("saigner aux quatre veines", "trimer"), ("saigne a blanc", "ruine"),
    ("saigne du nez", "nez"), ("saigner du nez", "nez"), ("saigne des gencives", "gencives"),
    ("j etouffe", "je suffoque"), ("me saigne aux", "me ruine"),
    ("nulle par", "nulle part"),
    ("prise de sang", "analyse"), ("prises de sang", "analyses"), ("coup de sang", "colere"),
    ("samu social", "samusocial"),
    ("mort de rire", "rire"), ("morte de rire", "rire"), ("mort de fatigue", "fatigue"),
    ("morte de fatigue", "fatigue"), ("mort de honte", "honte"), ("morte de honte", "honte"),
    ("meurs de honte", "honte"),
    ("mort de peur", "peur"), ("morte de peur", "peur"), ("meurs de peur", "peur"), ("mourir de peur", "peur"),
    ("mort de trouille", "peur"), ("morte de trouille", "peur"), ("mort de faim", "faim"), ("morte de faim", "faim"),
    ("meurs de faim", "faim"), ("meurent de faim", "faim"), ("meurs de froid", "froid"), ("meurs d ennui", "ennui"),
    ("mourir d ennui", "ennui"), ("meurs de chaud", "chaud"), ("meurs d envie", "desir"), ("jaloux a mourir", "jaloux"),
    ("jalouse a mourir", "jalouse"), ("a mourir d ennui", "ennui"), ("mort entre nous", "rupture"),
    ("tuer le temps", "attendre"), ("tue le temps", "attend"), ("kill time", "attendre"), ("kill the time", "attendre"),
    ("tue a la tache", "epuise"), ("tue au travail", "epuise"), ("ca me tue de", "desole de"),
    ("tue a petit feu", "detruit"), ("tuer a petit feu", "detruire"), ("armee de terre", "militaire"),
    ("armee de l air", "militaire"), ("dans l armee", "militaire"), ("de l armee", "militaire"),
    ("a l armee", "militaire"),
    ("mourir de rire", "rire"), ("mourir d amour", "amour"), ("securite armee", "securite"), ("main armee", "braquage"),
    ("help with", "assist with"), ("o secours", "au secours"), ("o secour", "au secours"),
    ("tirer dessus", "tuer"), ("frappe a la porte", "tambourine"), ("frappe a ma porte", "tambourine"),
    ("tape a la porte", "tambourine"), ("tape a ma porte", "tambourine"), ("tape sur la porte", "tambourine"),
    ("tambourine a la porte", "tambourine"), ("tambourine a ma porte", "tambourine"),
    ("cogne a la porte", "tambourine"),
    ("tient par la gorge", "etrangle"), ("tient a la gorge", "etrangle"), ("attrape par le cou", "etrangle"),
    ("tire la gueule", "boude"), ("tire la tronche", "boude"), ("fait la gueule", "boude"),
    ("changer de", "remplacer"), ("change de", "remplace"),
    ("me noyer", "me " + DEATH_WORD), ("couteau suisse", "canif"), ("couteau a beurre", "canif"),
    ("arme a double tranchant", "risque"),
    ("est mort", "est decede"), ("est morte", "est decedee"), ("sont morts", "sont decedes"),
    ("coup de main", "aide"), ("coup de fil", "appel"), ("coup de telephone", "appel"),
    ("coup de foudre", "amour"), ("coup de tete", "caprice"), ("feu d artifice", "fete"), ("feu vert", "accord"),
    ("overdose de travail", "epuisement"),
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
    ("s en prend aux", "frappe les"), ("s en prennent a", "frappent"), ("s en prennent aux", "frappent les"),
    ("s en prend physiquement a", "frappe"), ("met la main dessus", "frappe"), ("rentre dedans", "frappe"),
    ("jeter contre", "frapper"), ("bloque dans ma chambre", "enferme"), ("bloquee dans ma chambre", "enfermee"),
    ("bloque dans la", "enferme dans la"), ("jete de l eau bouillante", "frappe"), ("jete de l acide", "frappe"),
    ("jeter de l acide", "frapper"), ("a l acide", "au couteau"),
    ("jeter par terre", "frapper"), ("jete par terre", "frappe"), ("pousse dans les escaliers", "frappe"),
    ("pousse dans l escalier", "frappe"),
    ("jete contre le mur", "pousse"), ("jette contre le mur", "pousse"), ("plaque contre le mur", "pousse"),
    ("serre le cou", "etrangle"), ("serre la gorge", "etrangle"), ("serrer la gorge", "etrangler"),
    ("serrer le cou", "etrangler"), ("prend a la gorge", "etrangle"), ("pris a la gorge", "etrangle"),
    ("attrape par la gorge", "etrangle"), ("attrape a la gorge", "etrangle"), ("mains autour du cou", "etrangle"),
    ("mains autour de mon cou", "etrangle"), ("main sur la gorge", "etrangle"), ("saute a la gorge", "etrangle"),
    ("empeche de respirer", "etrangle"), ("met fin a mes jours", "suicide"), ("mettre fin a mes jours", "suicider"),
    ("met fin a ses jours", "suicide"), ("mettre fin a ses jours", "suicider"), ("mettre fin a ma vie", "suicider"),
    ("foutre en l air", DEATH_WORD), ("fout en l air", DEATH_WORD), ("tirer une balle", DEATH_WORD),
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
    ("traite de", "insulte"), ("moins que rien", "insulte"), ("plus bas que terre", "humilie"),
    ("plus de chez moi", "sans abri"), ("pas de chez moi", "sans abri"), ("nulle part ou aller", "sans abri"),
    ("nulle part ou dormir", "sans abri"), ("pas de maison", "sans abri"), ("plus de maison", "sans abri"),
    ("plus de toit", "sans abri"), ("pas de toit", "sans abri"), ("m en a colle une", "me frappe"),
    ("m en a mis une", "me frappe"), ("m en a donne une", "me frappe"), ("m en colle une", "me frappe"),
    ("m en met une", "me frappe"), ("m en fout une", "me frappe"), ("s en est pris a", "frappe"),
    ("s en est prise a", "frappe"), ("en cloque", "enceinte"), ("tombee enceinte", "enceinte"),
    ("maison de repos", "ehpad"), ("maison medicalisee", "ehpad"), ("maison de retraite", "ehpad"),
    ("unite protegee", "ehpad"), ("long sejour", "ehpad"), ("aide soignante", "auxiliaire"),
    ("aide soignant", "auxiliaire"), ("aides soignantes", "auxiliaires"), ("aide menagere", "auxiliaire"),
    ("aide a domicile", "auxiliaire"), ("aides a domicile", "auxiliaires"), ("garde malade", "auxiliaire"),
    ("plus sa tete", "alzheimer"), ("plus toute sa tete", "alzheimer"), ("perd la tete", "alzheimer"),
    ("perd la memoire", "alzheimer"), ("perd la boule", "alzheimer"), ("part en vrille", "enerve"),
    ("pars en vrille", "enerve"), ("partir en vrille", "enerver"), ("pars au quart de tour", "enerve"),
    ("part au quart de tour", "enerve"), ("sors de mes gonds", "enerve"), ("sort de ses gonds", "enerve"),
    ("vois rouge", "enerve"), ("voit rouge", "enerve"), ("perds patience", "enerve"),
    ("perds mes nerfs", "enerve"), ("perd ses nerfs", "enerve"), ("monte dans les tours", "enerve"),
    ("monte en pression", "enerve"), ("peter les plombs", "enerver"), ("en finir avec la vie", "suicider"),
    ("jeter sous un train", DEATH_WORD), ("sous un train", "suicide"), ("jeter par la fenetre", DEATH_WORD),
    ("jeter d un pont", DEATH_WORD), ("me pendre", "me suicider"), ("se pendre", "se suicider"),
    ("me supprimer", "me suicider"), ("se supprimer", "se suicider"), ("passer a l acte", "acte"),
    ("mes vieux", "mes parents"), ("mes darons", "mes parents"), ("mauvais traitements", "maltraitance"),
    ("mauvais traitement", "maltraitance"), ("sous son emprise", "emprise"), ("sous la coupe", "emprise"),
    ("sous sa coupe", "emprise"), ("sous l influence", "emprise"), ("lave le cerveau", "manipule"),
    ("lavage de cerveau", "emprise"), ("retourne le cerveau", "manipule"), ("tourne la tete", "manipule"),
    ("pervers narcissique", "emprise"), ("sur des oeufs", "crainte"), ("a poil", "nue"), ("toute nue", "nue"),
    ("tout nu", "nue"), ("mot de passe", "motdepasse"), ("mots de passe", "motdepasse"),
    ("devoir conjugal", "violer"), ("rapport sexuel", "sexe"), ("rapports sexuels", "sexe"),
    ("relations sexuelles", "sexe"), ("relation sexuelle", "sexe"), ("faire l amour", "sexe"),
    ("coucher avec", "sexe"), ("couche avec", "sexe"), ("couche ensemble", "sexe"),
    ("pas envie de sexe", "forcer sexe"), ("titre de sejour", "titresejour"),
    ("carte de sejour", "titresejour"), ("papiers de sejour", "titresejour"),
    ("papier de sejour", "titresejour"), ("papier de france", "titresejour"),
    ("papiers de france", "titresejour"), ("papiers francais", "titresejour"), ("carte sejour", "titresejour"),
    ("titre sejour", "titresejour"), ("a l etranger", "etranger"), ("quitter le pays", "etranger"),
    ("garde alternee", "gardeenfants"), ("garde des enfants", "gardeenfants"), ("droit de visite", "gardeenfants"),
    ("carte d identite", "papiers"), ("protection de l enfance", "enfancedanger"),
    ("mise a l abri", "hebergement"), ("mettre a l abri", "heberger"), ("lieu sur", "hebergement"),
    ("endroit sur", "hebergement"), ("plan pour dormir", "hebergement"), ("point de chute", "hebergement"),
    ("endroit ou aller", "hebergement"), ("endroit pour dormir", "hebergement"),
    ("lieu pour dormir", "hebergement"), ("porter plainte", "plainte"), ("depot de plainte", "plainte"),
    ("deposer plainte", "plainte"), ("deposer une plainte", "plainte"),
    ("aller a la police", "plainte"), ("a bout de force", "a bout"), ("a bout de forces", "a bout"),
    ("au bout du rouleau", "a bout"), ("tiens plus debout", "a bout"), ("plus la force", "a bout"),
    ("baisse les bras", "a bout"), ("main levee sur", "frappe"),
    ("arrete pas de m appeler", "me harcele"), ("arrete pas de m ecrire", "me harcele"),
    ("arrete pas de me suivre", "me harcele"), ("arrete pas de venir", "me harcele"),
    ("appelle sans arret", "harcele"), ("appelle tout le temps", "harcele"), ("ecrit tout le temps", "harcele"),
    ("tombe sur moi", "me frappe"), ("saute dessus", "frappe"), ("pete la gueule", "frappe"),
    ("casse la gueule", "frappe"), ("mis une droite", "frappe"), ("en prendre une", "etre frappe"),
    ("fond du gouffre", "a bout"), ("toucher le fond", "a bout"), ("touche le fond", "a bout"),
    ("ai pour qu", "ai peur qu"), ("trois sous", "argent"), ("quelques sous", "argent"), ("des sous", "argent"),
    ("mes sous", "argent"), ("au bout de ma vie", "a bout"), ("me met a la porte", "me met dehors"),
)  # fmt: skip
