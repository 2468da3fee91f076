### Larder auf Deutsch. Die Sätze sind kurz, duzen und sagen, was als Nächstes zu tun ist.

## Navigation

app-name = Larder
window-title = { $screen } · Larder
nav-label = Hauptmenü
nav-home = Start
nav-pantry = Vorrat
nav-scan = Scannen
nav-add = Neu
nav-more = Mehr
close = Schließen
skip = Zum Inhalt springen
later = Später
reload = Neu laden
undo = Rückgängig
redo = Wiederholen
try-again = Noch einmal

## Home

home-title = Zuerst verbrauchen
home-overdue = Überfällig
home-today = Heute
home-soon = Nächste 3 Tage
home-week = Diese Woche
home-count = { $count ->
    [one] { $count } Posten
   *[other] { $count } Posten
}
home-calm-title = Nichts drängt
home-calm-text = Diese Woche muss nichts verbraucht werden. Alles andere hält sich.
home-rest = { $count ->
    [one] { $count } Artikel im Vorrat
   *[other] { $count } Artikel im Vorrat
}
home-coming-title = Dein Haushalt ist unterwegs
home-coming-text = Was die anderen haben, kommt jetzt auf dieses Gerät. Das dauert einmalig ein paar Sekunden.
home-draft-title = Ein Kassenbon wartet auf dich
home-draft-text = Sieh ihn fertig durch und räume ihn ein.
home-draft-open = Weitermachen
home-draft-drop = Verwerfen
home-codes-title = { $count ->
    [one] { $count } Code wartet auf einen Namen
   *[other] { $count } Codes warten auf einen Namen
}
home-codes-text = Sie wurden gescannt, bevor jemand sagen konnte, was sie sind.
home-codes-open = { $count ->
    [one] Benennen
   *[other] Benennen
}
empty-title = Sieh, was zuerst weg muss
empty-text = Fotografiere einen Kassenbon. Larder liest ihn direkt hier auf deinem Gerät, legt jede Zeile mit Ort und Datum ab und sagt dir, was du als Nächstes verbrauchen solltest.
empty-scan = Kassenbon scannen
empty-add = Von Hand eintragen
empty-sample = Mit dem Beispielbon ausprobieren

lot-used = Verbraucht
lot-half = Halb
lot-frozen = Eingefroren
lot-thrown = Entsorgt
lot-used-label = { $name }: verbraucht
lot-half-label = { $name }: halb verbraucht
lot-frozen-label = { $name }: eingefroren
lot-thrown-label = { $name }: entsorgt
swipe-hint = Wische eine Zeile: rechts ist verbraucht, links entsorgt. Kurz gewischt ist halb oder eingefroren.
swipe-hint-close = Verstanden

## Dates

due-today = heute
due-tomorrow = morgen
due-yesterday = gestern
due-in-days = in { $count } Tagen
due-days-ago = vor { $count } Tagen
due-best-before = mindestens haltbar bis: { $when }
due-use-by = zu verbrauchen bis: { $when }
due-past-best = mindestens haltbar war es bis: { $when }; sieh, riech, schmeck
due-past-use-by = zu verbrauchen war es bis: { $when }; nicht mehr essen
due-estimated = { $when }, geschätzt
due-brief-past = über dem MHD
due-brief-unsafe = nicht mehr essen
due-none = kein Datum

## Scanning

scan-title = Kassenbon scannen
scan-drop-title = Füge ein Foto deines Kassenbons hinzu
scan-drop-text = Mach ein Foto, oder wähle Fotos oder ein PDF.
scan-drop-computer = Du kannst die Dateien auch hierher ziehen oder einfügen.
scan-choose = Foto machen oder wählen
scan-long = Ein langer Bon, in Teilen
scan-sample = Mit dem Beispielbon ausprobieren
sample-failed = Der Beispielbon konnte nicht geladen werden. Geh einmal ins Internet und versuch es noch einmal.
draft-not-kept = Dieser Bon kann hier nicht aufgehoben werden: Der Speicher ist voll oder gesperrt. Räume ihn ein, bevor du Larder schließt.
scan-private = Wird auf diesem Gerät gelesen. Dein Foto bleibt bei dir.
scan-reading = Dein Kassenbon wird gelesen
scan-loading = Die Leseeinheit wird vorbereitet
scan-loading-text = Nur beim ersten Mal; danach geht es auch ohne Netz.
scan-cancel = Abbrechen
scan-photo-alt = Dein Kassenbon
scan-progress = { $stage }, Schritt { $step } von 6
scan-part = Teil { $part } von { $parts }
stage-decode = Foto öffnen
stage-prepare = Gerade richten
stage-detect = Text finden
stage-recognise = Text lesen
stage-parse = Zeilen ordnen
stage-classify = Kategorien zuordnen
scan-failed-title = Das hat nicht geklappt
scan-failed-empty = Die Datei ist leer. Wähle das Foto noch einmal, oder mach ein neues.
scan-failed-not-an-image = Diese Datei ist kein Bild, das gelesen werden kann. Wähle ein Foto als JPEG, PNG oder WebP, oder ein PDF.
scan-failed-truncated = Das Bild ist unvollständig oder beschädigt. Kopiere es noch einmal, oder mach ein neues Foto.
scan-failed-too-large = Das Bild ist zu groß, um hier gelesen zu werden. Nimm es mit geringerer Auflösung auf, oder schneide es auf den Bon zu.
scan-failed-heic = Fotos in HEIC und AVIF kann dieser Browser nicht lesen. Teile das Foto als JPEG, oder stelle die Kamera auf das verträglichste Format.
scan-failed-too-many = Zusammen sind das zu viele Seiten für einen Bon. Entferne einige, oder lass sie als eigene Bons lesen.
scan-failed-unopened = Die Datei kann nicht geöffnet werden: Sie wurde verschoben, oder der Browser darf sie nicht lesen. Wähle sie noch einmal.
scan-failed-pdf = Dieses PDF ist beschädigt oder leer, oder seine Seiten haben eine Größe, die nicht gelesen werden kann. Lade es noch einmal herunter, oder speichere die Seite als Bild und wähle das.
scan-failed-pdf-locked = Dieses PDF ist durch ein Passwort geschützt. Öffne es, drucke es in ein neues PDF, und wähle das.
scan-failed-crashed = Das Lesen ist unerwartet abgebrochen und wurde neu gestartet. Nichts ging verloren. Versuch es noch einmal, oder nimm ein kleineres Foto.
scan-failed-unavailable = Die Leseeinheit konnte nicht geladen werden. Geh einmal ins Internet und versuch es noch einmal; danach geht es ohne Netz.
scan-failed-unsupported = In diesem Browser geht das Lesen nicht. Aktualisiere ihn, oder nimm einen aktuellen Firefox, Chrome, Edge oder Safari. Alles andere geht hier.
scan-cancelled = Lesen abgebrochen, Foto verworfen
scan-discard = Dieses Foto verwerfen
scan-discarded = Foto verworfen
scan-retry = Noch einmal
scan-other = Ein anderes Foto wählen
scan-by-hand = Lieber von Hand eintragen

## The parts of a receipt

parts-title = Gehören diese zusammen?
parts-one-title = Der erste Teil eines langen Bons
parts-extend-title = Die Teile dieses Bons
parts-ask = Teile eines langen Bons werden dort verbunden, wo sie sich überlappen, in jeder Reihenfolge. Eigene Bons werden nacheinander gelesen.
parts-text = Nimm jeden Teil so auf, dass er ein paar Zeilen des vorigen wiederholt. Sie werden dort verbunden, wo sie sich überlappen, in jeder Reihenfolge.
parts-count = { $count ->
    [one] { $count } Teil
   *[other] { $count } Teile
}
parts-part = Teil { $part }
parts-photo = Foto von Teil { $part }
parts-document = PDF
parts-wrong = Nicht lesbar
parts-failed-title = Teil { $part } kann nicht gelesen werden. Entferne ihn, oder nimm ihn neu auf
parts-up = Teil { $part } nach oben
parts-down = Teil { $part } nach unten
parts-moved = Teil { $from } ist jetzt Teil { $to } von { $count }
parts-remove = Teil { $part } entfernen
parts-removed = Teil entfernt
parts-add = Weiteren Teil hinzufügen
parts-too-many = Ein Bon kann { $most } Teile haben. Was darüber hinausging, wurde weggelassen.
parts-read = Diesen Bon lesen
parts-read-one = Als einen Bon lesen
parts-read-each = Als { $count } Bons lesen
parts-leave = Diese Fotos verwerfen
parts-leave-review = Den Bon lassen, wie er war
parts-discarded = Fotos verworfen
parts-waiting-title = Die Teile eines Bons warten auf dich
parts-waiting-text = Füge die fehlenden Teile hinzu, dann lass sie lesen.
queue-title = { $count ->
    [one] Noch { $count } Bon zu lesen
   *[other] Noch { $count } Bons zu lesen
}
queue-text = Sie warten hier, bis du Zeit hast.
queue-next = Den nächsten lesen
queue-waits = Diese Fotos warten, bis dieser Bon fertig ist.

## Review

