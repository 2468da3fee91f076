### Larder in English. Sentences are short and say what to do next.

## Navigation

app-name = Larder
window-title = { $screen } · Larder
nav-label = Main
nav-home = Home
nav-pantry = Pantry
nav-scan = Scan
nav-add = Add
nav-more = More
close = Close
skip = Skip to content
later = Later
reload = Reload
undo = Undo
redo = Redo
try-again = Try again

## Home

home-title = Use first
home-overdue = Overdue
home-today = Today
home-soon = Next 3 days
home-week = This week
home-count = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
home-calm-title = Nothing is waiting
home-calm-text = Nothing needs using this week. Everything else keeps.
home-rest = { $count ->
    [one] { $count } item in your pantry
   *[other] { $count } items in your pantry
}
home-coming-title = Your household is on its way
home-coming-text = What the others have comes to this device now. It takes a few seconds, once.
home-draft-title = A receipt is waiting for you
home-draft-text = Finish looking it over and put it away.
home-draft-open = Continue
home-draft-drop = Discard
home-codes-title = { $count ->
    [one] { $count } code waits for a name
   *[other] { $count } codes wait for a name
}
home-codes-text = They were scanned before anybody could say what they are.
home-codes-open = { $count ->
    [one] Name it
   *[other] Name them
}
empty-title = See what to eat first
empty-text = Photograph a grocery receipt. Larder reads it right here on your device, files every line with a place and a date, and tells you what to use next.
empty-scan = Scan a receipt
empty-add = Add by hand
empty-sample = Try the sample receipt

lot-used = Used
lot-half = Half
lot-frozen = Frozen
lot-thrown = Thrown
lot-used-label = { $name }: used up
lot-half-label = { $name }: half used
lot-frozen-label = { $name }: frozen
lot-thrown-label = { $name }: thrown away
swipe-hint = Swipe a row: right is used, left is thrown away. A short swipe is half, or frozen.
swipe-hint-close = Got it

## Dates

due-today = today
due-tomorrow = tomorrow
due-yesterday = yesterday
due-in-days = in { $count } days
due-days-ago = { $count } days ago
due-best-before = best before: { $when }
due-use-by = use by: { $when }
due-past-best = past its best { $when }; look, smell, taste
due-past-use-by = use-by date was { $when }; do not eat
due-estimated = { $when }, estimated
due-brief-past = past its best
due-brief-unsafe = past use-by
due-none = no date

## Scanning

scan-title = Scan a receipt
scan-drop-title = Add a photo of your receipt
scan-drop-text = Use the camera, or choose photos or a PDF.
scan-drop-computer = You can also drop the files here or paste them.
scan-choose = Choose photos or a PDF
scan-long = A long receipt, in parts
scan-sample = Try the sample receipt
sample-failed = The sample receipt could not be fetched. Connect to the internet once and try again.
draft-not-kept = This receipt cannot be kept here: the storage is full or blocked. Put it away before you close Larder.
scan-private = Read on this device. Your photo stays with you.
scan-reading = Reading your receipt
scan-loading = Getting the reader ready
scan-loading-text = Only the first time; then it also works offline.
scan-cancel = Cancel
scan-photo-alt = Your receipt
scan-progress = { $stage }, step { $step } of 6
scan-part = Part { $part } of { $parts }
stage-decode = Opening the photo
stage-prepare = Straightening it
stage-detect = Finding the text
stage-recognise = Reading the text
stage-parse = Sorting the lines
stage-classify = Filing by category
scan-failed-title = That did not work
scan-failed-empty = The file is empty. Choose the photo again, or take a new one.
scan-failed-not-an-image = This file is not a picture that can be read. Choose a JPEG, PNG or WebP photo, or a PDF.
scan-failed-truncated = The picture is incomplete or damaged. Copy it again, or take a new photo.
scan-failed-too-large = The picture is too large to read here. Take it at a lower resolution, or crop it to the receipt.
scan-failed-heic = HEIC and AVIF photos cannot be read in this browser. Share the photo as JPEG, or set the camera to its most compatible format.
scan-failed-too-many = Together these are too many pages for one receipt. Remove some, or have them read as receipts of their own.
scan-failed-unopened = The file cannot be opened: it has been moved, or the browser may not read it. Choose it again.
scan-failed-pdf = This PDF is damaged or empty, or its pages have a size that cannot be read. Download it again, or save the page as a picture and choose that.
scan-failed-pdf-locked = This PDF is protected by a password. Open it, print it to a new PDF, and choose that.
scan-failed-crashed = The reader stopped unexpectedly and has been restarted. Nothing was lost. Try again, or use a smaller photo.
scan-failed-unavailable = The reader could not be downloaded. Connect to the internet once and try again; after that it works offline.
scan-failed-unsupported = This browser cannot run the reader. Update it, or use a current Firefox, Chrome, Edge or Safari. Everything else works here.
scan-cancelled = Reading stopped, photo discarded
scan-discard = Discard this photo
scan-discarded = Photo discarded
scan-retry = Try again
scan-other = Choose another photo
scan-by-hand = Add by hand instead

## The parts of a receipt

parts-title = Do these belong together?
parts-one-title = The first part of a long receipt
parts-extend-title = The parts of this receipt
parts-ask = Parts of one long receipt are joined where they overlap, in any order. Receipts of their own are read one after the other.
parts-text = Take each part so that it repeats a few lines of the one before. They are joined where they overlap, in any order.
parts-count = { $count ->
    [one] { $count } part
   *[other] { $count } parts
}
parts-part = Part { $part }
parts-photo = Photo of part { $part }
parts-document = PDF
parts-wrong = Cannot be read
parts-failed-title = Part { $part } cannot be read. Remove it, or take it again
parts-up = Move part { $part } up
parts-down = Move part { $part } down
parts-moved = Part { $from } is now part { $to } of { $count }
parts-remove = Remove part { $part }
parts-removed = Part removed
parts-add = Add another part
parts-too-many = A receipt can have { $most } parts. What is beyond that was left out.
parts-read = Read this receipt
parts-read-one = Read as one receipt
parts-read-each = Read as { $count } receipts
parts-leave = Discard these photos
parts-leave-review = Leave the receipt as it was
parts-discarded = Photos discarded
parts-waiting-title = The parts of a receipt are waiting for you
parts-waiting-text = Add the parts that are missing, then have them read.
queue-title = { $count ->
    [one] { $count } more receipt to read
   *[other] { $count } more receipts to read
}
queue-text = They wait here until you have time.
queue-next = Read the next one
queue-waits = These photos wait until this receipt is done with.

## Review

