"""Runs a real mail server (aiosmtpd) that keeps what it takes on.

    smtp.py MODE FOLDER

MODE is `starttls`, `tls`, `open` (which offers neither) or `silent` (which never says a word). One line of JSON tells the port and the
certificate. Who is written to decides what becomes of it: `nobody@` is refused, `busy@` is asked to come again, `slow@` is not answered
in time, and anybody else gets it: a line of FOLDER/mails, as the e-mail package of Python reads it. It runs until it is ended.
"""

import asyncio
import email
import email.policy
import json
import pathlib
import socket
import ssl
import subprocess
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = b"vigie", "m\u00f4t de passe".encode()


class Keeper:
    """Keeps each mail as a line of JSON."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.file = folder / "mails"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 No such mailbox here"
        if address.startswith("busy@"):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(address.startswith("slow@") for address in envelope.rcpt_tos):
            await asyncio.sleep(30)
        if any(address.startswith("spam@") for address in envelope.rcpt_tos):
            return "554 5.7.1 Looks like something nobody wants"
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        text = message.get_body(("plain",))
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "encrypted": session.ssl is not None,
            "hello": session.host_name,
            "headers": {name.lower(): str(value) for name, value in message.items()},
            "text": text.get_content(),
            "attachments": {part.get_filename(): [part.get_content_type(), part.get_payload(decode=True).hex()] for part in message.iter_attachments()},
            "longest": max(len(line) for line in envelope.original_content.split(b"\r\n")),
            "ascii": envelope.original_content.isascii(),
        }
        with self.file.open("a") as file:
            file.write(json.dumps(told) + "\n")
        return "250 2.0.0 Taken"


def check(server, session, envelope, mechanism, data) -> AuthResult:
    """Lets one user in."""
    known = isinstance(data, LoginPassword) and data.login == USER and data.password == PASSWORD
    return AuthResult(success=known, handled=False, auth_data=data if known else None)


def certificate(folder: pathlib.Path) -> tuple[str, str]:
    """Makes a certificate of localhost that signs itself."""
    key, paper = str(folder / "key.pem"), str(folder / "certificate.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", paper],
        check=True,
        capture_output=True,
    )
    return key, paper


def main() -> None:
    mode, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    if mode == "silent":
        print(json.dumps({"port": port, "certificate": ""}), flush=True)
        threading.Event().wait()
    listening.close()
    key, paper = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper, key)
    settings = {
        "starttls": {"tls_context": context, "require_starttls": True, "authenticator": check, "auth_required": True},
        "tls": {"ssl_context": context, "authenticator": check, "auth_required": True, "auth_require_tls": False},
        "open": {},
    }[mode]
    controller = Controller(Keeper(folder), hostname="127.0.0.1", port=port, server_hostname="localhost", **settings)
    controller.start()
    print(json.dumps({"port": port, "certificate": paper}), flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