review-title = Durchsehen
review-none-title = Nichts durchzusehen
review-none-text = Scanne zuerst einen Kassenbon, dann stehen seine Zeilen hier.
review-empty-title = Keine Artikel gefunden
review-empty-text = Auf diesem Foto waren keine Zeilen eines Bons zu lesen. Versuch es mit mehr Licht, dem ganzen Bon im Bild und dem Text aufrecht.
review-merchant = Laden
review-date = Datum
review-total-label = Summe
review-sum-ok = Die Zeilen ergeben die Summe
review-sum-off = Die Zeilen ergeben { $sum }, auf dem Bon steht { $total }
review-sum-unknown = Keine Summe zum Vergleichen
review-check-first = Bitte prüfen
review-looks-right = Sieht richtig aus
review-printed = Gedruckt: { $text }
review-no-price = kein Preis
review-why-hard = Schwer zu lesen
review-why-category = Welche Kategorie?
review-why-price = Kein Preis gefunden
review-why-name = Noch kein Name
review-unnamed = Ohne Namen
review-name-missing = Gib ihr einen Namen, oder lass sie weg.
review-checked = Geprüft
review-fine = Stimmt so
review-fine-label = Stimmt so: { $name }
price-wrong = Schreib einen Betrag wie { $example }.
review-dropped = Kommt nicht dazu
review-drop = { $name } weglassen
review-always = Immer weglassen
review-always-at = Bei { $merchant } immer weglassen
review-same = Ist das dein Artikel „{ $name }“?
review-same-yes = Ja
review-same-no = Nein, neu
review-about = etwa { $date }
review-estimate = Eine Schätzung nach USDA FoodKeeper: { $what }. Ein gedrucktes Datum geht vor.
review-estimate-jars = Gläser und Dosen
review-estimate-rule = Eine Schätzung nach den Regeln des Food Safety and Inspection Service der USDA. Ein gedrucktes Datum geht vor.
review-estimate-said = Wie du es das letzte Mal gesagt hast. Ein gedrucktes Datum geht vor.
review-estimate-own = Wie euer Haushalt es hält. Ein gedrucktes Datum geht vor.
review-match-known = Kommt zu dem, was du hast
review-match-new = Ein neuer Artikel
review-match-other = Artikel, die du hast
review-split = In zwei teilen
review-merge = Mit { $name } verbinden
review-left = { $count ->
    [one] Noch 1 Frage. Du kannst sie auch später beantworten.
   *[other] Noch { $count } Fragen. Du kannst sie auch später beantworten.
}
review-restore = { $name } doch hinzufügen
review-done = Fertig
review-name = Name
review-amount = Menge
review-unit = Einheit
review-price = Preis
review-category = Kategorie
review-category-none = Keine Kategorie
review-place = Ort
review-add-line = Fehlende Zeile hinzufügen
review-goes-on = Dieser Bon geht weiter: nächsten Teil hinzufügen
review-growing-title = Der nächste Teil kommt dazu
review-growing-text = Was du bisher beantwortet hast, bleibt erhalten.
review-accept = { $count ->
    [one] 1 Artikel einräumen
   *[other] Alle { $count } einräumen
}
review-accept-none = Nichts einzuräumen
review-accepted = { $count ->
    [one] 1 Artikel eingeräumt
   *[other] { $count } Artikel eingeräumt
}
review-discard = Verwerfen
review-discarded = Bon verworfen
review-receipt = Kassenbon
doubt-no-text = Ist das ein Kassenbon? Auf dem Foto war kein Text zu finden.
doubt-no-total = Wie hoch war die Summe? Sie war nicht zu finden.
doubt-total-worked-out = Die gedruckte Summe ist schwer zu lesen. Stimmt { $total }?
doubt-item-without-price = Eine Zeile ohne lesbaren Preis wurde weggelassen. Fehlt etwas?
doubt-no-date = Wann war das? Das Datum war nicht zu lesen, also gilt heute.
doubt-no-merchant = Welcher Laden war es?
doubt-ambiguous-date = Stimmt { $date }? Tag und Monat könnten vertauscht sein.
doubt-price-without-item = Neben einem Preis steht kein Artikel. Fehlt etwas?
doubt-fine = Passt so

## Pantry

pantry-title = Vorrat
pantry-search = Vorrat durchsuchen
pantry-all = Alle
pantry-soon = Bald fällig
pantry-opened = Angebrochen
pantry-out = Ausgegangen
pantry-filter = Filter
pantry-count = { $count ->
    [one] { $count } Artikel
   *[other] { $count } Artikel
}
pantry-none-title = Dein Vorrat ist leer
pantry-none-text = Drei Wege, ihn zu füllen: einen Kassenbon scannen, etwas von Hand eintragen oder es mit dem Beispielbon ausprobieren.
pantry-no-match-title = Nichts gefunden
pantry-no-match-text = Hier passt nichts. Versuch es mit weniger Buchstaben oder einem anderen Filter.
pantry-show-all = Alles zeigen
pantry-show-more = { $count } weitere zeigen
step-group = Wie viel { $name }
step-less = { $step } weniger
step-more = { $step } mehr
pantry-details = Details und Verlauf

## One item

item-lots = Vorrätig
item-about = Name und Kategorie
item-none = Nichts vorrätig
item-gone-title = Diesen Artikel gibt es nicht mehr
item-gone-text = Er wurde entfernt, vielleicht durch ein Rückgängig.
item-place = Ort
item-price-hint = Für alles, wie gekauft.
item-date = Mindestens haltbar bis
item-date-useby = Zu verbrauchen bis
item-opened = Angebrochen
item-opened-on = Angebrochen: { $when }
item-opened-not = Noch verschlossen
item-use-all = Verbraucht
item-throw = Entsorgt
item-freeze = Einfrieren
item-thaw = Auftauen
item-split = Abteilen
item-bought = Gekauft: { $when }
item-paid = für { $price }
item-history = Verlauf
item-no-history = Noch ist nichts geschehen.
item-delete = Diesen Artikel löschen
howmany-open = Wie viel davon anbrechen?
howmany-freeze = Wie viel davon einfrieren?
howmany-thaw = Wie viel davon auftauen?
howmany-move = Wie viel davon umräumen?
howmany-split = Wie viel davon abteilen?
howmany-throw = Wie viel davon wegwerfen?
howmany-half = Die Hälfte · { $amount }
howmany-all = Alles · { $amount }
throw-why = Warum es weggeworfen wird
throw-expired = Abgelaufen
throw-spoiled = Verdorben
throw-disliked = Schmeckt nicht
throw-other = Anderes
pick-3d = +3 Tage
pick-1w = +1 Woche
pick-1m = +1 Monat
pick-eom = Monatsende
pick-none = Kein Datum

## Adding by hand

add-title = Von Hand eintragen
add-barcodes = Strichcodes
add-receipt = Kassenbon
add-name = Was ist es?
add-name-hint = Versuch „2x Milch 1 l Kühlschrank +7t“ oder „Brot“.
add-amount = Menge
add-unit = Einheit
add-place = Wohin kommt es?
add-category = Kategorie
add-save = In den Vorrat
add-more = Sichern und noch etwas eintragen
add-name-missing = Gib zuerst einen Namen ein.
# What may stand behind “+7” in a line: days, weeks, months and years, in this order.
add-spans = t w m j
# What may stand before a place in a line (“milk in the fridge”), and what else the places are
# called there, with commas between.
add-before-place = in den, in die, in das, ins, in der, im, in meinem, in, zum, auf den, auf die, auf dem, auf der
add-also-pantry = Vorratsschrank, Vorrat, Regal, Speisekammer
add-also-fridge = Eisschrank
add-also-freezer = Gefrierschrank, Gefriertruhe, Tiefkühler, Tiefkühlfach, Tiefkühltruhe, TK
add-said = Verstanden
add-said-remove = { $said } aus der Zeile nehmen
add-estimate = etwa { $span }
add-offer = { $name } { $amount } hinzufügen
add-amount-wrong = Schreib eine Zahl, etwa 2 oder { $example }.
added = { $name } hinzugefügt

## More

more-title = Mehr
more-theme = Aussehen
theme-light = Hell
theme-dark = Dunkel
theme-system = System
more-activity = Verlauf
activity-empty = Was du einräumst, verbrauchst und wegwirfst, steht dann hier und lässt sich rückgängig machen.
activity-undone = rückgängig gemacht
more-storage = Speicher auf diesem Gerät
storage-used = Belegt
storage-file = Liegt in
storage-of = { $used } von { $quota }
storage-unknown = nicht bekannt
storage-kept = Vor dem Aufräumen geschützt
storage-kept-yes = Ja
storage-kept-no = Noch nicht
storage-protect = Meine Daten schützen
storage-protected = Dein Browser behält die Daten von Larder.
storage-not-protected = Der Browser lehnt vorerst ab. Installiere Larder oder benutze es öfter, dann versuch es noch einmal.
more-about = Über Larder
about-version = Version
about-text = Alles bleibt auf diesem Gerät. Kein Konto, kein Tracking.

## Journal

