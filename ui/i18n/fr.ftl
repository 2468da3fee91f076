### Larder en français. Des phrases courtes, qui vouvoient et disent quoi faire ensuite.

## Navigation

app-name = Larder
window-title = { $screen } · Larder
nav-label = Menu principal
nav-home = Accueil
nav-pantry = Réserve
nav-scan = Scanner
nav-add = Ajouter
nav-more = Plus
close = Fermer
skip = Aller au contenu
later = Plus tard
reload = Recharger
undo = Annuler
redo = Rétablir
try-again = Réessayer

## Home

home-title = À utiliser d’abord
home-overdue = En retard
home-today = Aujourd’hui
home-soon = 3 prochains jours
home-week = Cette semaine
home-count = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
home-calm-title = Rien ne presse
home-calm-text = Rien à utiliser cette semaine. Tout le reste se garde.
home-rest = { $count ->
    [one] { $count } article dans votre réserve
   *[other] { $count } articles dans votre réserve
}
home-coming-title = Votre foyer est en route
home-coming-text = Ce que les autres ont arrive maintenant sur cet appareil. Cela prend quelques secondes, une seule fois.
home-draft-title = Un ticket vous attend
home-draft-text = Finissez de le vérifier et rangez-le.
home-draft-open = Continuer
home-draft-drop = Abandonner
home-codes-title = { $count ->
    [one] { $count } code attend un nom
   *[other] { $count } codes attendent un nom
}
home-codes-text = Ils ont été scannés avant que quelqu’un puisse dire ce que c’est.
home-codes-open = { $count ->
    [one] Le nommer
   *[other] Les nommer
}
empty-title = Voyez quoi manger d’abord
empty-text = Photographiez un ticket de caisse. Larder le lit ici même, sur votre appareil, range chaque ligne avec un lieu et une date, et vous dit quoi utiliser ensuite.
empty-scan = Scanner un ticket
empty-add = Ajouter à la main
empty-sample = Essayer avec le ticket d’exemple

lot-used = Utilisé
lot-half = Moitié
lot-frozen = Congelé
lot-thrown = Jeté
lot-used-label = { $name } : utilisé
lot-half-label = { $name } : à moitié utilisé
lot-frozen-label = { $name } : congelé
lot-thrown-label = { $name } : jeté
swipe-hint = Glissez une ligne : à droite, c’est utilisé, à gauche, jeté. Un geste court : à moitié, ou congelé.
swipe-hint-close = Compris

## Dates

due-today = aujourd’hui
due-tomorrow = demain
due-yesterday = hier
due-in-days = dans { $count } jours
due-days-ago = il y a { $count } jours
due-best-before = de préférence avant : { $when }
due-use-by = à consommer jusqu’au : { $when }
due-past-best = de préférence avant : { $when } ; regardez, sentez, goûtez
due-past-use-by = à consommer jusqu’au : { $when } ; ne plus manger
due-estimated = { $when }, estimation
due-brief-past = DDM dépassée
due-brief-unsafe = DLC dépassée
due-none = sans date

## Scanning

scan-title = Scanner un ticket
scan-drop-title = Ajoutez une photo de votre ticket
scan-drop-text = Prenez une photo, ou choisissez des photos ou un PDF.
scan-drop-computer = Vous pouvez aussi déposer les fichiers ici ou les coller.
scan-choose = Prendre ou choisir une photo
scan-long = Un long ticket, en plusieurs parties
scan-sample = Essayer avec le ticket d’exemple
sample-failed = Le ticket d’exemple n’a pas pu être téléchargé. Connectez-vous une fois à Internet et réessayez.
draft-not-kept = Ce ticket ne peut pas être gardé ici : le stockage est plein ou bloqué. Rangez-le avant de fermer Larder.
scan-private = Lu sur cet appareil. Votre photo reste chez vous.
scan-reading = Lecture de votre ticket
scan-loading = Préparation du lecteur
scan-loading-text = La première fois seulement ; ensuite, cela marche aussi hors ligne.
scan-cancel = Annuler
scan-photo-alt = Votre ticket
scan-progress = { $stage }, étape { $step } sur 6
scan-part = Partie { $part } sur { $parts }
stage-decode = Ouverture de la photo
stage-prepare = Redressement
stage-detect = Recherche du texte
stage-recognise = Lecture du texte
stage-parse = Tri des lignes
stage-classify = Classement par catégorie
scan-failed-title = Cela n’a pas marché
scan-failed-empty = Le fichier est vide. Choisissez de nouveau la photo, ou prenez-en une autre.
scan-failed-not-an-image = Ce fichier n’est pas une image lisible. Choisissez une photo JPEG, PNG ou WebP, ou un PDF.
scan-failed-truncated = L’image est incomplète ou abîmée. Copiez-la de nouveau, ou prenez une autre photo.
scan-failed-too-large = L’image est trop grande pour être lue ici. Prenez-la avec une résolution plus basse, ou recadrez-la sur le ticket.
scan-failed-heic = Ce navigateur ne sait pas lire les photos HEIC et AVIF. Partagez la photo en JPEG, ou réglez l’appareil photo sur le format le plus compatible.
scan-failed-too-many = Ensemble, cela fait trop de pages pour un ticket. Retirez-en, ou faites-les lire comme des tickets séparés.
scan-failed-unopened = Le fichier ne peut pas être ouvert : il a été déplacé, ou le navigateur n’a pas le droit de le lire. Choisissez-le de nouveau.
scan-failed-pdf = Ce PDF est abîmé ou vide, ou ses pages ont une taille illisible. Téléchargez-le de nouveau, ou enregistrez la page comme image et choisissez celle-ci.
scan-failed-pdf-locked = Ce PDF est protégé par un mot de passe. Ouvrez-le, imprimez-le dans un nouveau PDF, et choisissez celui-ci.
scan-failed-crashed = Le lecteur s’est arrêté sans prévenir et a été relancé. Rien n’est perdu. Réessayez, ou prenez une photo plus petite.
scan-failed-unavailable = Le lecteur n’a pas pu être téléchargé. Connectez-vous une fois à Internet et réessayez ; ensuite, cela marche hors ligne.
scan-failed-unsupported = Ce navigateur ne peut pas faire marcher le lecteur. Mettez-le à jour, ou utilisez une version récente de Firefox, Chrome, Edge ou Safari. Tout le reste marche ici.
scan-cancelled = Lecture arrêtée, photo abandonnée
scan-discard = Abandonner cette photo
scan-discarded = Photo abandonnée
scan-retry = Réessayer
scan-other = Choisir une autre photo
scan-by-hand = Ajouter plutôt à la main

## The parts of a receipt

parts-title = Est-ce que cela va ensemble ?
parts-one-title = La première partie d’un long ticket
parts-extend-title = Les parties de ce ticket
parts-ask = Les parties d’un long ticket sont assemblées là où elles se recouvrent, dans n’importe quel ordre. Des tickets séparés sont lus l’un après l’autre.
parts-text = Prenez chaque partie de façon à répéter quelques lignes de la précédente. Elles sont assemblées là où elles se recouvrent, dans n’importe quel ordre.
parts-count = { $count ->
    [one] { $count } partie
   *[other] { $count } parties
}
parts-part = Partie { $part }
parts-photo = Photo de la partie { $part }
parts-document = PDF
parts-wrong = Illisible
parts-failed-title = La partie { $part } est illisible. Retirez-la, ou reprenez-la
parts-up = Monter la partie { $part }
parts-down = Descendre la partie { $part }
parts-moved = La partie { $from } est maintenant la partie { $to } sur { $count }
parts-remove = Retirer la partie { $part }
parts-removed = Partie retirée
parts-add = Ajouter une partie
parts-too-many = Un ticket peut avoir { $most } parties. Ce qui dépasse a été laissé de côté.
parts-read = Lire ce ticket
parts-read-one = Lire comme un seul ticket
parts-read-each = Lire comme { $count } tickets
parts-leave = Abandonner ces photos
parts-leave-review = Laisser le ticket comme il était
parts-discarded = Photos abandonnées
parts-waiting-title = Les parties d’un ticket vous attendent
parts-waiting-text = Ajoutez les parties qui manquent, puis faites-les lire.
queue-title = { $count ->
    [one] Encore { $count } ticket à lire
   *[other] Encore { $count } tickets à lire
}
queue-text = Ils attendent ici que vous ayez le temps.
queue-next = Lire le suivant
queue-waits = Ces photos attendent que ce ticket soit terminé.

## Review

