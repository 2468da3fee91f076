"""A post office: aiosmtpd, which keeps each letter as a file of a maildir.

Arguments: the port, the folder; and where a password is asked for, over STARTTLS alone: the
certificate, its key, the name and the password.
"""

import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult

port, folder, *rest = sys.argv[1:]
settings = {}
if rest:
    certificate, key, name, password = rest
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def is_known(_server, _session, _envelope, _mechanism, given):
        both = (given.login, given.password)
        return AuthResult(success=both == (name.encode(), password.encode()))

    settings = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": is_known,
    }
Controller(Mailbox(folder), hostname="127.0.0.1", port=int(port), **settings).start()
threading.Event().wait()