journal-purchase = { $count ->
    [one] 1 Artikel gekauft
   *[other] { $count } Artikel gekauft
}
journal-purchase-at = { $count ->
    [one] 1 Artikel bei { $merchant } gekauft
   *[other] { $count } Artikel bei { $merchant } gekauft
}
journal-add = { $name } hinzugefügt
journal-use = { $name } verbraucht
journal-throw = { $name } weggeworfen
journal-move = { $name } umgeräumt
journal-freeze = { $name } eingefroren
journal-thaw = { $name } aufgetaut
journal-split = { $name } geteilt
journal-increase = Mehr von { $name } eingetragen
journal-open = { $name } angebrochen
journal-edit = { $name } geändert
journal-brand = Marke von { $name } geändert
journal-size = Größe von { $name } geändert
journal-category = Kategorie { $name } geändert
journal-category-added = Kategorie { $name } hinzugefügt
journal-category-gone = Kategorie { $name } entfernt
journal-recipe-added = Rezept { $name } hinzugefügt
journal-recipe = Rezept { $name } geändert
journal-recipe-gone = Rezept { $name } gelöscht
journal-recipes = { $count } Rezepte geändert
journal-life = Haltbarkeit von { $name } geändert
journal-habits = Kategorien und Haltbarkeiten aus einer Datei übernommen
journal-delete = { $name } gelöscht
journal-correct = { $name } berichtigt
journal-other = Etwas geändert
undone = Rückgängig gemacht

## Snackbars

did-use = { $name } verbraucht
did-use-some = { $name }: noch { $left }
did-half = { $name }: zur Hälfte verbraucht
did-freeze = { $name } ist eingefroren
did-thaw = { $name } ist aus dem Gefrierfach
did-split = { $name } abgeteilt
did-part = { $said } · { $amount }
did-throw = { $name } weggeworfen
did-move = { $name } ist jetzt hier: { $place }
did-more = { $name }: jetzt { $left }
did-date = { $name }: neues Datum
did-open = { $name } angebrochen
did-delete = { $name } gelöscht
did-edit = { $name } gesichert
did-brand = { $name }: Marke gesichert
did-size = { $name }: Größe gesichert
did-price = { $name }: Preis gesichert
did-note = { $name }: Notiz gesichert

## The whole app

starting = Dein Vorrat wird geöffnet
elsewhere-title = Larder ist in einem anderen Tab offen
elsewhere-text = Immer nur ein Tab kann deinen Vorrat ändern, damit nichts durcheinandergerät. Du kannst hier weitermachen: Der andere Tab sichert vorher seine Arbeit.
use-here = Hier benutzen
handing-over = Wird übernommen
storage-failed-title = Dein Vorrat konnte nicht geöffnet werden
storage-failed-text = Der Browser lässt Larder hier keine Daten speichern. Verlass das private Surfen oder erlaube dieser Seite, Daten zu speichern, dann versuch es noch einmal.
storage-failed-why = Der Browser sagt: { $why }
storage-failed-full = Der Speicher des Geräts ist voll. Schaff etwas Platz, dann versuch es noch einmal.
storage-failed-blocked = Eine ältere Version von Larder ist noch offen. Schließ ihre Tabs und Fenster, dann versuch es noch einmal.
rest-failed-title = Diese Ansicht konnte nicht geladen werden
rest-failed-text = Prüf deine Verbindung, dann versuch es noch einmal. Nichts ist verloren.
stopped = Larder ist stehen geblieben. Lade die Seite neu; was gesichert war, ist sicher.
boot-failed = Larder konnte nicht starten. Lade die Seite neu; wenn es wieder geschieht, aktualisiere deinen Browser.
boot-unsupported = In diesem Browser läuft Larder nicht. Nimm einen aktuellen Firefox, Chrome, Edge oder Safari.
boot-noscript = Larder läuft in deinem Browser und braucht JavaScript. Schalte es für diese Seite ein, dann lade neu.
save-failed-full = Der Speicher des Geräts ist voll, deshalb wurde die letzte Änderung nicht gesichert. Schaff etwas Platz, dann versuch es noch einmal.
save-failed = Die letzte Änderung wurde nicht gesichert. Versuch es noch einmal.
save-failed-newer = Ein anderer Tab hat deinen Vorrat geändert, deshalb wurde die letzte Änderung nicht gesichert. Lade neu, um weiterzumachen.

## What cannot be done

rejected-no-such-item = Dieser Artikel wurde gelöscht. Mach das im Verlauf rückgängig, oder trag ihn neu ein.
rejected-no-such-lot = Dieser Posten wurde gelöscht oder sein Einkauf rückgängig gemacht. Sieh im Verlauf nach.
rejected-no-such-place = Diesen Ort kennt man hier nicht. Wähle einen anderen.
rejected-no-such-category = Diese Kategorie ist hier nicht bekannt. Wähle eine andere.
rejected-no-such-recipe = Dieses Rezept wurde gelöscht. Mach das im Verlauf rückgängig, oder schreib es neu auf.
rejected-no-such-action = Diese Änderung kennt man hier noch nicht. Warte, bis deine Geräte auf gleichem Stand sind.
rejected-no-name = Es hat keinen Namen. Gib einen ein.
rejected-not-positive = Die Menge ist nicht größer als null. Gib ein, wie viel es ist.
rejected-too-much = Die Menge ist zu groß. Gib sie in einer größeren Einheit ein.
rejected-not-enough = Es sind nur noch { $have } da. Gib höchstens das ein, oder zähle nach.
rejected-other-measure = { $from } lässt sich nicht in { $to } umrechnen. Gib die Menge in { $to } ein.
rejected-already-frozen = Es ist schon eingefroren. Es ist nichts zu tun.
rejected-not-frozen = Es ist nicht eingefroren. Räume es stattdessen um.
rejected-already-open = Es ist schon angebrochen. Ändere den Tag, wenn er nicht stimmt.
rejected-same-place = Es ist schon dort. Wähle einen anderen Ort.
rejected-other-shelf = In der Zählung ist ein Posten eines anderen Artikels oder Orts. Zähle jedes Fach für sich.
rejected-already-undone = Das ist schon rückgängig gemacht. Wiederholen bringt es zurück.
rejected-not-undone = Das ist nicht rückgängig gemacht. Es gibt nichts zurückzubringen.
rejected-is-undo = Das war ein Rückgängig oder Wiederholen. Wähle stattdessen die Änderung, die es nennt.
rejected-nothing-changed = Es würde sich nichts ändern. Ändere zuerst etwas.
rejected-too-long = Ein Text ist zu lang. Kürze ihn.
rejected-recipe-too-long = Das Rezept ist länger, als sich behalten lässt. Kürze seine Zutaten oder seine Schritte.
rejected-too-large = Das ist mehr, als ein Schritt fasst. Mach es in zwei Teilen.
rejected-line = Zeile { $line }: { $why }

## A new version

update-ready = Eine neue Version von Larder ist da.
update-now = Neu starten
not-found-title = Hier ist nichts
not-found-text = Diese Seite gibt es nicht.
not-found-home = Zum Start

## Places and categories

place-pantry = Schrank
place-fridge = Kühlschrank
place-freezer = Gefrierfach
category-produce = Obst & Gemüse
category-dairy-eggs = Milch & Eier
category-meat = Fleisch
category-seafood = Fisch & Meeresfrüchte
category-deli-prepared = Feinkost & Fertiges
category-bakery = Brot & Gebäck
category-frozen = Tiefkühlkost
category-staples = Grundvorrat
category-canned = Konserven
category-condiments-spices = Soßen & Gewürze
category-breakfast = Frühstück
category-snacks-sweets = Snacks & Süßes
category-beverages = Getränke
category-alcohol = Wein & Bier
category-baby = Baby
category-pet = Haustiere
category-household = Haushalt
category-personal-care = Körperpflege

## Amounts

brand = Marke
size = Größe
size-example = etwa 500 g
size-wrong = Schreib es so: 500 g.
size-each = je { $size }
quantity-pieces = { $amount ->
    [one] { $amount } St.
   *[other] { $amount } St.
}
quantity-packs = { $amount ->
    [one] { $amount } Packung
   *[other] { $amount } Packungen
}
quantity-of = { $amount } { $unit }
unit-piece = Stück
unit-pack = Packungen
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
unit-tsp = TL
unit-tbsp = EL
unit-cup = Cup
unit-pt = pt
unit-qt = qt
unit-gal = gal

## More of the journal

journal-something = etwas
activity-more = Mehr zeigen
activity-whose = Wessen Verlauf
activity-everyone = Alle
redone = Wiederhergestellt

## In step with other devices