review-title = Review
review-none-title = Nothing to review
review-none-text = Scan a receipt first, and its lines will appear here.
review-empty-title = No items found
review-empty-text = No receipt lines could be read in this photo. Try again with more light, the whole receipt in view and the text upright.
review-merchant = Shop
review-date = Date
review-total-label = Total
review-sum-ok = The lines add up
review-sum-off = The lines come to { $sum }, the receipt says { $total }
review-sum-unknown = No total to compare with
review-check-first = Please check
review-looks-right = Looks right
review-printed = As printed: { $text }
review-no-price = no price
review-why-hard = Hard to read
review-why-category = Which category?
review-why-price = No price found
review-why-name = No name yet
review-unnamed = Unnamed
review-name-missing = Give it a name, or leave it out.
review-checked = Checked
review-fine = Looks right
review-fine-label = Looks right: { $name }
price-wrong = Use an amount such as { $example }.
review-dropped = Not added
review-drop = Leave out { $name }
review-always = Always leave this out
review-always-at = Always leave this out at { $merchant }
review-same = Is this your { $name }?
review-same-yes = Yes
review-same-no = No, new
review-about = about { $date }
review-estimate = An estimate by USDA FoodKeeper: { $what }. A printed date goes first.
review-estimate-jars = jars and cans
review-estimate-rule = An estimate by the rules of USDA's Food Safety and Inspection Service. A printed date goes first.
review-estimate-said = As you said the last time. A printed date goes first.
review-estimate-own = As your household keeps it. A printed date goes first.
review-match-known = Goes with what you have
review-match-new = A new item
review-match-other = Items you have
review-split = Split in two
review-merge = Join with { $name }
review-left = { $count ->
    [one] 1 question left. You can answer it later too.
   *[other] { $count } questions left. You can answer them later too.
}
review-restore = Add { $name } after all
review-done = Done
review-name = Name
review-amount = Amount
review-unit = Unit
review-price = Price
review-category = Category
review-category-none = No category
review-place = Place
review-add-line = Add a missing line
review-goes-on = This receipt goes on: add the next part
review-growing-title = The next part is being added
review-growing-text = What you have answered so far is kept.
review-accept = { $count ->
    [one] Add 1 item
   *[other] Add all { $count }
}
review-accept-none = Nothing to add
review-accepted = { $count ->
    [one] 1 item put away
   *[other] { $count } items put away
}
review-discard = Discard
review-discarded = Receipt discarded
review-receipt = Receipt
doubt-no-text = Is this a receipt? No text could be found in the photo.
doubt-no-total = What was the total? It could not be found.
doubt-total-worked-out = The printed total is hard to read. Is { $total } right?
doubt-item-without-price = A line with no readable price was left out. Is something missing?
doubt-no-date = When was this? The date could not be read, so today is assumed.
doubt-no-merchant = Which shop was it?
doubt-ambiguous-date = Is { $date } right? Day and month could be swapped.
doubt-price-without-item = There is a price with no item beside it. Is something missing?
doubt-fine = It’s fine

## Pantry

pantry-title = Pantry
pantry-search = Search your pantry
pantry-all = All
pantry-soon = Due soon
pantry-opened = Opened
pantry-out = Ran out
pantry-filter = Filter
pantry-count = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
pantry-none-title = Your pantry is empty
pantry-none-text = Three ways to fill it: scan a receipt, add something by hand, or try it out with the sample receipt.
pantry-no-match-title = Nothing found
pantry-no-match-text = Nothing here matches. Try fewer letters or another filter.
pantry-show-all = Show everything
pantry-show-more = Show { $count } more
step-group = How much { $name }
step-less = { $step } less
step-more = { $step } more
pantry-details = Details and history

## One item

item-lots = In stock
item-about = Name and category
item-none = None in stock
item-gone-title = This item is gone
item-gone-text = It was removed, perhaps by an undo.
item-place = Place
item-price-hint = For all of it, as bought.
item-date = Best before
item-date-useby = Use by
item-opened = Opened
item-opened-on = Opened { $when }
item-opened-not = Still sealed
item-use-all = Used up
item-throw = Thrown
item-freeze = Freeze
item-thaw = Thaw
item-split = Set apart
item-bought = Bought { $when }
item-paid = paid { $price }
item-history = History
item-no-history = Nothing has happened yet.
item-delete = Delete this item
howmany-open = How much of it to open?
howmany-freeze = How much of it to freeze?
howmany-thaw = How much of it to thaw?
howmany-move = How much of it to move?
howmany-split = How much of it to set apart?
howmany-throw = How much of it to throw away?
howmany-half = Half · { $amount }
howmany-all = All · { $amount }
throw-why = Why it is thrown away
throw-expired = Past its date
throw-spoiled = Gone bad
throw-disliked = Not liked
throw-other = Other
pick-3d = +3 days
pick-1w = +1 week
pick-1m = +1 month
pick-eom = End of month
pick-none = No date

## Adding by hand

add-title = Add by hand
add-barcodes = Barcodes
add-receipt = Receipt
add-name = What is it?
add-name-hint = Try “2x milk 1 l fridge +7d” or “bread”.
add-amount = Amount
add-unit = Unit
add-place = Where does it go?
add-category = Category
add-save = Add to pantry
add-more = Save and add another
add-name-missing = Give it a name first.
# What may stand behind “+7” in a line: days, weeks, months and years, in this order.
add-spans = d w m y
# What may stand before a place in a line (“milk in the fridge”), and what else the places are
# called there, with commas between.
add-before-place = in the, into the, to the, on the, in my, in, into, to
add-also-pantry = cupboard, larder, shelf
add-also-fridge = refrigerator
add-also-freezer = deep freezer, deep freeze
add-said = Understood
add-said-remove = Take { $said } out of the line
add-estimate = about { $span }
add-offer = Add { $name } { $amount }
add-amount-wrong = Use a number, such as 2 or { $example }.
added = { $name } added

## More

more-title = More
more-theme = Appearance
theme-light = Light
theme-dark = Dark
theme-system = System
more-activity = Activity
activity-empty = What you add, use and throw away will show up here, and can be undone.
activity-undone = undone
more-storage = Storage on this device
storage-used = Used
storage-file = Kept in
storage-of = { $used } of { $quota }
storage-unknown = not known
storage-kept = Protected from clean-up
storage-kept-yes = Yes
storage-kept-no = Not yet
storage-protect = Protect my data
storage-protected = Your browser will keep Larder’s data.
storage-not-protected = The browser declined for now. Install Larder or use it more often, then try again.
more-about = About
about-version = Version
about-text = Everything stays on this device. No account, no tracking.

## Journal

