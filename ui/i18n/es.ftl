### Larder en español. Frases cortas, de tú, que dicen qué hacer a continuación.

## Navigation

app-name = Larder
window-title = { $screen } · Larder
nav-label = Menú principal
nav-home = Inicio
nav-pantry = Despensa
nav-scan = Escanear
nav-add = Añadir
nav-more = Más
close = Cerrar
skip = Ir al contenido
later = Más tarde
reload = Recargar
undo = Deshacer
redo = Rehacer
try-again = Reintentar

## Home

home-title = Usar primero
home-overdue = Atrasado
home-today = Hoy
home-soon = Próximos 3 días
home-week = Esta semana
home-count = { $count ->
    [one] { $count } lote
   *[other] { $count } lotes
}
home-calm-title = Nada corre prisa
home-calm-text = Esta semana no hay nada que gastar. Todo lo demás aguanta.
home-rest = { $count ->
    [one] { $count } artículo en tu despensa
   *[other] { $count } artículos en tu despensa
}
home-coming-title = Tu hogar está en camino
home-coming-text = Lo que tienen los demás llega ahora a este dispositivo. Tarda unos segundos, una sola vez.
home-draft-title = Un tique te espera
home-draft-text = Termina de revisarlo y guárdalo.
home-draft-open = Continuar
home-draft-drop = Descartar
home-codes-title = { $count ->
    [one] { $count } código espera un nombre
   *[other] { $count } códigos esperan un nombre
}
home-codes-text = Se escanearon antes de que alguien pudiera decir qué son.
home-codes-open = { $count ->
    [one] Nombrarlo
   *[other] Nombrarlos
}
empty-title = Mira qué comer primero
empty-text = Fotografía un tique de la compra. Larder lo lee aquí mismo, en tu dispositivo, guarda cada línea con un lugar y una fecha, y te dice qué usar a continuación.
empty-scan = Escanear un tique
empty-add = Añadir a mano
empty-sample = Probar con el tique de ejemplo

lot-used = Usado
lot-half = Mitad
lot-frozen = Congelado
lot-thrown = Tirado
lot-used-label = { $name }: usado
lot-half-label = { $name }: usada la mitad
lot-frozen-label = { $name }: congelado
lot-thrown-label = { $name }: tirado
swipe-hint = Desliza una fila: a la derecha, usado; a la izquierda, tirado. Un gesto corto: la mitad, o congelado.
swipe-hint-close = Entendido

## Dates

due-today = hoy
due-tomorrow = mañana
due-yesterday = ayer
due-in-days = dentro de { $count } días
due-days-ago = hace { $count } días
due-best-before = consumo preferente: { $when }
due-use-by = fecha de caducidad: { $when }
due-past-best = consumo preferente: { $when }; mira, huele, prueba
due-past-use-by = caducó: { $when }; no lo comas
due-estimated = { $when }, estimado
due-brief-past = pasó su mejor momento
due-brief-unsafe = caducado
due-none = sin fecha

## Scanning

scan-title = Escanear un tique
scan-drop-title = Añade una foto de tu tique
scan-drop-text = Haz una foto, o elige fotos o un PDF.
scan-drop-computer = También puedes soltar los archivos aquí o pegarlos.
scan-choose = Hacer o elegir una foto
scan-long = Un tique largo, por partes
scan-sample = Probar con el tique de ejemplo
sample-failed = No se pudo descargar el tique de ejemplo. Conéctate una vez a internet e inténtalo de nuevo.
draft-not-kept = Este tique no se puede conservar aquí: el almacenamiento está lleno o bloqueado. Guárdalo antes de cerrar Larder.
scan-private = Se lee en este dispositivo. Tu foto se queda contigo.
scan-reading = Leyendo tu tique
scan-loading = Preparando el lector
scan-loading-text = Solo la primera vez; después funciona también sin conexión.
scan-cancel = Cancelar
scan-photo-alt = Tu tique
scan-progress = { $stage }, paso { $step } de 6
scan-part = Parte { $part } de { $parts }
stage-decode = Abriendo la foto
stage-prepare = Enderezándola
stage-detect = Buscando el texto
stage-recognise = Leyendo el texto
stage-parse = Ordenando las líneas
stage-classify = Clasificando por categoría
scan-failed-title = No ha funcionado
scan-failed-empty = El archivo está vacío. Elige la foto otra vez, o haz una nueva.
scan-failed-not-an-image = Este archivo no es una imagen que se pueda leer. Elige una foto JPEG, PNG o WebP, o un PDF.
scan-failed-truncated = La imagen está incompleta o dañada. Cópiala otra vez, o haz una foto nueva.
scan-failed-too-large = La imagen es demasiado grande para leerla aquí. Hazla con menos resolución, o recórtala al tique.
scan-failed-heic = Este navegador no puede leer fotos HEIC ni AVIF. Comparte la foto como JPEG, o pon la cámara en su formato más compatible.
scan-failed-too-many = Juntas son demasiadas páginas para un tique. Quita algunas, o haz que se lean como tiques aparte.
scan-failed-unopened = No se puede abrir el archivo: se ha movido, o el navegador no puede leerlo. Elígelo otra vez.
scan-failed-pdf = Este PDF está dañado o vacío, o sus páginas tienen un tamaño que no se puede leer. Descárgalo otra vez, o guarda la página como imagen y elige esa.
scan-failed-pdf-locked = Este PDF está protegido con contraseña. Ábrelo, imprímelo en un PDF nuevo, y elige ese.
scan-failed-crashed = El lector se detuvo de forma inesperada y se ha reiniciado. No se perdió nada. Inténtalo de nuevo, o usa una foto más pequeña.
scan-failed-unavailable = No se pudo descargar el lector. Conéctate una vez a internet e inténtalo de nuevo; después funciona sin conexión.
scan-failed-unsupported = Este navegador no puede ejecutar el lector. Actualízalo, o usa un Firefox, Chrome, Edge o Safari actual. Todo lo demás funciona aquí.
scan-cancelled = Lectura detenida, foto descartada
scan-discard = Descartar esta foto
scan-discarded = Foto descartada
scan-retry = Reintentar
scan-other = Elegir otra foto
scan-by-hand = Mejor añadir a mano

## The parts of a receipt

parts-title = ¿Van juntas?
parts-one-title = La primera parte de un tique largo
parts-extend-title = Las partes de este tique
parts-ask = Las partes de un tique largo se unen donde se solapan, en cualquier orden. Los tiques aparte se leen uno tras otro.
parts-text = Haz cada parte de modo que repita unas líneas de la anterior. Se unen donde se solapan, en cualquier orden.
parts-count = { $count ->
    [one] { $count } parte
   *[other] { $count } partes
}
parts-part = Parte { $part }
parts-photo = Foto de la parte { $part }
parts-document = PDF
parts-wrong = No se puede leer
parts-failed-title = La parte { $part } no se puede leer. Quítala, o hazla otra vez
parts-up = Subir la parte { $part }
parts-down = Bajar la parte { $part }
parts-moved = La parte { $from } es ahora la parte { $to } de { $count }
parts-remove = Quitar la parte { $part }
parts-removed = Parte quitada
parts-add = Añadir otra parte
parts-too-many = Un tique puede tener { $most } partes. Lo que pasa de ahí se ha dejado fuera.
parts-read = Leer este tique
parts-read-one = Leer como un solo tique
parts-read-each = Leer como { $count } tiques
parts-leave = Descartar estas fotos
parts-leave-review = Dejar el tique como estaba
parts-discarded = Fotos descartadas
parts-waiting-title = Las partes de un tique te esperan
parts-waiting-text = Añade las partes que faltan y haz que se lean.
queue-title = { $count ->
    [one] { $count } tique más por leer
   *[other] { $count } tiques más por leer
}
queue-text = Esperan aquí hasta que tengas tiempo.
queue-next = Leer el siguiente
queue-waits = Estas fotos esperan hasta que termines con este tique.

## Review