one-moment = Einen Moment…
sync-title = Abgleich
sync-in-step = Abgeglichen
sync-in-step-text = Alle Geräte haben dasselbe.
sync-busy = Gleicht ab
sync-busy-text = Änderungen sind unterwegs.
sync-waiting = { $count } warten
sync-offline = Offline
sync-offline-waiting = Offline · { $count }
sync-attention = Sieh nach
sync-offline-title = Der Server ist nicht erreichbar
sync-offline-text = Hier geht alles wie immer. Was du tust, bleibt auf diesem Gerät und kommt später zu den anderen.
sync-stays-title = Du bleibst offline
sync-try = Jetzt versuchen
sync-alone-title = Dieses Gerät führt deinen Vorrat allein
sync-alone-text = Verbinde es mit dem Server, von dem es kam, und alle Geräte deines Haushalts haben dasselbe.
sync-alone-go = Verbinden
sync-removed-title = Der Server kennt dieses Gerät nicht mehr
sync-removed-text = Es wurde aus dem Haushalt entfernt, oder der Server wurde neu eingerichtet. Alles auf diesem Gerät bleibt hier und geht weiter. Bitte um eine Einladung, um wieder dabei zu sein.
sync-removed-go = Wieder beitreten
sync-upgrade-title = Diese App ist zu alt für die anderen
sync-upgrade-text = Lade sie neu, um die neue Version zu bekommen. Nichts geht verloren: Was du getan hast, wartet hier und wird dann gesendet.
sync-malformed-title = App und Server verstehen sich nicht
sync-malformed-text = Lade die App neu, und aktualisiere den Server. Nichts geht verloren: Was du getan hast, wartet hier.
sync-and-more = und { $count } weitere
sync-export = Was wartet, als Datei sichern
sync-stay = Offline bleiben
sync-stay-hint = Es wird nichts gesendet oder geholt, bis du das ausschaltest.
sync-log = Was geschehen ist
log-in = Dieses Gerät ist dem Haushalt beigetreten
log-online = Verbunden
log-offline = Verbindung verloren
log-sent = { $count ->
    [one] { $count } Änderung gesendet
   *[other] { $count } Änderungen gesendet
}
log-received = { $count ->
    [one] { $count } Änderung empfangen
   *[other] { $count } Änderungen empfangen
}
log-rejected = { $count ->
    [one] Der Server hat { $count } Änderung abgelehnt
   *[other] Der Server hat { $count } Änderungen abgelehnt
}
log-photo = { $count ->
    [one] { $count } Foto gesendet
   *[other] { $count } Fotos gesendet
}
sync-photos = { $count ->
    [one] { $count } Foto eines Bons ist noch zu senden.
   *[other] { $count } Fotos von Bons sind noch zu senden.
}
log-full = Was ankam, konnte hier nicht gespeichert werden. Schaff etwas Platz; es wird noch einmal geholt.

disputes-title = Zwei von euch haben dasselbe geändert
disputes-text = Larder hat eines von beiden behalten. Wähle das andere, wenn es richtig ist.
dispute-writes = { $field }: „{ $kept }“ wurde behalten, „{ $lost }“ beiseitegelegt.
dispute-restore = „{ $lost }“ nehmen
dispute-keep = Passt so
dispute-restored = Geändert
dispute-stayed = Einer von euch hat es gelöscht, während ein anderer es geändert hat. Es ist geblieben.
dispute-delete = Löschen
asides-title = Das zählt nicht
asides-text = Diese Änderungen von dir ließen sich nicht mit denen der anderen vereinen. Mach sie noch einmal, wenn sie noch stimmen.
aside-done = Verstanden
aside-added = { $name } hinzugefügt
aside-used = { $name } verbraucht
aside-thrown = { $name } weggeworfen
aside-changed = { $name } geändert
aside-deleted = { $name } gelöscht
aside-undone = Etwas rückgängig gemacht
aside-remembered = Was eine Zeile eines Bons bedeutet
aside-why-gone = Es wurde vor langer Zeit gelöscht.
aside-why-changed = Andere haben es inzwischen geändert, deshalb wurde es nicht gelöscht.
aside-why-late = Es kam zu spät.
aside-why-forbidden = Deine Rolle im Haushalt erlaubt es nicht.
aside-why-full = Der Haushalt hat auf dem Server keinen Platz mehr.
aside-why-other = Der Server konnte damit nichts anfangen.
thing-gone = etwas, das es nicht mehr gibt
thing-place = ein Ort
thing-receipt = ein Kassenbon
field-name = Name
field-category = Kategorie
field-unit = Einheit
field-place = Ort
field-note = Notiz
field-item = Was es ist
field-bought = Gekauft am
field-date = Datum
field-opened = Angebrochen am
field-frozen = Eingefroren am
field-thawed = Aufgetaut am
field-price = Preis
field-merchant = Laden
value-nothing = nichts
journal-several = { $count } Dinge auf einmal geändert
journal-undid = Etwas rückgängig gemacht
journal-redid = Etwas wiederhergestellt

household-title = Haushalt
household-go = Haushalt und Geräte
household-go-text = Teile deinen Vorrat mit denen, die bei dir wohnen
household-go-in = Wer und was diesen Vorrat teilt
sync-go-text = Was wartet, was geschah, was anzusehen ist
server-address = Adresse deines Larder-Servers
server-address-hint = So wie der Browser sie zeigt, zum Beispiel https://larder.local:8443
found-title = Diesen Vorrat teilen
found-text = Jedes Telefon und jeder Computer deines Haushalts zeigt dasselbe und arbeitet auch ohne Verbindung weiter. Aufgehoben wird es auf dem Server, von dem diese App kam.
found-go = Dieses Gerät verbinden
device-browser = Browser
closed-unreachable = Der Server ist nicht erreichbar. Versuch es noch einmal, wenn du mit ihm verbunden bist.
closed-taken = Diesen Haushalt gibt es schon auf dem Server. Bitte jemanden daraus um eine Einladung.
closed-used = Diese Einladung wurde benutzt oder ist abgelaufen. Bitte um eine neue.
closed-full = Dieser Haushalt hat so viele Geräte, wie er haben kann. Entferne eines, das nicht mehr benutzt wird.
closed-busy = Zu viele Versuche. Warte eine Minute, dann versuch es noch einmal.
closed-other = Das hat nicht geklappt: { $said }
insecure-title = Diese Verbindung ist nicht verschlüsselt
insecure-text = Über sie lässt ein Browser niemanden sich anmelden, die App installieren oder die Kamera benutzen. Starte den Server mit --tls local, öffne Larder unter seiner https-Adresse, und lass deine Geräte ihr vertrauen.
insecure-app-text = Wer auf dem Weg zu deinem Server ist, kann mitlesen. Starte den Server mit --tls local, und gib seine https-Adresse ein, wenn du neu beitrittst.
insecure-go = Wie man ihr vertraut
invite-title = Jemanden einladen
invite-role = Was sie oder er darf
role-owner = Eigentümer
role-admin = Elternteil
role-member = Mitglied
role-shopper = Einkäufer
role-viewer = Gast
role-owner-text = Darf alles.
role-admin-text = Darf alles ändern, einladen und Geräte entfernen.
role-member-text = Darf alles im Vorrat ändern.
role-shopper-text = Darf ansehen und eintragen, was gekauft wurde.
role-viewer-text = Darf ansehen.
invite-make = Einladung zeigen
invite-how = Lass sie die Kamera darauf richten, oder schick ihnen den Link. Er lässt eine Person ein, bis { $until }.
invite-qr = QR-Code der Einladung
invite-unreachable = Diese Adresse geht nur auf diesem Computer. Öffne Larder unter der Adresse, die andere Geräte benutzen, dann lade ein.
invite-copy = Link kopieren
invite-copied = Kopiert
invite-not-copied = Der Browser hat ihn nicht kopiert. Markiere den Link und kopiere ihn.
invite-share = Komm in unseren Vorrat
invite-share-go = Senden
invite-not-title = Jemand anderes lädt ein
invite-not-text = Bitte die Eigentümerin oder den Eigentümer des Haushalts um eine Einladung für jemanden.
devices-title = Geräte
device-this = Dieses Gerät
device-other = Ein anderes Gerät
device-seen = Zuletzt gesehen: { $when }
device-remove = Entfernen
device-remove-what = Es bekommt von hier nichts mehr. Was es hat, bleibt darauf.
device-remove-sure = Wirklich entfernen
device-keep = Behalten
enter-title = Ich habe eine Einladung
enter-text = Öffne ihren Link, fotografiere ihren QR-Code, oder gib den Code ein.
enter-photo = QR-Code fotografieren
enter-code = Link oder Code
enter-go = Weiter
enter-wrong = Das ist keine Einladung. Sie endet mit einem Code aus 32 Buchstaben und Ziffern.
enter-no-code = Es war kein QR-Code zu finden. Halte die Kamera näher und gerade, oder gib den Code ein.
join-title = Dem Haushalt beitreten
join-text = Danach zeigt dieses Gerät, was alle im Haushalt haben.
join-at = Er ist auf { $server }.
join-name = Wie dieses Gerät heißen soll
join-name-hint = Damit andere es in ihrer Liste erkennen.
join-brings = { $count ->
    [one] Mitbringen, was hier ist: { $count } Posten
   *[other] Mitbringen, was hier ist: { $count } Posten
}
join-brings-yes = Es kommt in den Vorrat des Haushalts.
join-brings-no = Es wird von diesem Gerät entfernt.
join-leaves = Dieses Gerät gehört zu einem anderen Haushalt. Es verlässt ihn und zeigt den neuen.
join-go = Beitreten
join-broken-title = Diese Einladung ist nicht vollständig
join-broken-text = Ein Teil des Links fehlt. Öffne ihn noch einmal, oder gib den Code ein.
join-unfit-title = Diese Einladung nennt einen Server ohne Verschlüsselung
join-unfit-text = Unterwegs könnte jemand mithören. Bitte um einen Link, der mit https beginnt. Oder gib unter „Haushalt“ selbst die Adresse des Servers ein und dann nur den Code.