review-title = Vérification
review-none-title = Rien à vérifier
review-none-text = Scannez d’abord un ticket, et ses lignes apparaîtront ici.
review-empty-title = Aucun article trouvé
review-empty-text = Aucune ligne de ticket n’a pu être lue sur cette photo. Réessayez avec plus de lumière, tout le ticket dans l’image et le texte à l’endroit.
review-merchant = Magasin
review-date = Date
review-total-label = Total
review-sum-ok = Le compte est bon
review-sum-off = Les lignes font { $sum }, le ticket dit { $total }
review-sum-unknown = Pas de total à comparer
review-check-first = À vérifier
review-looks-right = Semble juste
review-printed = Imprimé : { $text }
review-no-price = sans prix
review-why-hard = Difficile à lire
review-why-category = Quelle catégorie ?
review-why-price = Prix introuvable
review-why-name = Pas encore de nom
review-unnamed = Sans nom
review-name-missing = Donnez-lui un nom, ou laissez-la de côté.
review-checked = Vérifié
review-fine = C’est juste
review-fine-label = C’est juste : { $name }
price-wrong = Écrivez un montant comme { $example }.
review-dropped = Non ajouté
review-drop = Laisser { $name } de côté
review-always = Toujours laisser de côté
review-always-at = Toujours laisser de côté chez { $merchant }
review-same = Est-ce votre article « { $name } » ?
review-same-yes = Oui
review-same-no = Non, nouveau
review-about = vers le { $date }
review-estimate = Estimation d’après USDA FoodKeeper : { $what }. Une date imprimée passe d’abord.
review-estimate-jars = bocaux et conserves
review-estimate-rule = Estimation d’après les règles du Food Safety and Inspection Service de l’USDA. Une date imprimée passe d’abord.
review-estimate-said = Comme vous l’avez dit la dernière fois. Une date imprimée passe d’abord.
review-estimate-own = Comme votre foyer le garde. Une date imprimée passe d’abord.
review-match-known = S’ajoute à ce que vous avez
review-match-new = Un nouvel article
review-match-other = Articles que vous avez
review-split = Diviser en deux
review-merge = Réunir avec { $name }
review-left = { $count ->
    [one] Encore 1 question. Vous pouvez aussi y répondre plus tard.
   *[other] Encore { $count } questions. Vous pouvez aussi y répondre plus tard.
}
review-restore = Ajouter { $name } quand même
review-done = Terminé
review-name = Nom
review-amount = Quantité
review-unit = Unité
review-price = Prix
review-category = Catégorie
review-category-none = Sans catégorie
review-place = Lieu
review-add-line = Ajouter une ligne qui manque
review-goes-on = Ce ticket continue : ajouter la partie suivante
review-growing-title = La partie suivante s’ajoute
review-growing-text = Ce que vous avez répondu jusqu’ici est gardé.
review-accept = { $count ->
    [one] Ranger { $count } article
   *[other] Ranger les { $count } articles
}
review-accept-none = Rien à ranger
review-accepted = { $count ->
    [one] { $count } article rangé
   *[other] { $count } articles rangés
}
review-discard = Abandonner
review-discarded = Ticket abandonné
review-receipt = Ticket
doubt-no-text = Est-ce un ticket ? Aucun texte trouvé sur la photo.
doubt-no-total = Quel était le total ? Il est introuvable.
doubt-total-worked-out = Le total imprimé est difficile à lire. Est-ce bien { $total } ?
doubt-item-without-price = Une ligne sans prix lisible a été laissée de côté. Manque-t-il quelque chose ?
doubt-no-date = C’était quand ? La date n’a pas pu être lue, on suppose aujourd’hui.
doubt-no-merchant = C’était quel magasin ?
doubt-ambiguous-date = Est-ce bien le { $date } ? Le jour et le mois pourraient être inversés.
doubt-price-without-item = Il y a un prix sans article à côté. Manque-t-il quelque chose ?
doubt-fine = C’est bon

## Pantry

pantry-title = Réserve
pantry-search = Chercher dans la réserve
pantry-all = Tout
pantry-soon = Bientôt à consommer
pantry-opened = Entamés
pantry-out = Épuisés
pantry-filter = Filtre
pantry-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
pantry-none-title = Votre réserve est vide
pantry-none-text = Trois façons de la remplir : scanner un ticket, ajouter quelque chose à la main, ou essayer avec le ticket d’exemple.
pantry-no-match-title = Rien trouvé
pantry-no-match-text = Rien ne correspond ici. Essayez avec moins de lettres ou un autre filtre.
pantry-show-all = Tout montrer
pantry-show-more = En montrer { $count } de plus
step-group = Combien de { $name }
step-less = { $step } de moins
step-more = { $step } de plus
pantry-details = Détails et historique

## One item

item-lots = En réserve
item-about = Nom et catégorie
item-none = Rien en réserve
item-gone-title = Cet article n’existe plus
item-gone-text = Il a été retiré, peut-être par une annulation.
item-place = Lieu
item-price-hint = Pour le tout, à l’achat.
item-date = De préférence avant
item-date-useby = À consommer jusqu’au
item-opened = Entamé
item-opened-on = Entamé : { $when }
item-opened-not = Encore fermé
item-use-all = Utilisé
item-throw = Jeté
item-freeze = Congeler
item-thaw = Décongeler
item-split = Séparer
item-bought = Acheté : { $when }
item-paid = payé { $price }
item-history = Historique
item-no-history = Il ne s’est encore rien passé.
item-delete = Supprimer cet article
howmany-open = Quelle quantité entamer ?
howmany-freeze = Quelle quantité congeler ?
howmany-thaw = Quelle quantité décongeler ?
howmany-move = Quelle quantité déplacer ?
howmany-split = Quelle quantité mettre à part ?
howmany-throw = Quelle quantité jeter ?
howmany-half = La moitié · { $amount }
howmany-all = Tout · { $amount }
throw-why = Pourquoi c’est jeté
throw-expired = Périmé
throw-spoiled = Gâté
throw-disliked = Pas aimé
throw-other = Autre
pick-3d = +3 jours
pick-1w = +1 semaine
pick-1m = +1 mois
pick-eom = Fin du mois
pick-none = Sans date

## Adding by hand

add-title = Ajouter à la main
add-barcodes = Codes-barres
add-receipt = Ticket
add-name = Qu’est-ce que c’est ?
add-name-hint = Essayez « 2x lait 1 l réfrigérateur +7j » ou « pain ».
add-amount = Quantité
add-unit = Unité
add-place = Où le ranger ?
add-category = Catégorie
add-save = Mettre en réserve
add-more = Enregistrer et ajouter autre chose
add-name-missing = Donnez-lui d’abord un nom.
# What may stand behind “+7” in a line: days, weeks, months and years, in this order.
add-spans = j s m a
# What may stand before a place in a line (“milk in the fridge”), and what else the places are
# called there, with commas between.
add-before-place = dans le, dans la, dans les, dans mon, dans, au, à la, à, en, sur la, sur le, sur
add-also-pantry = garde-manger, armoire, l’armoire, étagère, l’étagère
add-also-fridge = frigo, frigidaire
add-also-freezer = congélo, freezer
add-said = Compris
add-said-remove = Retirer { $said } de la ligne
add-estimate = environ { $span }
add-offer = Ajouter { $name } { $amount }
add-amount-wrong = Écrivez un nombre, comme 2 ou { $example }.
added = { $name } : ajouté

## More

more-title = Plus
more-theme = Apparence
theme-light = Clair
theme-dark = Sombre
theme-system = Système
more-activity = Activité
activity-empty = Ce que vous ajoutez, utilisez et jetez apparaîtra ici, et pourra être annulé.
activity-undone = annulé
more-storage = Stockage sur cet appareil
storage-used = Utilisé
storage-file = Conservé dans
storage-of = { $used } sur { $quota }
storage-unknown = inconnu
storage-kept = Protégé du nettoyage
storage-kept-yes = Oui
storage-kept-no = Pas encore
storage-protect = Protéger mes données
storage-protected = Votre navigateur gardera les données de Larder.
storage-not-protected = Le navigateur refuse pour l’instant. Installez Larder ou utilisez-le plus souvent, puis réessayez.
more-about = À propos
about-version = Version
about-text = Tout reste sur cet appareil. Pas de compte, pas de pistage.

## Journal

