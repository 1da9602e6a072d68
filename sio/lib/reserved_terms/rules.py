"""The sixteen rules. Patterns are matched on text in lower case, without accents, on word boundaries.

Each rule reads from what people write to what they may write instead; exceptions stand beside their pattern.
"""

import enum
import re
from dataclasses import dataclass


class Level(enum.StrEnum):
    """What a finding does: stops the publication, warns, or advises."""

    FORBIDDEN = "interdit"
    WARNING = "attention"
    ADVICE = "info"


@dataclass(frozen=True)
class Rule:
    """One family of words. `silent_near` silences a match when it is found around it, `unless_after` right before.

    `own_case` gives another alternative when its pattern is found around the match.
    """

    code: str
    level: Level
    patterns: tuple[str, ...]
    reason: str
    alternative: str
    silent_near: str = ""
    unless_after: str = ""
    own_case: tuple[str, str] = ("", "")

    def compiled(self) -> re.Pattern[str]:
        return re.compile("|".join(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])" for pattern in self.patterns))


# Up to two articles in a row: « gestion de la paie », « rédaction des CGV », « établir un bilan ».
ARTICLES = r"(?:(?:des?|du|les?|la|une?|nos|notre|vos|votre|mon|ma|mes|toute?s?) |[dl]'){0,2}"
KEEP = r"(?:tenir|tenue|tenez|tenant|tiens|tient|tiennent|tiendr\w+)(?: a jour)?"
RUN = (
    r"(?:gerer|gerez|gere|gestion(?: \w+)? de|faire|prendre en charge|prise en charge de|s'occuper de|"
    r"s'occupe de|assurer)"
)
DRAFT = r"(?:redig\w*|redaction|etabli\w*|elabor\w*)"
DEED = (
    r"(?:contrats?|cgv|cgu|conditions generales|bail|baux|actes? juridiques?|actes? sous[ -]seing prive|actes?|"
    r"statuts?(?! (?:d'|des |de l'|de (?!(?:la |notre |votre )?(?:societe|entreprise|sarl|sasu?|sci|association))))|"
    r"mises? en demeure juridiques?|lettres? de licenciement|ruptures? conventionnelles?|pactes? d'associes)"
)
PREPARE = r"(?:etabli\w*|realis\w*|prepar\w*|monter|montage|faire|clotur\w*)"
# A « bilan » is of accounts unless it says of what else: carbone, social, de la journée…
BALANCE = (
    r"bilans?(?! (?:carbone|social|sociaux|societal|rse|energetique|environnemental|d'activite|qualite|annuel rse|"
    r"trimestriel|hebdomadaire|mensuel|de competences?|"
    r"(?:de l'|d'une? |d'|des |du |de la |de )"
    r"(?!(?:la |notre |votre |fin d')?(?:societe|entreprise|exercice|comptes?|comptabilite|annee comptable))))"
)
HOUR = r" ?h ?(?:\d{2})?"