## Trying the storage

check-title = Speicherprüfung
check-go = Speicher prüfen
check-right = Alles wird aufgehoben, wie es soll
check-wrong = { $count ->
    [one] { $count } Ding wird nicht aufgehoben, wie es soll: Nimm einen anderen Browser, oder aktualisiere diesen
   *[other] { $count } Dinge werden nicht aufgehoben, wie sie sollen: Nimm einen anderen Browser, oder aktualisiere diesen
}
check-speed = Wie schnell es ist, erprobt mit { $count ->
    [one] { $count } Änderung
   *[other] { $count } Änderungen
}
check-loaded = Laden
check-merged = Vereinen
check-stored = Speichern
check-rate = { $rate } in der Sekunde
gallery-title = Bausteine

## Shared by another app

shared-title = Mit Larder geteilt
shared-text = Wähle, was jetzt in der Küche ist.
shared-add = { $count ->
    [one] { $count } Ding hinzufügen
   *[other] { $count } Dinge hinzufügen
}
shared-added = { $count ->
    [one] { $count } Ding hinzugefügt
   *[other] { $count } Dinge hinzugefügt
}
shared-nothing-title = Es kam nichts, was Larder brauchen kann
shared-nothing-text = Teile ein Foto oder PDF eines Kassenbons, oder einen Text mit einem Ding in jeder Zeile.
shared-lost-title = Das Geteilte ist nicht angekommen
shared-lost-text = Teile es noch einmal. Vielleicht fehlt diesem Gerät Platz, oder die Datei ist zu groß.
shared-photos-title = Die Fotos werden gelesen
shared-photos-text = Was dabei geschrieben stand, steht unten.
shared-left = { $count ->
    [one] { $count } Zeile ließ sich nicht eintragen. Lass sie weg oder trag sie von Hand ein.
   *[other] { $count } Zeilen ließen sich nicht eintragen. Lass sie weg oder trag sie von Hand ein.
}
shared-drop = Weglassen
home-shared-title = Etwas wurde mit Larder geteilt
home-shared-text = Es wurde noch nicht angesehen.
home-shared-open = Ansehen

## A receipt

receipt-title = Kassenbon
receipt-open = Kassenbon zeigen
receipt-total = Summe
receipt-photo = Foto des Kassenbons
receipt-photo-offline = Das Foto ist nicht auf diesem Gerät. Es kommt, wenn der Server erreichbar ist.
receipt-photo-none = Es gibt kein Foto: Es wurde nicht aufgehoben, oder sein Gerät hat es noch nicht gesendet.
viewer-part = Foto { $part } von { $parts }
viewer-before = Das Foto davor
viewer-next = Das nächste Foto
viewer-farther = Kleiner
viewer-whole = Das ganze Foto
viewer-closer = Größer
receipt-gone-title = Dieser Kassenbon ist nicht hier
receipt-gone-text = Sein Einkauf wurde rückgängig gemacht, oder er ist noch von einem anderen Gerät unterwegs.

## Photos of receipts

photos-title = Fotos von Kassenbons
photos-smaller = Kleiner
photos-whole = Original
photos-text = Nur Text
photos-hint = Für die Bons, die noch kommen. Kleinere Fotos sind noch lesbar und brauchen ein Zehntel des Platzes.

## Settings

settings-title = Einstellungen
settings-go-text = Sprache, Aussehen, Orte, Speicher
settings-region = Sprache und Region
settings-language = Sprache
language-usual = Wie im Browser ({ $name })
language-failed = Diese Sprache konnte nicht geladen werden. Geh einmal ins Internet und versuch es noch einmal.
settings-units = Mengen
settings-units-hint = Nur, wie Mengen gezeigt werden. Was du eingibst, bleibt, wie du es eingibst.
units-printed = Wie gedruckt
units-metric = Metrisch
units-us = US
settings-currency = Währung
currency-usual = Wie dort, wo du bist: { $name }
settings-currency-hint = Für Preise auf Bons, die keine Währung nennen.
settings-text = Textgröße
settings-text-hint = Zusätzlich zu der Größe, die dein Browser hat.
text-s = S
text-m = M
text-l = L
text-xl = XL
text-xxl = XXL
settings-food = Lebensmittel

## Places

categories-title = Kategorien
categories-text = Die Einkaufsliste geht sie in dieser Reihenfolge durch. Ordne sie wie die Gänge in deinem Laden.
categories-go-text = Reihenfolge im Laden, Namen
category-moved = { $name } verschoben
category-up = { $name } nach oben
category-down = { $name } nach unten
category-hidden = Wird nicht angeboten
category-usual = Sonst { $name }. Dafür das Feld leeren.
category-offered = In Formularen anbieten
category-like = wie { $name }
category-new = Noch eine Kategorie
category-new-hint = Etwa „Pflanzliches Eiweiß“ oder „Für die Katze“.
category-new-like = Sie ist wie
category-new-like-text = Haltbarkeit, Platz und Farbe sind wie dort. Das lässt sich später nicht ändern.
category-picture = Bild
category-add = Kategorie hinzufügen
category-remove = Diese Kategorie entfernen
category-remove-text = Ohne sie kommt ihr Inhalt zu { $name }.
places-title = Orte
places-count = { $count ->
    [one] { $count } Ort
   *[other] { $count } Orte
}
places-text = Benenne sie um, und füge ein Fach, einen Keller oder einen zweiten Gefrierschrank hinzu. Was ein Ort mit Lebensmitteln macht, entscheidet, wie lange sie sich dort halten.
places-lots = { $count ->
    [one] { $count } Posten
   *[other] { $count } Posten
}
places-name = Name
places-kind = Lebensmittel halten sich dort wie im
places-built-in = Diesen Ort hat jeder Haushalt, deshalb lässt er sich nicht entfernen.
places-remove = Diesen Ort entfernen
places-remove-text = Was darin ist, bleibt zu sehen, bis du es umräumst oder verbrauchst.
places-new = Noch ein Ort
places-new-hint = Etwa „Keller“ oder „Gefriertruhe in der Garage“.
places-add = Ort hinzufügen

## How long food keeps

life-title = Wie lange etwas hält
life-go-text = Kategorien, und was für jedes Lebensmittel geschätzt wird
life-text = Larder schätzt Daten mit diesen Zahlen von USDA FoodKeeper. Ein gedrucktes Datum geht immer vor. Die Zahlen meinen die Qualität und sind kein Versprechen von Sicherheit.
life-search = Lebensmittel suchen
life-edit = Bei uns anders
life-reset = Wie in der Tabelle
life-reset-done = { $name }: wieder wie in der Tabelle
life-table = In der Tabelle: { $keeps }
life-days-in = { $place }, Tage
life-days-wrong = Eine ganze Zahl von Tagen
life-none = So heißt hier kein Lebensmittel. Versuch es mit weniger Buchstaben, oder wähle eine Kategorie.
life-other = { $category }, wenn sonst nichts bekannt ist
life-median = Der Median der Lebensmittel dieser Kategorie bei FoodKeeper.
life-source = USDA FoodKeeper, Nr. { $numbers }
life-opened = { $place }, angebrochen
life-thawed = { $place }, aufgetaut
life-ever = unbegrenzt
life-not = nicht empfohlen
life-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
life-days-range = { $count ->
    [one] { $min }–{ $count } Tag
   *[other] { $min }–{ $count } Tage
}
life-months = { $count ->
    [one] { $count } Monat
   *[other] { $count } Monate
}
life-months-range = { $count ->
    [one] { $min }–{ $count } Monat
   *[other] { $min }–{ $count } Monate
}
life-years = { $count ->
    [one] { $count } Jahr
   *[other] { $count } Jahre
}
life-years-range = { $count ->
    [one] { $min }–{ $count } Jahr
   *[other] { $min }–{ $count } Jahre
}

## Deleting everything here

erase-title = Alles löschen
erase-text = Entfernt alle Daten von Larder von diesem Gerät.
erase-go = Alles auf diesem Gerät löschen
erase-sure-title = Alles auf diesem Gerät löschen?
erase-goes = Lebensmittel, Bons, Fotos, Verlauf und Einstellungen auf diesem Gerät werden gelöscht. Das lässt sich nicht rückgängig machen.
erase-stays-household = Was dein Haushalt auf dem Server und auf anderen Geräten hat, bleibt dort. Der Server führt dieses Gerät in seiner Liste, bis es jemand entfernt.
erase-stays-nothing = Es gibt keine andere Kopie: Dieses Gerät führt deinen Vorrat allein.
erase-unsent = { $count ->
    [one] { $count } Änderung wurde noch nicht an den Server gesendet und ginge verloren.
   *[other] { $count } Änderungen wurden noch nicht an den Server gesendet und gingen verloren.
}
erase-failed = Es konnte nicht alles gelöscht werden. Schließ andere Tabs von Larder, lade diese Seite neu, und versuch es noch einmal.
erase-keep = Alles behalten
erase-sure = Alles löschen

## Mehrere auf einmal

