"""Who plays: what anybody does on SIO, then the owner of a firm, the assistant, and the member of the team.

Each act is named after what the person does; she clicks on what she reads, and knows no address but the first.
"""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.journeys.stage import Stage, a_worker_passes, letters_to

PASSWORD = "un bureau rangé dès lundi"
CODE = re.compile(r"\b([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\b")


class Person:
    """Somebody in front of a browser."""

    email = ""

    def __init__(self, stage: Stage) -> None:
        self.page: Page = stage.window()
        self.page.goto("/")

    # --- what hands do -------------------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def clicks(self, words: str) -> None:
        """A link or a button of the page, by its words; a submit is waited for."""
        seen = self.main.get_by_role("button", name=words).or_(self.main.get_by_role("link", name=words))
        self._follow(seen.first)

    def opens(self, words: str) -> None:
        """An entry of the header."""
        self._follow(self.page.get_by_role("banner").get_by_role("link", name=words).first)

    def _follow(self, seen: Locator) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            seen.click()

    def fills(self, label: str, value: str) -> None:
        self._field(label).fill(value)

    def picks(self, label: str, option: str) -> None:
        self._field(label).select_option(label=option)

    def ticks(self, *labels: str) -> None:
        for label in labels:
            self._field(label).check()

    def _field(self, label: str) -> Locator:
        """By its whole label, whatever the spaces are; « (facultatif) » may follow."""
        words = r"\s+".join(map(re.escape, label.split()))
        return self.main.get_by_label(re.compile(rf"^\s*{words}(\s*\(facultatif\))?\s*$"))

    def ticks_in(self, folder: str, *labels: str) -> None:
        """Boxes of the picker: the folder is opened first, as its list is closed."""
        drawer = self.main.locator("details.picker__folder", has_text=folder).first
        if drawer.get_attribute("open") is None:
            drawer.locator("summary").click()
        for label in labels:
            drawer.get_by_label(label, exact=True).check()

    def downloads(self, seen: Locator, folder: Path) -> Path:
        with self.page.expect_download() as caught:
            seen.click()
        path = folder / caught.value.suggested_filename
        caught.value.save_as(path)
        return path

    def downloads_the_invoices(self, folder: Path) -> list[str]:
        """Every document of « Factures », as text."""
        links = self.main.get_by_role("link", name="(PDF)")
        return [words_of(self.downloads(links.nth(index), folder)) for index in range(links.count())]

    # --- what eyes read ------------------------------------------------------------------------------------------

    def reads(self, *words: str) -> None:
        """The page says so, now or in a moment."""
        for sentence in words:
            expect(self.page.locator("body")).to_contain_text(sentence)

    def is_expected_to(self, *acts: str) -> None:
        """« Mon espace » names each of these acts, and no other when none is given."""
        self.opens("Mon espace")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Mon espace")
        todos = self.main.locator(".todo__title")
        if not acts:
            expect(todos).to_have_count(0)
        for act in acts:
            expect(todos.filter(has_text=act)).to_have_count(1)

    def was_written_to(self, *words: str) -> None:
        """One of the letters she received says all of these words."""
        letters = list(letters_to(self.email))
        assert any(all(word in letter for word in words) for letter in letters), (words, letters)

    # --- what everybody does -------------------------------------------------------------------------------------

    def signs_up(self, side: str) -> None:
        """From the home page: the side, an address and a password, then the code read in the letter."""
        self.opens("Créer mon compte")
        self.clicks(side)
        self.fills("Votre adresse e-mail", self.email)
        self.fills("Choisissez un mot de passe", PASSWORD)
        self.clicks("Recevoir mon code")
        self.fills("Le code reçu par e-mail", self._code())
        self.clicks("Continuer")

    def _code(self) -> str:
        a_worker_passes()
        found = CODE.search(next(letters_to(self.email)))
        assert found, next(letters_to(self.email))
        return found[1]

    def signs_in(self) -> None:
        self.opens("Connexion")
        self.fills("Votre adresse e-mail", self.email)
        self.fills("Votre mot de passe", PASSWORD)
        self.clicks("Me connecter")