review-title = Revisar
review-none-title = Nada que revisar
review-none-text = Escanea primero un tique, y sus líneas aparecerán aquí.
review-empty-title = No se encontraron artículos
review-empty-text = No se pudo leer ninguna línea de tique en esta foto. Inténtalo con más luz, todo el tique a la vista y el texto derecho.
review-merchant = Tienda
review-date = Fecha
review-total-label = Total
review-sum-ok = Las líneas cuadran
review-sum-off = Las líneas suman { $sum }, el tique dice { $total }
review-sum-unknown = No hay total con el que comparar
review-check-first = Comprueba esto
review-looks-right = Parece correcto
review-printed = Impreso: { $text }
review-no-price = sin precio
review-why-hard = Difícil de leer
review-why-category = ¿Qué categoría?
review-why-price = No se encontró el precio
review-why-name = Aún sin nombre
review-unnamed = Sin nombre
review-name-missing = Ponle un nombre, o déjala fuera.
review-checked = Comprobado
review-fine = Está bien
review-fine-label = Está bien: { $name }
price-wrong = Escribe un importe como { $example }.
review-dropped = No se añade
review-drop = Dejar fuera { $name }
review-always = Dejar siempre fuera
review-always-at = Dejar siempre fuera en { $merchant }
review-same = ¿Es tu artículo «{ $name }»?
review-same-yes = Sí
review-same-no = No, es nuevo
review-about = hacia el { $date }
review-estimate = Estimación según USDA FoodKeeper: { $what }. Una fecha impresa va primero.
review-estimate-jars = tarros y latas
review-estimate-rule = Estimación según las normas del Food Safety and Inspection Service de USDA. Una fecha impresa va primero.
review-estimate-said = Como dijiste la última vez. Una fecha impresa va primero.
review-estimate-own = Como lo guarda tu hogar. Una fecha impresa va primero.
review-match-known = Va con lo que tienes
review-match-new = Un artículo nuevo
review-match-other = Artículos que tienes
review-split = Dividir en dos
review-merge = Unir con { $name }
review-left = { $count ->
    [one] Queda 1 pregunta. También puedes responderla más tarde.
   *[other] Quedan { $count } preguntas. También puedes responderlas más tarde.
}
review-restore = Añadir { $name } después de todo
review-done = Listo
review-name = Nombre
review-amount = Cantidad
review-unit = Unidad
review-price = Precio
review-category = Categoría
review-category-none = Sin categoría
review-place = Lugar
review-add-line = Añadir una línea que falta
review-goes-on = Este tique sigue: añadir la parte siguiente
review-growing-title = Se añade la parte siguiente
review-growing-text = Lo que has respondido hasta ahora se conserva.
review-accept = { $count ->
    [one] Guardar 1 artículo
   *[other] Guardar los { $count }
}
review-accept-none = Nada que guardar
review-accepted = { $count ->
    [one] 1 artículo guardado
   *[other] { $count } artículos guardados
}
review-discard = Descartar
review-discarded = Tique descartado
review-receipt = Tique
doubt-no-text = ¿Es un tique? No se encontró texto en la foto.
doubt-no-total = ¿Cuál era el total? No se encontró.
doubt-total-worked-out = El total impreso es difícil de leer. ¿Es correcto { $total }?
doubt-item-without-price = Se dejó fuera una línea sin precio legible. ¿Falta algo?
doubt-no-date = ¿Cuándo fue? No se pudo leer la fecha, así que se supone hoy.
doubt-no-merchant = ¿Qué tienda era?
doubt-ambiguous-date = ¿Es correcto el { $date }? El día y el mes podrían estar al revés.
doubt-price-without-item = Hay un precio sin artículo al lado. ¿Falta algo?
doubt-fine = Está bien

## Pantry

pantry-title = Despensa
pantry-search = Buscar en tu despensa
pantry-all = Todo
pantry-soon = Caduca pronto
pantry-opened = Abiertos
pantry-out = Agotados
pantry-filter = Filtro
pantry-count = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}
pantry-none-title = Tu despensa está vacía
pantry-none-text = Tres formas de llenarla: escanear un tique, añadir algo a mano o probar con el tique de ejemplo.
pantry-no-match-title = Nada encontrado
pantry-no-match-text = Aquí no coincide nada. Prueba con menos letras u otro filtro.
pantry-show-all = Mostrar todo
pantry-show-more = Mostrar { $count } más
step-group = Cuánto { $name }
step-less = { $step } menos
step-more = { $step } más
pantry-details = Detalles e historial

## One item

item-lots = En casa
item-about = Nombre y categoría
item-none = No queda nada
item-gone-title = Este artículo ya no está
item-gone-text = Se quitó, quizá al deshacer algo.
item-place = Lugar
item-price-hint = Por todo, tal como se compró.
item-date = Consumo preferente
item-date-useby = Fecha de caducidad
item-opened = Abierto
item-opened-on = Abierto: { $when }
item-opened-not = Aún cerrado
item-use-all = Usado
item-throw = Tirado
item-freeze = Congelar
item-thaw = Descongelar
item-split = Separar
item-bought = Comprado: { $when }
item-paid = por { $price }
item-history = Historial
item-no-history = Aún no ha pasado nada.
item-delete = Borrar este artículo
howmany-open = ¿Cuánto abrir?
howmany-freeze = ¿Cuánto congelar?
howmany-thaw = ¿Cuánto descongelar?
howmany-move = ¿Cuánto mover?
howmany-split = ¿Cuánto separar?
howmany-throw = ¿Cuánto tirar?
howmany-half = La mitad · { $amount }
howmany-all = Todo · { $amount }
throw-why = Por qué se tira
throw-expired = Caducado
throw-spoiled = Estropeado
throw-disliked = No gustó
throw-other = Otro
pick-3d = +3 días
pick-1w = +1 semana
pick-1m = +1 mes
pick-eom = Fin de mes
pick-none = Sin fecha

## Adding by hand

add-title = Añadir a mano
add-barcodes = Códigos
add-receipt = Tique
add-name = ¿Qué es?
add-name-hint = Prueba «2x leche 1 l nevera +7d» o «pan».
add-amount = Cantidad
add-unit = Unidad
add-place = ¿Dónde va?
add-category = Categoría
add-save = Añadir a la despensa
add-more = Guardar y añadir otro
add-name-missing = Ponle primero un nombre.
# What may stand behind “+7” in a line: days, weeks, months and years, in this order.
add-spans = d s m a
# What may stand before a place in a line (“milk in the fridge”), and what else the places are
# called there, with commas between.
add-before-place = en el, en la, en mi, en, dentro de la, dentro del, al, a la
add-also-pantry = despensa, alacena, estante
add-also-fridge = frigorífico, frigo, refrigerador, heladera
add-also-freezer = freezer, congeladora
add-said = Entendido
add-said-remove = Quitar { $said } de la línea
add-estimate = aprox. { $span }
add-offer = Añadir { $name } { $amount }
add-amount-wrong = Escribe un número, como 2 o { $example }.
added = Añadido: { $name }

## More

more-title = Más
more-theme = Aspecto
theme-light = Claro
theme-dark = Oscuro
theme-system = Sistema
more-activity = Actividad
activity-empty = Lo que añadas, uses y tires aparecerá aquí, y se podrá deshacer.
activity-undone = deshecho
more-storage = Almacenamiento en este dispositivo
storage-used = Usado
storage-file = Guardado en
storage-of = { $used } de { $quota }
storage-unknown = no se sabe
storage-kept = Protegido de la limpieza
storage-kept-yes = Sí
storage-kept-no = Todavía no
storage-protect = Proteger mis datos
storage-protected = Tu navegador conservará los datos de Larder.
storage-not-protected = El navegador no quiere por ahora. Instala Larder o úsalo más a menudo, e inténtalo de nuevo.
more-about = Acerca de
about-version = Versión
about-text = Todo se queda en este dispositivo. Sin cuenta, sin seguimiento.

## Journal