bulk-choose = Auswählen
bulk-label = Was damit geschehen soll
bulk-chosen = { $count } ausgewählt
bulk-done = Fertig
bulk-move = Verschieben
bulk-date = Datum
bulk-freeze = Einfrieren
bulk-throw = Wegwerfen
bulk-delete = Löschen
bulk-move-title = { $count } verschieben nach
bulk-date-title = Ein Datum für { $count }
bulk-moved = { $count } verschoben: { $place }
bulk-dated = { $count } mit neuem Datum
bulk-frozen = { $count } eingefroren
bulk-thrown = { $count } weggeworfen
bulk-deleted = { $count } gelöscht
bulk-use = Verbraucht
bulk-used = { $count } verbraucht
bulk-list = Auf die Liste
bulk-listed = { $count } auf der Liste
bulk-category = Kategorie
bulk-category-title = Eine Kategorie für { $count }
bulk-filed = { $count } eingeordnet: { $category }
bulk-thaw = Auftauen
bulk-thawed = { $count } aufgetaut
bulk-all = Alle gezeigten
bulk-none = Keine

## The shopping list

nav-list = Liste
rejected-no-such-entry = Das steht nicht mehr auf der Liste. Setz es noch einmal darauf.
rejected-on-the-list = Es steht schon auf der Liste. Ändere dort die Menge.
rejected-already-ticked = Es ist schon abgehakt. Es ist nichts zu tun.
rejected-not-ticked = Es ist nicht abgehakt. Es gibt nichts zurückzunehmen.
journal-listed = { $name } auf die Liste gesetzt
journal-entry = { $name } auf der Liste geändert
journal-ticked = { $name } abgehakt
journal-unticked = Haken von { $name } entfernt
journal-unlisted = { $name } von der Liste genommen
journal-merged = { $name } zu einem Eintrag gemacht
field-quantity = Menge
list-title = Einkaufsliste
list-count = { $count } zu kaufen
list-add = Auf die Liste setzen
list-add-example = Etwa „2x Milch 1 l“
list-offered = Oft gekauft
list-offer-name = { $name } hinzufügen
list-offer-home = { $name } hinzufügen; etwas davon ist daheim
list-added = { $name } steht auf der Liste
list-did-tick = { $name } abgehakt
list-unticked = { $name } ist wieder zu kaufen
list-removed = { $name } von der Liste genommen
list-merged = { $name }: jetzt ein Eintrag
list-merge = { $count } Einträge davon. Zu einem machen
list-cleared = { $count ->
    [one] { $count } abgehakter Eintrag entfernt
   *[other] { $count } abgehakte Einträge entfernt
}
list-other = Alles andere
list-ticked = Abgehakt ({ $count })
list-clear = Abgehaktes entfernen
list-edit = { $name } ändern
list-what = Was zu kaufen ist
list-amount = Wie viel
list-aisle = Regal
list-note-hint = Etwa eine Marke, oder „nur im Angebot“.
list-remove = Von der Liste nehmen
list-home = { $much } daheim
list-from-other = von einem anderen Gerät
list-added-when = Auf die Liste gesetzt: { $when }
list-added-other = Auf die Liste gesetzt: { $when }, auf einem anderen Gerät
list-ticked-when = Abgehakt: { $when }
list-done-title = Alles ist im Korb
list-done-text = Entferne, was abgehakt ist, wenn du bezahlt hast.
list-empty-title = Nichts zu kaufen
list-empty-text = Schreib oben, was du brauchst, auch mit einer Menge. Wenn etwas verbraucht ist, bietet Larder an, es hierher zu setzen; die Seite eines Artikels auch. Alle in deinem Haushalt sehen dieselbe Liste, auch ohne Verbindung.
list-awake = Bildschirm hier anlassen
list-offer = Auf die Liste
list-put = Auf die Einkaufsliste setzen
list-on-it = Auf der Einkaufsliste

## All receipts

receipts-title = Kassenbons
receipts-go = Was du gekauft hast, mit den Fotos
receipts-count = { $count ->
    [one] { $count } Kassenbon
   *[other] { $count } Kassenbons
}
receipts-search = Läden und Artikel suchen
receipts-items = { $count ->
    [one] { $count } Artikel
   *[other] { $count } Artikel
}
receipts-photo = mit Foto
receipts-no-date = Ohne Datum
receipts-no-match = Kein Kassenbon enthält alle diese Wörter. Versuch es mit weniger Buchstaben.
receipts-none-title = Noch keine Kassenbons
receipts-none-text = Jeder Kassenbon, den du scannst, bleibt hier mit seinen Zeilen und seinem Foto und lässt sich durchsuchen.
rejected-still-loading = Die App lädt noch. Versuch es gleich noch einmal.
rejected-touched = Etwas von diesem Bon wurde seither verbraucht oder geändert. Berichtige seine Artikel einzeln.
receipt-again = Noch einmal lesen
receipt-again-text = Öffnet ein neues Durchsehen seiner Fotos. Was du einräumst, tritt an die Stelle dieses Bons; es wird nicht doppelt abgelegt.
receipt-again-touched = Er kann nicht noch einmal gelesen werden: Etwas davon wurde seither verbraucht oder geändert und ginge verloren. Berichtige seine Artikel einzeln.
receipt-again-photos = Er kann noch einmal gelesen werden, sobald seine Fotos auf diesem Gerät sind.

## Insights

insights-title = Auswertung
insights-go = Was ausgegeben, teurer und verschwendet wurde
insights-over = Über
insights-period = { $count } Monate
insights-currency = Währung
insights-month = Monat
insights-spent = Ausgegeben
insights-purchases = { $count ->
    [one] in { $count } Einkauf
   *[other] in { $count } Einkäufen
}
insights-thin = Das sind wenige Einkäufe: Die Summen stimmen, sagen aber wenig über einen üblichen Monat.
insights-by-month = Ausgegeben nach Monat
insights-by-shop = Nach Laden
insights-by-category = Nach Kategorie
insights-no-shop = Ohne Laden
insights-others = Alle anderen
insights-unlisted = In keiner Zeile
insights-unlisted-text = „In keiner Zeile“ ist, was Bons über die eingeräumten Zeilen hinaus ergeben: Steuern, Pfand, weggelassene Zeilen.
insights-prices = Preise, die sich bewegt haben
insights-no-prices = Noch wurde nichts zweimal zu verschiedenen Preisen gekauft.
insights-waste = Weggeworfen
insights-no-waste = Es wurde nichts weggeworfen. Gut gemacht.
insights-times = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
insights-waste-times = { $count ->
    [one] Einmal wurde etwas weggeworfen.
   *[other] { $count }-mal wurde etwas weggeworfen.
}
insights-waste-share = Das sind { $share } von dem, was ausgegeben wurde.
insights-unpriced = { $count ->
    [one] Einmal ist der Preis nicht bekannt, die Summe ist also zu niedrig.
   *[other] { $count }-mal ist der Preis nicht bekannt, die Summe ist also zu niedrig.
}
insights-waste-by-month = Weggeworfen nach Monat
insights-waste-what = Wie oft
insights-none-title = Noch nichts auszuwerten
insights-none-text = Scanne ein paar Kassenbons, und sag, was weggeworfen wurde. Dann steht hier, was du ausgibst, wo, und was verschwendet wird.
chart-table = Als Tabelle zeigen
price-title = Preis im Lauf der Zeit
price-once = Bisher einmal gekauft. Mit dem nächsten Einkauf siehst du, wie sich der Preis bewegt.
price-kilogram = { $price } je kg
price-litre = { $price } je Liter
price-piece = { $price } je Stück
price-at = { $price }, { $merchant }

## The camera

scan-camera = Kamera öffnen
parts-camera = Weiteren Teil aufnehmen
camera-title = Kassenbon fotografieren
camera-picture = Was die Kamera sieht
camera-opening = Die Kamera wird geöffnet. Dein Browser fragt vielleicht, ob Larder sie benutzen darf.
camera-opening-app = Die Kamera wird geöffnet.
camera-hint = Bring den Bon in den Rahmen. Ein langer braucht mehrere Aufnahmen, von oben nach unten.
camera-hint-more = Mach dort weiter, wo die letzte Aufnahme endete, und wiederhole ein paar Zeilen.
camera-lamp = Licht
camera-other = Andere Kamera benutzen: { $name }
camera-take = Aufnehmen
camera-files = Dateien
camera-done = Lesen
camera-done-several = { $count } Aufnahmen
camera-tray = Aufnahmen
camera-count = { $count ->
    [one] { $count } Aufnahme gemacht
   *[other] { $count } Aufnahmen gemacht
}
camera-insecure-title = Die Kamera braucht eine sichere Verbindung
camera-insecure-text = Browser geben sie nur Seiten, die über HTTPS kommen. Fotos und Dateien gehen trotzdem.
camera-unsupported-title = Dieser Browser hat keine Kamera zu geben
camera-unsupported-text = Mach das Foto mit der Kamera-App, dann wähle es hier.
camera-denied-title = Larder darf die Kamera nicht benutzen
camera-denied-text = Erlaube es in den Einstellungen des Browsers für diese Seite, neben der Adresse, dann versuch es noch einmal. Oder wähle ein Foto.
camera-denied-app-text = Erlaube es in den Datenschutz-Einstellungen des Systems, dann versuch es noch einmal. Oder wähle ein Foto.
camera-missing-title = Hier gibt es keine Kamera
camera-missing-text = Schließ eine an und versuch es noch einmal, oder wähle ein Foto oder PDF.
camera-busy-title = Etwas anderes benutzt die Kamera
camera-busy-text = Schließ die andere App oder den anderen Tab, dann versuch es noch einmal. Oder wähle ein Foto.
camera-lost-title = Die Kamera ist weg
camera-bars-text = Gib die Nummer unter den Strichen ein, oder nimm einen Scanner, der tippt.
camera-lost-text = Sie wurde ausgesteckt, oder darf nicht mehr benutzt werden. Was du aufgenommen hast, bleibt.

