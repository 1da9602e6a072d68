"""Words of work that say nearly the same: each group is one sense, whatever the word chosen.

General French, written for titles and tasks of any trade; no set of labels was copied. A word has one sense, the first
written. Kept beside the words themselves, never instead of them: « chef » and « directeur » are near, not equal.
"""

from sio.lib.french import fold, stem, stems
from sio.lib.text import normalise

_GROUPS = """
responsable chef directeur manager gestionnaire dirigeant gérant patron superviseur encadrant
agent employé opérateur ouvrier préposé collaborateur équipier
conducteur chauffeur pilote machiniste
technicien mécanicien
réparateur dépanneur
vendeur commercial délégué représentant vrp
enseignant professeur formateur instructeur moniteur instituteur maître
chargé conseiller consultant
ingénieur concepteur
fabricant constructeur producteur
poseur monteur installateur assembleur ajusteur
aide assistant auxiliaire adjoint second
surveillant gardien vigile
vérificateur contrôleur inspecteur
dessinateur projeteur
développeur programmeur
médecin docteur
coordinateur coordonnateur
expert spécialiste
rédacteur auteur écrivain
livreur coursier
entraîneur coach
tailleur couturier
éleveur exploitant
emballeur conditionneur
animateur présentateur
secrétaire sténodactylo dactylo
caissier encaisseur
magasinier stockiste
créer concevoir élaborer développer établir
gérer administrer piloter
superviser surveiller encadrer diriger
réaliser effectuer exécuter faire mener
utiliser employer manipuler maîtriser
conseiller orienter
aider assister soutenir accompagner appuyer
analyser étudier examiner évaluer
choisir sélectionner
trier classer ranger
vérifier contrôler inspecter
garantir assurer veiller
fournir proposer offrir
rédiger écrire
préparer apprêter
entretenir maintenir
nettoyer laver
réparer dépanner
installer poser monter
fabriquer produire confectionner
collecter recueillir rassembler
identifier repérer déterminer recenser
informer communiquer
former enseigner instruire
planifier organiser programmer
transporter acheminer
négocier traiter
démontrer prouver
communiquer transmettre
appliquer respecter
améliorer optimiser perfectionner
détecter déceler
régler ajuster
découper couper tailler
emballer conditionner empaqueter
relancer rappeler
recruter embaucher engager
répondre réagir
acheter acquérir
vendre commercialiser
suivre suivi
méthode technique procédé processus
gestion administration management
informatique tic numérique digital
logiciel application programme
internet web ligne
vêtement habillement confection
école scolaire
médical sanitaire santé
routier route
bâtiment construction btp
bois menuiserie
auto automobile voiture véhicule
camion poids
bateau navire nautisme marine
compte comptable comptabilité
impôt fiscal fisc taxe
vente commerce
achat approvisionnement
client clientèle consommateur
personnel salarié
entretien maintenance
nettoyage propreté
paie rémunération
embauche recrutement
juridique droit
nourriture aliment alimentaire
restauration restaurant
enfant pédiatrie
vieux âgé gériatrie
jardin espace
forêt sylviculture forestier
agriculture agricole
animal bête
déchet ordure
électricité électrique
photo photographie
publicité publicitaire
média presse
banque bancaire
assurance assureur
logement habitation
immobilier foncier
courrier courriel lettre mail
téléphone appel standard
réunion séance
document dossier fichier
voyage déplacement
rendez agenda planning
facture facturation
"""

_SENSES: dict[str, str] = {}
for _number, _group in enumerate(_GROUPS.split("\n")):
    for _word in _group.split():
        _SENSES.setdefault(stem(fold(normalise(_word))), f"§{_number}")


def sense(word: str) -> str:
    """The sense of a stem; the stem itself where no group has it."""
    return _SENSES.get(word, word)


def senses(words: tuple[str, ...]) -> list[str]:
    """The senses of the words that carry meaning."""
    return [sense(word) for word in stems(words)]
