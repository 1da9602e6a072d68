"""What owners say, and the skill they mean: written before anything was tuned on it.

One line in two was read while the table of phrases and the thresholds were made (`TUNED`); the others were not.
"""

SAID = """
relancer les mauvais payeurs|overdue-reminders
courir après les clients qui n’ont pas réglé|overdue-reminders
organiser les déplacements|travel
réserver mes billets de train|travel
trier le courrier|mail-parcels
aller à la poste|mail-parcels
répondre au téléphone|phone-answering
prendre les appels quand je suis sur un chantier|phone-answering
faire les factures|invoicing
envoyer les factures aux clients|invoicing
faire mes devis|quotes
chiffrer les demandes des clients|quotes
rappeler les clients qui n’ont pas signé leur devis|quote-follow-up
savoir où en sont mes devis|quote-follow-up
tenir mon agenda|diary
caler mes rendez-vous|diary
vider ma boîte mail|inbox
répondre à mes mails|inbox
classer les papiers|filing
ranger les documents sur le serveur|filing
préparer les papiers pour le comptable|receipts-collection
rassembler les justificatifs|receipts-collection
vérifier que les clients ont payé|payment-matching
pointer les virements reçus|payment-matching
voir combien il reste en banque|cash-tracking
suivre ma trésorerie|cash-tracking
faire les notes de frais|expense-claims
rembourser les frais des salariés|expense-claims
embaucher quelqu’un|hiring-formalities
faire la déclaration d’embauche|hiring-formalities
trouver un nouveau salarié|cv-screening
lire les CV reçus|cv-screening
publier une annonce d’emploi|job-postings
écrire une offre d’emploi|job-postings
accueillir un nouveau collègue|onboarding
préparer l’arrivée d’une recrue|onboarding
gérer les congés de l’équipe|leave-absences
savoir qui est en vacances|leave-absences
préparer les éléments de paie|payroll-variables
transmettre les heures au cabinet de paie|payroll-variables
acheter des stylos et du papier|office-supplies
commander les cartouches d’imprimante|office-supplies
trouver un fournisseur moins cher|supplier-quotes
comparer les prix des prestataires|supplier-quotes
renégocier les abonnements|supplier-contracts
résilier un contrat de téléphone|supplier-contracts
faire réparer la photocopieuse|maintenance-calls
appeler le plombier pour les bureaux|maintenance-calls
gérer la femme de ménage|subcontractors
suivre l’entreprise de nettoyage|subcontractors
déménager nos bureaux|office-move
installer les nouveaux bureaux|office-move
organiser un séminaire|staff-events
préparer la fête de fin d’année|staff-events
organiser une réunion|meetings
préparer l’ordre du jour|meetings
écrire le compte rendu|minutes
prendre des notes en réunion|minutes
taper un courrier|letters
écrire des lettres aux clients|letters
faire un joli PowerPoint|document-layout
mettre en page une présentation|document-layout
recopier des données dans Excel|data-entry
saisir les commandes|data-entry
taper un enregistrement audio|transcription
mettre par écrit mes dictées|transcription
répondre aux appels d’offres|tenders
monter un dossier de marché public|tenders
mettre à jour le fichier clients|crm-update
enregistrer les contacts dans le CRM|crm-update
appeler des prospects|prospect-calls
trouver de nouveaux clients par téléphone|prospect-calls
suivre les commandes|order-tracking
vérifier les livraisons|order-tracking
répondre aux clients mécontents|customer-service
traiter les réclamations|customer-service
poster sur Facebook|social-media
s’occuper de notre page LinkedIn|social-media
envoyer une newsletter|newsletter
écrire aux clients une fois par mois|newsletter
mettre à jour le site web|website-update
changer les photos du site|website-update
répondre aux avis Google|google-listing
soigner notre fiche Google|google-listing
créer un flyer|visual-supports
faire une plaquette|visual-supports
choisir un logiciel de facturation|billing-tool-choice
passer à la facture électronique|e-invoicing-switch
automatiser les tâches répétitives|automation
faire signer les documents en ligne|e-signature
écrire les procédures|procedures
former l’équipe à Teams|tool-training
faire un tableau de bord|dashboards
suivre les chiffres du mois|dashboards
envoyer des recommandés|registered-letters
monter un dossier de subvention|grant-files
déclarer un dégât des eaux|claims-follow-up
déposer les factures sur Chorus|chorus-pro
scanner le courrier|mail-digitisation
recevoir les visiteurs|visitor-reception
"""
STRANGE = """
promener le chien
réparer ma voiture
cours de piano
garder les enfants
faire le ménage chez moi
physique quantique
recette de la tarte aux pommes
peindre la façade
développer une application mobile
plaider au tribunal
soigner les dents
couper les arbres
tondre la pelouse
conduire un camion
vendre ma maison
traduire du chinois classique
masser le dos
bonjour
asdfgh
Camille Martin
il fait beau
élever des abeilles
piloter un avion
chanter à un mariage
facture licorne
devis cosmonaute
dresser un cheval
construire un mur
cuisiner pour trente personnes
jouer aux échecs
"""

PAIRS = [tuple(line.split("|")) for line in SAID.strip().splitlines()]
TUNED, HELD_OUT = PAIRS[::2], PAIRS[1::2]
NONSENSE = STRANGE.strip().splitlines()
NONSENSE_TUNED, NONSENSE_HELD_OUT = NONSENSE[::2], NONSENSE[1::2]