## Barcodes

barcode-title = Strichcodes scannen
barcode-go-scan = Strichcodes scannen
barcode-hint = Halte einen Strichcode in den Rahmen. Der nächste kann gleich folgen.
barcode-no-finder = Im Bild lassen sich hier keine Codes finden. Gib die Nummer unten ein.
barcode-sound = Töne
barcode-field = Nummer unter den Strichen
barcode-go = Eingeben
barcode-wrong = Die letzte Ziffer passt nicht: Prüfe die Nummer. Sie hat 8, 12 oder 13 Ziffern.
barcode-modes = Was das Scannen tut
barcode-add = Hinzufügen
barcode-use = Verbrauchen
barcode-added = { $name } hinzugefügt: { $amount }
barcode-used = { $name } verbraucht: { $amount }
barcode-none-left = { $name }: nichts mehr da
barcode-unknown = Hier neu: { $code }
barcode-put-later = { $code } wartet auf seinen Namen
barcode-own-use = Das ist eine eigene Nummer des Ladens. Verbrauche den Artikel im Vorrat.
barcode-use-unknown = Nicht in deinem Vorrat. Wechsle zu Hinzufügen, um es aufzunehmen.
barcode-empty = Scanne, was du heimbringst, und es wird mit dem üblichen Ort und Datum eingeräumt. Was neu ist, benennst du einmal.
barcode-count-added = { $count } hinzugefügt
barcode-count-used = { $count } verbraucht
barcode-row-added = Hinzugefügt
barcode-row-used = Verbraucht
barcode-less = Eines zurücknehmen: { $name }
barcode-more = Noch eines: { $name }
naming-title = Was ist { $code }?
naming-own = Eine eigene Nummer des Ladens: Sie bedeutet anderswo etwas anderes, deshalb wird sie nicht gemerkt.
naming-once = Du benennst es einmal; von da an wird es sofort hinzugefügt.
naming-name = Name und Menge
naming-hint = Etwa „Bohnen 400 g“
naming-missing = Schreib, was es ist.
naming-save = Hinzufügen
naming-later = Später
later-title = { $count ->
    [one] { $count } Code ohne Namen
   *[other] { $count } Codes ohne Namen
}
later-times = { $count ->
    [one] { $count } Packung
   *[other] { $count } Packungen
}
naming-count = { $count ->
    [one] { $count } Packung wartet auf diesen Namen.
   *[other] { $count } Packungen warten auf diesen Namen: alle kommen auf einmal hinein.
}
later-name = Benennen
later-name-label = Benennen: { $code }
later-forget = { $code } vergessen
item-codes = Strichcodes
item-code-remove = Strichcode { $code } entfernen
item-code-removed = Ein Strichcode von { $name } entfernt

## Looking names up

lookup-title = Namen neuer Artikel
lookup-switch = Namen bei Open Food Facts nachschlagen
lookup-sent = Gesendet werden die Nummer des Strichcodes und der Name dieser App, nichts über dich. Was dein Haushalt weiß, geht vor.
lookup-ask = Den Namen bei Open Food Facts nachschlagen?
lookup-yes = Nachschlagen
lookup-no = Nein, nie
lookup-credit = © Mitwirkende von Open Food Facts, ODbL

## Tastatur, Startbildschirm

keys-title = Tastatur
keys-on = Einzelne Tasten führen zu einem Bildschirm
install-title = Auf dem Startbildschirm
install-text = Installiere Larder: Es öffnet sich ohne den Browser, auch ohne Verbindung, und sein Symbol zeigt, wie viel heute zu verbrauchen ist.
install-go = Installieren
shared-listed = { $count ->
    [one] { $count } Ding steht auf der Liste
   *[other] { $count } Dinge stehen auf der Liste
}

## Import and export

transfer-title = Import und Export
transfer-go-text = Eine Kopie behalten oder aus einer anderen App kommen
transfer-in = Import
transfer-in-text = Eine Datei von Larder selbst, eine Tabelle (CSV) oder ein Export von Grocy oder KitchenOwl. Du siehst, was sie bringt, bevor sich etwas ändert.
transfer-choose = Datei wählen
transfer-where = Woher bekomme ich so eine Datei?
transfer-where-table = Aus einer Tabellenkalkulation
transfer-where-table-text = Als CSV speichern. In der ersten Zeile stehen die Überschriften: Name wird gebraucht; Menge, Einheit, Ort, MHD, Preis, Kategorie, Marke, Notiz und Barcode werden verstanden, auf Englisch, Deutsch, Französisch und Spanisch.
transfer-where-grocy = Aus Grocy
transfer-where-grocy-text = Öffne /api/objects/products, /api/objects/stock, /api/objects/locations und /api/objects/quantity_units in dem Browser, in dem du Grocy benutzt, speichere jedes als Datei und wähle alle zusammen.
transfer-where-kitchenowl = Aus KitchenOwl
transfer-where-kitchenowl-text = Wähle in den Einstellungen des Haushalts Export. KitchenOwl führt keinen Bestand, darum kommen seine Artikel mit ihren Kategorien.
transfer-reading = Die Datei wird gelesen …
transfer-bringing = Wird übernommen …
transfer-stop = Anhalten
transfer-stopped = Auf halbem Weg angehalten
transfer-brought = { $count ->
    [one] { $count } Ding importiert
   *[other] { $count } Dinge importiert
}
transfer-out = Export
transfer-archive = Alles
transfer-archive-text = Artikel, Packungen, Orte, Kassenbons und was geschah, in einer Datei (JSON). Zum Aufheben oder für einen anderen Haushalt.
transfer-archive-go = Alles speichern
transfer-photos = { $count ->
    [one] Mit { $count } Foto eines Kassenbons
   *[other] Mit { $count } Fotos von Kassenbons
}
transfer-photos-hint = Ohne sie ist die Datei klein
transfer-saving = Foto { $done } von { $of } wird gespeichert …
transfer-missing = { $count ->
    [one] { $count } Foto fehlt in der Datei: Weder dieses Gerät noch der Server hat es jetzt.
   *[other] { $count } Fotos fehlen in der Datei: Weder dieses Gerät noch der Server hat sie jetzt.
}
transfer-table = Was jetzt da ist
transfer-table-text = Eine Zeile je Packung, für Tabellenkalkulationen (CSV).
transfer-table-go = Tabelle speichern
transfer-is-archive = Ein Haushalt aus Larder
transfer-is-table = { $count ->
    [one] Eine Tabelle mit { $count } Zeile
   *[other] Eine Tabelle mit { $count } Zeilen
}
transfer-is-grocy = Bestand aus Grocy
transfer-is-kitchenowl = Artikel aus KitchenOwl
transfer-new = Neu
transfer-there = Schon hier
transfer-alike = Sieht aus wie etwas, das hier ist
transfer-items = Neue Artikel
transfer-of = { $new } von { $all }
transfer-receipts = Neue Kassenbons
transfer-recipes = Neue Rezepte
transfer-places = Neue Orte
transfer-categories = Kategorien
transfer-shop-order = Reihenfolge im Laden
transfer-categories-named = { $count ->
    [one] { $count } Änderung
   *[other] { $count } Änderungen
}
transfer-lives = Eigene Haltbarkeiten
transfer-found-photos = Fotos von Kassenbons
transfer-archive-note = Was schon hier ist, bleibt, wie es ist. Wer im anderen Haushalt was getan hat, steht zum Lesen in der Datei und kommt nicht mit.
transfer-table-note = Was schon hier ist, bleibt, wie es ist. Zeilen, die dasselbe nennen, werden Packungen eines Artikels.
transfer-grocy-note = Was schon hier ist, bleibt, wie es ist. Rezepte, Haushaltsaufgaben, Mindestmengen und Bilder kommen nicht mit.
transfer-kitchenowl-note = Was schon hier ist, bleibt, wie es ist. Rezepte, Pläne, Ausgaben und was auf Einkaufslisten steht, kommen nicht mit: Die Listen sind nicht in der Datei.
transfer-order = Ist { $date } Tag und Monat oder Monat und Tag?
transfer-day-first = Tag zuerst
transfer-month-first = Monat zuerst
transfer-currency = Preise ohne Währung sind in
transfer-columns = Einige Spalten werden nicht verstanden
transfer-columns-text = Diese kommen nicht mit: { $columns }
transfer-left = { $count ->
    [one] { $count } Stelle zum Ansehen
   *[other] { $count } Stellen zum Ansehen
}
transfer-left-text = Berichtige sie in der Datei und wähle sie noch einmal, oder mach ohne sie weiter.
transfer-and-more = und { $count } weitere
transfer-lots = Was kommt
transfer-lot-alike = Sieht aus wie etwas, das hier ist
transfer-used-up = Aufgebraucht
transfer-nothing = Alles in dieser Datei ist schon hier.
transfer-more = { $count } weitere zeigen
transfer-go = { $count ->
    [one] { $count } Ding importieren
   *[other] { $count } Dinge importieren
}
transfer-go-habits = Diese Einstellungen importieren
transfer-go-recipes = Rezepte übernehmen
transfer-go-items = { $count ->
    [one] { $count } Artikel importieren
   *[other] { $count } Artikel importieren
}
transfer-leave = Nicht importieren
transfer-at-row = Zeile { $row }
transfer-at-place = Ort { $row }
transfer-at-item = Artikel { $row }
transfer-at-lot = Packung { $row }
transfer-at-receipt = Kassenbon { $row }
transfer-at-line = Bonzeile { $row }
transfer-at-entry = Einkauf { $row }
transfer-at-category = Kategorie { $row }
transfer-at-life = Haltbarkeit { $row }
transfer-at-recipe = Rezept { $row }
transfer-why-name = Kein Name: ausgelassen
transfer-why-amount = Keine Menge über null: ausgelassen
transfer-why-other = Wozu es gehört, ist nicht in der Datei: ausgelassen
transfer-why-id = Keine Kennung oder eine, die es davor schon gab: ausgelassen
transfer-why-unit = Die Einheit ist unbekannt: in Stück, mit der Einheit in der Notiz
transfer-why-date = Das Datum wird nicht verstanden: kommt ohne
transfer-why-price = Der Preis wird nicht verstanden: kommt ohne
transfer-why-cut = Zu lang: gekürzt
transfer-why-such = So etwas führt Larder nicht: ausgelassen
transfer-no-names = Die Tabelle hat keine Spalte mit Namen
transfer-no-names-text = In ihrer ersten Zeile steht: { $headings }. Nenne die Spalte mit den Lebensmitteln „Name“, speichere die Tabelle und wähle sie noch einmal.
transfer-newer = Ein neueres Larder hat diese Datei geschrieben
transfer-newer-text = Schließe Larder überall und öffne es wieder, um die neueste Version zu bekommen; wähle dann die Datei noch einmal.
transfer-no-products = Die Produkte von Grocy fehlen
transfer-no-products-text = Bestandseinträge nennen nur die Nummer ihres Produkts. Speichere auch /api/objects/products und wähle beide Dateien zusammen.
transfer-unknown = Diese Datei ist hier nicht bekannt
transfer-unknown-text = Wähle einen Export von Larder, Grocy oder KitchenOwl oder eine als CSV gespeicherte Tabelle.
transfer-damaged = Die Datei ist beschädigt
transfer-damaged-text = Sie endet zu früh oder wurde verändert. Speichere sie dort, wo sie herkommt, noch einmal und wähle die neue.
transfer-workbook = Das ist eine Arbeitsmappe
transfer-workbook-text = Öffne sie in der Tabellenkalkulation, speichere sie als CSV und wähle diese Datei.
transfer-picture = Das ist ein Bild oder ein PDF
transfer-picture-text = Kassenbons werden auf der Seite Scannen gelesen.
transfer-large = Die Datei ist zu groß für dieses Gerät
transfer-large-text = Speichere sie ohne Fotos und wähle die neue.
transfer-gone = Die Datei lässt sich nicht öffnen
transfer-gone-text = Sie wurde verschoben oder ist nicht mehr auf diesem Gerät. Wähle sie noch einmal.

