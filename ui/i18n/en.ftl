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
home-draft-title = A receipt is waiting for you
home-draft-text = Finish looking it over and put it away.
home-draft-open = Continue
home-draft-drop = Discard
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
lot-frozen-label = { $name }: put in the freezer
lot-thrown-label = { $name }: thrown away

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
scan-drop-text = Take a photo, or choose photos or a PDF. On a computer you can also drop the files here or paste them.
scan-choose = Take or choose a photo
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
price-wrong = Use an amount such as 2.49.
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
item-date = Best before
item-date-useby = Use by
item-opened = Opened
item-opened-on = Opened { $when }
item-opened-not = Still sealed
item-use-all = Used up
item-throw = Thrown
item-freeze = Freeze
item-bought = Bought { $when }
item-paid = paid { $price }
item-history = History
item-no-history = Nothing has happened yet.
item-delete = Delete this item
pick-3d = +3 days
pick-1w = +1 week
pick-1m = +1 month
pick-eom = End of month
pick-none = No date

## Adding by hand

add-title = Add by hand
add-name = What is it?
add-name-hint = Try “2 milk 1 l” or “bread”.
add-amount = Amount
add-unit = Unit
add-place = Where does it go?
add-category = Category
add-save = Add to pantry
add-more = Save and add another
add-name-missing = Give it a name first.
add-amount-wrong = Use a number, such as 2 or 0.5.
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
journal-open = Opened { $name }
journal-edit = Changed { $name }
journal-brand = Changed the brand of { $name }
journal-size = Changed the size of { $name }
journal-delete = Deleted { $name }
journal-correct = Corrected { $name }
journal-other = Changed something
undone = Undone

## Snackbars

did-use = { $name } used up
did-use-some = { $name }: { $left } left
did-half = { $name }: half used
did-freeze = { $name } is in the freezer
did-throw = { $name } thrown away
did-move = { $name } moved to { $place }
did-more = { $name }: { $left } now
did-date = { $name }: new date
did-open = { $name } opened
did-delete = { $name } deleted
did-edit = { $name } saved
did-brand = { $name }: brand saved
did-size = { $name }: size saved

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

## Amounts and days

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
day-month = { $day } { $month }
day-month-year = { $day } { $month } { $year }
weekday-day-month = { $weekday } { $day } { $month }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

## More of the journal

journal-something = something
activity-more = Show more
redone = Redone
