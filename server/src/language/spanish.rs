//! Spanish, which says "tú" as the interface does.

use super::{Digest, Wording, Words};

pub const WORDS: Words = Words {
    welcome: Wording {
        subject: "Larder: ¿es tuya esta dirección?",
        text: "Hola:\n\n\
            Alguien, seguramente tú, quiere una cuenta de Larder con esta dirección de correo. \
            Si has sido tú, abre este enlace antes de un día; entonces la cuenta \
            existirá:\n\n{link}\n\n\
            Si no has sido tú, no hagas nada. No se crea ninguna cuenta.\n",
    },
    taken: Wording {
        subject: "Larder: ya tienes una cuenta",
        text: "Hola:\n\n\
            Alguien, seguramente tú, quería crear una cuenta de Larder con esta dirección de \
            correo. Ya tiene una, y no ha cambiado nada. Si has sido tú, inicia sesión como \
            siempre, o pide otra contraseña si no sabes la tuya:\n\n{link}\n\n\
            Si no has sido tú, no hay nada que hacer.\n",
    },
    verify: Wording {
        subject: "Larder: ¿es tuya esta dirección?",
        text: "Hola:\n\n\
            Alguien con una cuenta de Larder dice que esta dirección de correo es suya. Si \
            eres tú, abre este enlace antes de un día:\n\n{link}\n\n\
            Si no eres tú, no hagas nada.\n",
    },
    reset: Wording {
        subject: "Larder: otra contraseña",
        text: "Hola:\n\n\
            Alguien, seguramente tú, ha pedido otra contraseña para tu cuenta de Larder. Si \
            has sido tú, abre este enlace antes de media hora:\n\n{link}\n\n\
            Entonces se cerrará todo lo que tenga la sesión iniciada con la cuenta. Si no has \
            sido tú, no hay nada que hacer: la contraseña sigue igual.\n",
    },
    changed: Wording {
        subject: "Larder: se ha cambiado tu contraseña",
        text: "Hola:\n\n\
            Se ha cambiado la contraseña de tu cuenta de Larder y se han cerrado las demás \
            sesiones. Si has sido tú, no hay nada que hacer. Si no has sido tú, pide otra \
            contraseña cuanto antes:\n\n{link}\n\n\
            Después revisa tus dispositivos y hogares.\n",
    },
    digest: Digest {
        due: [
            "{count} alimento para usar hoy",
            "{count} alimentos para usar hoy",
        ],
        soon: [
            "{count} alimento que usar en los próximos tres días",
            "{count} alimentos que usar en los próximos tres días",
        ],
        more: ["y {count} más", "y {count} más"],
        text: "Hola:\n\n{food}\n\nAbrir Larder:\n\n{link}\n\n\
            Recibes este correo porque lo pediste. Con este enlace no llega ninguno más:\n\n\
            {stop}\n",
    },
    receipt_read: "Se ha leído un tique",
    receipt_not_read: "No se ha podido leer un tique",
    no_more: "¿Ningún correo más sobre tus alimentos?",
    stop: "No enviar más",
    stopped: "Estos correos ya no llegan.",
    is_it_yours: "¿Es tuya esta dirección de correo?",
    it_is: "Sí, es mía",
    verified: "Gracias, la dirección es tuya. Ya puedes iniciar sesión.",
    choose: "Elige otra contraseña",
    new_password: "Contraseña nueva, de al menos 10 caracteres",
    set: "Guardar",
    was_set: "La contraseña nueva ya vale. Se han cerrado todas las sesiones.",
    weak: "Esta contraseña se adivinaría pronto. Usa al menos 10 caracteres, por ejemplo varias \
        palabras que no vayan juntas.",
    forgotten: "Otra contraseña",
    address: "Dirección de correo",
    send: "Enviar un enlace",
    on_its_way: "Si hay una cuenta con esta dirección, un correo con un enlace está en camino. \
        Vale durante media hora.",
    no_mail: "Este servidor no envía correos. Pregunta a quien lo lleva.",
    no_letter: "Este enlace ya se ha usado, ha caducado o no está entero. Pide otro.",
    closed: "Aquí ya no se registra nadie. Pregunta a quien lleva el servidor.",
    again: "Ahora mismo no ha funcionado. Vuelve atrás e inténtalo pronto otra vez.",
    open: "Abrir Larder",
};