RULES: tuple[Rule, ...] = (
    Rule(
        "compta_tenue",
        Level.FORBIDDEN,
        (
            rf"{KEEP} {ARTICLES}(?:compta\w*|livres(?: comptables)?|grand[ -]livre)",
            rf"{RUN} (?:la|ma|notre|votre|toute la|toute notre|l'ensemble de la) compta(?:bilite)?",
            r"(?<!pre-)(?<!pre )compta(?:bilite)? (?:generale|courante|complete|de a a z|jusqu'au bilan)",
        ),
        "La tenue de comptabilité pour autrui est réservée aux experts-comptables "
        "(ord. n° 45-2138, art. 2 et 20).",
        "Pré-comptabilité : collecte, numérisation, classement et transmission des pièces à votre "
        "expert-comptable.",
    ),
    Rule(
        "compta_saisie",
        Level.FORBIDDEN,
        (
            rf"(?:saisies?|saisir|saisissez) (?:comptables?|{ARTICLES}(?:ecritures?|achats et (?:des |les )?ventes))",
            rf"(?:passer|passez|passation) {ARTICLES}ecritures",
            r"ecritures? comptables?",
            r"imputations? comptables?",
            r"imputer (?:\w+ )?(?:factures?|ecritures?|pieces?|depenses?|charges?)",
            r"codification comptable",
            # Lettering on a shop window is another trade.
            r"lettrage(?! (?:adhesif|publicitaire|decoratif|(?:de |des |sur )?(?:la )?(?:vitrine|vehicule|enseigne)))"
            r"(?: (?:des |de )?comptes?)?",
            r"revision (?:des |de )?comptes?",
            r"(?:ecritures?|operations?) d'inventaire",
        ),
        "La saisie avec imputation comptable constitue un acte comptable réservé.",
        "Dépôt des factures dans l’outil de collecte du cabinet, sans imputation ; pointage d’une liste de pièces "
        "manquantes.",
    ),
    Rule(
        "compta_bilan",
        Level.FORBIDDEN,
        (
            rf"{PREPARE} {ARTICLES}(?:{BALANCE}|comptes? annuels?|comptes? de resultats?|clotures? comptables?)",
            r"arretes? des comptes",
            r"clotures? (?:annuelles?|des comptes|comptables?)",
            r"liasses? fiscales?",
        ),
        "L’établissement des comptes annuels et de la liasse fiscale pour autrui est réservé.",
        "Préparation du dossier de bilan : rassembler les pièces demandées par le cabinet.",
    ),
    Rule(
        "compta_rappro",
        Level.WARNING,
        (
            r"rapprochements? bancaires?",
            r"declarations?(?: mensuelles?| trimestrielles?| annuelles?)?(?: de)?(?: la)? tva",
            r"ca3",
            r"ca12",
            r"declarations? fiscales?",
        ),
        "Rapprochement comptable et déclarations fiscales relèvent du cabinet comptable.",
        "Suivi de trésorerie (tableau de bord), rappel des échéances, transmission des justificatifs au cabinet.",
        silent_near=r"pre-?compta|logiciel de comptabilite|assistante? comptable du cabinet|"
        r"\b(?:a|au|avec|pour|vers|par|chez) (?:l'|le |la |notre |votre |un |son )?"
        r"(?:expert[- ]comptable|cabinet|comptable)",
    ),
    Rule(
        "juridique_conseil",
        Level.FORBIDDEN,
        (
            r"conseils? juridiques?",
            r"consultations? juridiques?",
            r"avis juridiques?",
            r"conseiller juridiquement",
            r"assistance juridique",
        ),
        "La consultation juridique à titre habituel et rémunéré est réservée (loi n° 71-1130, art. 54 et s.).",
        "Prise de rendez-vous avec un avocat, préparation et classement du dossier, recherche d’informations "
        "publiques.",
    ),
    Rule(
        "juridique_actes",
        Level.FORBIDDEN,
        (rf"{DRAFT} {ARTICLES}{DEED}", rf"{DEED} a (?:rediger|etablir)", r"cessions? de (?:fonds|parts)"),
        "La rédaction d’actes sous seing privé pour autrui est réservée.",
        "Mise en forme et envoi à la signature d’un modèle fourni ou validé par votre avocat ; suivi des "
        "signatures.",
    ),
    Rule(
        "juridique_represent",
        Level.FORBIDDEN,
        (
            r"represent(?:er|ez|ation) (?:\w+ ){0,3}?(?:devant|au|en) (?:les? |la )?"
            r"(?:tribuna\w+|prud'?hommes|justice|juges?)",
            r"contentieux (?:prud'?homa\w+|judiciaires?)",
            r"plaid(?:er\w*|e|es|ent|ez|oiries?)",
        ),
        "La représentation en justice est réservée aux avocats.",
        "Constitution du dossier de pièces pour votre avocat.",
    ),
    Rule(
        "paie",
        Level.WARNING,
        (
            r"(?:etabli\w*|edition|editer|faire|realis\w*|gestion|gerer|gerez|elabor\w*|traite\w*|prepar\w*|calcul\w*) "
            rf"{ARTICLES}(?:bulletins? de (?:paies?|salaires?)|fiches? de paies?|paies?)",
            r"dsn",
        ),
        "Paie : une erreur engage l’employeur ; confiez le calcul à un cabinet ou à un éditeur de paie.",
        "Collecte des variables de paie (heures, absences, primes), transmission au cabinet, diffusion des bulletins.",
    ),
    Rule(
        "recouvrement",
        Level.WARNING,
        (
            rf"recouvrements? {ARTICLES}(?:creances?|amiables?|judiciaires?)",
            rf"recouvrer {ARTICLES}creances?",
            r"saisies? sur (?:les |des |le )?(?:salaires?|comptes?|creances?|remunerations?)",
            r"saisies? bancaires?",
        ),
        "Le recouvrement amiable pour le compte d’autrui est encadré (CPCE art. R124-1 et s.), le judiciaire est "
        "réservé.",
        "Relance de factures impayées au nom du client (courriels et appels selon son modèle), tableau de suivi des "
        "échéances.",
    ),
    Rule(
        "immobilier",
        Level.FORBIDDEN,
        (
            r"gestion locative",
            r"etats? des lieux(?= (?:[\w']+ ){0,5}?"
            r"(?:d'|l')?(?:logements?|appartements?|locataires?|biens?|entree|sortie)(?![a-z]))",
            rf"encaiss\w* {ARTICLES}loyers?",
            r"transactions? immobilieres?",
            rf"negoci\w* {ARTICLES}biens? immobiliers?",
        ),
        "Activité réglementée (loi Hoguet, carte professionnelle).",
        "Classement des baux et quittances, planification des visites pour l’agence.",
        own_case=(r"loyers? (?:[\w']+ ){0,3}?(?:notre|nos|propres?)\b", "Suivi des loyers reçus."),
    ),
    Rule(
        "finance",
        Level.FORBIDDEN,
        (
            r"conseil(?:s|ler|lers|lere|leres|lez)? (?:en |sur les? |sur vos |dans les )"
            r"(?:investissements?|placements?|patrimoine)",
            r"courtage",
            rf"negoci\w* {ARTICLES}(?:prets?|credits?|emprunts?|assurances?)",
        ),
        "Activité réglementée (CIF, courtier : immatriculation ORIAS).",
        "Collecte de devis et comparaison factuelle en tableau.",
    ),
    Rule(
        "sante",
        Level.WARNING,
        (
            r"dossiers? (?:des |de |du )?patients?",
            r"(?:tele-?)?secretariat medical",
            r"donnees de sante",
            r"comptes?[ -]rendus? medica\w*",
        ),
        "Données de santé : secret professionnel et hébergement certifié (HDS) ; ne transmettez rien par la "
        "messagerie SIO.",
        "Accueil téléphonique et agenda dans l’outil du cabinet, avec engagement de confidentialité.",
    ),
    Rule(
        "domiciliation",
        Level.FORBIDDEN,
        (
            r"domiciliations? (?:d'entreprises?|(?:de |d')(?:la |l'|votre |notre |une )?(?:societe|entreprise|siege)s?)",
            rf"domicili(?:er|ez) {ARTICLES}(?:societes?|entreprises?|sieges?)",
        ),
        "La domiciliation d’entreprises exige un agrément préfectoral.",
        "Réexpédition et numérisation du courrier reçu à votre siège.",
    ),
    Rule(
        "subordination",
        Level.WARNING,
        (
            r"liens? hierarchiques?",
            r"sous (?:l'autorite|la responsabilite hierarchique|la direction) (?:du|des?|d'\w+)",
            r"horaires? (?:imposes?|fixes?|obligatoires?)",
            r"du lundi au vendredi",
            rf"(?:0?[789]|10){HOUR} ?(?:a|-|–|—|/) ?1[6-9]{HOUR}",
            r"pointages? (?:des heures|obligatoires?|a l'arrivee)",
            r"(?:poser|valider|demander) (?:ses|vos|des|les) conges",
            r"periodes? d'essai",
            r"exclusivite",
            r"temps (?:plein|complet)",
            r"cd[id]",
            r"salaires?(?: (?:bruts?|nets?))?",
            r"en remplacement d'une? salarie?e?(?:\(e\))?",
        ),
        "Ces termes évoquent un contrat de travail (risque de requalification, C. trav. L8221-6).",
        "Décrivez un résultat attendu, un volume indicatif et des créneaux souhaités ; la personne reste libre de son "
        "organisation.",
    ),
    Rule(
        "discrimination",
        Level.FORBIDDEN,
        (
            r"jeunes? (?:femmes?|hommes?|dynamiques?|et (?:dynamique|motive)\w*)(?: dynamiques?)?",
            r"moins de \d{2} ans(?! d'(?:experience|anciennete|existence))",
            r"entre \d{2} et \d{2} ans(?! d'(?:experience|anciennete|existence))",
            r"ages? (?:de |entre )?\d{2} ?(?:-|–|a|et) ?\d{2}",
            r"(?:uniquement|exclusivement) (?:une |un |des )?(?:femmes?|hommes?)",
            r"(?:femmes?|hommes?) (?:uniquement|exclusivement|seulement)",
            r"sans enfants?",
            r"celibataires?",
            r"de nationalite \w+",
            r"langue maternelle (?!et |ou |avec |qui |pour )[a-z]+",
            r"bonne presentation(?! (?:des?|du|orale?) )",
            r"physique agreable",
            r"non voilee?s?",
        ),
        "Critère discriminatoire (loi n° 2008-496 ; C. pén. 225-1 et s.).",
        "Listez des compétences, langues et disponibilités objectives.",
        unless_after=r"(?:societes?|entreprises?|structures?|start-?ups?|tpe|pme|cabinets?)(?: \w+)? (?:de |ayant )?$",
    ),
    Rule(
        "coordonnees",
        Level.ADVICE,
        (
            r"0[1-9](?:[ .-]?\d{2}){4}",
            r"(?:\+|00) ?33 ?(?:\(0\) ?)?[1-9](?:[ .-]?\d{2}){4}",
            r"[a-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
            r"iban",
        ),
        "Ne publiez pas de coordonnées ni d’IBAN dans une annonce publique.",
        "Utilisez la messagerie après mise en relation.",
    ),
)
