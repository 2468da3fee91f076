//! English.

use super::{Digest, Wording, Words};

pub const WORDS: Words = Words {
    welcome: Wording {
        subject: "Larder: is this your address?",
        text: "Hello,\n\n\
            somebody, probably you, wants an account of Larder with this e-mail address. If it \
            was you, open this link within a day; then the account is there:\n\n{link}\n\n\
            If it was not you, do nothing. No account is made.\n",
    },
    taken: Wording {
        subject: "Larder: you have an account already",
        text: "Hello,\n\n\
            somebody, probably you, wanted to make an account of Larder with this e-mail \
            address. It has one already, and nothing was changed. If it was you, sign in as \
            usual, or ask for another password if you do not know yours:\n\n{link}\n\n\
            If it was not you, there is nothing to do.\n",
    },
    verify: Wording {
        subject: "Larder: is this your address?",
        text: "Hello,\n\n\
            somebody with an account of Larder says that this e-mail address is theirs. If it \
            is you, open this link within a day:\n\n{link}\n\n\
            If it is not you, do nothing.\n",
    },
    reset: Wording {
        subject: "Larder: another password",
        text: "Hello,\n\n\
            somebody, probably you, asked for another password for your account of Larder. If \
            it was you, open this link within half an hour:\n\n{link}\n\n\
            Everything that is signed in with the account is signed out then. If it was not \
            you, there is nothing to do: the password stays as it is.\n",
    },
    changed: Wording {
        subject: "Larder: your password was changed",
        text: "Hello,\n\n\
            the password of your account of Larder was changed, and everything else that was \
            signed in with it is signed out. If it was you, there is nothing to do. If it was \
            not you, ask for another password at once:\n\n{link}\n\n\
            Then look through your devices and households.\n",
    },
    digest: Digest {
        due: ["{count} thing to use today", "{count} things to use today"],
        soon: [
            "{count} thing to use within three days",
            "{count} things to use within three days",
        ],
        more: ["and {count} more", "and {count} more"],
        text: "Hello,\n\n{food}\n\nOpen Larder:\n\n{link}\n\n\
            You get this letter because you asked for it. This link ends it:\n\n{stop}\n",
    },
    receipt_read: "A receipt was read",
    receipt_not_read: "A receipt could not be read",
    no_more: "No more letters about your food?",
    stop: "Send no more",
    stopped: "None of these letters come any more.",
    is_it_yours: "Is this e-mail address yours?",
    it_is: "Yes, it is mine",
    verified: "Thank you, the address is yours. You can sign in.",
    choose: "Choose another password",
    new_password: "New password, at least 10 characters",
    set: "Set it",
    was_set: "The new password holds. Everything that was signed in is signed out.",
    weak: "This password would be guessed soon. Take at least 10 characters, such as several \
        words that do not belong together.",
    forgotten: "Another password",
    address: "E-mail address",
    send: "Send a link",
    on_its_way: "If there is an account with this address, a letter with a link is on its way. It \
        holds for half an hour.",
    no_mail: "This server sends no e-mail. Ask whoever keeps it.",
    no_letter: "This link was used, has expired or is not whole. Ask for another one.",
    closed: "Nobody signs up here any more. Ask whoever keeps the server.",
    again: "That did not work just now. Go back and try again soon.",
    open: "Open Larder",
};