def words_of(document: Path) -> str:
    """What one reads in a PDF, spaces made plain."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(document).pages).split())


class Owner(Person):
    """Nadia runs a plumbing firm of six."""

    email = "nadia@rivoire.example"

    def presents_the_firm(self) -> None:
        self.fills("Nom de l’entreprise", "Plomberie Rivoire")
        self.fills("SIREN", "000 001 115")
        self.fills("Adresse", "12 rue des Forges")
        self.fills("Code postal", "69100")
        self.fills("Ville", "Villeurbanne")
        self.fills("Combien de personnes travaillent dans l’entreprise ?", "6")
        self.picks("Secteur", "BTP et artisanat")
        self.clicks("Continuer")

    def describes_a_need(self, title: str, *, starting: date) -> None:
        """Seven short pages, one of which names what cannot be missing."""
        self.opens("Décrire un besoin")
        self._what(title)
        self._what_matters()
        self._how_much()
        self._when(starting)
        self.ticks("À distance")
        self.clicks("Continuer")
        self._how_much_money()
        self._in_her_words()

    def _what(self, title: str) -> None:
        self.fills("En quelques mots, de quoi avez-vous besoin ?", title)
        self.picks("Dans quel domaine, surtout ?", "Gestion commerciale et administration des ventes")
        self.ticks_in("Gestion commerciale", "Établissement de devis", "Relance de devis")
        self._is_proposed("Facturer les clients, promener le chien", "Facturation clients")
        self.clicks("Continuer")

    def _is_proposed(self, words: str, skill: str) -> None:
        """She says it in her words, and ticks what SIO proposes."""
        self.fills("Dites-le avec vos mots", words)
        self.clicks("Proposer des tâches")
        proposed = self.main.locator("#propositions")
        expect(proposed).to_contain_text("Nous ne savons pas à quoi cela correspond")
        proposed.get_by_label(skill, exact=True).check()

    def _what_matters(self) -> None:
        self.ticks("Établissement de devis : Indispensable", "Établissement de devis : Confirmé")
        self.ticks("Relance de devis : Important", "Relance de devis : Notions")
        self.ticks("Facturation clients : Apprécié", "Facturation clients : Notions")
        self.clicks("Continuer")

    def _how_much(self) -> None:
        self.ticks("Mission récurrente", "Des heures chaque semaine")
        self.fills("Heures par semaine", "5")
        self.clicks("Continuer")

    def _when(self, starting: date) -> None:
        self.fills("Quand la mission commence-t-elle ?", starting.isoformat())
        self.ticks("D’une semaine", "Mardi matin", "Jeudi matin")
        self.fills("Combien de ces créneaux suffisent ?", "1")
        self.clicks("Continuer")

    def _how_much_money(self) -> None:
        self.ticks("Oui", "à l’heure")
        self.fills("Budget maximal hors taxes", "40")
        self.clicks("Continuer")

    def _in_her_words(self) -> None:
        self.fills(
            "Décrivez le besoin",
            "Les devis prennent du retard pendant les chantiers. Nous travaillons avec un tableur et une messagerie.",
        )
        self.fills(
            "Quel résultat attendez-vous ?", "Chaque devis part sous deux jours et reçoit deux relances."
        )
        self.clicks("Continuer")

    def checks_and_sends(self) -> None:
        self.reads("Vérifiez votre mission", "Établissement de devis", "Ce que la mission peut coûter")
        self.clicks("Envoyer la mission")
        self.reads("Votre mission est envoyée")
        self.clicks("Voir ma mission")
        self.reads("Votre mission est en cours de vérification")

    def looks_at_the_profiles_proposed(self, title: str) -> None:
        self.opens("Missions")
        self.clicks(title)
        self.clicks("profils proposés")
        self.reads("Profils proposés")

    def reads_the_application(self) -> None:
        self.opens("Mon espace")
        self.clicks("Lire et répondre")
        self.clicks("Claire")

    def shortlists_and_accepts(self) -> None:
        self.clicks("Présélectionner")
        self.reads("Présélectionnée")
        self.clicks("Accepter")
        self.reads("Confier cette mission à Claire", "Rien n’est payé et rien ne commence")
        self.clicks("Accepter la candidature")
        self.reads("La mission est pourvue")

    def signs_the_contract(self) -> None:
        self.opens("Mon espace")
        self.clicks("Relire et signer")
        self.clicks("Lire et signer")
        self.reads("Votre clic vaut signature")
        self.clicks("Signer le contrat")

    def approves_the_week(self, amount: str) -> None:
        self.opens("Mon espace")
        self.clicks("Voir le relevé")
        self.reads(f"En approuvant, vous devez {amount}")
        self.clicks("Approuver le relevé")
        self.reads("Le relevé est approuvé et le règlement ouvert")

    def goes_to_pay(self) -> None:
        self.clicks("Régler")
        self.clicks("Continuer vers le paiement")

    def pays_by_card(self) -> None:
        """On the page that stands for Stripe's: a card refused first, then another one."""
        self.reads("Paiement simulé — aucun argent réel")
        self.clicks("Payer avec une carte refusée")
        self.reads("Votre banque a refusé le paiement")
        self.clicks("Payer avec une carte acceptée")