journal-purchase = { $count ->
    [one] Bought 1 item
   *[other] Bought { $count } items
}
journal-purchase-at = { $count ->
    [one] Bought 1 item at { $merchant }
   *[other] Bought { $count } items at { $merchant }
}
journal-add = Added { $name }
journal-use = Used { $name }
journal-throw = Threw away { $name }
journal-move = Moved { $name }
journal-freeze = Froze { $name }
journal-thaw = Thawed { $name }
journal-split = Split { $name }
journal-increase = Added more of { $name }
journal-open = Opened { $name }
journal-edit = Changed { $name }
journal-brand = Changed the brand of { $name }
journal-size = Changed the size of { $name }
journal-category = Changed the category { $name }
journal-category-added = Added the category { $name }
journal-category-gone = Removed the category { $name }
journal-recipe-added = Added the recipe { $name }
journal-recipe = Changed the recipe { $name }
journal-recipe-gone = Deleted the recipe { $name }
journal-recipes = Changed { $count } recipes
journal-life = Changed how long { $name } keeps
journal-habits = Took over categories and shelf lives from a file
journal-delete = Deleted { $name }
journal-correct = Corrected { $name }
journal-other = Changed something
undone = Undone

## Snackbars

did-use = { $name } used up
did-use-some = { $name }: { $left } left
did-half = { $name }: half used
did-freeze = { $name } is in the freezer
did-thaw = { $name } is out of the freezer
did-split = { $name } set apart
did-part = { $said } · { $amount }
did-throw = { $name } thrown away
did-move = { $name } moved to { $place }
did-more = { $name }: { $left } now
did-date = { $name }: new date
did-open = { $name } opened
did-delete = { $name } deleted
did-edit = { $name } saved
did-brand = { $name }: brand saved
did-size = { $name }: size saved
did-price = { $name }: price saved
did-note = { $name }: note saved

## The whole app

starting = Opening your pantry
elsewhere-title = Larder is open in another tab
elsewhere-text = Only one tab at a time can change your pantry, so that nothing gets mixed up. You can carry on here: the other tab saves its work first.
use-here = Use it here
handing-over = Taking over
storage-failed-title = Your pantry could not be opened
storage-failed-text = The browser does not let Larder store data here. Leave private browsing or allow site data for this page, then try again.
storage-failed-why = The browser says: { $why }
storage-failed-full = The device’s storage is full. Free some space, then try again.
storage-failed-blocked = An older version of Larder is still open. Close its other tabs and windows, then try again.
rest-failed-title = This screen could not be loaded
rest-failed-text = Check your connection, then try again. Nothing is lost.
stopped = Larder has stopped. Reload the page; what was saved is safe.
boot-failed = Larder could not start. Reload the page; if it happens again, update your browser.
boot-unsupported = This browser cannot run Larder. Use a current Firefox, Chrome, Edge or Safari.
boot-noscript = Larder runs in your browser and needs JavaScript. Turn it on for this page, then reload.
save-failed-full = The device’s storage is full, so the last change was not saved. Free some space, then try again.
save-failed = The last change was not saved. Try again.
save-failed-newer = Another tab has changed your pantry, so the last change was not saved. Reload to carry on.

## What cannot be done

rejected-no-such-item = This item was deleted. Undo that in the history, or add it again.
rejected-no-such-lot = This lot was deleted or its purchase undone. Look in the history.
rejected-no-such-place = This place is not known here. Choose another.
rejected-no-such-category = This category is not known here. Choose another one.
rejected-no-such-recipe = This recipe was deleted. Undo that in the history, or write it down again.
rejected-no-such-action = This action is not known here yet. Wait until your devices are in step.
rejected-no-name = It has no name. Type one.
rejected-not-positive = The amount is not above zero. Enter how much.
rejected-too-much = The amount is too large. Enter it in a larger unit.
rejected-not-enough = Only { $have } left. Enter at most that, or count what is there.
rejected-other-measure = { $from } cannot be turned into { $to }. Enter the amount in { $to }.
rejected-already-frozen = It is frozen already. Nothing needs doing.
rejected-not-frozen = It is not frozen. Move it instead.
rejected-already-open = It was opened before. Edit the day if it is wrong.
rejected-same-place = It is there already. Choose another place.
rejected-other-shelf = A lot of another item or place is in the count. Count each shelf by itself.
rejected-already-undone = It is undone already. Redo brings it back.
rejected-not-undone = It is not undone. There is nothing to bring back.
rejected-is-undo = This was an undo or redo. Choose the action that it names instead.
rejected-nothing-changed = Nothing would change. Change something first.
rejected-too-long = A text is too long. Shorten it.
rejected-recipe-too-long = The recipe is longer than can be kept. Shorten its ingredients or its steps.
rejected-too-large = This is more than one step can hold. Do it in two parts.
rejected-line = Line { $line }: { $why }

## A new version

update-ready = A new version of Larder is ready.
update-now = Restart
not-found-title = There is nothing here
not-found-text = The page you asked for does not exist.
not-found-home = Go to Home

## Places and categories

place-pantry = Pantry
place-fridge = Fridge
place-freezer = Freezer
category-produce = Fruit & vegetables
category-dairy-eggs = Dairy & eggs
category-meat = Meat
category-seafood = Fish & seafood
category-deli-prepared = Deli & ready meals
category-bakery = Bread & bakery
category-frozen = Frozen food
category-staples = Staples
category-canned = Cans & jars
category-condiments-spices = Sauces & spices
category-breakfast = Breakfast
category-snacks-sweets = Snacks & sweets
category-beverages = Drinks
category-alcohol = Wine & beer
category-baby = Baby
category-pet = Pets
category-household = Household
category-personal-care = Personal care

## Amounts

brand = Brand
size = Size
size-example = such as 500 g
size-wrong = Write it like 500 g.
size-each = { $size } each
quantity-pieces = { $amount ->
    [one] { $amount } pc
   *[other] { $amount } pcs
}
quantity-packs = { $amount ->
    [one] { $amount } pack
   *[other] { $amount } packs
}
quantity-of = { $amount } { $unit }
unit-piece = pieces
unit-pack = packs
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
unit-tsp = tsp
unit-tbsp = tbsp
unit-cup = cup
unit-pt = pt
unit-qt = qt
unit-gal = gal

## More of the journal

journal-something = something
activity-more = Show more
activity-whose = Whose activity
activity-everyone = Everyone
redone = Redone

## In step with other devices

