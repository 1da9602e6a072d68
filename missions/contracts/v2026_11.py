"""Template of November 2026. Each clause has an id, printed beside its number, that later texts may point to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sio.lib import dates
from sio.lib.durations import hours
from sio.lib.money import euros

from .terms import FeeBand, Party, Terms

VERSION = "2026-11"


@dataclass(frozen=True)
class Clause:
    id: str
    heading: str
    body: Callable[[Terms], str]


def text(terms: Terms) -> str:
    """The whole contract: title, parties, then the clauses that apply, numbered."""
    clauses = [(clause, clause.body(terms)) for clause in CLAUSES]
    written = [(clause, body) for clause, body in clauses if body]
    articles = (
        f"Article {number}. {clause.heading} [{clause.id}]\n{body}"
        for number, (clause, body) in enumerate(written, start=1)
    )
    return "\n\n".join([_title(terms), _parties(terms), *articles]) + "\n"


def _title(terms: Terms) -> str:
    return f"Contrat de prestation {terms.reference}\n« {terms.title} »"


def _parties(terms: Terms) -> str:
    return (
        f"Entre l’entreprise {_party(terms.company)}, ci-après « l’entreprise »,\n"
        f"et {_party(terms.assistant)}, ci-après « le prestataire »."
    )


def _party(party: Party) -> str:
    name = f"{party.name}, SIREN {_grouped(party.siren)}" if party.siren else party.name
    address = f", {party.address}" if party.address else ""
    return f"{name}{address}, représentée par {party.represented_by}"


def _scope(terms: Terms) -> str:
    tasks = "\n".join(f"– {task}" for task in terms.tasks)
    return (
        f"Le prestataire s’engage sur un résultat : {_sentence(terms.deliverable)}\n"
        f"La prestation porte sur :\n{tasks}\n"
        "Ce que l’entreprise attend est décrit par son résultat, jamais par la manière d’y parvenir."
    )


def _organisation(terms: Terms) -> str:
    wished = (
        f" Créneaux souhaités, à titre indicatif : {', '.join(terms.half_days)}." if terms.half_days else ""
    )
    return (
        "Le prestataire organise librement son travail : il choisit ses méthodes, ses jours et ses heures. "
        f"Lieu : {terms.place}. Volume indicatif : {hours(terms.minutes_per_week)} par semaine.{wished} "
        "Les parties conviennent ensemble des rendez-vous utiles. Il n’existe entre elles aucun lien de subordination."
    )


def _tools(terms: Terms) -> str:
    return (
        "Le prestataire travaille avec son propre matériel et ses propres logiciels. "
        "L’entreprise lui ouvre seulement les accès nécessaires à ses outils, et les referme à la fin du contrat."
    )


def _freedom(terms: Terms) -> str:
    return (
        "Chaque partie reste libre de travailler avec d’autres : le prestataire pour d’autres clients, l’entreprise "
        "avec d’autres prestataires."
    )


def _refusal(terms: Terms) -> str:
    return (
        "Le prestataire peut refuser une demande qui sort de la prestation ou que la loi réserve à une profession. "
        "Ce refus n’entraîne aucune pénalité et ne change pas sa place sur SIO."
    )


def _substitution(terms: Terms) -> str:
    return (
        "Le prestataire peut se faire remplacer par un autre professionnel qualifié, avec l’accord préalable et "
        "écrit de l’entreprise. Il reste responsable du résultat."
    )


def _price(terms: Terms) -> str:
    return (
        f"Le prestataire a fixé son prix : {euros(terms.rate_cents)} HT par heure, TVA en sus s’il y est soumis. "
        "Le montant de la prestation est ce prix multiplié par la durée approuvée. "
        "Le prestataire reçoit 100 % de ce montant."
    )


def _fee(terms: Terms) -> str:
    return (
        "SIO facture à l’entreprise, en plus, des frais de mise en relation sur le montant HT cumulé entre les deux "
        f"parties : {_bands(terms.fee_bands)}, avec un minimum de {euros(terms.fee_minimum_cents)} HT par règlement. "
        f"La TVA s’ajoute à ces frais. Grille n° {terms.fee_version} ; "
        "elle reste applicable pendant ce contrat, sauf si une grille plus avantageuse entre en vigueur."
    )


def _hours(terms: Terms) -> str:
    return (
        "Le prestataire envoie un relevé d’heures par semaine travaillée. L’entreprise l’approuve ou le conteste en "
        f"donnant ses raisons. Sans réponse dans les {terms.tacit_approval_days} jours qui suivent l’envoi, le relevé "
        "est approuvé tacitement. L’approbation rend le règlement exigible ; le paiement est traité par Stripe, "
        "établissement de monnaie électronique agréé. SIO ne détient pas les fonds."
    )


def _confidentiality(terms: Terms) -> str:
    return (
        "Chaque partie garde confidentiels les documents et les informations de l’autre, pendant le contrat et deux "
        "ans après. Le prestataire traite les données personnelles confiées pour les seuls besoins de la prestation, "
        "puis les rend ou les efface."
    )


def _limits(terms: Terms) -> str:
    if not terms.limits:
        return ""
    limits = "\n".join(f"– {_sentence(limit)}" for limit in terms.limits)
    return f"Certains actes sont réservés par la loi à des professions. La prestation se limite à :\n{limits}"


def _duration(terms: Terms) -> str:
    return (
        f"Le contrat commence le {_day(terms.starts_on)}{_until(terms.ends_on)}. "
        f"Chaque partie peut y mettre fin, sans motif, avec un préavis de {terms.notice_days} jours annoncé sur SIO. "
        "Les heures faites jusqu’au dernier jour restent dues."
    )


def _signature(terms: Terms) -> str:
    return (
        "Chaque partie signe par un clic sur SIO, qui conserve l’identité du signataire, la date, l’adresse de "
        "connexion et l’empreinte de ce texte. Un texte modifié a une autre empreinte."
    )


CLAUSES = (
    Clause("resultat", "Résultat attendu", _scope),
    Clause("organisation", "Organisation libre", _organisation),
    Clause("materiel", "Matériel et accès", _tools),
    Clause("liberte", "Liberté de travailler avec d’autres", _freedom),
    Clause("refus", "Droit de refuser", _refusal),
    Clause("remplacement", "Remplacement", _substitution),
    Clause("limites", "Limites de la prestation", _limits),
    Clause("prix", "Prix", _price),
    Clause("frais", "Frais de mise en relation", _fee),
    Clause("releves", "Relevés d’heures et règlement", _hours),
    Clause("confidentialite", "Confidentialité", _confidentiality),
    Clause("duree", "Durée et fin", _duration),
    Clause("signature", "Signature", _signature),
)


def _bands(bands: tuple[FeeBand, ...]) -> str:
    return ", ".join(f"{_percent(band.rate_ppm)} {_limit(band)}" for band in bands)


def _limit(band: FeeBand) -> str:
    return "au-delà" if band.to_cents is None else f"jusqu’à {euros(band.to_cents)}"


def _percent(ppm: int) -> str:
    whole, rest = divmod(ppm, 10_000)
    decimals = f",{rest:04d}".rstrip("0") if rest else ""
    return f"{whole}{decimals} %"


def _until(day: date | None) -> str:
    return f" et se termine le {_day(day)}" if day else ", sans terme fixé"


def _day(day: date) -> str:
    return dates.day(day)


def _grouped(siren: str) -> str:
    return f"{siren[:3]} {siren[3:6]} {siren[6:]}"


def _sentence(words: str) -> str:
    """As typed, ended by a full stop."""
    words = words.strip()
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."