journal-purchase = { $count ->
    [one] Comprado 1 artículo
   *[other] Comprados { $count } artículos
}
journal-purchase-at = { $count ->
    [one] Comprado 1 artículo en { $merchant }
   *[other] Comprados { $count } artículos en { $merchant }
}
journal-add = Añadido: { $name }
journal-use = Usado: { $name }
journal-throw = Tirado: { $name }
journal-move = Cambiado de lugar: { $name }
journal-freeze = Congelado: { $name }
journal-thaw = Descongelado: { $name }
journal-split = Dividido: { $name }
journal-increase = Aumentado: { $name }
journal-open = Abierto: { $name }
journal-edit = Cambiado: { $name }
journal-brand = Cambiada la marca de { $name }
journal-size = Cambiado el tamaño de { $name }
journal-category = Categoría cambiada: { $name }
journal-category-added = Categoría añadida: { $name }
journal-category-gone = Categoría quitada: { $name }
journal-recipe-added = Receta añadida: { $name }
journal-recipe = Receta cambiada: { $name }
journal-recipe-gone = Receta eliminada: { $name }
journal-recipes = { $count } recetas cambiadas
journal-life = Duración cambiada: { $name }
journal-habits = Categorías y duraciones tomadas de un archivo
journal-delete = Borrado: { $name }
journal-correct = Corregido: { $name }
journal-other = Un cambio
undone = Deshecho

## Snackbars

did-use = { $name }: usado
did-use-some = { $name }: quedan { $left }
did-half = { $name }: usada la mitad
did-freeze = { $name }: en el congelador
did-thaw = { $name }: fuera del congelador
did-split = { $name }: separado
did-part = { $said } · { $amount }
did-throw = { $name }: tirado
did-move = { $name }: ahora en «{ $place }»
did-more = { $name }: ahora { $left }
did-date = { $name }: fecha nueva
did-open = { $name }: abierto
did-delete = { $name }: borrado
did-edit = { $name }: guardado
did-brand = { $name }: marca guardada
did-size = { $name }: tamaño guardado
did-price = { $name }: precio guardado
did-note = { $name }: nota guardada

## The whole app

starting = Abriendo tu despensa
elsewhere-title = Larder está abierto en otra pestaña
elsewhere-text = Solo una pestaña a la vez puede cambiar tu despensa, para que nada se mezcle. Puedes seguir aquí: la otra pestaña guarda antes su trabajo.
use-here = Usarla aquí
handing-over = Tomando el relevo
storage-failed-title = No se pudo abrir tu despensa
storage-failed-text = El navegador no deja que Larder guarde datos aquí. Sal de la navegación privada o permite los datos de este sitio, e inténtalo de nuevo.
storage-failed-why = El navegador dice: { $why }
storage-failed-full = El almacenamiento del dispositivo está lleno. Libera espacio e inténtalo de nuevo.
storage-failed-blocked = Una versión anterior de Larder sigue abierta. Cierra sus otras pestañas y ventanas, e inténtalo de nuevo.
rest-failed-title = No se pudo cargar esta pantalla
rest-failed-text = Comprueba tu conexión e inténtalo de nuevo. No se ha perdido nada.
stopped = Larder se ha detenido. Recarga la página; lo que estaba guardado está a salvo.
boot-failed = Larder no pudo arrancar. Recarga la página; si vuelve a pasar, actualiza tu navegador.
boot-unsupported = Este navegador no puede ejecutar Larder. Usa un Firefox, Chrome, Edge o Safari actual.
boot-noscript = Larder funciona en tu navegador y necesita JavaScript. Actívalo para esta página y recarga.
save-failed-full = El almacenamiento del dispositivo está lleno, así que el último cambio no se guardó. Libera espacio e inténtalo de nuevo.
save-failed = El último cambio no se guardó. Inténtalo de nuevo.
save-failed-newer = Otra pestaña ha cambiado tu despensa, así que el último cambio no se guardó. Recarga para seguir.

## What cannot be done

rejected-no-such-item = Este artículo se borró. Deshaz eso en el historial, o añádelo otra vez.
rejected-no-such-lot = Este lote se borró o se deshizo su compra. Mira en el historial.
rejected-no-such-place = Este lugar no se conoce aquí. Elige otro.
rejected-no-such-category = Esta categoría no se conoce aquí. Elige otra.
rejected-no-such-recipe = Esta receta se eliminó. Deshazlo en el historial o anótala de nuevo.
rejected-no-such-action = Esta acción aún no se conoce aquí. Espera a que tus dispositivos estén al día.
rejected-no-name = No tiene nombre. Escribe uno.
rejected-not-positive = La cantidad no es mayor que cero. Indica cuánto.
rejected-too-much = La cantidad es demasiado grande. Indícala en una unidad mayor.
rejected-not-enough = Solo quedan { $have }. Indica eso como mucho, o cuenta lo que hay.
rejected-other-measure = { $from } no se puede convertir en { $to }. Indica la cantidad en { $to }.
rejected-already-frozen = Ya está congelado. No hay nada que hacer.
rejected-not-frozen = No está congelado. Cámbialo de lugar.
rejected-already-open = Ya estaba abierto. Corrige el día si no es ese.
rejected-same-place = Ya está ahí. Elige otro lugar.
rejected-other-shelf = En el recuento hay un lote de otro artículo o lugar. Cuenta cada estante por separado.
rejected-already-undone = Ya está deshecho. Rehacer lo trae de vuelta.
rejected-not-undone = No está deshecho. No hay nada que traer de vuelta.
rejected-is-undo = Esto fue deshacer o rehacer. Elige en su lugar la acción que nombra.
rejected-nothing-changed = No cambiaría nada. Cambia algo primero.
rejected-too-long = Un texto es demasiado largo. Acórtalo.
rejected-recipe-too-long = La receta es demasiado larga para guardarla. Acorta sus ingredientes o sus pasos.
rejected-too-large = Es más de lo que cabe en un paso. Hazlo en dos partes.
rejected-line = Línea { $line }: { $why }

## A new version

update-ready = Hay una versión nueva de Larder.
update-now = Reiniciar
not-found-title = Aquí no hay nada
not-found-text = La página que has pedido no existe.
not-found-home = Ir al inicio

## Places and categories

place-pantry = Armario
place-fridge = Nevera
place-freezer = Congelador
category-produce = Fruta y verdura
category-dairy-eggs = Lácteos y huevos
category-meat = Carne
category-seafood = Pescado y marisco
category-deli-prepared = Charcutería y platos listos
category-bakery = Pan y bollería
category-frozen = Congelados
category-staples = Básicos
category-canned = Conservas
category-condiments-spices = Salsas y especias
category-breakfast = Desayuno
category-snacks-sweets = Aperitivos y dulces
category-beverages = Bebidas
category-alcohol = Vino y cerveza
category-baby = Bebé
category-pet = Mascotas
category-household = Hogar
category-personal-care = Cuidado personal

## Amounts

brand = Marca
size = Tamaño
size-example = como 500 g
size-wrong = Escríbelo así: 500 g.
size-each = { $size } cada uno
quantity-pieces = { $amount ->
    [one] { $amount } ud.
   *[other] { $amount } uds.
}
quantity-packs = { $amount ->
    [one] { $amount } paquete
   *[other] { $amount } paquetes
}
quantity-of = { $amount } { $unit }
unit-piece = unidades
unit-pack = paquetes
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
unit-tsp = cdta.
unit-tbsp = cda.
unit-cup = taza
unit-pt = pt
unit-qt = qt
unit-gal = gal

## More of the journal

journal-something = algo
activity-more = Mostrar más
activity-whose = Actividad de quién
activity-everyone = Todos
redone = Rehecho

## In step with other devices