one-moment = One moment…
sync-title = In step
sync-in-step = In step
sync-in-step-text = Every device has the same.
sync-busy = Catching up
sync-busy-text = Changes are on their way.
sync-waiting = { $count } waiting
sync-offline = Offline
sync-offline-waiting = Offline · { $count }
sync-attention = Take a look
sync-offline-title = The server is out of reach
sync-offline-text = Everything works here as always. What you do is kept on this device and goes to the others later.
sync-stays-title = You stay offline
sync-try = Try now
sync-alone-title = This device keeps your larder by itself
sync-alone-text = Connect it to the server that it came from, and every device of your household has the same.
sync-alone-go = Connect
sync-removed-title = The server does not know this device any more
sync-removed-text = It was removed from the household, or the server was set up anew. Everything that is on this device stays here and works. To be in step again, ask for an invitation.
sync-removed-go = Join again
sync-upgrade-title = This app is too old for the others
sync-upgrade-text = Reload it to get the new version. Nothing is lost: what you did waits here and is sent then.
sync-malformed-title = App and server do not understand each other
sync-malformed-text = Reload the app, and update the server. Nothing is lost: what you did waits here.
sync-and-more = and { $count } more
sync-export = Save what is waiting as a file
sync-stay = Stay offline
sync-stay-hint = Nothing is sent or fetched until you turn this off.
sync-log = What happened
log-in = This device joined the household
log-online = Connected
log-offline = Connection lost
log-sent = { $count ->
    [one] Sent { $count } change
   *[other] Sent { $count } changes
}
log-received = { $count ->
    [one] Received { $count } change
   *[other] Received { $count } changes
}
log-rejected = { $count ->
    [one] The server refused { $count } change
   *[other] The server refused { $count } changes
}
log-photo = { $count ->
    [one] Sent { $count } photo
   *[other] Sent { $count } photos
}
sync-photos = { $count ->
    [one] { $count } photo of a receipt is still to be sent.
   *[other] { $count } photos of receipts are still to be sent.
}
log-full = What came could not be stored here. Free some space; it is fetched again.

disputes-title = Two of you changed the same thing
disputes-text = Larder kept one of the two. Choose the other one if it is right.
dispute-writes = { $field }: “{ $kept }” was kept, “{ $lost }” was set aside.
dispute-restore = Use “{ $lost }”
dispute-keep = It is fine
dispute-restored = Changed
dispute-stayed = One of you deleted it while another one changed it. It stayed.
dispute-delete = Delete it
asides-title = This does not count
asides-text = These changes of yours could not be combined with what others did. Do them again if they are still right.
aside-done = Got it
aside-added = Added { $name }
aside-used = Used { $name }
aside-thrown = Threw away { $name }
aside-changed = Changed { $name }
aside-deleted = Deleted { $name }
aside-undone = Undid something
aside-remembered = What a receipt’s line means
aside-why-gone = It was deleted long ago.
aside-why-changed = Others changed it meanwhile, so it was not deleted.
aside-why-late = It came too late.
aside-why-forbidden = Your role in the household does not allow it.
aside-why-full = The household has no more room on the server.
aside-why-other = The server could not use it.
thing-gone = something that is gone
thing-place = a place
thing-receipt = a receipt
field-name = Name
field-category = Category
field-unit = Unit
field-place = Place
field-note = Note
field-item = What it is
field-bought = Bought on
field-date = Date
field-opened = Opened on
field-frozen = Frozen on
field-thawed = Thawed on
field-price = Price
field-merchant = Shop
value-nothing = nothing
journal-several = Changed { $count } things at once
journal-undid = Undid something
journal-redid = Redid something

household-title = Household
household-go = Household and devices
household-go-text = Share your larder with the people you live with
household-go-in = People and devices that share this larder
sync-go-text = What waits, what happened, what to look at
server-address = Address of your Larder server
server-address-hint = As your browser shows it, for example https://larder.local:8443
found-title = Share this larder
found-text = Every phone and computer of your household shows the same, and goes on working without a connection. It is kept on the server that this app came from.
found-go = Connect this device
device-browser = Browser
closed-unreachable = The server is out of reach. Try again when you are connected to it.
closed-taken = This household is on the server already. Ask somebody in it for an invitation, or whoever runs the server: there, “larder admin invite” makes one.
closed-used = This invitation was used or has expired. Ask for a new one.
closed-full = This household has as many devices as it can. Remove one that is not used any more.
closed-busy = Too many tries. Wait a minute, then try again.
closed-other = That did not work: { $said }
insecure-title = This connection is not encrypted
insecure-text = Over it a browser lets nobody sign in, install the app or use the camera. Start the server with --tls local, open Larder at its https address, and let your devices trust it.
insecure-app-text = Whoever is on the way to your server can read along. Start the server with --tls local, and enter its https address when you join again.
insecure-go = How to trust it
invite-title = Invite somebody
invite-role = What they may do
role-owner = Owner
role-admin = Parent
role-member = Member
role-shopper = Shopper
role-viewer = Guest
role-owner-text = May do everything.
role-admin-text = May change everything, invite people and remove devices.
role-member-text = May change everything in the larder.
role-shopper-text = May look, and note what was bought.
role-viewer-text = May look.
invite-make = Show an invitation
invite-how = Let them point their camera at this, or send them the link. It lets one person in, until { $until }.
invite-qr = QR code of the invitation
invite-unreachable = This address works on this computer alone. Open Larder at the address that other devices use, then invite.
invite-copy = Copy link
invite-copied = Copied
invite-not-copied = The browser did not copy it. Select the link and copy it.
invite-share = Come into our larder
invite-share-go = Send
invite-not-title = Somebody else invites
invite-not-text = Ask the owner of the household for an invitation for somebody.
devices-title = Devices
device-this = This device
device-other = Another device
device-seen = Last seen { $when }
device-remove = Remove
device-remove-what = It gets nothing more from here. What it has stays on it.
device-remove-sure = Remove it
device-keep = Keep
enter-title = I have an invitation
enter-text = Open its link, photograph its QR code, or type the code.
enter-photo = Photograph the QR code
enter-code = Link or code
enter-go = Go on
enter-wrong = That is no invitation. It ends in a code of 32 letters and digits.
enter-no-code = No QR code was found. Hold the camera closer and straight, or type the code.
join-title = Join the household
join-text = Once you have joined, this device shows what everybody in the household has.
join-at = It is at { $server }.
join-name = What to call this device
join-name-hint = So that others know it in their list.
join-brings = { $count ->
    [one] Bring what is here: { $count } lot
   *[other] Bring what is here: { $count } lots
}
join-brings-yes = It goes into the household’s larder.
join-brings-no = It is removed from this device.
join-leaves = This device is in step with another household. It leaves that one, and shows the new one.
join-go = Join
join-broken-title = This invitation is not whole
join-broken-text = Part of the link is missing. Open it again, or type the code.
join-unfit-title = This invitation names a server without encryption
join-unfit-text = Whoever is on the way could listen in. Ask for a link that begins with https. Or enter the server’s address yourself under Household, and then only the code.

