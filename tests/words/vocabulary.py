"""The words SIO does not show, and what it says instead: domain.md §8 and payments.md 1.3, kept here alone.

Whole words, feminine and plural. Ambiguous words stand inside the phrases where they mean what we avoid.
"""

# What is not shown → what is said.
INSTEAD = {
    r"(?<!la )postes?(?! de (?:travail|télétravail))|emplois?|jobs?|offres? d’emploi": "mission",
    r"employeu(?:r|se)s?|patron(?:ne)?s?|recruteu(?:r|se)s?": "entreprise, client",
    r"salariée?s?|employée?s?|collaborat(?:eur|rice)s?": "assistante, assistant, indépendante",
    r"recrut(?:er|ez|e|ement|ements|ée?s?)|embauch\w+": "confier une mission, faire appel à",
    r"salaires?|rémunérations?|(?:votre|sa|ma) paie": "tarif, prix, montant de la prestation",
    r"CDI|CDD|intérim|contrats? de travail": "contrat de prestation, mission",
    r"périodes? d’essai": "forfait découverte, première mission",
    r"temps (?:plein|complet|partiel)|mi-temps": "volume indicatif : … h par semaine",
    r"horaires? (?:imposés?|fixes?|obligatoires?)|plages? obligatoires?|planning imposé": "créneaux souhaités",
    r"heures supplémentaires": "heures au-delà du volume convenu",
    r"congés|RTT|arrêts? maladie": "indisponibilités",
    r"pointage des heures|badgeuses?|pointe(?:r|z) (?:ses|vos|les) heures": "relevé d’heures",
    r"supérieure?s? hiérarchiques?|N\+1|responsables? hiérarchiques?|encadrer": "interlocuteur, interlocutrice",
    r"consignes?|directives?|(?:donner|recevoir) des ordres": "besoin, attente, livrable",
    r"évaluations? annuelles?|performances?|sanctions?|avertissements?": "avis, échange, demande de modification",
    r"licenci\w+|démission\w*|renvoyer (?:votre|une|l’)assistante?": "mettre fin à la mission",
    r"remplacement d’une? salariée?": "renfort pendant une absence",
    r"exclusivité|disponible uniquement pour nous": "",
    r"entretiens? d’embauche": "premier échange",
    r"CV|curriculum": "profil",
    r"candidate? idéale?|perles? rares?|jeunes? et dynamiques?": "compétences et disponibilités recherchées",
    r"nos assistante?s|notre équipe d’assistantes": "les assistantes et assistants inscrits sur SIO",
    r"TJM": "tarif à la journée",
    r"séquestres?|escrow|entiercement|cantonnement": "paiement sécurisé, versement après votre approbation",
    r"portefeuilles?|wallets?|cagnottes?|(?:votre|le|mon|un) solde|solde (?:de|disponible)": "vos versements, vos paiements",
    r"compte SIO|comptes? de paiement": "votre compte bancaire, vos versements",
    r"tiers de confiance|SIO garde votre argent|SIO vous paie": "SIO ne détient pas vos fonds",
    r"garanti(?:e|s|es)?": "nous vous répondons sous …, conditions",
    r"commissions?": "frais de mise en relation, payés par l’entreprise",
    r"tenue (?:de (?:la )?comptabilité|des comptes)": "pré-comptabilité, transmission au cabinet",
    r"conseils? juridiques?": "formalités, mise en forme",
    r"algorithmes?|IA|scores?": "adéquation, raisons",
    r"(?:candidature|profil|personne)(?: \w+){0,2} (?:rejetée?|refusée?)": "non retenue, à compléter",
    r"profils? suspects?|fraudes?": "vérification en cours",
    r"meilleure?s? (?:assistante?s?|profils?|plateforme)|n° 1|couteaux? suisses?": "ce qui est vrai et se vérifie",
}

# Where a word is right, by path, with the reason.
EXCEPTIONS = {
    "sio/lib/reserved_terms/": "quotes the words it looks for, and gives the reasons of the law",
    "sio/demo/needs.py": "two missions await moderation because of such words",
    "accounts/enums.py": "names of national diplomas",
    "sio/pages/views/counting.py": "the picture of the same comparison",
    "templates/pages/delegation.html": "the page of the same comparison",
    "sio/pages/pillars.py": "two pillars speak of the firm's own staff",
    "sio/pages/delegation.py": "compares a mission with a contract of employment, and names both",
}