journal-purchase = { $count ->
    [one] { $count } article acheté
   *[other] { $count } articles achetés
}
journal-purchase-at = { $count ->
    [one] { $count } article acheté chez { $merchant }
   *[other] { $count } articles achetés chez { $merchant }
}
journal-add = Ajouté : { $name }
journal-use = Utilisé : { $name }
journal-throw = Jeté : { $name }
journal-move = Déplacé : { $name }
journal-freeze = Congelé : { $name }
journal-thaw = Décongelé : { $name }
journal-split = Divisé : { $name }
journal-increase = Complété : { $name }
journal-open = Entamé : { $name }
journal-edit = Modifié : { $name }
journal-brand = Marque modifiée : { $name }
journal-size = Taille modifiée : { $name }
journal-category = Catégorie modifiée : { $name }
journal-category-added = Catégorie ajoutée : { $name }
journal-category-gone = Catégorie retirée : { $name }
journal-recipe-added = Recette ajoutée : { $name }
journal-recipe = Recette modifiée : { $name }
journal-recipe-gone = Recette supprimée : { $name }
journal-recipes = { $count } recettes modifiées
journal-life = Durée de conservation modifiée : { $name }
journal-habits = Catégories et durées de conservation reprises d’un fichier
journal-delete = Supprimé : { $name }
journal-correct = Corrigé : { $name }
journal-other = Une modification
undone = Annulé

## Snackbars

did-use = { $name } : utilisé
did-use-some = { $name } : il reste { $left }
did-half = { $name } : à moitié utilisé
did-freeze = { $name } : au congélateur
did-thaw = { $name } : sorti du congélateur
did-split = { $name } : mis à part
did-part = { $said } · { $amount }
did-throw = { $name } : jeté
did-move = { $name } : déplacé vers « { $place } »
did-more = { $name } : maintenant { $left }
did-date = { $name } : nouvelle date
did-open = { $name } : entamé
did-delete = { $name } : supprimé
did-edit = { $name } : enregistré
did-brand = { $name } : marque enregistrée
did-size = { $name } : taille enregistrée
did-price = { $name } : prix enregistré
did-note = { $name } : note enregistrée

## The whole app

starting = Ouverture de votre réserve
elsewhere-title = Larder est ouvert dans un autre onglet
elsewhere-text = Un seul onglet à la fois peut modifier votre réserve, pour que rien ne se mélange. Vous pouvez continuer ici : l’autre onglet enregistre d’abord son travail.
use-here = L’utiliser ici
handing-over = Reprise en cours
storage-failed-title = Votre réserve n’a pas pu être ouverte
storage-failed-text = Le navigateur ne laisse pas Larder garder de données ici. Quittez la navigation privée ou autorisez les données de ce site, puis réessayez.
storage-failed-why = Le navigateur dit : { $why }
storage-failed-full = Le stockage de l’appareil est plein. Libérez de la place, puis réessayez.
storage-failed-blocked = Une ancienne version de Larder est encore ouverte. Fermez ses autres onglets et fenêtres, puis réessayez.
rest-failed-title = Cet écran n’a pas pu être chargé
rest-failed-text = Vérifiez votre connexion, puis réessayez. Rien n’est perdu.
stopped = Larder s’est arrêté. Rechargez la page ; ce qui était enregistré est en sécurité.
boot-failed = Larder n’a pas pu démarrer. Rechargez la page ; si cela se reproduit, mettez votre navigateur à jour.
boot-unsupported = Ce navigateur ne peut pas faire marcher Larder. Utilisez une version récente de Firefox, Chrome, Edge ou Safari.
boot-noscript = Larder marche dans votre navigateur et a besoin de JavaScript. Activez-le pour cette page, puis rechargez.
save-failed-full = Le stockage de l’appareil est plein, la dernière modification n’a donc pas été enregistrée. Libérez de la place, puis réessayez.
save-failed = La dernière modification n’a pas été enregistrée. Réessayez.
save-failed-newer = Un autre onglet a modifié votre réserve, la dernière modification n’a donc pas été enregistrée. Rechargez pour continuer.

## What cannot be done

rejected-no-such-item = Cet article a été supprimé. Annulez cela dans l’historique, ou ajoutez-le de nouveau.
rejected-no-such-lot = Ce lot a été supprimé ou son achat annulé. Regardez dans l’historique.
rejected-no-such-place = Ce lieu n’est pas connu ici. Choisissez-en un autre.
rejected-no-such-category = Cette catégorie n’est pas connue ici. Choisissez-en une autre.
rejected-no-such-recipe = Cette recette a été supprimée. Annulez cela dans l’historique, ou notez-la de nouveau.
rejected-no-such-action = Cette action n’est pas encore connue ici. Attendez que vos appareils soient à jour.
rejected-no-name = Il n’y a pas de nom. Écrivez-en un.
rejected-not-positive = La quantité n’est pas supérieure à zéro. Indiquez combien.
rejected-too-much = La quantité est trop grande. Indiquez-la dans une unité plus grande.
rejected-not-enough = Il ne reste que { $have }. Indiquez au plus cela, ou comptez ce qu’il y a.
rejected-other-measure = { $from } ne peut pas être converti en { $to }. Indiquez la quantité en { $to }.
rejected-already-frozen = C’est déjà congelé. Il n’y a rien à faire.
rejected-not-frozen = Ce n’est pas congelé. Déplacez-le plutôt.
rejected-already-open = C’était déjà entamé. Corrigez le jour s’il est faux.
rejected-same-place = C’est déjà là. Choisissez un autre lieu.
rejected-other-shelf = Le comptage contient un lot d’un autre article ou d’un autre lieu. Comptez chaque étagère séparément.
rejected-already-undone = C’est déjà annulé. Rétablir le ramène.
rejected-not-undone = Ce n’est pas annulé. Il n’y a rien à ramener.
rejected-is-undo = C’était une annulation ou un rétablissement. Choisissez plutôt l’action qu’il nomme.
rejected-nothing-changed = Rien ne changerait. Changez d’abord quelque chose.
rejected-too-long = Un texte est trop long. Raccourcissez-le.
rejected-recipe-too-long = La recette est trop longue pour être gardée. Raccourcissez ses ingrédients ou ses étapes.
rejected-too-large = C’est plus que ce qu’une étape peut contenir. Faites-le en deux fois.
rejected-line = Ligne { $line } : { $why }

## A new version

update-ready = Une nouvelle version de Larder est prête.
update-now = Redémarrer
not-found-title = Il n’y a rien ici
not-found-text = La page demandée n’existe pas.
not-found-home = Aller à l’accueil

## Places and categories

place-pantry = Placard
place-fridge = Réfrigérateur
place-freezer = Congélateur
category-produce = Fruits et légumes
category-dairy-eggs = Crèmerie et œufs
category-meat = Viande
category-seafood = Poisson et fruits de mer
category-deli-prepared = Traiteur et plats prêts
category-bakery = Pain et pâtisserie
category-frozen = Surgelés
category-staples = Épicerie de base
category-canned = Conserves
category-condiments-spices = Sauces et épices
category-breakfast = Petit déjeuner
category-snacks-sweets = Snacks et douceurs
category-beverages = Boissons
category-alcohol = Vin et bière
category-baby = Bébé
category-pet = Animaux
category-household = Maison
category-personal-care = Hygiène et soins

## Amounts

brand = Marque
size = Taille
size-example = comme 500 g
size-wrong = Écrivez-le ainsi : 500 g.
size-each = { $size } chacun
quantity-pieces = { $amount ->
    [one] { $amount } pce
   *[other] { $amount } pces
}
quantity-packs = { $amount ->
    [one] { $amount } paquet
   *[other] { $amount } paquets
}
quantity-of = { $amount } { $unit }
unit-piece = pièces
unit-pack = paquets
unit-g = g
unit-kg = kg
unit-mg = mg
unit-ml = ml
unit-cl = cl
unit-dl = dl
unit-l = l
unit-oz = oz
unit-lb = lb
unit-fl-oz = fl oz
unit-tsp = c. à c.
unit-tbsp = c. à s.
unit-cup = tasse
unit-pt = pt
unit-qt = qt
unit-gal = gal

## More of the journal

journal-something = quelque chose
activity-more = En montrer plus
activity-whose = Activité de qui
activity-everyone = Tout le monde
redone = Rétabli

## In step with other devices