## Trying the storage

check-title = Storage check
check-go = Check the storage
check-right = Everything is kept as it should be
check-wrong = { $count ->
    [one] { $count } thing is not kept as it should be: use another browser, or update this one
   *[other] { $count } things are not kept as they should be: use another browser, or update this one
}
check-speed = How fast it is, tried with { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
check-loaded = Loading
check-merged = Merging
check-stored = Storing
check-rate = { $rate } a second
gallery-title = Components

## Shared by another app

shared-title = Shared with Larder
shared-text = Choose what is in the kitchen now.
shared-add = { $count ->
    [one] Add { $count } thing
   *[other] Add { $count } things
}
shared-added = { $count ->
    [one] Added { $count } thing
   *[other] Added { $count } things
}
shared-nothing-title = Nothing came that Larder can use
shared-nothing-text = Share a photo or a PDF of a receipt, or a text with one thing on each line.
shared-lost-title = What was shared did not arrive
shared-lost-text = Share it once more. This device may be short of room, or the file too large.
shared-photos-title = The photos are being read
shared-photos-text = What was written with them stands below.
shared-left = { $count ->
    [one] { $count } line could not be added. Leave it out, or add it by hand.
   *[other] { $count } lines could not be added. Leave them out, or add them by hand.
}
shared-drop = Leave it out
home-shared-title = Something was shared with Larder
home-shared-text = It has not been looked at yet.
home-shared-open = Look at it

## A receipt

receipt-title = Receipt
receipt-open = Show the receipt
receipt-total = Total
receipt-photo = Photo of the receipt
receipt-photo-offline = The photo is not on this device. It comes when the server can be reached.
receipt-photo-none = There is no photo: it was not kept, or its device has not sent it yet.
viewer-part = Photo { $part } of { $parts }
viewer-before = The photo before
viewer-next = The next photo
viewer-farther = Smaller
viewer-whole = The whole photo
viewer-closer = Larger
receipt-gone-title = This receipt is not here
receipt-gone-text = Its purchase was undone, or it is still on its way from another device.

## Photos of receipts

photos-title = Photos of receipts
photos-smaller = Smaller
photos-whole = As taken
photos-text = Text only
photos-hint = For the receipts to come. Smaller photos can still be read, and take a tenth of the room.

## The shopping list

nav-list = List
rejected-no-such-entry = This is not on the list any more. Add it again.
rejected-on-the-list = It is on the list already. Change its amount there.
rejected-already-ticked = It is ticked already. Nothing needs doing.
rejected-not-ticked = It is not ticked. There is nothing to take back.
journal-listed = Put { $name } on the list
journal-entry = Changed { $name } on the list
journal-ticked = Ticked { $name }
journal-unticked = Unticked { $name }
journal-unlisted = Took { $name } off the list
journal-merged = Made one entry of { $name }
field-quantity = Amount

list-title = Shopping list
list-count = { $count } to buy
list-add = Add to the list
list-add-example = Add “2x milk 1 l”
list-offered = Often bought
list-offer-name = Add { $name }
list-offer-home = Add { $name }; there is some at home
list-added = { $name } is on the list
list-did-tick = { $name } ticked
list-unticked = { $name } is to be bought again
list-removed = { $name } taken off the list
list-merged = { $name }: one entry now
list-merge = { $count } entries of this. Make it one
list-cleared = { $count ->
    [one] { $count } ticked entry cleared
   *[other] { $count } ticked entries cleared
}
list-other = Everything else
list-ticked = Ticked ({ $count })
list-clear = Clear ticked
list-edit = Change { $name }
list-what = What to buy
list-amount = How much
list-aisle = Aisle
list-note-hint = Such as a brand, or “only on sale”.
list-remove = Take off the list
list-home = { $much } at home
list-from-other = from another device
list-added-when = Put on the list { $when }
list-added-other = Put on the list { $when }, on another device
list-ticked-when = Ticked { $when }
list-done-title = Everything is in the basket
list-done-text = Clear what is ticked when you have paid.
list-empty-title = Nothing to buy
list-empty-text = Type above what you need, with an amount if you like. When something is used up, Larder offers to put it here; an item’s page does too. Everybody in your household sees the same list, also without a connection.
list-awake = Keep the screen on here
list-offer = Add to list
list-put = Put on the shopping list
list-on-it = On the shopping list

## All receipts

receipts-title = Receipts
receipts-go = What you bought, with its photos
receipts-count = { $count ->
    [one] { $count } receipt
   *[other] { $count } receipts
}
receipts-search = Search shops and items
receipts-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
receipts-photo = with a photo
receipts-no-date = Without a date
receipts-no-match = No receipt has all of these words. Try fewer letters.
receipts-none-title = No receipts yet
receipts-none-text = Each receipt that you scan is kept here with its lines and its photo, and can be searched.

## Insights

insights-title = Insights
insights-go = What was spent, what got dearer, what was wasted
insights-over = Over
insights-period = { $count } months
insights-currency = Currency
insights-month = Month
insights-spent = Spent
insights-purchases = { $count ->
    [one] in { $count } purchase
   *[other] in { $count } purchases
}
insights-thin = These are few purchases: the sums are right, but say little about a usual month.
insights-by-month = Spent by month
insights-by-shop = By shop
insights-by-category = By category
insights-no-shop = Without a shop
insights-others = All others
insights-unlisted = Not on a line
insights-unlisted-text = “Not on a line” is what receipts come to beyond the lines that were put away: taxes, deposits, lines left out.
insights-prices = Prices that moved
insights-no-prices = Nothing was bought twice at different prices yet.
insights-waste = Thrown away
insights-no-waste = Nothing was thrown away. Well done.
insights-times = { $count ->
    [one] once
   *[other] { $count } times
}
insights-waste-times = { $count ->
    [one] Something was thrown away once.
   *[other] Something was thrown away { $count } times.
}
insights-waste-share = That is { $share } of what was spent.
insights-unpriced = { $count ->
    [one] Once its price is not known, so the sum is too low.
   *[other] { $count } times the price is not known, so the sum is too low.
}
insights-waste-by-month = Thrown away by month
insights-waste-what = How often
insights-none-title = Nothing to sum up yet
insights-none-text = Scan a few receipts, and say what was thrown away. Then this shows what you spend, where, and what is wasted.
chart-table = Show as a table
price-title = Price over time
price-once = Bought once so far. With the next purchase you see how the price moves.
price-kilogram = { $price } a kg
price-litre = { $price } a litre
price-piece = { $price } each
price-at = { $price }, { $merchant }

## Reading a receipt again

rejected-still-loading = The app is still loading. Try again in a moment.
rejected-touched = Something of this receipt was used or changed since. Correct its items one by one.
receipt-again = Read it again
receipt-again-text = Opens a new review of its photos. What you accept takes the place of this receipt; it is not filed twice.
receipt-again-touched = It cannot be read again: something of it was used or changed since, and that would be lost. Correct its items one by one.
receipt-again-photos = It can be read again once its photos are on this device.

## The camera

scan-camera = Open the camera
parts-camera = Take another part
camera-title = Photograph a receipt
camera-picture = What the camera sees
camera-opening = Opening the camera. Your browser may ask whether Larder may use it.
camera-opening-app = Opening the camera.
camera-hint = Fit the receipt into the frame. A long one takes several shots, from top to bottom.
camera-hint-more = Go on where the last shot ended, and repeat a few lines.
camera-lamp = Light
camera-other = Use another camera: { $name }
camera-take = Take a picture
camera-files = Files
camera-done = Read it
camera-done-several = { $count } shots
camera-tray = Shots
camera-count = { $count ->
    [one] { $count } shot taken
   *[other] { $count } shots taken
}
camera-insecure-title = The camera needs a secure connection
camera-insecure-text = Browsers give it only to pages that come over HTTPS. Photos and files work all the same.
camera-unsupported-title = This browser has no camera to give
camera-unsupported-text = Take the photo with the camera app, then choose it here.
camera-denied-title = Larder may not use the camera
camera-denied-text = Allow it in the browser's settings for this page, beside the address, then try again. Or choose a photo.
camera-denied-app-text = Allow it in the system's privacy settings, then try again. Or choose a photo.
camera-missing-title = There is no camera here
camera-missing-text = Connect one and try again, or choose a photo or a PDF.
camera-busy-title = Something else is using the camera
camera-busy-text = Close the other app or tab that uses it, then try again. Or choose a photo.
camera-lost-title = The camera is gone
camera-bars-text = Type the number below the bars, or use a scanner that types.
camera-lost-text = It was unplugged, or may not be used any more. What you took is kept.

## Barcodes

barcode-title = Scan barcodes
barcode-go-scan = Scan barcodes
barcode-hint = Hold a barcode into the frame. The next one can follow at once.
barcode-no-finder = Codes cannot be found in the picture here. Type the number below.
barcode-sound = Sounds
barcode-field = Number under the bars
barcode-go = Enter
barcode-wrong = The last digit does not fit: check the number. It has 8, 12 or 13 digits.
barcode-modes = What scanning does
barcode-add = Add
barcode-use = Use up
barcode-added = { $name } added: { $amount }
barcode-used = { $name } used: { $amount }
barcode-none-left = { $name }: none is left
barcode-unknown = New here: { $code }
barcode-put-later = { $code } waits for its name
barcode-own-use = This is a shop's own number. Use the item up in the pantry.
barcode-use-unknown = Not in your pantry. Switch to Add to bring it in.
barcode-empty = Scan what you bring home and it is put away with its usual place and date. What is new is named once.
barcode-count-added = { $count } added
barcode-count-used = { $count } used
barcode-row-added = Added
barcode-row-used = Used
barcode-less = Take one { $name } back
barcode-more = One more { $name }
naming-title = What is { $code }?
naming-own = A shop's own number: it means something else elsewhere, so it is not remembered.
naming-once = You name it once; from then on it is added at once.
naming-name = Name and amount
naming-hint = Such as "beans 400 g"
naming-missing = Type what it is.
naming-save = Add
naming-later = Later
later-title = { $count ->
    [one] { $count } code without a name
   *[other] { $count } codes without a name
}
later-times = { $count ->
    [one] { $count } package
   *[other] { $count } packages
}
naming-count = { $count ->
    [one] { $count } package waits for this name.
   *[other] { $count } packages wait for this name: all come in at once.
}
later-name = Name it
later-name-label = Name it: { $code }
later-forget = Forget { $code }

## Settings

settings-title = Settings
settings-go-text = Language, looks, places, storage
settings-region = Language and region
settings-language = Language
language-usual = As your browser ({ $name })
language-failed = This language could not be fetched. Connect to the internet once and try again.
settings-units = Amounts
settings-units-hint = Only how amounts are shown. What you enter is kept as you enter it.
units-printed = As printed
units-metric = Metric
units-us = US
settings-currency = Currency
currency-usual = As where you are: { $name }
settings-currency-hint = For prices on receipts that name no currency.
settings-text = Text size
settings-text-hint = On top of the size that your browser is set to.
text-s = S
text-m = M
text-l = L
text-xl = XL
text-xxl = XXL
settings-food = Food

## Places

categories-title = Categories
categories-text = The shopping list goes through them in this order. Put them as your shop has its aisles.
categories-go-text = Order of the shop, names
category-moved = { $name } moved
category-up = Move { $name } up
category-down = Move { $name } down
category-hidden = Not offered
category-usual = Usually { $name }. Empty it for that.
category-offered = Offer it in forms
category-like = like { $name }
category-new = Another category
category-new-hint = Such as “Plant protein” or “For the cat”.
category-new-like = It is like
category-new-like-text = How long its food keeps, where it goes and its colour are as there. This cannot be changed later.
category-picture = Picture
category-add = Add category
category-remove = Remove this category
category-remove-text = Without it, its food is filed under { $name }.
places-title = Places
places-count = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
places-text = Rename them, and add a shelf, a cellar or a second freezer. What a place does to food decides how long things keep in it.
places-lots = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
places-name = Name
places-kind = It keeps food like a
places-built-in = Every household has this place, so it cannot be removed.
places-remove = Remove this place
places-remove-text = What is in it stays in sight until you move it or use it up.
places-new = Another place
places-new-hint = Such as “Cellar” or “Garage freezer”.
places-add = Add place

## How long food keeps

life-title = How long food keeps
life-go-text = Categories, and what is estimated for each food
life-text = Larder estimates dates with these figures of USDA FoodKeeper. A printed date always goes first. They are about quality and are no promise of safety.
life-search = Search foods
life-edit = We keep it otherwise
life-reset = As in the table
life-reset-done = { $name }: as in the table again
life-table = In the table: { $keeps }
life-days-in = { $place }, days
life-days-wrong = A whole number of days
life-none = No food is called that. Try fewer letters, or choose a category.
life-other = { $category }, if nothing else is known
life-median = The median of FoodKeeper’s foods of this category.
life-source = USDA FoodKeeper, no. { $numbers }
life-opened = { $place }, opened
life-thawed = { $place }, thawed
life-ever = indefinitely
life-not = not recommended
life-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
life-days-range = { $count ->
    [one] { $min }–{ $count } day
   *[other] { $min }–{ $count } days
}
life-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
life-months-range = { $count ->
    [one] { $min }–{ $count } month
   *[other] { $min }–{ $count } months
}
life-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
life-years-range = { $count ->
    [one] { $min }–{ $count } year
   *[other] { $min }–{ $count } years
}

## Deleting everything here

erase-title = Delete everything
erase-text = Removes all of Larder’s data from this device.
erase-go = Delete everything on this device
erase-sure-title = Delete everything on this device?
erase-goes = Food, receipts, photos, history and settings on this device are deleted. This cannot be undone.
erase-stays-household = What your household has on the server and on other devices stays there. The server keeps this device in its list until somebody removes it.
erase-stays-nothing = There is no other copy: this device keeps your larder by itself.
erase-unsent = { $count ->
    [one] { $count } change has not been sent to the server yet and would be lost.
   *[other] { $count } changes have not been sent to the server yet and would be lost.
}
erase-failed = Not everything could be deleted. Close other tabs of Larder, reload this page, and try again.
erase-keep = Keep everything
erase-sure = Delete everything

## Looking names up

lookup-title = Names of new articles
lookup-switch = Look names up at Open Food Facts
lookup-sent = The number of the barcode and the name of this app are sent, without anything about you. What your household knows comes first.
lookup-ask = Look its name up at Open Food Facts?
lookup-yes = Look it up
lookup-no = No, never
lookup-credit = © Open Food Facts contributors, ODbL
item-codes = Barcodes
item-code-remove = Remove the barcode { $code }
item-code-removed = A barcode of { $name } removed

## Several at once

bulk-choose = Select
bulk-label = What to do with them
bulk-chosen = { $count } selected
bulk-done = Done
bulk-move = Move
bulk-date = Date
bulk-freeze = Freeze
bulk-throw = Throw away
bulk-delete = Delete
bulk-move-title = Move { $count } to
bulk-date-title = A date for { $count }
bulk-moved = { $count } moved: { $place }
bulk-dated = { $count } have a new date
bulk-frozen = { $count } frozen
bulk-thrown = { $count } thrown away
bulk-deleted = { $count } deleted
bulk-use = Used up
bulk-used = { $count } used up
bulk-list = To the list
bulk-listed = { $count } on the list
bulk-category = Category
bulk-category-title = A category for { $count }
bulk-filed = { $count } filed: { $category }
bulk-thaw = Thaw
bulk-thawed = { $count } thawed
bulk-all = All shown
bulk-none = None

## Keyboard, home screen

keys-title = Keyboard
keys-on = Single keys lead to a screen
install-title = On your home screen
install-text = Install Larder: it opens without the browser, also without a connection, and its icon shows how much is to be used today.
install-go = Install
shared-listed = { $count ->
    [one] { $count } thing is on the list
   *[other] { $count } things are on the list
}

## Import and export

transfer-title = Import and export
transfer-go-text = Keep a copy, or come from another app
transfer-in = Import
transfer-in-text = A file of Larder's own, a table (CSV), or an export of Grocy or KitchenOwl. You see what it brings before anything changes.
transfer-choose = Choose a file
transfer-where = Where do I get such a file?
transfer-where-table = From a spreadsheet
transfer-where-table-text = Save it as CSV. The first row holds the headings: name is needed; amount, unit, place, best before, price, category, brand, note and barcode are understood, in English, German, French and Spanish.
transfer-where-grocy = From Grocy
transfer-where-grocy-text = Open /api/objects/products, /api/objects/stock, /api/objects/locations and /api/objects/quantity_units in the browser that you use Grocy with, save each as a file, and choose all of them together.
transfer-where-kitchenowl = From KitchenOwl
transfer-where-kitchenowl-text = In the household's settings, choose Export. KitchenOwl keeps no stock, so its items come with their categories.
transfer-reading = Reading the file…
transfer-bringing = Bringing it in…
transfer-stop = Stop
transfer-stopped = Stopped part of the way
transfer-brought = { $count ->
    [one] Imported { $count } thing
   *[other] Imported { $count } things
}
transfer-out = Export
transfer-archive = Everything
transfer-archive-text = Items, lots, places, receipts and what happened, as one file (JSON). To keep, or to move to another household.
transfer-archive-go = Save everything
transfer-photos = { $count ->
    [one] With { $count } photo of a receipt
   *[other] With { $count } photos of receipts
}
transfer-photos-hint = Without them the file is small
transfer-saving = Saving photo { $done } of { $of }…
transfer-missing = { $count ->
    [one] { $count } photo is not in the file: neither this device nor the server has it now.
   *[other] { $count } photos are not in the file: neither this device nor the server has them now.
}
transfer-table = What there is now
transfer-table-text = A row for each lot, for spreadsheets (CSV).
transfer-table-go = Save the table
transfer-is-archive = A household from Larder
transfer-is-table = { $count ->
    [one] A table with { $count } row
   *[other] A table with { $count } rows
}
transfer-is-grocy = Stock from Grocy
transfer-is-kitchenowl = Items from KitchenOwl
transfer-new = New
transfer-there = Here already
transfer-alike = Look like something that is here
transfer-items = New items
transfer-of = { $new } of { $all }
transfer-receipts = New receipts
transfer-recipes = New recipes
transfer-places = New places
transfer-categories = Categories
transfer-shop-order = order of the shop
transfer-categories-named = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
transfer-lives = Own shelf lives
transfer-found-photos = Photos of receipts
transfer-archive-note = What is here already stays as it is. Who did what in the other household is in the file to read, and does not come along.
transfer-table-note = What is here already stays as it is. Rows that name the same thing become lots of one item.
transfer-grocy-note = What is here already stays as it is. Recipes, chores, tasks, minimum amounts and pictures do not come along.
transfer-kitchenowl-note = What is here already stays as it is. Recipes, plans, expenses and what is on shopping lists do not come along: the lists are not in the file.
transfer-order = Is { $date } a day and month, or a month and day?
transfer-day-first = Day first
transfer-month-first = Month first
transfer-currency = Prices without a currency are in
transfer-columns = Some columns are not understood
transfer-columns-text = These do not come along: { $columns }
transfer-left = { $count ->
    [one] { $count } thing needs a look
   *[other] { $count } things need a look
}
transfer-left-text = Put them right in the file and choose it again, or go on without them.
transfer-and-more = and { $count } more
transfer-lots = What comes
transfer-lot-alike = Looks like something that is here
transfer-used-up = Used up
transfer-nothing = Everything in this file is here already.
transfer-more = Show { $count } more
transfer-go = { $count ->
    [one] Import { $count } thing
   *[other] Import { $count } things
}
transfer-go-habits = Import these settings
transfer-go-recipes = Take over recipes
transfer-go-items = { $count ->
    [one] Import { $count } item
   *[other] Import { $count } items
}
transfer-leave = Do not import
transfer-at-row = Row { $row }
transfer-at-place = Place { $row }
transfer-at-item = Item { $row }
transfer-at-lot = Lot { $row }
transfer-at-receipt = Receipt { $row }
transfer-at-line = Line { $row }
transfer-at-entry = To buy { $row }
transfer-at-category = Category { $row }
transfer-at-life = Shelf life { $row }
transfer-at-recipe = Recipe { $row }
transfer-why-name = No name: left out
transfer-why-amount = No amount above zero: left out
transfer-why-other = What it belongs to is not in the file: left out
transfer-why-id = No id, or one that was there before: left out
transfer-why-unit = The unit is not known: taken as pieces, with the unit in the note
transfer-why-date = The date is not understood: comes without it
transfer-why-price = The price is not understood: comes without it
transfer-why-cut = Too long: cut
transfer-why-such = Larder keeps none of these: left out
transfer-no-names = The table has no column of names
transfer-no-names-text = Its first row says: { $headings }. Call the column with the food “name”, save the table, and choose it again.
transfer-newer = A newer Larder wrote this file
transfer-newer-text = Close Larder everywhere and open it again to get the newest version, then choose the file again.
transfer-no-products = Grocy's products are missing
transfer-no-products-text = Stock entries say only the number of their product. Save /api/objects/products too, and choose both files together.
transfer-unknown = This file is not known here
transfer-unknown-text = Choose an export of Larder, Grocy or KitchenOwl, or a table saved as CSV.
transfer-damaged = The file is damaged
transfer-damaged-text = It ends too early or was changed. Save it again where it comes from, and choose the new one.
transfer-workbook = This is a workbook
transfer-workbook-text = Open it in the spreadsheet, save it as CSV, and choose that file.
transfer-picture = This is a picture or a PDF
transfer-picture-text = Receipts are read on the Scan page.
transfer-large = The file is too large for this device
transfer-large-text = Save it without photos, and choose the new one.
transfer-gone = The file cannot be opened
transfer-gone-text = It was moved or is not on this device any more. Choose it again.

## The sample household

sample-add = Look around with a sample household
sample-title = This is a sample household
sample-text = Try whatever you like, all of it is invented. What you add yourself stays when the sample goes.
sample-remove = Remove the sample
did-sample = The sample household is here
did-sample-gone = Sample household removed
journal-sample = Added the sample household
journal-sample-gone = Removed the sample household
sample-shop-market = Greenleaf Market
sample-shop-corner = Corner Shop Finch
sample-yogurt = Plain yogurt
sample-lettuce = Lettuce
sample-chicken = Chicken breast
sample-spinach = Spinach
sample-cream = Cream
sample-bread = Wholemeal bread
sample-milk = Milk
sample-bananas = Bananas
sample-mushrooms = Mushrooms
sample-cheese = Gouda cheese
sample-carrots = Carrots
sample-apples = Apples
sample-eggs = Eggs
sample-butter = Butter
sample-potatoes = Potatoes
sample-peas = Peas
sample-pizza = Pizza Margherita
sample-berries = Mixed berries
sample-ice-cream = Vanilla ice cream
sample-chocolate = Dark chocolate
sample-oats = Rolled oats
sample-coffee = Ground coffee
sample-pasta = Spaghetti
sample-rice = Basmati rice
sample-tomatoes = Chopped tomatoes
sample-onions = Onions
sample-lemons = Lemons
sample-garlic = Garlic
sample-tea = Green tea
sample-toothpaste = Toothpaste
sample-kitchen-roll = Kitchen roll

## A first start

welcome-step = { $at } of { $of }
welcome-language-title = Which language?
welcome-places-title = Where do you keep food?
welcome-places-text = These are ready. Tap what else you have.
welcome-place-cellar = Cellar
welcome-place-freezer = Second freezer
welcome-place-drinks = Drinks fridge
welcome-place-bowl = Fruit bowl
welcome-next = Next
welcome-skip = Skip
welcome-start-title = How would you like to start?
welcome-start-text = No account is needed: everything stays on this device.
welcome-import = Bring a file
welcome-join = Join a household
did-places = { $count ->
    [one] { $count } place added
   *[other] { $count } places added
}

## The native app

tray-open = Open Larder
tray-quit = Quit
tray-nothing = Nothing is due today
tray-due = { $count ->
    [one] { $count } thing to use today
   *[other] { $count } things to use today
 }
digest-title = { $count ->
    [one] { $count } thing to use today
   *[other] { $count } things to use today
 }
digest-soon = { $count ->
    [one] { $count } thing to use within three days
   *[other] { $count } things to use within three days
 }
digest-then = Within three days:
digest-waiting = { $count ->
    [one] A receipt waits for you to look it over
   *[other] { $count } receipts wait for you to look them over
 }
digest-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
 }