## The sample household

sample-add = In einem Beispielhaushalt umsehen
sample-title = Das ist ein Beispielhaushalt
sample-text = Probiere alles aus, es ist nur erfunden. Was du selbst hinzufügst, bleibt, wenn das Beispiel geht.
sample-remove = Beispiel entfernen
did-sample = Der Beispielhaushalt ist da
did-sample-gone = Beispielhaushalt entfernt
journal-sample = Beispielhaushalt hinzugefügt
journal-sample-gone = Beispielhaushalt entfernt
sample-shop-market = Grünblatt Markt
sample-shop-corner = Eckladen Fink
sample-yogurt = Naturjoghurt
sample-lettuce = Kopfsalat
sample-chicken = Hähnchenbrust
sample-spinach = Spinat
sample-cream = Sahne
sample-bread = Vollkornbrot
sample-milk = Milch
sample-bananas = Bananen
sample-mushrooms = Champignons
sample-cheese = Gouda
sample-carrots = Karotten
sample-apples = Äpfel
sample-eggs = Eier
sample-butter = Butter
sample-potatoes = Kartoffeln
sample-peas = Erbsen
sample-pizza = Pizza Margherita
sample-berries = Beerenmischung
sample-ice-cream = Vanilleeis
sample-chocolate = Zartbitterschokolade
sample-oats = Haferflocken
sample-coffee = Kaffee
sample-pasta = Spaghetti
sample-rice = Basmatireis
sample-tomatoes = Gehackte Tomaten
sample-onions = Zwiebeln
sample-lemons = Zitronen
sample-garlic = Knoblauch
sample-tea = Grüner Tee
sample-toothpaste = Zahnpasta
sample-kitchen-roll = Küchenrolle

## A first start

welcome-step = { $at } von { $of }
welcome-language-title = Welche Sprache?
welcome-places-title = Wo bewahrst du Essen auf?
welcome-places-text = Diese sind schon da. Tippe an, was du sonst noch hast.
welcome-place-cellar = Keller
welcome-place-freezer = Gefriertruhe
welcome-place-drinks = Getränkekühlschrank
welcome-place-bowl = Obstschale
welcome-next = Weiter
welcome-skip = Überspringen
welcome-start-title = Wie möchtest du anfangen?
welcome-start-text = Du brauchst kein Konto: Alles bleibt auf diesem Gerät.
welcome-import = Datei mitbringen
welcome-join = Haushalt beitreten
did-places = { $count ->
    [one] { $count } Ort hinzugefügt
   *[other] { $count } Orte hinzugefügt
}

## The native app

tray-open = Larder öffnen
tray-quit = Beenden
tray-nothing = Heute ist nichts fällig
tray-due = { $count ->
    [one] { $count } Lebensmittel heute verbrauchen
   *[other] { $count } Lebensmittel heute verbrauchen
 }
digest-title = { $count ->
    [one] { $count } Lebensmittel heute verbrauchen
   *[other] { $count } Lebensmittel heute verbrauchen
 }
digest-soon = { $count ->
    [one] { $count } Lebensmittel in den nächsten drei Tagen verbrauchen
   *[other] { $count } Lebensmittel in den nächsten drei Tagen verbrauchen
 }
digest-then = In den nächsten drei Tagen:
digest-waiting = { $count ->
    [one] Ein Bon wartet darauf, dass du ihn durchsiehst
   *[other] { $count } Bons warten darauf, dass du sie durchsiehst
 }
digest-more = { $count ->
    [one] und { $count } weiteres
   *[other] und { $count } weitere
 }
closed-title = Während Larder geschlossen ist
closed-tray = Im Infobereich bleiben
closed-tray-hint = Bleibt mit deinem Haushalt abgeglichen, auch wenn das Fenster zu ist.
closed-session = Mit dem Rechner starten
closed-session-hint = Im Infobereich, ohne Fenster.
closed-token = Dieser Rechner hat keinen Schlüsselbund, den Larder nutzen kann: Der Schlüssel zum Server deines Haushalts liegt in einer Datei, die nur du lesen kannst.
closed-digest = Sag mir einmal am Tag, was fällig ist
closed-digest-hint = Ein kurzer Hinweis auf diesem Rechner; keiner an Tagen, an denen es nichts zu sagen gibt.
closed-soon = Sag mir, was bald fällig wird
closed-soon-hint = Was in den nächsten drei Tagen verbraucht werden sollte, im selben Hinweis.
closed-waiting = Sag mir, welche Bons warten
closed-waiting-hint = Gelesen, aber noch nicht durchgesehen; im selben Hinweis.
closed-digest-at = Uhrzeit
remind-title = Erinnerungen
remind-device = Auf diesem Gerät erinnern
remind-device-hint = Einmal am Tag, wenn etwas zu verbrauchen ist; keine an Tagen, an denen es nichts zu sagen gibt. Dein Server schickt sie über den Hersteller deines Browsers, der sie nicht lesen kann.
remind-names = Lebensmittel nennen
remind-names-hint = Ohne das sagt die Mitteilung nur, wie viel fällig ist.
remind-denied = Dein Browser lässt Larder keine Mitteilungen zeigen. Erlaube es in seinen Einstellungen für diese Seite.
remind-failed = Das hat nicht geklappt. Versuche es noch einmal, wenn dein Server erreichbar ist.
newer-title = Neue Versionen
newer-look = Nach einer neuen Version suchen
newer-looking = Wird gesucht …
newer-none = Das ist die neueste Version.
newer-there = Version { $version } ist da.
newer-install = Installieren und neu starten
newer-installing = Wird installiert: Larder startet von selbst neu.
newer-failed = Das hat nicht geklappt: { $said } Du kannst mit dieser Version weitermachen.
