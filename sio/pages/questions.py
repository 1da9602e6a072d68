"""What people really ask before they sign up, on both sides; answered once, shown wherever it helps."""

from dataclasses import dataclass

from sio.lib.structured import Data

FIRMS, ASSISTANTS, BOTH = "firms", "assistants", "both"


@dataclass(frozen=True)
class Question:
    """A question with its whole answer in plain words; `href` and `act` lead further."""

    slug: str
    side: str
    question: str
    answer: str
    href: str = ""
    act: str = ""


QUESTIONS = (
    Question(
        "qui-fixe-le-prix",
        BOTH,
        "Qui fixe le prix\u202f?",
        "L’assistante ou l’assistant, toujours. L’entreprise indique un budget, elle ne négocie pas un tarif à la place "
        "de l’autre. Les frais de SIO s’ajoutent du côté de l’entreprise et sont affichés avant chaque décision.",
        "/prix/",
        "Voir les tarifs publiés",
    ),
    Question(
        "combien-coute-sio",
        FIRMS,
        "Combien coûte SIO\u202f?",
        "Publier une mission, recevoir des profils et échanger est gratuit. Les frais sont dus quand vous approuvez un "
        "relevé d’heures\u00a0: 12\u202f% HT jusqu’à 2\u202f000\u202f€ avec une même personne, puis 9\u202f% jusqu’à 10\u202f000\u202f€, puis 6\u202f%. "
        "Le minimum est de 2\u202f€ par règlement.",
        "/tarifs/",
        "Calculer mes frais",
    ),
    Question(
        "quand-paye-t-on",
        FIRMS,
        "Quand est-ce que je paie\u202f?",
        "Après le travail. L’assistante ou l’assistant envoie son relevé d’heures de la semaine, vous le relisez et "
        "vous l’approuvez, puis le règlement part. Aucun acompte, aucun abonnement.",
    ),
    Question(
        "rien-ne-convient",
        FIRMS,
        "Et si personne ne convient tout à fait\u202f?",
        "Vous voyez aussi les profils «\u00a0presque\u00a0» et le seul critère qui leur manque. Élargir une distance ou une date "
        "suffit souvent. Publier une mission n’engage à rien et vous pouvez la mettre en pause.",
    ),
    Question(
        "combien-d-heures",
        FIRMS,
        "Combien d’heures faut-il prévoir\u202f?",
        "La plupart des besoins tiennent entre 2 et 10\u00a0h par semaine. Trente devis, leurs relances et trente factures "
        "par mois représentent environ 5\u00a0h par semaine. Vous ajustez ensuite d’un commun accord.",
    ),
    Question(
        "arreter",
        BOTH,
        "Comment met-on fin à une mission\u202f?",
        "Le contrat dit sa durée et son délai de fin. Chaque partie peut y mettre fin depuis son espace. Les heures "
        "faites jusqu’au dernier jour restent dues, les suivantes ne le sont pas.",
    ),
    Question(
        "confidentialite",
        FIRMS,
        "Mes dossiers restent-ils confidentiels\u202f?",
        "Le contrat contient une clause de confidentialité. Les coordonnées ne circulent pas avant l’accord et la "
        "discrétion est le premier devoir du métier. Donnez les accès un par un, avec un mot de passe à part.",
    ),
    Question(
        "comptabilite",
        FIRMS,
        "Peut-on me tenir ma comptabilité ou rédiger mes contrats\u202f?",
        "Non. Saisir la comptabilité appartient à l’expert-comptable, donner un avis sur le droit appartient à "
        "l’avocat. Une assistante ou un assistant peut réunir, classer, préparer et relancer. SIO vous signale les "
        "mots à remplacer pendant que vous écrivez.",
    ),
    Question(
        "a-distance",
        FIRMS,
        "Faut-il être dans la même ville\u202f?",
        "Non. Beaucoup de missions se font à distance, avec un rendez-vous chaque semaine. Si vous préférez une "
        "présence, indiquez les demi-journées sur site et le rayon accepté\u00a0: seuls les profils qui s’y rendent sont "
        "proposés.",
        "/assistants/",
        "Voir les profils",
    ),
    Question(
        "qui-verifie",
        BOTH,
        "Qui vérifie les profils et les missions\u202f?",
        "Une personne de l’équipe SIO relit chacun avant publication. Si quelque chose manque, elle dit quoi et "
        "pourquoi. Les compétences restent déclarées par la personne tant qu’aucune mission ne les a montrées.",
    ),
    Question(
        "pourquoi-ce-profil",
        BOTH,
        "Comment les profils sont-ils proposés\u202f?",
        "Des règles fixes comparent le besoin et le profil\u00a0: compétences, créneaux, distance, tarif, expérience. "
        "L’adéquation est une somme de points et les deux côtés lisent les mêmes raisons. Une personne décide.",
        "/comment-ca-marche/",
        "Lire comment ça marche",
    ),
    Question(
        "frais-assistante",
        ASSISTANTS,
        "Combien SIO prend-il sur mon tarif\u202f?",
        "Rien. Votre prix reste votre prix\u00a0: les frais sont ajoutés du côté de l’entreprise. Vous n’achetez ni crédit, "
        "ni abonnement, ni mise en avant.",
        "/tarifs/",
        "Voir qui paie quoi",
    ),
    Question(
        "statut",
        ASSISTANTS,
        "Quel statut faut-il pour s’inscrire\u202f?",
        "Un statut d’indépendant avec un numéro SIREN\u00a0: micro-entreprise, entreprise individuelle, EURL, SASU ou "
        "coopérative d’activité. Vous pouvez préparer votre profil avant d’avoir le numéro.",
    ),
    Question(
        "diplome",
        ASSISTANTS,
        "Faut-il un diplôme\u202f?",
        "Non. Le métier n’impose aucun parcours\u00a0: l’expérience compte d’abord. Un BTS du métier ou une expérience "
        "d’assistanat de direction aident, et vous pouvez les indiquer.",
    ),
    Question(
        "factures",
        ASSISTANTS,
        "Qui établit mes factures\u202f?",
        "SIO, en votre nom, si vous signez un mandat de facturation gratuit. Vous avez 8 jours pour contester une "
        "facture et vous gardez vos autres factures à part.",
    ),
    Question(
        "quand-verse",
        ASSISTANTS,
        "Quand suis-je payée ou payé\u202f?",
        "Dès que l’entreprise a réglé le relevé approuvé, le versement part vers votre compte bancaire. Sans réponse "
        "de l’entreprise dans le délai du contrat, le relevé est approuvé de lui-même.",
    ),
)

BY_SLUG = {question.slug: question for question in QUESTIONS}


def asked_by(*sides: str) -> list[Question]:
    """The questions of these sides, in order."""
    return [question for question in QUESTIONS if question.side in sides]


def faq_page(questions: tuple[Question, ...] = QUESTIONS) -> Data:
    """The same questions as schema.org's FAQPage: only what is visible on the page."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question.question,
                "acceptedAnswer": {"@type": "Answer", "text": question.answer},
            }
            for question in questions
        ],
    }