closed-title = While Larder is closed
closed-tray = Stay in the tray
closed-tray-hint = Stays in step with your household after the window is closed.
closed-session = Start with this computer
closed-session-hint = In the tray, without a window.
closed-token = This computer has no keychain that Larder can use: the key to your household’s server lies in a file that only you can read.
closed-digest = Tell me once a day what is due
closed-digest-hint = A short note on this computer; none on days with nothing to tell.
closed-soon = Tell me what will be due soon
closed-soon-hint = Food for the next three days, in the same note.
closed-waiting = Tell me which receipts wait
closed-waiting-hint = Read, and not looked over yet; in the same note.
closed-digest-at = When
remind-title = Reminders
remind-device = Remind me on this device
remind-device-hint = Once a day, when food is to be used; none on days with nothing to tell. Your server sends it through the maker of your browser, who cannot read it.
remind-names = Name the food
remind-names-hint = Without it the note only says how much is due.
remind-denied = Your browser does not let Larder show notifications. Allow it in the browser’s settings for this page.
remind-failed = That did not work. Try again when your server is in reach.
newer-title = New versions
newer-look = Look for a new version
newer-looking = Looking…
newer-none = This is the newest version.
newer-there = Version { $version } is there.
newer-install = Install it and start anew
newer-installing = Installing: Larder starts anew by itself.
newer-failed = It did not work: { $said } You can go on with this version.