one-moment = Un instant…
sync-title = Synchronisation
sync-in-step = À jour
sync-in-step-text = Tous les appareils ont la même chose.
sync-busy = Mise à jour
sync-busy-text = Des modifications sont en route.
sync-waiting = { $count } en attente
sync-offline = Hors ligne
sync-offline-waiting = Hors ligne · { $count }
sync-attention = À regarder
sync-offline-title = Le serveur est hors d’atteinte
sync-offline-text = Tout marche ici comme toujours. Ce que vous faites est gardé sur cet appareil et ira aux autres plus tard.
sync-stays-title = Vous restez hors ligne
sync-try = Essayer maintenant
sync-alone-title = Cet appareil tient votre réserve à lui seul
sync-alone-text = Connectez-le au serveur d’où il vient, et tous les appareils de votre foyer auront la même chose.
sync-alone-go = Connecter
sync-removed-title = Le serveur ne connaît plus cet appareil
sync-removed-text = Il a été retiré du foyer, ou le serveur a été réinstallé. Tout ce qui est sur cet appareil y reste et marche. Pour être de nouveau à jour, demandez une invitation.
sync-removed-go = Rejoindre de nouveau
sync-upgrade-title = Cette application est trop ancienne pour les autres
sync-upgrade-text = Rechargez-la pour avoir la nouvelle version. Rien n’est perdu : ce que vous avez fait attend ici et sera envoyé ensuite.
sync-malformed-title = L’application et le serveur ne se comprennent pas
sync-malformed-text = Rechargez l’application et mettez le serveur à jour. Rien n’est perdu : ce que vous avez fait attend ici.
sync-and-more = et { $count } de plus
sync-export = Enregistrer ce qui attend dans un fichier
sync-stay = Rester hors ligne
sync-stay-hint = Rien n’est envoyé ni reçu tant que vous ne l’éteignez pas.
sync-log = Ce qui s’est passé
log-in = Cet appareil a rejoint le foyer
log-online = Connecté
log-offline = Connexion perdue
log-sent = { $count ->
    [one] { $count } modification envoyée
   *[other] { $count } modifications envoyées
}
log-received = { $count ->
    [one] { $count } modification reçue
   *[other] { $count } modifications reçues
}
log-rejected = { $count ->
    [one] Le serveur a refusé { $count } modification
   *[other] Le serveur a refusé { $count } modifications
}
log-photo = { $count ->
    [one] { $count } photo envoyée
   *[other] { $count } photos envoyées
}
sync-photos = { $count ->
    [one] { $count } photo d’un ticket reste à envoyer.
   *[other] { $count } photos de tickets restent à envoyer.
}
log-full = Ce qui est arrivé n’a pas pu être gardé ici. Libérez de la place ; ce sera demandé de nouveau.

disputes-title = Deux d’entre vous ont changé la même chose
disputes-text = Larder a gardé l’une des deux. Choisissez l’autre si elle est juste.
dispute-writes = { $field } : « { $kept } » a été gardé, « { $lost } » mis de côté.
dispute-restore = Prendre « { $lost } »
dispute-keep = C’est bon
dispute-restored = Modifié
dispute-stayed = L’un de vous l’a supprimé pendant qu’un autre le modifiait. C’est resté.
dispute-delete = Supprimer
asides-title = Ceci ne compte pas
asides-text = Ces modifications n’ont pas pu être réunies avec celles des autres. Refaites-les si elles sont encore justes.
aside-done = Compris
aside-added = Ajouté : { $name }
aside-used = Utilisé : { $name }
aside-thrown = Jeté : { $name }
aside-changed = Modifié : { $name }
aside-deleted = Supprimé : { $name }
aside-undone = Une annulation
aside-remembered = Ce que veut dire une ligne de ticket
aside-why-gone = C’est supprimé depuis longtemps.
aside-why-changed = D’autres l’ont modifié entre-temps, ce n’a donc pas été supprimé.
aside-why-late = C’est arrivé trop tard.
aside-why-forbidden = Votre rôle dans le foyer ne le permet pas.
aside-why-full = Le foyer n’a plus de place sur le serveur.
aside-why-other = Le serveur n’a pas pu l’utiliser.
thing-gone = quelque chose qui n’existe plus
thing-place = un lieu
thing-receipt = un ticket
field-name = Nom
field-category = Catégorie
field-unit = Unité
field-place = Lieu
field-note = Note
field-item = Ce que c’est
field-bought = Acheté le
field-date = Date
field-opened = Entamé le
field-frozen = Congelé le
field-thawed = Décongelé le
field-price = Prix
field-merchant = Magasin
value-nothing = rien
journal-several = { $count } choses modifiées à la fois
journal-undid = Une annulation
journal-redid = Un rétablissement

household-title = Foyer
household-go = Foyer et appareils
household-go-text = Partagez votre réserve avec les personnes chez vous
household-go-in = Qui et quoi partage cette réserve
sync-go-text = Ce qui attend, ce qui s’est passé, ce qu’il faut regarder
server-address = Adresse de votre serveur Larder
server-address-hint = Comme le navigateur l’affiche, par exemple https://larder.local:8443
found-title = Partager cette réserve
found-text = Chaque téléphone et chaque ordinateur de votre foyer montre la même chose, et continue sans connexion. Elle est gardée sur le serveur d’où vient cette application.
found-go = Connecter cet appareil
device-browser = Navigateur
closed-unreachable = Le serveur est hors d’atteinte. Réessayez quand vous y êtes connecté.
closed-taken = Ce foyer est déjà sur le serveur. Demandez une invitation à quelqu’un qui en fait partie.
closed-used = Cette invitation a été utilisée ou a expiré. Demandez-en une nouvelle.
closed-full = Ce foyer a autant d’appareils que possible. Retirez-en un qui ne sert plus.
closed-busy = Trop d’essais. Attendez une minute, puis réessayez.
closed-other = Cela n’a pas marché : { $said }
insecure-title = Cette connexion n’est pas chiffrée
insecure-text = Ainsi, un navigateur ne laisse personne se connecter, installer l’application ou utiliser l’appareil photo. Lancez le serveur avec --tls local, ouvrez Larder à son adresse https, et faites-lui confiance sur vos appareils.
insecure-app-text = Quelqu’un peut lire ce qui passe entre vous et votre serveur. Lancez le serveur avec --tls local, et saisissez son adresse https quand vous le rejoignez de nouveau.
insecure-go = Comment lui faire confiance
invite-title = Inviter quelqu’un
invite-role = Ce que la personne peut faire
role-owner = Propriétaire
role-admin = Parent
role-member = Membre
role-shopper = Aux courses
role-viewer = Invité
role-owner-text = Peut tout faire.
role-admin-text = Peut tout modifier, inviter et retirer des appareils.
role-member-text = Peut tout modifier dans la réserve.
role-shopper-text = Peut regarder, et noter ce qui a été acheté.
role-viewer-text = Peut regarder.
invite-make = Montrer une invitation
invite-how = Faites pointer l’appareil photo dessus, ou envoyez le lien. Il fait entrer une personne, jusqu’au { $until }.
invite-qr = Code QR de l’invitation
invite-unreachable = Cette adresse ne marche que sur cet ordinateur. Ouvrez Larder à l’adresse qu’utilisent les autres appareils, puis invitez.
invite-copy = Copier le lien
invite-copied = Copié
invite-not-copied = Le navigateur ne l’a pas copié. Sélectionnez le lien et copiez-le.
invite-share = Venez dans notre réserve
invite-share-go = Envoyer
invite-not-title = Quelqu’un d’autre invite
invite-not-text = Demandez au propriétaire du foyer une invitation pour quelqu’un.
devices-title = Appareils
device-this = Cet appareil
device-other = Un autre appareil
device-seen = Vu : { $when }
device-remove = Retirer
device-remove-what = Il ne reçoit plus rien d’ici. Ce qu’il a y reste.
device-remove-sure = Oui, le retirer
device-keep = Le garder
enter-title = J’ai une invitation
enter-text = Ouvrez son lien, photographiez son code QR, ou tapez le code.
enter-photo = Photographier le code QR
enter-code = Lien ou code
enter-go = Continuer
enter-wrong = Ce n’est pas une invitation. Elle finit par un code de 32 lettres et chiffres.
enter-no-code = Aucun code QR trouvé. Tenez l’appareil photo plus près et bien droit, ou tapez le code.
join-title = Rejoindre le foyer
join-text = Ensuite, cet appareil montre ce que tout le monde a dans le foyer.
join-at = Il se trouve sur { $server }.
join-name = Comment appeler cet appareil
join-name-hint = Pour que les autres le reconnaissent dans leur liste.
join-brings = { $count ->
    [one] Apporter ce qui est ici : { $count } lot
   *[other] Apporter ce qui est ici : { $count } lots
}
join-brings-yes = Cela va dans la réserve du foyer.
join-brings-no = C’est retiré de cet appareil.
join-leaves = Cet appareil fait partie d’un autre foyer. Il le quitte, et montre le nouveau.
join-go = Rejoindre
join-broken-title = Cette invitation n’est pas entière
join-broken-text = Il manque une partie du lien. Ouvrez-le de nouveau, ou tapez le code.
join-unfit-title = Cette invitation indique un serveur sans chiffrement
join-unfit-text = Quelqu’un pourrait écouter en chemin. Demandez un lien qui commence par https. Ou saisissez vous-même l’adresse du serveur sous « Foyer », puis seulement le code.