one-moment = Un momento…
sync-title = Sincronización
sync-in-step = Al día
sync-in-step-text = Todos los dispositivos tienen lo mismo.
sync-busy = Poniéndose al día
sync-busy-text = Hay cambios en camino.
sync-waiting = { $count } en espera
sync-offline = Sin conexión
sync-offline-waiting = Sin conexión · { $count }
sync-attention = Échale un ojo
sync-offline-title = No se llega al servidor
sync-offline-text = Aquí todo funciona como siempre. Lo que haces se guarda en este dispositivo y llegará a los demás más tarde.
sync-stays-title = Te quedas sin conexión
sync-try = Probar ahora
sync-alone-title = Este dispositivo lleva tu despensa por su cuenta
sync-alone-text = Conéctalo al servidor del que vino, y todos los dispositivos de tu hogar tendrán lo mismo.
sync-alone-go = Conectar
sync-removed-title = El servidor ya no conoce este dispositivo
sync-removed-text = Se quitó del hogar, o el servidor se instaló de nuevo. Todo lo que hay en este dispositivo se queda y funciona. Para volver a estar al día, pide una invitación.
sync-removed-go = Volver a unirse
sync-upgrade-title = Esta aplicación es demasiado antigua para los demás
sync-upgrade-text = Recárgala para tener la versión nueva. No se pierde nada: lo que hiciste espera aquí y se enviará entonces.
sync-malformed-title = La aplicación y el servidor no se entienden
sync-malformed-text = Recarga la aplicación y actualiza el servidor. No se pierde nada: lo que hiciste espera aquí.
sync-and-more = y { $count } más
sync-export = Guardar lo que espera en un archivo
sync-stay = Seguir sin conexión
sync-stay-hint = No se envía ni se recibe nada hasta que lo apagues.
sync-log = Qué ha pasado
log-in = Este dispositivo se unió al hogar
log-online = Conectado
log-offline = Conexión perdida
log-sent = { $count ->
    [one] { $count } cambio enviado
   *[other] { $count } cambios enviados
}
log-received = { $count ->
    [one] { $count } cambio recibido
   *[other] { $count } cambios recibidos
}
log-rejected = { $count ->
    [one] El servidor rechazó { $count } cambio
   *[other] El servidor rechazó { $count } cambios
}
log-photo = { $count ->
    [one] { $count } foto enviada
   *[other] { $count } fotos enviadas
}
sync-photos = { $count ->
    [one] Queda { $count } foto de un tique por enviar.
   *[other] Quedan { $count } fotos de tiques por enviar.
}
log-full = Lo que llegó no se pudo guardar aquí. Libera espacio; se pedirá de nuevo.

disputes-title = Dos de vosotros habéis cambiado lo mismo
disputes-text = Larder conservó uno de los dos. Elige el otro si es el correcto.
dispute-writes = { $field }: se conservó «{ $kept }», se apartó «{ $lost }».
dispute-restore = Usar «{ $lost }»
dispute-keep = Está bien
dispute-restored = Cambiado
dispute-stayed = Uno lo borró mientras otro lo cambiaba. Se quedó.
dispute-delete = Borrarlo
asides-title = Esto no cuenta
asides-text = Estos cambios tuyos no se pudieron unir con los de los demás. Hazlos otra vez si siguen siendo correctos.
aside-done = Entendido
aside-added = Añadido: { $name }
aside-used = Usado: { $name }
aside-thrown = Tirado: { $name }
aside-changed = Cambiado: { $name }
aside-deleted = Borrado: { $name }
aside-undone = Se deshizo algo
aside-remembered = Qué significa una línea de un tique
aside-why-gone = Se borró hace mucho.
aside-why-changed = Otros lo cambiaron mientras tanto, así que no se borró.
aside-why-late = Llegó demasiado tarde.
aside-why-forbidden = Tu papel en el hogar no lo permite.
aside-why-full = El hogar no tiene más sitio en el servidor.
aside-why-other = El servidor no pudo usarlo.
thing-gone = algo que ya no está
thing-place = un lugar
thing-receipt = un tique
field-name = Nombre
field-category = Categoría
field-unit = Unidad
field-place = Lugar
field-note = Nota
field-item = Qué es
field-bought = Comprado el
field-date = Fecha
field-opened = Abierto el
field-frozen = Congelado el
field-thawed = Descongelado el
field-price = Precio
field-merchant = Tienda
value-nothing = nada
journal-several = Cambiadas { $count } cosas a la vez
journal-undid = Se deshizo algo
journal-redid = Se rehízo algo

household-title = Hogar
household-go = Hogar y dispositivos
household-go-text = Comparte tu despensa con quienes viven contigo
household-go-in = Quién y qué comparte esta despensa
sync-go-text = Qué espera, qué pasó, qué hay que mirar
server-address = Dirección de tu servidor Larder
server-address-hint = Tal como la muestra el navegador, por ejemplo https://larder.local:8443
found-title = Compartir esta despensa
found-text = Cada teléfono y cada ordenador de tu hogar muestra lo mismo, y sigue funcionando sin conexión. Se guarda en el servidor del que vino esta aplicación.
found-go = Conectar este dispositivo
device-browser = Navegador
closed-unreachable = No se llega al servidor. Inténtalo de nuevo cuando tengas conexión con él.
closed-taken = Este hogar ya está en el servidor. Pide una invitación a alguien de él.
closed-used = Esta invitación ya se usó o ha caducado. Pide una nueva.
closed-full = Este hogar tiene todos los dispositivos que puede. Quita uno que ya no se use.
closed-busy = Demasiados intentos. Espera un minuto e inténtalo de nuevo.
closed-other = No ha funcionado: { $said }
insecure-title = Esta conexión no está cifrada
insecure-text = Así un navegador no deja a nadie entrar, instalar la aplicación ni usar la cámara. Arranca el servidor con --tls local, abre Larder en su dirección https, y haz que tus dispositivos confíen en ella.
insecure-app-text = Alguien puede leer lo que pasa entre tú y tu servidor. Arranca el servidor con --tls local, y escribe su dirección https cuando te unas de nuevo.
insecure-go = Cómo confiar en ella
invite-title = Invitar a alguien
invite-role = Qué puede hacer
role-owner = Propietario
role-admin = Padre o madre
role-member = Miembro
role-shopper = Comprador
role-viewer = Invitado
role-owner-text = Puede hacerlo todo.
role-admin-text = Puede cambiarlo todo, invitar y quitar dispositivos.
role-member-text = Puede cambiarlo todo en la despensa.
role-shopper-text = Puede mirar y anotar lo que se compró.
role-viewer-text = Puede mirar.
invite-make = Mostrar una invitación
invite-how = Que apunten aquí con su cámara, o envíales el enlace. Deja entrar a una persona, hasta el { $until }.
invite-qr = Código QR de la invitación
invite-unreachable = Esta dirección solo funciona en este ordenador. Abre Larder en la dirección que usan los otros dispositivos, e invita después.
invite-copy = Copiar enlace
invite-copied = Copiado
invite-not-copied = El navegador no lo copió. Selecciona el enlace y cópialo.
invite-share = Ven a nuestra despensa
invite-share-go = Enviar
invite-not-title = Invita otra persona
invite-not-text = Pide al propietario del hogar una invitación para alguien.
devices-title = Dispositivos
device-this = Este dispositivo
device-other = Otro dispositivo
device-seen = Visto por última vez: { $when }
device-remove = Quitar
device-remove-what = Ya no recibe nada de aquí. Lo que tiene se queda en él.
device-remove-sure = Sí, quitarlo
device-keep = Dejarlo
enter-title = Tengo una invitación
enter-text = Abre su enlace, fotografía su código QR, o escribe el código.
enter-photo = Fotografiar el código QR
enter-code = Enlace o código
enter-go = Seguir
enter-wrong = Eso no es una invitación. Termina en un código de 32 letras y cifras.
enter-no-code = No se encontró ningún código QR. Acerca la cámara y ponla derecha, o escribe el código.
join-title = Unirse al hogar
join-text = Después, este dispositivo muestra lo que tienen todos en el hogar.
join-at = Está en { $server }.
join-name = Cómo llamar a este dispositivo
join-name-hint = Para que los demás lo reconozcan en su lista.
join-brings = { $count ->
    [one] Llevar lo que hay aquí: { $count } lote
   *[other] Llevar lo que hay aquí: { $count } lotes
}
join-brings-yes = Entra en la despensa del hogar.
join-brings-no = Se quita de este dispositivo.
join-leaves = Este dispositivo es de otro hogar. Lo deja, y muestra el nuevo.
join-go = Unirse
join-broken-title = Esta invitación no está entera
join-broken-text = Falta parte del enlace. Ábrelo otra vez, o escribe el código.
join-unfit-title = Esta invitación nombra un servidor sin cifrado
join-unfit-text = Alguien podría escuchar por el camino. Pide un enlace que empiece por https. O escribe tú la dirección del servidor en «Hogar», y luego solo el código.