class Assistant(Person):
    """Claire works on her own account, in Lyon and from home."""

    email = "claire@bureau.example"
    form_address = ""

    def describes_herself(self) -> None:
        """The eight steps, in the order in which each leads to the next."""
        self.reads("Mon profil")
        self.clicks("Vous")
        self._who_she_is()
        self._where_she_works()
        self._when_she_is_free()
        self._what_she_knows()
        self._with_what()
        self._where_she_comes_from()
        self._her_rates()
        self._her_invoices()

    def _who_she_is(self) -> None:
        self.fills("Prénom", "Claire")
        self.fills("Nom", "Bonnet")
        self.fills("Titre de votre profil", "Assistante administration des ventes")
        self.fills(
            "Présentation",
            "Devis, relances et factures de petites entreprises du bâtiment, depuis neuf ans. "
            "Je mets le suivi en place et je le tiens à jour.",
        )
        self.clicks("Continuer")

    def _where_she_works(self) -> None:
        self.fills("Votre ville", "69007")
        self.ticks("À distance", "Dans les locaux des entreprises")
        self.fills("Jusqu’à quelle distance vous déplacez-vous ?", "15")
        self.clicks("Continuer")

    def _when_she_is_free(self) -> None:
        for half_day in ("Mardi matin", "Mercredi matin", "Jeudi matin"):
            self.ticks(f"{half_day} : L’un ou l’autre")
        self.fills("Temps libre par semaine", "15")
        self.clicks("Continuer")

    def _what_she_knows(self) -> None:
        self.ticks_in(
            "Gestion commerciale", "Établissement de devis", "Relance de devis", "Facturation clients"
        )
        self.clicks("Continuer")
        self.ticks("Établissement de devis : Expert", "Facturation clients : Confirmé")
        self.clicks("Continuer")

    def _with_what(self) -> None:
        self.ticks_in("Devis et factures", "Sellsy")
        self.picks("Langue 1", "Anglais")
        self.picks("Niveau 1", "Professionnel (B2)")
        self.clicks("Continuer")

    def _where_she_comes_from(self) -> None:
        self.clicks("Ajouter une expérience")
        self.fills("Ce que vous faisiez", "Assistante commerciale")
        self.fills("Structure", "Chauffage Perrin")
        self.picks("Métier le plus proche", "Assistanat commercial")
        self.picks("Secteur", "BTP et artisanat")
        self.fills("Début", "2016-09-01")
        self.clicks("Enregistrer")
        self.clicks("Ajouter un diplôme")
        self.picks("Diplôme ou titre", "BTS Gestion de la PME (ex-Assistant de gestion PME-PMI)")
        self.fills("Année", "2014")
        self.clicks("Enregistrer")
        self.ticks("BTP et artisanat")
        self.clicks("Continuer")

    def _her_rates(self) -> None:
        self.fills("Tarif à distance", "36")
        self.fills("Tarif sur site", "40")
        self.clicks("Continuer")

    def _her_invoices(self) -> None:
        self.fills("Nom sur les factures", "Claire Bonnet")
        self.picks("Forme juridique", "Micro-entreprise")
        self.fills("SIREN", "000 000 018")
        self.ticks("Franchise en base")
        self.fills("Adresse", "4 rue Jaboulay")
        self.fills("Code postal", "69007")
        self.fills("Ville", "Lyon")
        self.clicks("Continuer")

    def sees_herself_as_a_firm_does(self) -> None:
        self.clicks("Voir comme une entreprise")
        self.reads("Claire B.", "Établissement de devis")
        self.opens("Mon profil")

    def sends_her_profile(self) -> None:
        self.clicks("Vérifier et envoyer")
        self.clicks("Envoyer mon profil")
        self.reads("Votre profil est envoyé")

    def looks_at_the_missions_for_her(self) -> None:
        self.opens("Missions pour moi")

    def opens_the_mission(self, title: str) -> None:
        self.looks_at_the_missions_for_her()
        self.clicks(title)

    def applies(self, *, rate: str) -> None:
        self.clicks("Proposer ma candidature")
        self.form_address = self.page.url
        self.fills(
            "Votre message à l’entreprise",
            "Bonjour, je fais ce suivi pour deux artisans. Libre mardi et jeudi.",
        )
        self.fills("Votre tarif pour cette mission", rate)
        self.clicks("Continuer")
        self.reads("Vérifiez votre candidature", "Total")
        self.clicks("Envoyer ma candidature")

    def applies_again(self) -> None:
        """From a page left open."""
        self.page.goto(self.form_address)

    def signs_the_mandate_then_the_contract(self) -> None:
        self.opens("Mon espace")
        self.clicks("Relire et signer")
        self.clicks("Lire et signer le mandat")
        self.ticks("J’ai lu ce mandat et je le signe")
        self.clicks("Signer le mandat")
        self.reads("Mandat de facturation signé", "Relire et signer le contrat")
        self.clicks("Signer le contrat")

    def registers_for_payouts(self) -> None:
        self.opens("Versements")
        self.clicks("Commencer mon inscription")
        self.clicks("Continuer vers Stripe")
        self.reads("Paiement simulé — aucun argent réel", "Inscription aux versements")
        self.clicks("Valider le dossier")
        self.reads("Nous vérifions votre inscription auprès de Stripe")

    def logs_her_week(self, title: str, day: str, *lines: tuple[str, str]) -> None:
        self.opens("Contrats")
        self.clicks(title)
        self.clicks("Saisir mes heures")
        self.clicks("Continuer")
        for number, (task, duration) in enumerate(lines, start=1):
            line = self.main.get_by_role("group", name=f"Ligne {number}")
            line.get_by_label("Jour").select_option(label=day)
            line.get_by_label("Tâche").fill(task)
            line.get_by_label("Durée").fill(duration)
        self.clicks("Relire avant l’envoi")

    def sends_her_week(self) -> None:
        self.clicks("Envoyer le relevé")
        self.reads("Votre relevé est envoyé")


class Moderator(Person):
    """A member of the team, in Django's admin."""

    email = "equipe@sio.example"

    def publishes(self, queue: str, name: str) -> None:
        """From « Mon espace »: the queue, the thing to read, one click."""
        self.opens("Mon espace")
        todo = self.main.locator(".todo", has_text=queue)
        self._follow(todo.get_by_role("link"))
        self._follow(self.page.get_by_role("link", name=name).first)
        self._follow(self.page.get_by_role("button", name="Publier", exact=True))