## Trying the storage

check-title = Vérification du stockage
check-go = Vérifier le stockage
check-right = Tout est gardé comme il faut
check-wrong = { $count ->
    [one] { $count } chose n’est pas gardée comme il faut : utilisez un autre navigateur, ou mettez celui-ci à jour
   *[other] { $count } choses ne sont pas gardées comme il faut : utilisez un autre navigateur, ou mettez celui-ci à jour
}
check-speed = Sa vitesse, essayée avec { $count ->
    [one] { $count } modification
   *[other] { $count } modifications
}
check-loaded = Chargement
check-merged = Fusion
check-stored = Enregistrement
check-rate = { $rate } par seconde
gallery-title = Composants

## Shared by another app

shared-title = Partagé avec Larder
shared-text = Choisissez ce qui est maintenant dans la cuisine.
shared-add = { $count ->
    [one] Ajouter { $count } chose
   *[other] Ajouter { $count } choses
}
shared-added = { $count ->
    [one] { $count } chose ajoutée
   *[other] { $count } choses ajoutées
}
shared-nothing-title = Rien d’utilisable pour Larder n’est arrivé
shared-nothing-text = Partagez une photo ou un PDF d’un ticket, ou un texte avec une chose par ligne.
shared-lost-title = Ce qui a été partagé n’est pas arrivé
shared-lost-text = Partagez-le encore une fois. Cet appareil manque peut-être de place, ou le fichier est trop grand.
shared-photos-title = Les photos sont en cours de lecture
shared-photos-text = Ce qui était écrit avec elles est ci-dessous.
shared-left = { $count ->
    [one] { $count } ligne n’a pas pu être ajoutée. Laissez-la ou ajoutez-la à la main.
   *[other] { $count } lignes n’ont pas pu être ajoutées. Laissez-les ou ajoutez-les à la main.
}
shared-drop = Laisser de côté
home-shared-title = Quelque chose a été partagé avec Larder
home-shared-text = Cela n’a pas encore été regardé.
home-shared-open = Regarder

## A receipt

receipt-title = Ticket
receipt-open = Montrer le ticket
receipt-total = Total
receipt-photo = Photo du ticket
receipt-photo-offline = La photo n’est pas sur cet appareil. Elle viendra quand le serveur sera accessible.
receipt-photo-none = Il n’y a pas de photo : elle n’a pas été gardée, ou son appareil ne l’a pas encore envoyée.
viewer-part = Photo { $part } sur { $parts }
viewer-before = La photo précédente
viewer-next = La photo suivante
viewer-farther = Plus petit
viewer-whole = La photo entière
viewer-closer = Plus grand
receipt-gone-title = Ce ticket n’est pas ici
receipt-gone-text = Son achat a été annulé, ou il est encore en route depuis un autre appareil.

## Photos of receipts

photos-title = Photos des tickets
photos-smaller = Plus petites
photos-whole = Telles quelles
photos-text = Texte seul
photos-hint = Pour les tickets à venir. Les photos plus petites restent lisibles et prennent dix fois moins de place.

## Settings

settings-title = Réglages
settings-go-text = Langue, apparence, lieux, stockage
settings-region = Langue et région
settings-language = Langue
language-usual = Comme le navigateur ({ $name })
language-failed = Cette langue n’a pas pu être téléchargée. Connectez-vous une fois à Internet et réessayez.
settings-units = Quantités
settings-units-hint = Seulement l’affichage. Ce que vous écrivez est gardé tel quel.
units-printed = Comme imprimé
units-metric = Métrique
units-us = US
settings-currency = Monnaie
currency-usual = Celle de votre pays : { $name }
settings-currency-hint = Pour les prix des tickets qui ne nomment pas de monnaie.
settings-text = Taille du texte
settings-text-hint = En plus de la taille réglée dans votre navigateur.
text-s = S
text-m = M
text-l = L
text-xl = XL
text-xxl = XXL
settings-food = Aliments

## Places

categories-title = Catégories
categories-text = La liste de courses les suit dans cet ordre. Rangez-les comme les rayons de votre magasin.
categories-go-text = Ordre du magasin, noms
category-moved = { $name } : déplacé
category-up = Monter { $name }
category-down = Descendre { $name }
category-hidden = Pas proposé
category-usual = D’habitude { $name }. Videz le champ pour y revenir.
category-offered = Proposer dans les formulaires
category-like = comme { $name }
category-new = Une autre catégorie
category-new-hint = Comme « Protéines végétales » ou « Pour le chat ».
category-new-like = Elle est comme
category-new-like-text = La durée de conservation, le lieu et la couleur sont les mêmes. Cela ne se change plus ensuite.
category-picture = Image
category-add = Ajouter la catégorie
category-remove = Retirer cette catégorie
category-remove-text = Sans elle, ce qu’elle contient passe à { $name }.
places-title = Lieux
places-count = { $count ->
    [one] { $count } lieu
   *[other] { $count } lieux
}
places-text = Renommez-les, et ajoutez une étagère, une cave ou un deuxième congélateur. Ce qu’un lieu fait aux aliments décide combien de temps ils s’y gardent.
places-lots = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
places-name = Nom
places-kind = Les aliments s’y gardent comme dans le
places-built-in = Chaque foyer a ce lieu, on ne peut donc pas le retirer.
places-remove = Retirer ce lieu
places-remove-text = Ce qu’il contient reste visible jusqu’à ce que vous le déplaciez ou l’utilisiez.
places-new = Un autre lieu
places-new-hint = Comme « Cave » ou « Congélateur du garage ».
places-add = Ajouter le lieu

## How long food keeps

life-title = Combien de temps ça se garde
life-go-text = Catégories, et ce qui est estimé pour chaque aliment
life-text = Larder estime les dates avec ces chiffres d’USDA FoodKeeper. Une date imprimée passe toujours d’abord. Ils parlent de qualité et ne promettent pas la sécurité.
life-search = Chercher un aliment
life-edit = Chez nous, autrement
life-reset = Comme dans le tableau
life-reset-done = { $name } : de nouveau comme dans le tableau
life-table = Dans le tableau : { $keeps }
life-days-in = { $place }, jours
life-days-wrong = Un nombre entier de jours
life-none = Aucun aliment ne s’appelle ainsi. Essayez avec moins de lettres, ou choisissez une catégorie.
life-other = { $category }, si rien d’autre n’est connu
life-median = La médiane des aliments de cette catégorie chez FoodKeeper.
life-source = USDA FoodKeeper, n° { $numbers }
life-opened = { $place }, entamé
life-thawed = { $place }, décongelé
life-ever = sans limite
life-not = déconseillé
life-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
life-days-range = { $count ->
    [one] { $min }–{ $count } jour
   *[other] { $min }–{ $count } jours
}
life-months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}
life-months-range = { $count ->
    [one] { $min }–{ $count } mois
   *[other] { $min }–{ $count } mois
}
life-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
life-years-range = { $count ->
    [one] { $min }–{ $count } an
   *[other] { $min }–{ $count } ans
}

## Deleting everything here

erase-title = Tout supprimer
erase-text = Retire toutes les données de Larder de cet appareil.
erase-go = Tout supprimer sur cet appareil
erase-sure-title = Tout supprimer sur cet appareil ?
erase-goes = Les aliments, tickets, photos, l’historique et les réglages de cet appareil sont supprimés. Cela ne peut pas être annulé.
erase-stays-household = Ce que votre foyer a sur le serveur et sur d’autres appareils y reste. Le serveur garde cet appareil dans sa liste jusqu’à ce que quelqu’un le retire.
erase-stays-nothing = Il n’y a pas d’autre copie : cet appareil tient votre réserve à lui seul.
erase-unsent = { $count ->
    [one] { $count } modification n’a pas encore été envoyée au serveur et serait perdue.
   *[other] { $count } modifications n’ont pas encore été envoyées au serveur et seraient perdues.
}
erase-failed = Tout n’a pas pu être supprimé. Fermez les autres onglets de Larder, rechargez cette page, et réessayez.
erase-keep = Tout garder
erase-sure = Tout supprimer