## Trying the storage

check-title = Comprobación del almacenamiento
check-go = Comprobar el almacenamiento
check-right = Todo se guarda como debe
check-wrong = { $count ->
    [one] { $count } cosa no se guarda como debe: usa otro navegador, o actualiza este
   *[other] { $count } cosas no se guardan como deben: usa otro navegador, o actualiza este
}
check-speed = Lo rápido que es, probado con { $count ->
    [one] { $count } cambio
   *[other] { $count } cambios
}
check-loaded = Cargar
check-merged = Unir
check-stored = Guardar
check-rate = { $rate } por segundo
gallery-title = Componentes

## Shared by another app

shared-title = Compartido con Larder
shared-text = Elige lo que hay ahora en la cocina.
shared-add = { $count ->
    [one] Añadir { $count } cosa
   *[other] Añadir { $count } cosas
}
shared-added = { $count ->
    [one] { $count } cosa añadida
   *[other] { $count } cosas añadidas
}
shared-nothing-title = No llegó nada que Larder pueda usar
shared-nothing-text = Comparte una foto o un PDF de un tique, o un texto con una cosa en cada línea.
shared-lost-title = Lo compartido no llegó
shared-lost-text = Compártelo otra vez. Quizá falte sitio en este dispositivo, o el archivo sea demasiado grande.
shared-photos-title = Se están leyendo las fotos
shared-photos-text = Lo que venía escrito está abajo.
shared-left = { $count ->
    [one] { $count } línea no se pudo añadir. Déjala fuera o añádela a mano.
   *[other] { $count } líneas no se pudieron añadir. Déjalas fuera o añádelas a mano.
}
shared-drop = Dejarlo fuera
home-shared-title = Se compartió algo con Larder
home-shared-text = Aún no se ha mirado.
home-shared-open = Mirarlo

## A receipt

receipt-title = Tique
receipt-open = Mostrar el tique
receipt-total = Total
receipt-photo = Foto del tique
receipt-photo-offline = La foto no está en este dispositivo. Llegará cuando se llegue al servidor.
receipt-photo-none = No hay foto: no se guardó, o su dispositivo aún no la ha enviado.
viewer-part = Foto { $part } de { $parts }
viewer-before = La foto anterior
viewer-next = La foto siguiente
viewer-farther = Más pequeña
viewer-whole = La foto entera
viewer-closer = Más grande
receipt-gone-title = Este tique no está aquí
receipt-gone-text = Se deshizo su compra, o aún viene de otro dispositivo.

## Photos of receipts

photos-title = Fotos de tiques
photos-smaller = Más pequeñas
photos-whole = Tal cual
photos-text = Solo texto
photos-hint = Para los tiques que vengan. Las fotos más pequeñas se siguen leyendo y ocupan la décima parte.

## Settings

settings-title = Ajustes
settings-go-text = Idioma, aspecto, lugares, almacenamiento
settings-region = Idioma y región
settings-language = Idioma
language-usual = Como el navegador ({ $name })
language-failed = No se pudo descargar este idioma. Conéctate una vez a internet e inténtalo de nuevo.
settings-units = Cantidades
settings-units-hint = Solo cómo se muestran. Lo que escribes se guarda tal como lo escribes.
units-printed = Como está impreso
units-metric = Métrico
units-us = EE. UU.
settings-currency = Moneda
currency-usual = La de donde estás: { $name }
settings-currency-hint = Para los precios de tiques que no dicen la moneda.
settings-text = Tamaño del texto
settings-text-hint = Además del tamaño que tenga tu navegador.
text-s = S
text-m = M
text-l = L
text-xl = XL
text-xxl = XXL
settings-food = Alimentos

## Places

categories-title = Categorías
categories-text = La lista de la compra las recorre en este orden. Ponlas como los pasillos de tu tienda.
categories-go-text = Orden de la tienda, nombres
category-moved = { $name }: movido
category-up = Subir { $name }
category-down = Bajar { $name }
category-hidden = No se ofrece
category-usual = Normalmente { $name }. Vacía el campo para volver.
category-offered = Ofrecer en formularios
category-like = como { $name }
category-new = Otra categoría
category-new-hint = Como «Proteína vegetal» o «Para el gato».
category-new-like = Es como
category-new-like-text = La duración, el lugar y el color son los mismos. Después no se puede cambiar.
category-picture = Imagen
category-add = Añadir categoría
category-remove = Quitar esta categoría
category-remove-text = Sin ella, lo que contiene pasa a { $name }.
places-title = Lugares
places-count = { $count ->
    [one] { $count } lugar
   *[other] { $count } lugares
}
places-text = Cámbiales el nombre, y añade un estante, una bodega o un segundo congelador. Lo que un lugar hace con los alimentos decide cuánto duran en él.
places-lots = { $count ->
    [one] { $count } lote
   *[other] { $count } lotes
}
places-name = Nombre
places-kind = Conserva los alimentos como
places-built-in = Todos los hogares tienen este lugar, así que no se puede quitar.
places-remove = Quitar este lugar
places-remove-text = Lo que hay dentro sigue a la vista hasta que lo cambies de lugar o lo uses.
places-new = Otro lugar
places-new-hint = Como «Bodega» o «Congelador del garaje».
places-add = Añadir lugar

## How long food keeps

life-title = Cuánto dura cada cosa
life-go-text = Categorías, y lo que se estima para cada alimento
life-text = Larder estima las fechas con estas cifras de USDA FoodKeeper. Una fecha impresa siempre va primero. Hablan de calidad y no prometen seguridad.
life-search = Buscar alimentos
life-edit = En casa, otra cosa
life-reset = Como en la tabla
life-reset-done = { $name }: otra vez como en la tabla
life-table = En la tabla: { $keeps }
life-days-in = { $place }, días
life-days-wrong = Un número entero de días
life-none = Ningún alimento se llama así. Prueba con menos letras, o elige una categoría.
life-other = { $category }, si no se sabe nada más
life-median = La mediana de los alimentos de esta categoría en FoodKeeper.
life-source = USDA FoodKeeper, n.º { $numbers }
life-opened = { $place }, abierto
life-thawed = { $place }, descongelado
life-ever = sin límite
life-not = no recomendado
life-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
life-days-range = { $count ->
    [one] { $min }–{ $count } día
   *[other] { $min }–{ $count } días
}
life-months = { $count ->
    [one] { $count } mes
   *[other] { $count } meses
}
life-months-range = { $count ->
    [one] { $min }–{ $count } mes
   *[other] { $min }–{ $count } meses
}
life-years = { $count ->
    [one] { $count } año
   *[other] { $count } años
}
life-years-range = { $count ->
    [one] { $min }–{ $count } año
   *[other] { $min }–{ $count } años
}

## Deleting everything here

erase-title = Borrar todo
erase-text = Quita todos los datos de Larder de este dispositivo.
erase-go = Borrar todo en este dispositivo
erase-sure-title = ¿Borrar todo en este dispositivo?
erase-goes = Se borran los alimentos, tiques, fotos, historial y ajustes de este dispositivo. No se puede deshacer.
erase-stays-household = Lo que tu hogar tiene en el servidor y en otros dispositivos se queda ahí. El servidor mantiene este dispositivo en su lista hasta que alguien lo quite.
erase-stays-nothing = No hay otra copia: este dispositivo lleva tu despensa por su cuenta.
erase-unsent = { $count ->
    [one] { $count } cambio aún no se ha enviado al servidor y se perdería.
   *[other] { $count } cambios aún no se han enviado al servidor y se perderían.
}
erase-failed = No se pudo borrar todo. Cierra las otras pestañas de Larder, recarga esta página e inténtalo de nuevo.
erase-keep = Conservar todo
erase-sure = Borrar todo

## Varios a la vez

