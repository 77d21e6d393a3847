"""A sealing service and a time stamp authority on real sockets, with faults that can be asked for."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from asn1crypto import keys, tsp
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from support.seal_keys import FROM, SealKey, name_of

WORD = "word-of-admission"


@dataclass
class Service:
    """What the service does; `asked` are the bodies it was sent."""

    key: SealKey
    status: int = 200
    answer: bytes | None = None
    sign_with: SealKey | None = None
    asked: list[bytes] = field(default_factory=list)
    address: str = ""

    def reply(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes]:
        if handler.headers["Authorization"] != f"Bearer {WORD}":
            return 401, b""
        if handler.command == "GET":
            return 200, self.key.certificate.public_bytes(Encoding.PEM)
        self.asked.append(body)
        digest = bytes.fromhex(json.loads(body)["digest"])
        signature = (self.sign_with or self.key).key.sign(digest, ec.ECDSA(Prehashed(SHA256())))
        made = json.dumps({"signature": b64encode(signature).decode()}).encode()
        return self.status, made if self.answer is None else self.answer


@contextmanager
def _serving(reply) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, answer = reply(self, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/EDU"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def sealing_service(key: SealKey) -> Iterator[Service]:
    service = Service(key)
    with _serving(service.reply) as address:
        service.address = address
        yield service


@cache
def authority() -> tuple[Certificate, keys.PrivateKeyInfo]:
    """The certificate and key of an invented authority of time."""
    key = rsa.generate_private_key(65537, 2048)
    name = name_of("虚构的时间戳机构")
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(FROM)
        .not_valid_after(FROM + timedelta(days=7300))
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Certificate.load(made.public_bytes(Encoding.DER)), keys.PrivateKeyInfo.load(private)


@contextmanager
def time_authority(at: datetime, status: int = 200) -> Iterator[str]:
    """An authority whose clock stands still."""
    certificate, key = authority()
    stamper = DummyTimeStamper(certificate, key, fixed_dt=at)

    def reply(_handler, body):
        asked = tsp.TimeStampReq.load(body)
        return status, stamper.request_tsa_response(asked).dump()

    with _serving(reply) as address:
        yield address