## Plusieurs à la fois

bulk-choose = Sélectionner
bulk-label = Que faire de la sélection
bulk-chosen = Sélection : { $count }
bulk-done = Terminé
bulk-move = Déplacer
bulk-date = Date
bulk-freeze = Congeler
bulk-throw = Jeter
bulk-delete = Supprimer
bulk-move-title = Déplacer { $count } vers
bulk-date-title = Une date pour { $count }
bulk-moved = Déplacés : { $count } ({ $place })
bulk-dated = Nouvelle date : { $count }
bulk-frozen = Congelés : { $count }
bulk-thrown = Jetés : { $count }
bulk-deleted = Supprimés : { $count }
bulk-use = Utilisé
bulk-used = Utilisés : { $count }
bulk-list = Sur la liste
bulk-listed = Sur la liste : { $count }
bulk-category = Catégorie
bulk-category-title = Une catégorie pour { $count }
bulk-filed = Classés : { $count } ({ $category })
bulk-thaw = Décongeler
bulk-thawed = Décongelés : { $count }
bulk-all = Tout ce qui est affiché
bulk-none = Rien

## The shopping list

nav-list = Liste
rejected-no-such-entry = Ce n’est plus sur la liste. Remettez-le.
rejected-on-the-list = C’est déjà sur la liste. Changez-y la quantité.
rejected-already-ticked = C’est déjà coché. Il n’y a rien à faire.
rejected-not-ticked = Ce n’est pas coché. Il n’y a rien à reprendre.
journal-listed = Mis sur la liste : { $name }
journal-entry = Modifié sur la liste : { $name }
journal-ticked = Coché : { $name }
journal-unticked = Décoché : { $name }
journal-unlisted = Retiré de la liste : { $name }
journal-merged = Réuni en une ligne : { $name }
field-quantity = Quantité
list-title = Liste de courses
list-count = { $count } à acheter
list-add = Ajouter à la liste
list-add-example = Par exemple « 2x lait 1 l »
list-offered = Souvent acheté
list-offer-name = Ajouter { $name }
list-offer-home = Ajouter { $name } ; il en reste à la maison
list-added = { $name } : sur la liste
list-did-tick = { $name } : coché
list-unticked = { $name } : de nouveau à acheter
list-removed = { $name } : retiré de la liste
list-merged = { $name } : une seule ligne maintenant
list-merge = { $count } lignes pour cela. N’en faire qu’une
list-cleared = { $count ->
    [one] { $count } ligne cochée retirée
   *[other] { $count } lignes cochées retirées
}
list-other = Tout le reste
list-ticked = Coché ({ $count })
list-clear = Retirer ce qui est coché
list-edit = Modifier { $name }
list-what = Quoi acheter
list-amount = Combien
list-aisle = Rayon
list-note-hint = Comme une marque, ou « seulement en promotion ».
list-remove = Retirer de la liste
list-home = { $much } à la maison
list-from-other = d’un autre appareil
list-added-when = Mis sur la liste : { $when }
list-added-other = Mis sur la liste : { $when }, sur un autre appareil
list-ticked-when = Coché : { $when }
list-done-title = Tout est dans le panier
list-done-text = Retirez ce qui est coché une fois payé.
list-empty-title = Rien à acheter
list-empty-text = Écrivez en haut ce qu’il vous faut, avec une quantité si vous voulez. Quand quelque chose est fini, Larder propose de le mettre ici ; la page d’un article aussi. Tout votre foyer voit la même liste, même sans connexion.
list-awake = Garder l’écran allumé ici
list-offer = Mettre sur la liste
list-put = Mettre sur la liste de courses
list-on-it = Sur la liste de courses

## All receipts

receipts-title = Tickets
receipts-go = Ce que vous avez acheté, avec les photos
receipts-count = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
receipts-search = Chercher magasins et articles
receipts-items = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
receipts-photo = avec une photo
receipts-no-date = Sans date
receipts-no-match = Aucun ticket ne contient tous ces mots. Essayez avec moins de lettres.
receipts-none-title = Pas encore de tickets
receipts-none-text = Chaque ticket que vous scannez est gardé ici avec ses lignes et sa photo, et peut être retrouvé.
rejected-still-loading = L’application n’a pas fini de charger. Réessayez dans un instant.
rejected-touched = Quelque chose de ce ticket a été utilisé ou modifié depuis. Corrigez ses articles un par un.
receipt-again = Le relire
receipt-again-text = Ouvre une nouvelle vérification de ses photos. Ce que vous rangez prend la place de ce ticket ; rien n’est rangé deux fois.
receipt-again-touched = Il ne peut pas être relu : quelque chose a été utilisé ou modifié depuis, et serait perdu. Corrigez ses articles un par un.
receipt-again-photos = Il pourra être relu quand ses photos seront sur cet appareil.

## Insights

insights-title = Bilan
insights-go = Ce qui a été dépensé, a augmenté, a été gaspillé
insights-over = Sur
insights-period = { $count } mois
insights-currency = Monnaie
insights-month = Mois
insights-spent = Dépensé
insights-purchases = { $count ->
    [one] en { $count } achat
   *[other] en { $count } achats
}
insights-thin = Cela fait peu d’achats : les sommes sont justes, mais disent peu d’un mois habituel.
insights-by-month = Dépenses par mois
insights-by-shop = Par magasin
insights-by-category = Par catégorie
insights-no-shop = Sans magasin
insights-others = Tous les autres
insights-unlisted = Sur aucune ligne
insights-unlisted-text = « Sur aucune ligne » est ce que les tickets comptent en plus des lignes rangées : taxes, consignes, lignes laissées de côté.
insights-prices = Prix qui ont bougé
insights-no-prices = Rien n’a encore été acheté deux fois à des prix différents.
insights-waste = Jeté
insights-no-waste = Rien n’a été jeté. Bravo.
insights-times = { $count ->
    [one] { $count } fois
   *[other] { $count } fois
}
insights-waste-times = { $count ->
    [one] Quelque chose a été jeté { $count } fois.
   *[other] Quelque chose a été jeté { $count } fois.
}
insights-waste-share = C’est { $share } de ce qui a été dépensé.
insights-unpriced = { $count ->
    [one] { $count } fois, le prix n’est pas connu : la somme est donc trop basse.
   *[other] { $count } fois, le prix n’est pas connu : la somme est donc trop basse.
}
insights-waste-by-month = Jeté par mois
insights-waste-what = Combien de fois
insights-none-title = Rien à résumer pour l’instant
insights-none-text = Scannez quelques tickets, et dites ce qui a été jeté. Vous verrez alors ce que vous dépensez, où, et ce qui est gaspillé.
chart-table = Montrer en tableau
price-title = Le prix au fil du temps
price-once = Acheté une fois jusqu’ici. Au prochain achat, vous verrez comment le prix bouge.
price-kilogram = { $price } le kg
price-litre = { $price } le litre
price-piece = { $price } pièce
price-at = { $price }, { $merchant }

## The camera

scan-camera = Ouvrir l’appareil photo
parts-camera = Prendre une autre partie
camera-title = Photographier un ticket
camera-picture = Ce que voit l’appareil photo
camera-opening = Ouverture de l’appareil photo. Votre navigateur demandera peut-être si Larder peut l’utiliser.
camera-opening-app = Ouverture de l’appareil photo.
camera-hint = Placez le ticket dans le cadre. Un long ticket demande plusieurs prises, de haut en bas.
camera-hint-more = Continuez où la dernière prise s’arrête, en répétant quelques lignes.
camera-lamp = Lumière
camera-other = Utiliser un autre appareil : { $name }
camera-take = Prendre la photo
camera-files = Fichiers
camera-done = Lire
camera-done-several = { $count } prises
camera-tray = Prises
camera-count = { $count ->
    [one] { $count } prise faite
   *[other] { $count } prises faites
}
camera-insecure-title = L’appareil photo demande une connexion sûre
camera-insecure-text = Les navigateurs ne le donnent qu’aux pages venues par HTTPS. Les photos et fichiers marchent quand même.
camera-unsupported-title = Ce navigateur n’a pas d’appareil photo à donner
camera-unsupported-text = Prenez la photo avec l’application appareil photo, puis choisissez-la ici.
camera-denied-title = Larder n’a pas le droit d’utiliser l’appareil photo
camera-denied-text = Autorisez-le dans les réglages du navigateur pour cette page, à côté de l’adresse, puis réessayez. Ou choisissez une photo.
camera-denied-app-text = Autorisez-le dans les réglages de confidentialité du système, puis réessayez. Ou choisissez une photo.
camera-missing-title = Il n’y a pas d’appareil photo ici
camera-missing-text = Branchez-en un et réessayez, ou choisissez une photo ou un PDF.
camera-busy-title = Autre chose utilise l’appareil photo
camera-busy-text = Fermez l’autre application ou onglet qui l’utilise, puis réessayez. Ou choisissez une photo.
camera-lost-title = L’appareil photo a disparu
camera-bars-text = Tapez le numéro sous les barres, ou utilisez un lecteur qui tape.
camera-lost-text = Il a été débranché, ou ne peut plus être utilisé. Ce que vous avez pris est gardé.