bulk-choose = Seleccionar
bulk-label = Qué hacer con la selección
bulk-chosen = Selección: { $count }
bulk-done = Listo
bulk-move = Mover
bulk-date = Fecha
bulk-freeze = Congelar
bulk-throw = Tirar
bulk-delete = Eliminar
bulk-move-title = Mover { $count } a
bulk-date-title = Una fecha para { $count }
bulk-moved = Movidos: { $count } ({ $place })
bulk-dated = Con fecha nueva: { $count }
bulk-frozen = Congelados: { $count }
bulk-thrown = Tirados: { $count }
bulk-deleted = Eliminados: { $count }
bulk-use = Usado
bulk-used = Usados: { $count }
bulk-list = A la lista
bulk-listed = En la lista: { $count }
bulk-category = Categoría
bulk-category-title = Una categoría para { $count }
bulk-filed = Clasificados: { $count } ({ $category })
bulk-thaw = Descongelar
bulk-thawed = Descongelados: { $count }
bulk-all = Todo lo mostrado
bulk-none = Nada

## The shopping list

nav-list = Lista
rejected-no-such-entry = Esto ya no está en la lista. Añádelo otra vez.
rejected-on-the-list = Ya está en la lista. Cambia ahí la cantidad.
rejected-already-ticked = Ya está marcado. No hay nada que hacer.
rejected-not-ticked = No está marcado. No hay nada que quitar.
journal-listed = Puesto en la lista: { $name }
journal-entry = Cambiado en la lista: { $name }
journal-ticked = Marcado: { $name }
journal-unticked = Desmarcado: { $name }
journal-unlisted = Quitado de la lista: { $name }
journal-merged = Unido en una entrada: { $name }
field-quantity = Cantidad
list-title = Lista de la compra
list-count = { $count } por comprar
list-add = Añadir a la lista
list-add-example = Por ejemplo «2x leche 1 l»
list-offered = Comprado a menudo
list-offer-name = Añadir { $name }
list-offer-home = Añadir { $name }; queda algo en casa
list-added = { $name }: en la lista
list-did-tick = { $name }: marcado
list-unticked = { $name }: de nuevo por comprar
list-removed = { $name }: quitado de la lista
list-merged = { $name }: ahora una sola entrada
list-merge = { $count } entradas de esto. Dejar una
list-cleared = { $count ->
    [one] { $count } entrada marcada quitada
   *[other] { $count } entradas marcadas quitadas
}
list-other = Todo lo demás
list-ticked = Marcado ({ $count })
list-clear = Quitar lo marcado
list-edit = Cambiar { $name }
list-what = Qué comprar
list-amount = Cuánto
list-aisle = Pasillo
list-note-hint = Como una marca, o «solo en oferta».
list-remove = Quitar de la lista
list-home = { $much } en casa
list-from-other = de otro dispositivo
list-added-when = Puesto en la lista: { $when }
list-added-other = Puesto en la lista: { $when }, en otro dispositivo
list-ticked-when = Marcado: { $when }
list-done-title = Todo está en la cesta
list-done-text = Quita lo marcado cuando hayas pagado.
list-empty-title = Nada que comprar
list-empty-text = Escribe arriba lo que necesitas, con una cantidad si quieres. Cuando algo se acaba, Larder ofrece ponerlo aquí; la página de un artículo también. Todos en tu hogar ven la misma lista, también sin conexión.
list-awake = Mantener la pantalla encendida aquí
list-offer = A la lista
list-put = Poner en la lista de la compra
list-on-it = En la lista de la compra

## All receipts

receipts-title = Tiques
receipts-go = Lo que compraste, con sus fotos
receipts-count = { $count ->
    [one] { $count } tique
   *[other] { $count } tiques
}
receipts-search = Buscar tiendas y artículos
receipts-items = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}
receipts-photo = con foto
receipts-no-date = Sin fecha
receipts-no-match = Ningún tique tiene todas estas palabras. Prueba con menos letras.
receipts-none-title = Aún no hay tiques
receipts-none-text = Cada tique que escaneas se conserva aquí con sus líneas y su foto, y se puede buscar.
rejected-still-loading = La aplicación aún se está cargando. Inténtalo de nuevo en un momento.
rejected-touched = Algo de este tique se ha usado o cambiado desde entonces. Corrige sus artículos uno a uno.
receipt-again = Leerlo otra vez
receipt-again-text = Abre una revisión nueva de sus fotos. Lo que guardes toma el lugar de este tique; nada se guarda dos veces.
receipt-again-touched = No se puede leer otra vez: algo se ha usado o cambiado desde entonces, y se perdería. Corrige sus artículos uno a uno.
receipt-again-photos = Se podrá leer otra vez cuando sus fotos estén en este dispositivo.

## Insights

insights-title = Resumen
insights-go = Qué se gastó, qué subió, qué se desperdició
insights-over = Durante
insights-period = { $count } meses
insights-currency = Moneda
insights-month = Mes
insights-spent = Gastado
insights-purchases = { $count ->
    [one] en { $count } compra
   *[other] en { $count } compras
}
insights-thin = Son pocas compras: las sumas son correctas, pero dicen poco de un mes normal.
insights-by-month = Gasto por mes
insights-by-shop = Por tienda
insights-by-category = Por categoría
insights-no-shop = Sin tienda
insights-others = Todas las demás
insights-unlisted = En ninguna línea
insights-unlisted-text = «En ninguna línea» es lo que suman los tiques además de las líneas guardadas: impuestos, envases, líneas dejadas fuera.
insights-prices = Precios que se movieron
insights-no-prices = Aún no se ha comprado nada dos veces a precios distintos.
insights-waste = Tirado
insights-no-waste = No se ha tirado nada. Bien hecho.
insights-times = { $count ->
    [one] una vez
   *[other] { $count } veces
}
insights-waste-times = { $count ->
    [one] Se tiró algo una vez.
   *[other] Se tiró algo { $count } veces.
}
insights-waste-share = Es el { $share } de lo gastado.
insights-unpriced = { $count ->
    [one] Una vez no se sabe el precio, así que la suma es demasiado baja.
   *[other] { $count } veces no se sabe el precio, así que la suma es demasiado baja.
}
insights-waste-by-month = Tirado por mes
insights-waste-what = Cuántas veces
insights-none-title = Aún no hay nada que resumir
insights-none-text = Escanea unos tiques, y di qué se tiró. Entonces verás aquí lo que gastas, dónde, y qué se desperdicia.
chart-table = Mostrar como tabla
price-title = El precio con el tiempo
price-once = Comprado una vez hasta ahora. Con la próxima compra verás cómo se mueve el precio.
price-kilogram = { $price } el kg
price-litre = { $price } el litro
price-piece = { $price } la unidad
price-at = { $price }, { $merchant }

## The camera

scan-camera = Abrir la cámara
parts-camera = Hacer otra parte
camera-title = Fotografiar un tique
camera-picture = Lo que ve la cámara
camera-opening = Abriendo la cámara. Tu navegador puede preguntar si Larder puede usarla.
camera-opening-app = Abriendo la cámara.
camera-hint = Encaja el tique en el marco. Uno largo necesita varias tomas, de arriba abajo.
camera-hint-more = Sigue donde acabó la última toma, y repite unas líneas.
camera-lamp = Luz
camera-other = Usar otra cámara: { $name }
camera-take = Hacer la foto
camera-files = Archivos
camera-done = Leer
camera-done-several = { $count } tomas
camera-tray = Tomas
camera-count = { $count ->
    [one] { $count } toma hecha
   *[other] { $count } tomas hechas
}
camera-insecure-title = La cámara necesita una conexión segura
camera-insecure-text = Los navegadores solo la dan a páginas que llegan por HTTPS. Las fotos y los archivos funcionan igual.
camera-unsupported-title = Este navegador no tiene cámara que dar
camera-unsupported-text = Haz la foto con la aplicación de cámara, y elígela aquí.
camera-denied-title = Larder no puede usar la cámara
camera-denied-text = Permítelo en los ajustes del navegador para esta página, junto a la dirección, e inténtalo de nuevo. O elige una foto.
camera-denied-app-text = Permítelo en los ajustes de privacidad del sistema, e inténtalo de nuevo. O elige una foto.
camera-missing-title = Aquí no hay cámara
camera-missing-text = Conecta una e inténtalo de nuevo, o elige una foto o un PDF.
camera-busy-title = Otra cosa está usando la cámara
camera-busy-text = Cierra la otra aplicación o pestaña que la usa, e inténtalo de nuevo. O elige una foto.
camera-lost-title = La cámara ya no está
camera-bars-text = Escribe el número bajo las barras, o usa un lector que escriba.
camera-lost-text = Se desconectó, o ya no se puede usar. Lo que hiciste se conserva.

