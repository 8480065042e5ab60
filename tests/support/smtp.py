"""A mail server on loopback: takes letters, decodes each and keeps it as JSON in a folder.

smtp.py FOLDER PORT [USER PASSWORD]; port 0 takes a free one and prints it. What it does with a letter stands in the address:
later…@ is put off once, never…@ is refused for good, lost…@ is taken once without an answer."""

import asyncio
import email.policy
import json
import os
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, port, login = sys.argv[1], int(sys.argv[2]), sys.argv[3:5]


def first_time(address):
    """Also after a restart."""
    try:
        os.close(os.open(os.path.join(folder, "seen-" + address), os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never"):
            return "550 5.1.1 no such person"
        if address.startswith("later") and first_time(address):
            return "451 4.7.1 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
        kept = {
            "to": envelope.rcpt_tos,
            "from": envelope.mail_from,
            "subject": letter["subject"],
            "plain": plain.get_content() if plain else "",
            "html": html.get_content() if html else "",
            "headers": {name.lower(): str(value) for name, value in letter.items()},
        }
        number = len([name for name in os.listdir(folder) if name.endswith(".json")])
        path = os.path.join(folder, f"{number:04}")
        with open(path + ".part", "w") as file:
            json.dump(kept, file)
        os.rename(path + ".part", path + ".json")
        if envelope.rcpt_tos[0].startswith("lost") and first_time(envelope.rcpt_tos[0]):
            server.transport.abort()
            return "250 nobody hears this"
        return f"250 OK queued as {number}"


def known(server, session, envelope, mechanism, data):
    wanted = tuple(word.encode() for word in login)
    return AuthResult(success=(data.login, data.password) == wanted)


def smtp():
    needed = {"authenticator": known, "auth_required": True, "auth_require_tls": False} if login else {}
    return SMTP(Handler(), hostname="localhost", enable_SMTPUTF8=True, **needed)


async def serve():
    server = await asyncio.get_running_loop().create_server(smtp, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