## Barcodes

barcode-title = Scanner des codes-barres
barcode-go-scan = Scanner des codes-barres
barcode-hint = Tenez un code-barres dans le cadre. Le suivant peut venir aussitôt.
barcode-no-finder = Les codes ne peuvent pas être trouvés dans l’image ici. Tapez le numéro en bas.
barcode-sound = Sons
barcode-field = Numéro sous les barres
barcode-go = Valider
barcode-wrong = Le dernier chiffre ne va pas : vérifiez le numéro. Il a 8, 12 ou 13 chiffres.
barcode-modes = Ce que fait le scan
barcode-add = Ajouter
barcode-use = Utiliser
barcode-added = { $name } : ajouté, { $amount }
barcode-used = { $name } : utilisé, { $amount }
barcode-none-left = { $name } : il n’en reste plus
barcode-unknown = Nouveau ici : { $code }
barcode-put-later = { $code } attend son nom
barcode-own-use = C’est un numéro propre au magasin. Utilisez l’article dans la réserve.
barcode-use-unknown = Pas dans votre réserve. Passez à Ajouter pour l’y mettre.
barcode-empty = Scannez ce que vous rapportez, et c’est rangé avec son lieu et sa date habituels. Ce qui est nouveau se nomme une fois.
barcode-count-added = Ajoutés : { $count }
barcode-count-used = Utilisés : { $count }
barcode-row-added = Ajouté
barcode-row-used = Utilisé
barcode-less = Un de moins : { $name }
barcode-more = Un de plus : { $name }
naming-title = Qu’est-ce que { $code } ?
naming-own = Un numéro propre au magasin : il veut dire autre chose ailleurs, il n’est donc pas retenu.
naming-once = Vous le nommez une fois ; ensuite il est ajouté aussitôt.
naming-name = Nom et quantité
naming-hint = Comme « haricots 400 g »
naming-missing = Écrivez ce que c’est.
naming-save = Ajouter
naming-later = Plus tard
later-title = { $count ->
    [one] { $count } code sans nom
   *[other] { $count } codes sans nom
}
later-times = { $count ->
    [one] { $count } paquet
   *[other] { $count } paquets
}
naming-count = { $count ->
    [one] { $count } paquet attend ce nom.
   *[other] { $count } paquets attendent ce nom : tous entrent d’un coup.
}
later-name = Nommer
later-name-label = Nommer { $code }
later-forget = Oublier { $code }
item-codes = Codes-barres
item-code-remove = Retirer le code-barres { $code }
item-code-removed = Un code-barres retiré de { $name }

## Looking names up

lookup-title = Noms des nouveaux articles
lookup-switch = Chercher les noms chez Open Food Facts
lookup-sent = Le numéro du code-barres et le nom de cette application sont envoyés, rien sur vous. Ce que sait votre foyer passe d’abord.
lookup-ask = Chercher son nom chez Open Food Facts ?
lookup-yes = Chercher
lookup-no = Non, jamais
lookup-credit = © contributeurs d’Open Food Facts, ODbL

## Clavier, écran d’accueil

keys-title = Clavier
keys-on = Une seule touche mène à un écran
install-title = Sur l’écran d’accueil
install-text = Installez Larder : il s’ouvre sans le navigateur, même sans connexion, et son icône montre combien il y a à consommer aujourd’hui.
install-go = Installer
shared-listed = { $count ->
    [one] { $count } chose est sur la liste
   *[other] { $count } choses sont sur la liste
}

## Import and export

transfer-title = Import et export
transfer-go-text = Garder une copie, ou venir d’une autre application
transfer-in = Importer
transfer-in-text = Un fichier de Larder, un tableau (CSV) ou un export de Grocy ou de KitchenOwl. Vous voyez ce qu’il apporte avant que rien ne change.
transfer-choose = Choisir un fichier
transfer-where = Où trouver un tel fichier ?
transfer-where-table = Depuis un tableur
transfer-where-table-text = Enregistrez-le en CSV. La première ligne porte les titres : le nom est nécessaire ; quantité, unité, lieu, péremption, prix, catégorie, marque, note et code-barres sont compris, en anglais, allemand, français et espagnol.
transfer-where-grocy = Depuis Grocy
transfer-where-grocy-text = Ouvrez /api/objects/products, /api/objects/stock, /api/objects/locations et /api/objects/quantity_units dans le navigateur où vous utilisez Grocy, enregistrez chacun dans un fichier, et choisissez-les tous ensemble.
transfer-where-kitchenowl = Depuis KitchenOwl
transfer-where-kitchenowl-text = Dans les réglages du foyer, choisissez Exporter. KitchenOwl ne tient pas de stock : ses articles viennent avec leurs catégories.
transfer-reading = Lecture du fichier…
transfer-bringing = Importation…
transfer-stop = Arrêter
transfer-stopped = Arrêté en cours de route
transfer-brought = { $count ->
    [one] { $count } chose importée
   *[other] { $count } choses importées
}
transfer-out = Exporter
transfer-archive = Tout
transfer-archive-text = Articles, lots, lieux, tickets et ce qui s’est passé, dans un fichier (JSON). À garder, ou à porter dans un autre foyer.
transfer-archive-go = Tout enregistrer
transfer-photos = { $count ->
    [one] Avec { $count } photo de ticket
   *[other] Avec { $count } photos de tickets
}
transfer-photos-hint = Sans elles, le fichier est petit
transfer-saving = Photo { $done } sur { $of }…
transfer-missing = { $count ->
    [one] { $count } photo manque dans le fichier : ni cet appareil ni le serveur ne l’a maintenant.
   *[other] { $count } photos manquent dans le fichier : ni cet appareil ni le serveur ne les a maintenant.
}
transfer-table = Ce qu’il y a maintenant
transfer-table-text = Une ligne par lot, pour les tableurs (CSV).
transfer-table-go = Enregistrer le tableau
transfer-is-archive = Un foyer de Larder
transfer-is-table = { $count ->
    [one] Un tableau de { $count } ligne
   *[other] Un tableau de { $count } lignes
}
transfer-is-grocy = Le stock de Grocy
transfer-is-kitchenowl = Les articles de KitchenOwl
transfer-new = Nouveaux
transfer-there = Déjà ici
transfer-alike = Ressemblent à ce qui est ici
transfer-items = Nouveaux articles
transfer-of = { $new } sur { $all }
transfer-receipts = Nouveaux tickets
transfer-recipes = Nouvelles recettes
transfer-places = Nouveaux lieux
transfer-categories = Catégories
transfer-shop-order = ordre du magasin
transfer-categories-named = { $count ->
    [one] { $count } changement
   *[other] { $count } changements
}
transfer-lives = Durées de conservation à vous
transfer-found-photos = Photos de tickets
transfer-archive-note = Ce qui est déjà ici reste tel quel. Qui a fait quoi dans l’autre foyer se lit dans le fichier, et ne vient pas.
transfer-table-note = Ce qui est déjà ici reste tel quel. Les lignes du même nom deviennent des lots d’un même article.
transfer-grocy-note = Ce qui est déjà ici reste tel quel. Recettes, corvées, tâches, quantités minimales et images ne viennent pas.
transfer-kitchenowl-note = Ce qui est déjà ici reste tel quel. Recettes, menus, dépenses et listes de courses ne viennent pas : les listes ne sont pas dans le fichier.
transfer-order = { $date } : jour et mois, ou mois et jour ?
transfer-day-first = Le jour d’abord
transfer-month-first = Le mois d’abord
transfer-currency = Les prix sans devise sont en
transfer-columns = Des colonnes ne sont pas comprises
transfer-columns-text = Celles-ci ne viennent pas : { $columns }
transfer-left = { $count ->
    [one] { $count } chose à regarder
   *[other] { $count } choses à regarder
}
transfer-left-text = Corrigez-les dans le fichier et choisissez-le à nouveau, ou continuez sans elles.
transfer-and-more = et { $count } de plus
transfer-lots = Ce qui vient
transfer-lot-alike = Ressemble à quelque chose d’ici
transfer-used-up = Fini
transfer-nothing = Tout ce que contient ce fichier est déjà ici.
transfer-more = En montrer { $count } de plus
transfer-go = { $count ->
    [one] Importer { $count } chose
   *[other] Importer { $count } choses
}
transfer-go-habits = Importer ces réglages
transfer-go-recipes = Reprendre les recettes
transfer-go-items = { $count ->
    [one] Importer { $count } article
   *[other] Importer { $count } articles
}
transfer-leave = Ne pas importer
transfer-at-row = Ligne { $row }
transfer-at-place = Lieu { $row }
transfer-at-item = Article { $row }
transfer-at-lot = Lot { $row }
transfer-at-receipt = Ticket { $row }
transfer-at-line = Ligne de ticket { $row }
transfer-at-entry = Achat { $row }
transfer-at-category = Catégorie { $row }
transfer-at-life = Durée { $row }
transfer-at-recipe = Recette { $row }
transfer-why-name = Sans nom : laissé de côté
transfer-why-amount = Pas de quantité au-dessus de zéro : laissé de côté
transfer-why-other = Ce dont il dépend n’est pas dans le fichier : laissé de côté
transfer-why-id = Sans identifiant, ou déjà vu plus haut : laissé de côté
transfer-why-unit = Unité inconnue : compté en pièces, l’unité passe dans la note
transfer-why-date = La date n’est pas comprise : vient sans elle
transfer-why-price = Le prix n’est pas compris : vient sans lui
transfer-why-cut = Trop long : coupé
transfer-why-such = Larder n’en tient pas : laissé de côté
transfer-no-names = Le tableau n’a pas de colonne de noms
transfer-no-names-text = Sa première ligne dit : { $headings }. Appelez « nom » la colonne des aliments, enregistrez le tableau et choisissez-le à nouveau.
transfer-newer = Un Larder plus récent a écrit ce fichier
transfer-newer-text = Fermez Larder partout et rouvrez-le pour avoir la dernière version, puis choisissez à nouveau le fichier.
transfer-no-products = Il manque les produits de Grocy
transfer-no-products-text = Le stock ne dit que le numéro des produits. Enregistrez aussi /api/objects/products, et choisissez les deux fichiers ensemble.
transfer-unknown = Ce fichier n’est pas connu ici
transfer-unknown-text = Choisissez un export de Larder, Grocy ou KitchenOwl, ou un tableau enregistré en CSV.
transfer-damaged = Le fichier est abîmé
transfer-damaged-text = Il s’arrête trop tôt ou a été changé. Enregistrez-le encore là d’où il vient, et choisissez le nouveau.
transfer-workbook = C’est un classeur
transfer-workbook-text = Ouvrez-le dans le tableur, enregistrez-le en CSV et choisissez ce fichier.
transfer-picture = C’est une image ou un PDF
transfer-picture-text = Les tickets se lisent sur la page Scanner.
transfer-large = Le fichier est trop grand pour cet appareil
transfer-large-text = Enregistrez-le sans photos, et choisissez le nouveau.
transfer-gone = Le fichier ne s’ouvre pas
transfer-gone-text = Il a été déplacé ou n’est plus sur cet appareil. Choisissez-le à nouveau.