## Barcodes

barcode-title = Escanear códigos de barras
barcode-go-scan = Escanear códigos de barras
barcode-hint = Pon un código de barras en el marco. El siguiente puede venir enseguida.
barcode-no-finder = Aquí no se pueden encontrar códigos en la imagen. Escribe el número abajo.
barcode-sound = Sonidos
barcode-field = Número bajo las barras
barcode-go = Introducir
barcode-wrong = La última cifra no cuadra: comprueba el número. Tiene 8, 12 o 13 cifras.
barcode-modes = Qué hace el escaneo
barcode-add = Añadir
barcode-use = Gastar
barcode-added = { $name }: añadido, { $amount }
barcode-used = { $name }: usado, { $amount }
barcode-none-left = { $name }: no queda nada
barcode-unknown = Nuevo aquí: { $code }
barcode-put-later = { $code } espera su nombre
barcode-own-use = Es un número propio de la tienda. Gasta el artículo en la despensa.
barcode-use-unknown = No está en tu despensa. Cambia a Añadir para meterlo.
barcode-empty = Escanea lo que traes a casa y se guarda con su lugar y su fecha de siempre. Lo nuevo se nombra una vez.
barcode-count-added = Añadidos: { $count }
barcode-count-used = Usados: { $count }
barcode-row-added = Añadido
barcode-row-used = Usado
barcode-less = Uno menos: { $name }
barcode-more = Uno más: { $name }
naming-title = ¿Qué es { $code }?
naming-own = Un número propio de la tienda: en otro sitio significa otra cosa, así que no se recuerda.
naming-once = Lo nombras una vez; desde entonces se añade enseguida.
naming-name = Nombre y cantidad
naming-hint = Como «alubias 400 g»
naming-missing = Escribe qué es.
naming-save = Añadir
naming-later = Más tarde
later-title = { $count ->
    [one] { $count } código sin nombre
   *[other] { $count } códigos sin nombre
}
later-times = { $count ->
    [one] { $count } paquete
   *[other] { $count } paquetes
}
naming-count = { $count ->
    [one] { $count } paquete espera este nombre.
   *[other] { $count } paquetes esperan este nombre: entran todos a la vez.
}
later-name = Nombrar
later-name-label = Nombrar { $code }
later-forget = Olvidar { $code }
item-codes = Códigos de barras
item-code-remove = Quitar el código de barras { $code }
item-code-removed = Se quitó un código de barras de { $name }

## Looking names up

lookup-title = Nombres de artículos nuevos
lookup-switch = Buscar nombres en Open Food Facts
lookup-sent = Se envían el número del código de barras y el nombre de esta aplicación, nada sobre ti. Lo que sabe tu hogar va primero.
lookup-ask = ¿Buscar su nombre en Open Food Facts?
lookup-yes = Buscar
lookup-no = No, nunca
lookup-credit = © colaboradores de Open Food Facts, ODbL

## Teclado, pantalla de inicio

keys-title = Teclado
keys-on = Una sola tecla lleva a una pantalla
install-title = En la pantalla de inicio
install-text = Instala Larder: se abre sin el navegador, también sin conexión, y su icono muestra cuánto hay que consumir hoy.
install-go = Instalar
shared-listed = { $count ->
    [one] { $count } cosa está en la lista
   *[other] { $count } cosas están en la lista
}

## Import and export

transfer-title = Importar y exportar
transfer-go-text = Guardar una copia o venir de otra aplicación
transfer-in = Importar
transfer-in-text = Un archivo de Larder, una tabla (CSV) o una exportación de Grocy o KitchenOwl. Ves lo que trae antes de que cambie nada.
transfer-choose = Elegir un archivo
transfer-where = ¿De dónde saco un archivo así?
transfer-where-table = De una hoja de cálculo
transfer-where-table-text = Guárdala como CSV. La primera fila lleva los títulos: el nombre hace falta; cantidad, unidad, lugar, caducidad, precio, categoría, marca, nota y código de barras se entienden, en inglés, alemán, francés y español.
transfer-where-grocy = De Grocy
transfer-where-grocy-text = Abre /api/objects/products, /api/objects/stock, /api/objects/locations y /api/objects/quantity_units en el navegador en que usas Grocy, guarda cada uno en un archivo y elígelos todos juntos.
transfer-where-kitchenowl = De KitchenOwl
transfer-where-kitchenowl-text = En los ajustes del hogar, elige Exportar. KitchenOwl no lleva existencias: sus artículos vienen con sus categorías.
transfer-reading = Leyendo el archivo…
transfer-bringing = Importando…
transfer-stop = Parar
transfer-stopped = Parado a mitad de camino
transfer-brought = { $count ->
    [one] { $count } cosa importada
   *[other] { $count } cosas importadas
}
transfer-out = Exportar
transfer-archive = Todo
transfer-archive-text = Artículos, lotes, lugares, tiques y lo que pasó, en un archivo (JSON). Para guardar o para llevar a otro hogar.
transfer-archive-go = Guardar todo
transfer-photos = { $count ->
    [one] Con { $count } foto de tique
   *[other] Con { $count } fotos de tiques
}
transfer-photos-hint = Sin ellas el archivo es pequeño
transfer-saving = Guardando la foto { $done } de { $of }…
transfer-missing = { $count ->
    [one] Falta { $count } foto en el archivo: ni este aparato ni el servidor la tiene ahora.
   *[other] Faltan { $count } fotos en el archivo: ni este aparato ni el servidor las tiene ahora.
}
transfer-table = Lo que hay ahora
transfer-table-text = Una fila por lote, para hojas de cálculo (CSV).
transfer-table-go = Guardar la tabla
transfer-is-archive = Un hogar de Larder
transfer-is-table = { $count ->
    [one] Una tabla con { $count } fila
   *[other] Una tabla con { $count } filas
}
transfer-is-grocy = Las existencias de Grocy
transfer-is-kitchenowl = Los artículos de KitchenOwl
transfer-new = Nuevos
transfer-there = Ya están aquí
transfer-alike = Se parecen a algo de aquí
transfer-items = Artículos nuevos
transfer-of = { $new } de { $all }
transfer-receipts = Tiques nuevos
transfer-recipes = Recetas nuevas
transfer-places = Lugares nuevos
transfer-categories = Categorías
transfer-shop-order = orden de la tienda
transfer-categories-named = { $count ->
    [one] { $count } cambio
   *[other] { $count } cambios
}
transfer-lives = Duraciones propias
transfer-found-photos = Fotos de tiques
transfer-archive-note = Lo que ya está aquí se queda como está. Quién hizo qué en el otro hogar está en el archivo para leerlo, y no viene.
transfer-table-note = Lo que ya está aquí se queda como está. Las filas que nombran lo mismo son lotes de un artículo.
transfer-grocy-note = Lo que ya está aquí se queda como está. Recetas, tareas, cantidades mínimas e imágenes no vienen.
transfer-kitchenowl-note = Lo que ya está aquí se queda como está. Recetas, planes, gastos y listas de la compra no vienen: las listas no están en el archivo.
transfer-order = ¿{ $date } es día y mes, o mes y día?
transfer-day-first = Primero el día
transfer-month-first = Primero el mes
transfer-currency = Los precios sin moneda están en
transfer-columns = Algunas columnas no se entienden
transfer-columns-text = Estas no vienen: { $columns }
transfer-left = { $count ->
    [one] { $count } cosa que mirar
   *[other] { $count } cosas que mirar
}
transfer-left-text = Corrígelas en el archivo y elígelo otra vez, o sigue sin ellas.
transfer-and-more = y { $count } más
transfer-lots = Lo que viene
transfer-lot-alike = Se parece a algo de aquí
transfer-used-up = Gastado
transfer-nothing = Todo lo de este archivo ya está aquí.
transfer-more = Mostrar { $count } más
transfer-go = { $count ->
    [one] Importar { $count } cosa
   *[other] Importar { $count } cosas
}
transfer-go-habits = Importar estos ajustes
transfer-go-recipes = Tomar las recetas
transfer-go-items = { $count ->
    [one] Importar { $count } artículo
   *[other] Importar { $count } artículos
}
transfer-leave = No importar
transfer-at-row = Fila { $row }
transfer-at-place = Lugar { $row }
transfer-at-item = Artículo { $row }
transfer-at-lot = Lote { $row }
transfer-at-receipt = Tique { $row }
transfer-at-line = Línea de tique { $row }
transfer-at-entry = Compra { $row }
transfer-at-category = Categoría { $row }
transfer-at-life = Duración { $row }
transfer-at-recipe = Receta { $row }
transfer-why-name = Sin nombre: se deja fuera
transfer-why-amount = Sin cantidad mayor que cero: se deja fuera
transfer-why-other = Aquello de lo que depende no está en el archivo: se deja fuera
transfer-why-id = Sin identificador, o con uno ya visto: se deja fuera
transfer-why-unit = La unidad no se conoce: se cuenta en piezas, con la unidad en la nota
transfer-why-date = La fecha no se entiende: viene sin ella
transfer-why-price = El precio no se entiende: viene sin él
transfer-why-cut = Demasiado largo: se corta
transfer-why-such = Larder no lleva nada así: se deja fuera
transfer-no-names = La tabla no tiene columna de nombres
transfer-no-names-text = Su primera fila dice: { $headings }. Llama «nombre» a la columna de los alimentos, guarda la tabla y elígela otra vez.
transfer-newer = Un Larder más nuevo escribió este archivo
transfer-newer-text = Cierra Larder en todas partes y ábrelo otra vez para tener la última versión; después elige el archivo de nuevo.
transfer-no-products = Faltan los productos de Grocy
transfer-no-products-text = Las existencias solo dicen el número de su producto. Guarda también /api/objects/products y elige los dos archivos juntos.
transfer-unknown = Este archivo no se conoce aquí
transfer-unknown-text = Elige una exportación de Larder, Grocy o KitchenOwl, o una tabla guardada como CSV.
transfer-damaged = El archivo está dañado
transfer-damaged-text = Acaba demasiado pronto o se cambió. Guárdalo otra vez donde estaba y elige el nuevo.
transfer-workbook = Esto es un libro de cálculo
transfer-workbook-text = Ábrelo en la hoja de cálculo, guárdalo como CSV y elige ese archivo.
transfer-picture = Esto es una imagen o un PDF
transfer-picture-text = Los tiques se leen en la página Escanear.
transfer-large = El archivo es demasiado grande para este aparato
transfer-large-text = Guárdalo sin fotos y elige el nuevo.
transfer-gone = El archivo no se puede abrir
transfer-gone-text = Se movió o ya no está en este aparato. Elígelo otra vez.

