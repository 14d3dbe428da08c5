"""A small mail server for tests: keeps what it took, and refuses, drops or dawdles where it is told to."""

import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from time import sleep

DROP = "drop"


@dataclass
class Mailbox:
    """What a server took, and how it shall behave.

    `replies` says what is answered to an address instead of taking it; `at_text` to the text of a mail to it. DROP ends
    the connection without a word, after a text it was given was taken. `dawdle` is how long a text takes, in seconds.
    """

    port: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    at_text: dict[str, str] = field(default_factory=dict)
    dawdle: float = 0.0
    connections: int = 0
    together: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def recipients(self) -> Counter[str]:
        with self.lock:
            return Counter(address for address, _ in self.taken)

    def mails_to(self, address: str) -> list[Message]:
        return [message_from_bytes(text) for to, text in self.taken if to == address]


class Conversation(socketserver.StreamRequestHandler):
    mailbox: Mailbox

    def handle(self) -> None:
        self.mailbox.connections += 1
        self.say("220 mail.example ready")
        to: list[str] = []
        begun = False
        for line in self.rfile:
            command, _, rest = line.decode().strip().partition(" ")
            match command.upper():
                case "EHLO" | "HELO" | "NOOP" | "RSET":
                    to, begun = [], False
                    self.say("250 fine")
                case "MAIL":
                    self.say("503 one mail at a time" if begun else "250 fine")
                    begun = True
                case "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    reply = self.mailbox.replies.get(address, "250 fine")
                    if reply == DROP:
                        return
                    to.append(address)
                    self.say(reply)
                case "DATA":
                    self.say("354 go on")
                    if not self.take(to):
                        return
                    to, begun = [], False
                case "QUIT":
                    self.say("221 goodbye")
                    return
                case _:
                    self.say("502 what?")

    def take(self, to: list[str]) -> bool:
        """Take a mail's text; return whether the conversation goes on."""
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        else:
            return False
        reply = next((self.mailbox.at_text[one] for one in to if one in self.mailbox.at_text), "250 taken")
        sleep(self.mailbox.dawdle / 2)
        if reply[0] in "2d":
            with self.mailbox.lock:
                self.mailbox.together = max(self.mailbox.together, len(to))
                self.mailbox.taken += [(one, b"".join(lines)) for one in to]
        if reply == DROP:
            return False
        sleep(self.mailbox.dawdle / 2)
        self.say(reply)
        return True

    def say(self, reply: str) -> None:
        try:
            self.wfile.write(f"{reply}\r\n".encode())
        except OSError:
            return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is killed is what some tests are about."""


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A mail server on a port of its own, until the end of the block."""
    mailbox = Mailbox()
    handler = type("ConversationHere", (Conversation,), {"mailbox": mailbox})
    with Server(("127.0.0.1", 0), handler) as server:
        mailbox.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield mailbox
        finally:
            server.shutdown()