## The sample household

sample-add = Découvrir avec un foyer d’exemple
sample-title = Ceci est un foyer d’exemple
sample-text = Essayez ce que vous voulez, tout est inventé. Ce que vous ajoutez vous-même reste quand l’exemple s’en va.
sample-remove = Retirer l’exemple
did-sample = Le foyer d’exemple est là
did-sample-gone = Foyer d’exemple retiré
journal-sample = Foyer d’exemple ajouté
journal-sample-gone = Foyer d’exemple retiré
sample-shop-market = Marché Feuilleverte
sample-shop-corner = Épicerie du Pinson
sample-yogurt = Yaourt nature
sample-lettuce = Laitue
sample-chicken = Blanc de poulet
sample-spinach = Épinards
sample-cream = Crème
sample-bread = Pain complet
sample-milk = Lait
sample-bananas = Bananes
sample-mushrooms = Champignons de Paris
sample-cheese = Gouda jeune
sample-carrots = Carottes
sample-apples = Pommes
sample-eggs = Œufs
sample-butter = Beurre
sample-potatoes = Pommes de terre
sample-peas = Petits pois
sample-pizza = Pizza Margherita
sample-berries = Fruits rouges
sample-ice-cream = Glace à la vanille
sample-chocolate = Chocolat noir
sample-oats = Flocons d’avoine
sample-coffee = Café moulu
sample-pasta = Spaghettis
sample-rice = Riz basmati
sample-tomatoes = Tomates concassées
sample-onions = Oignons
sample-lemons = Citrons
sample-garlic = Ail
sample-tea = Thé vert
sample-toothpaste = Dentifrice
sample-kitchen-roll = Essuie-tout

## A first start

welcome-step = { $at } sur { $of }
welcome-language-title = Quelle langue ?
welcome-places-title = Où gardez-vous la nourriture ?
welcome-places-text = Ceux-ci sont prêts. Touchez ce que vous avez d’autre.
welcome-place-cellar = Cave
welcome-place-freezer = Deuxième congélateur
welcome-place-drinks = Frigo à boissons
welcome-place-bowl = Corbeille à fruits
welcome-next = Suivant
welcome-skip = Passer
welcome-start-title = Comment voulez-vous commencer ?
welcome-start-text = Aucun compte n’est nécessaire : tout reste sur cet appareil.
welcome-import = Apporter un fichier
welcome-join = Rejoindre un foyer
did-places = { $count ->
    [one] { $count } lieu ajouté
   *[other] { $count } lieux ajoutés
}

## The native app

tray-open = Ouvrir Larder
tray-quit = Quitter
tray-nothing = Rien à utiliser aujourd’hui
tray-due = { $count ->
    [one] { $count } aliment à utiliser aujourd’hui
   *[other] { $count } aliments à utiliser aujourd’hui
 }
digest-title = { $count ->
    [one] { $count } aliment à utiliser aujourd’hui
   *[other] { $count } aliments à utiliser aujourd’hui
 }
digest-soon = { $count ->
    [one] { $count } aliment à utiliser dans les trois jours
   *[other] { $count } aliments à utiliser dans les trois jours
 }
digest-then = Dans les trois jours :
digest-waiting = { $count ->
    [one] Un ticket attend votre vérification
   *[other] { $count } tickets attendent votre vérification
 }
digest-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
 }
closed-title = Quand Larder est fermé
closed-tray = Rester dans la zone de notification
closed-tray-hint = Reste à jour avec votre foyer une fois la fenêtre fermée.
closed-session = Démarrer avec cet ordinateur
closed-session-hint = Dans la zone de notification, sans fenêtre.
closed-token = Cet ordinateur n’a pas de trousseau que Larder puisse utiliser : la clé du serveur de votre foyer se trouve dans un fichier que vous seul pouvez lire.
closed-digest = Me dire une fois par jour ce qu’il faut utiliser
closed-digest-hint = Un court message sur cet ordinateur ; aucun les jours où il n’y a rien à signaler.
closed-soon = Me dire ce qu’il faudra bientôt utiliser
closed-soon-hint = Les aliments des trois prochains jours, dans le même message.
closed-waiting = Me dire quels tickets attendent
closed-waiting-hint = Lus, mais pas encore vérifiés ; dans le même message.
closed-digest-at = À quelle heure
remind-title = Rappels
remind-device = Me le rappeler sur cet appareil
remind-device-hint = Une fois par jour, quand quelque chose est à consommer ; aucun les jours où il n’y a rien à dire. Votre serveur l’envoie par l’éditeur de votre navigateur, qui ne peut pas le lire.
remind-names = Nommer les aliments
remind-names-hint = Sinon, la notification dit seulement combien il y en a.
remind-denied = Votre navigateur ne laisse pas Larder afficher de notifications. Autorisez-le dans ses réglages pour cette page.
remind-failed = Cela n’a pas marché. Réessayez quand votre serveur est joignable.
newer-title = Nouvelles versions
newer-look = Chercher une nouvelle version
newer-looking = Recherche…
newer-none = C’est la version la plus récente.
newer-there = La version { $version } est disponible.
newer-install = L’installer et redémarrer
newer-installing = Installation en cours : Larder redémarre de lui-même.
newer-failed = Cela n’a pas marché : { $said } Vous pouvez continuer avec cette version.
