"""The five pillars of the trade, told to an owner: what it holds, an ordinary week, and where it stops.

Facts of the founding article; the lists of tasks are those of the catalogue.
"""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class PillarPage:
    """The words of a page. `slug` is its address, `pillar` the folder of the catalogue."""

    slug: str
    pillar: str
    title: str
    heading: str
    description: str
    lead: str
    paragraphs: tuple[str, ...]
    week: tuple[str, ...]
    limit: str

    def get_absolute_url(self) -> str:
        return reverse("pages:pillar", args=[self.slug])


PILLARS = (
    PillarPage(
        slug="services-generaux",
        pillar="general_services",
        title="Services généraux externalisés en TPE et PME",
        heading="Services généraux\u00a0: que tout tourne, sans vous",
        description="Courrier, accueil, fournisseurs, locaux, dépannages\u00a0: confiez vos services généraux quelques heures "
        "par semaine. Tâches, semaine type et profils.",
        lead="Le courrier, les livraisons, le ménage, le chauffage en panne, le contrat qui se renouvelle tout seul\u00a0: "
        "personne n’en est chargé, alors tout le monde s’en occupe.",
        paragraphs=(
            "C’est l’origine du métier. Avant de s’appeler office manager, cette personne dirigeait les services "
            "généraux\u00a0: les échanges administratifs, la vie du bâtiment, le lien avec les prestataires.",
            "Dans une petite entreprise, elle tient la liste des contrats et de leurs échéances, compare les devis des "
            "fournisseurs, suit les loyers et fait le lien avec le service qui paie. Le gain se voit vite\u00a0: moins "
            "d’abonnements oubliés, moins d’interruptions pour la direction.",
        ),
        week=(
            "Lundi\u00a0: courrier de la semaine ouvert, trié, numérisé.",
            "Mercredi\u00a0: trois devis demandés pour le ménage, un tableau pour choisir.",
            "Vendredi\u00a0: commandes passées, interventions confirmées, échéances du mois signalées.",
        ),
        limit="Elle suit les baux, les assurances et les loyers\u202f; elle ne les négocie pas à votre place et ne donne pas "
        "d’avis sur le droit.",
    ),
    PillarPage(
        slug="support-rh",
        pillar="hr_support",
        title="Support RH externalisé pour TPE et PME",
        heading="Support RH\u00a0: des dossiers à jour, des arrivées réussies",
        description="Tri de candidatures, accueil des nouveaux, formations, congés, dossiers\u00a0: un support RH quelques "
        "heures par semaine, sans service dédié. Tâches et profils.",
        lead="Vous n’avez pas de service RH et c’est normal. Les dossiers, les arrivées et les formations demandent "
        "pourtant quelqu’un, à date fixe.",
        paragraphs=(
            "Une ou un office manager trie les CV selon vos critères écrits, organise les entretiens, prépare l’arrivée "
            "des nouveaux salariés et leur intégration, puis suit les formations.",
            "Chaque mois, elle ou il réunit les congés, les absences et les primes, et transmet ces variables à votre "
            "cabinet. Vous gardez les décisions\u202f; les oublis et les retards disparaissent.",
        ),
        week=(
            "Mardi\u00a0: dossiers incomplets relancés, visite médicale réservée.",
            "Jeudi\u00a0: convocations à une formation, dossier de prise en charge envoyé à l’OPCO.",
            "Fin de mois\u00a0: variables de paie réunies, relues avec vous, transmises au cabinet.",
        ),
        limit="La paie reste à votre cabinet et l’avis sur un licenciement ou un contrat à votre avocat. Elle prépare, "
        "vérifie les pièces et alerte.",
    ),
    PillarPage(
        slug="bien-etre-au-travail",
        pillar="wellbeing",
        title="Bien-être au travail en TPE et PME\u00a0: l’externaliser",
        heading="Bien-être au travail\u00a0: des attentions qui tiennent",
        description="Événements internes, espaces de travail, sécurité, petits avantages\u00a0: faites vivre le bien-être au "
        "travail. Tâches, semaine type et profils.",
        lead="Un panier de fruits ne fait pas une politique. Un lieu sûr, des rendez-vous réguliers et des promesses "
        "tenues, si.",
        paragraphs=(
            "L’office manager fait appliquer ce que l’entreprise a décidé\u00a0: une ambiance de travail correcte, des "
            "conditions de sécurité conformes, puis les petits plus qui rassemblent.",
            "Elle ou il organise le séminaire, le concours interne ou l’accès à une salle de sport, et tient aussi ce "
            "qui se voit moins\u00a0: l’affichage obligatoire, les vérifications périodiques, la mise à jour du document "
            "unique avec vous.",
        ),
        week=(
            "Lundi\u00a0: commande de fruits et de café, tour des espaces communs.",
            "Mercredi\u00a0: deux lieux comparés pour le séminaire, budget à l’appui.",
            "Vendredi\u00a0: registre de sécurité à jour, prochaine vérification réservée.",
        ),
        limit="Elle suit et rappelle vos obligations de sécurité. Vous en restez responsable, avec le service de "
        "prévention et de santé au travail.",
    ),
    PillarPage(
        slug="rse",
        pillar="csr",
        title="RSE en TPE et PME\u00a0: confier le suivi",
        heading="RSE\u00a0: passer de la charte aux chiffres",
        description="Achats responsables, consommations, déchets, données carbone, dossier de label\u00a0: confiez le suivi RSE "
        "de votre TPE ou PME. Tâches, semaine type et profils.",
        lead="Vos clients demandent une charte, des indicateurs, parfois un label. Il faut surtout quelqu’un qui relève, "
        "classe et relance.",
        paragraphs=(
            "La responsabilité sociétale des entreprises (RSE) commence par des gestes suivis\u00a0: consommations relevées, "
            "fournisseurs choisis, déchets triés, trajets partagés.",
            "L’office manager applique la politique de l’entreprise et réunit les données des nouveaux indicateurs, "
            "comme la neutralité carbone. Le calcul et l’audit reviennent à des prestataires spécialisés, avec qui elle "
            "ou il fait le lien.",
        ),
        week=(
            "Mardi\u00a0: relevés d’énergie et d’eau saisis, écarts signalés.",
            "Jeudi\u00a0: deux fournisseurs locaux comparés pour le papier et le café.",
            "Une fois par mois\u00a0: indicateurs envoyés à la direction, en une page.",
        ),
        limit="Elle collecte et met en forme. Un bilan carbone certifié ou un audit demande un prestataire spécialisé.",
    ),
    PillarPage(
        slug="qvct",
        pillar="qvct",
        title="QVCT en TPE et PME\u00a0: qui s’en occupe\u202f?",
        heading="QVCT\u00a0: tenir l’équilibre dans la durée",
        description="Égalité, charge mentale, parentalité, télétravail, sondages internes\u00a0: confiez le suivi de la qualité "
        "de vie au travail (QVCT). Semaine type, profils.",
        lead="La qualité de vie et des conditions de travail (QVCT) se décide une fois et se tient chaque semaine. "
        "C’est un travail d’écoute et de suivi.",
        paragraphs=(
            "L’office manager veille à la place des femmes dans l’entreprise, au respect et à la reconnaissance de leur "
            "charge émotionnelle, à l’équilibre entre vie professionnelle et vie privée, pour les mères et pour tous.",
            "Concrètement\u00a0: un retour de congé maternité préparé, un planning de télétravail lisible, un sondage anonyme "
            "deux fois par an, et un plan d’action dont quelqu’un suit les dates.",
        ),
        week=(
            "Lundi\u00a0: planning de présence publié, conflits de salle réglés.",
            "Mercredi\u00a0: résultats du sondage résumés en une page, sans nom.",
            "Vendredi\u00a0: trois actions du plan relancées, une close.",
        ),
        limit="Elle informe et oriente. Une situation de souffrance se confie au médecin du travail ou à une "
        "professionnelle ou un professionnel de santé.",
    ),
)
BY_SLUG = {page.slug: page for page in PILLARS}
BY_PILLAR = {page.pillar: page for page in PILLARS}
