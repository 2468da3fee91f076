//! French, which says "vous" as the interface does.

use super::{Digest, Wording, Words};

pub const WORDS: Words = Words {
    welcome: Wording {
        subject: "Larder: cette adresse est-elle la vôtre ?",
        text: "Bonjour,\n\n\
            quelqu’un, sans doute vous, souhaite un compte Larder avec cette adresse e-mail. \
            Si c’était vous, ouvrez ce lien d’ici un jour ; le compte existera alors :\
            \n\n{link}\n\n\
            Si ce n’était pas vous, ne faites rien. Aucun compte n’est créé.\n",
    },
    taken: Wording {
        subject: "Larder: vous avez déjà un compte",
        text: "Bonjour,\n\n\
            quelqu’un, sans doute vous, voulait créer un compte Larder avec cette adresse \
            e-mail. Elle en a déjà un, et rien n’a changé. Si c’était vous, connectez-vous \
            comme d’habitude, ou demandez un nouveau mot de passe si vous ne connaissez plus \
            le vôtre :\n\n{link}\n\n\
            Si ce n’était pas vous, il n’y a rien à faire.\n",
    },
    verify: Wording {
        subject: "Larder: cette adresse est-elle la vôtre ?",
        text: "Bonjour,\n\n\
            quelqu’un qui a un compte Larder dit que cette adresse e-mail est la sienne. Si \
            c’est vous, ouvrez ce lien d’ici un jour :\n\n{link}\n\n\
            Si ce n’est pas vous, ne faites rien.\n",
    },
    reset: Wording {
        subject: "Larder: un nouveau mot de passe",
        text: "Bonjour,\n\n\
            quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte \
            Larder. Si c’était vous, ouvrez ce lien d’ici une demi-heure :\n\n{link}\n\n\
            Tout ce qui est connecté avec ce compte sera alors déconnecté. Si ce n’était pas \
            vous, il n’y a rien à faire : le mot de passe reste le même.\n",
    },
    changed: Wording {
        subject: "Larder: votre mot de passe a été changé",
        text: "Bonjour,\n\n\
            le mot de passe de votre compte Larder a été changé, et tout ce qui était connecté \
            par ailleurs est déconnecté. Si c’était vous, il n’y a rien à faire. Si ce n’était \
            pas vous, demandez tout de suite un nouveau mot de passe :\n\n{link}\n\n\
            Vérifiez ensuite vos appareils et vos foyers.\n",
    },
    digest: Digest {
        due: [
            "{count} aliment à utiliser aujourd’hui",
            "{count} aliments à utiliser aujourd’hui",
        ],
        soon: [
            "{count} aliment à utiliser dans les trois jours",
            "{count} aliments à utiliser dans les trois jours",
        ],
        more: ["et {count} autre", "et {count} autres"],
        text: "Bonjour,\n\n{food}\n\nOuvrir Larder :\n\n{link}\n\n\
            Vous recevez cet e-mail parce que vous l’avez demandé. Ce lien y met fin :\n\n\
            {stop}\n",
    },
    receipt_read: "Un ticket a été lu",
    receipt_not_read: "Un ticket n’a pas pu être lu",
    no_more: "Plus d’e-mails sur vos aliments ?",
    stop: "Ne plus en envoyer",
    stopped: "Vous ne recevrez plus ces e-mails.",
    is_it_yours: "Cette adresse e-mail est-elle la vôtre ?",
    it_is: "Oui, c’est la mienne",
    verified: "Merci, cette adresse est la vôtre. Vous pouvez vous connecter.",
    choose: "Choisissez un nouveau mot de passe",
    new_password: "Nouveau mot de passe, au moins 10 caractères",
    set: "Valider",
    was_set: "Le nouveau mot de passe est en place. Tout ce qui était connecté est déconnecté.",
    weak: "Ce mot de passe serait vite deviné. Prenez au moins 10 caractères, par exemple \
        plusieurs mots sans rapport entre eux.",
    forgotten: "Un nouveau mot de passe",
    address: "Adresse e-mail",
    send: "Envoyer un lien",
    on_its_way: "S’il existe un compte avec cette adresse, un e-mail avec un lien est en route. Il \
        est valable une demi-heure.",
    no_mail: "Ce serveur n’envoie pas d’e-mails. Adressez-vous à la personne qui le gère.",
    no_letter: "Ce lien a déjà servi, a expiré ou n’est pas entier. Demandez-en un autre.",
    closed: "Plus personne ne s’inscrit ici. Adressez-vous à la personne qui gère le serveur.",
    again: "Cela n’a pas marché pour l’instant. Revenez en arrière et réessayez bientôt.",
    open: "Ouvrir Larder",
};