## The sample household

sample-add = Echar un vistazo con un hogar de ejemplo
sample-title = Este es un hogar de ejemplo
sample-text = Prueba lo que quieras, todo es inventado. Lo que añadas tú se queda cuando el ejemplo se va.
sample-remove = Quitar el ejemplo
did-sample = El hogar de ejemplo está aquí
did-sample-gone = Hogar de ejemplo quitado
journal-sample = Se añadió el hogar de ejemplo
journal-sample-gone = Se quitó el hogar de ejemplo
sample-shop-market = Mercado Hojaverde
sample-shop-corner = Tienda El Pinzón
sample-yogurt = Yogur natural
sample-lettuce = Lechuga
sample-chicken = Pechuga de pollo
sample-spinach = Espinacas
sample-cream = Nata
sample-bread = Pan integral
sample-milk = Leche
sample-bananas = Plátanos
sample-mushrooms = Champiñones
sample-cheese = Queso gouda
sample-carrots = Zanahorias
sample-apples = Manzanas
sample-eggs = Huevos
sample-butter = Mantequilla
sample-potatoes = Patatas
sample-peas = Guisantes
sample-pizza = Pizza margarita
sample-berries = Frutos rojos
sample-ice-cream = Helado de vainilla
sample-chocolate = Chocolate negro
sample-oats = Copos de avena
sample-coffee = Café molido
sample-pasta = Espaguetis
sample-rice = Arroz basmati
sample-tomatoes = Tomate triturado
sample-onions = Cebollas
sample-lemons = Limones
sample-garlic = Ajo
sample-tea = Té verde
sample-toothpaste = Pasta de dientes
sample-kitchen-roll = Papel de cocina

## A first start

welcome-step = { $at } de { $of }
welcome-language-title = ¿Qué idioma?
welcome-places-title = ¿Dónde guardas la comida?
welcome-places-text = Estos ya están. Toca lo que tengas además.
welcome-place-cellar = Sótano
welcome-place-freezer = Segundo congelador
welcome-place-drinks = Nevera de bebidas
welcome-place-bowl = Frutero
welcome-next = Siguiente
welcome-skip = Saltar
welcome-start-title = ¿Cómo quieres empezar?
welcome-start-text = No hace falta ninguna cuenta: todo se queda en este dispositivo.
welcome-import = Traer un archivo
welcome-join = Unirse a un hogar
did-places = { $count ->
    [one] { $count } lugar añadido
   *[other] { $count } lugares añadidos
}

## The native app

tray-open = Abrir Larder
tray-quit = Salir
tray-nothing = Hoy no hay nada que usar
tray-due = { $count ->
    [one] { $count } alimento para usar hoy
   *[other] { $count } alimentos para usar hoy
 }
digest-title = { $count ->
    [one] { $count } alimento para usar hoy
   *[other] { $count } alimentos para usar hoy
 }
digest-soon = { $count ->
    [one] { $count } alimento que usar en los próximos tres días
   *[other] { $count } alimentos que usar en los próximos tres días
 }
digest-then = En los próximos tres días:
digest-waiting = { $count ->
    [one] Un tique espera a que lo revises
   *[other] { $count } tiques esperan a que los revises
 }
digest-more = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
 }
closed-title = Mientras Larder está cerrado
closed-tray = Quedarse en la bandeja
closed-tray-hint = Sigue al día con tu hogar después de cerrar la ventana.
closed-session = Iniciar con este ordenador
closed-session-hint = En la bandeja, sin ventana.
closed-token = Este ordenador no tiene un llavero que Larder pueda usar: la clave del servidor de tu hogar está en un archivo que solo tú puedes leer.
closed-digest = Avísame una vez al día de lo que vence
closed-digest-hint = Un aviso breve en este ordenador; ninguno los días en que no hay nada que avisar.
closed-soon = Avísame de lo que vencerá pronto
closed-soon-hint = Los alimentos de los próximos tres días, en el mismo aviso.
closed-waiting = Avísame de los tiques pendientes
closed-waiting-hint = Leídos, pero aún sin revisar; en el mismo aviso.
closed-digest-at = A qué hora
remind-title = Recordatorios
remind-device = Recordármelo en este dispositivo
remind-device-hint = Una vez al día, cuando hay algo que gastar; ninguno los días en que no hay nada que decir. Tu servidor lo envía a través del fabricante de tu navegador, que no puede leerlo.
remind-names = Nombrar los alimentos
remind-names-hint = Sin esto, la notificación solo dice cuánto hay.
remind-denied = Tu navegador no deja que Larder muestre notificaciones. Permítelo en sus ajustes para esta página.
remind-failed = No ha funcionado. Inténtalo de nuevo cuando tu servidor esté al alcance.
newer-title = Versiones nuevas
newer-look = Buscar una versión nueva
newer-looking = Buscando…
newer-none = Esta es la versión más reciente.
newer-there = Ya está la versión { $version }.
newer-install = Instalarla y reiniciar
newer-installing = Instalando: Larder se reinicia solo.
newer-failed = No ha funcionado: { $said } Puedes seguir con esta versión.
