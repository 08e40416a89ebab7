"""A throw-away certificate authority, one a process, and the certificates it issues for the API's host."""

from __future__ import annotations

import base64
import hashlib
import ssl
import threading

import trustme
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12Certificate, serialize_java_truststore
from cryptography.x509 import load_pem_x509_certificate

from sixfold.frozen import frozen

TRUST_STORE_PASSWORD = "changeit"  # noqa: S105 - Java's own default; what it guards is public
_LOCK = threading.Lock()


@frozen
class Certificate:
    """A host's certificate: PEM texts for gRPC, a server's TLS context for HTTP/1.1, and what clients need.

    ``authority`` is the PEM text of the authority; ``trust_store`` the same as a PKCS #12 file for Java;
    ``spki`` the base64 SHA-256 of the public key, the form of Chromium's --ignore-certificate-errors-spki-list.
    """

    key: bytes
    chain: bytes
    context: ssl.SSLContext
    authority: bytes
    trust_store: bytes
    spki: str


class _Authority:
    """Issues each host's certificate once; a key pair and a trust store are too dear to make for every sandbox."""

    def __init__(self) -> None:
        self._authority: trustme.CA | None = None
        self._trust_store = b""
        self._issued: dict[tuple[str, ...], Certificate] = {}

    def certificate(self, hosts: tuple[str, ...]) -> Certificate:
        with _LOCK:
            if self._authority is None:
                self._authority = trustme.CA(organization_name="Sixfold sandbox")
                self._trust_store = _trust_store(self._authority.cert_pem.bytes())
            if hosts not in self._issued:
                self._issued[hosts] = self._issue(self._authority, hosts)
            return self._issued[hosts]

    def _issue(self, authority: trustme.CA, hosts: tuple[str, ...]) -> Certificate:
        leaf = authority.issue_cert(*hosts)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        leaf.configure_cert(context)
        public_key = load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes()).public_key()
        spki = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return Certificate(
            key=leaf.private_key_pem.bytes(),
            chain=b"".join(pem.bytes() for pem in leaf.cert_chain_pems),
            context=context,
            authority=authority.cert_pem.bytes(),
            trust_store=self._trust_store,
            spki=base64.b64encode(hashlib.sha256(spki).digest()).decode(),
        )


def _trust_store(authority: bytes) -> bytes:
    certificate = PKCS12Certificate(load_pem_x509_certificate(authority), b"sixfold-sandbox")
    return serialize_java_truststore([certificate], BestAvailableEncryption(TRUST_STORE_PASSWORD.encode()))


_AUTHORITY = _Authority()


def certificate(hosts: tuple[str, ...]) -> Certificate:
    """Return this process's certificate for some hosts; the same one every time."""
    return _AUTHORITY.certificate(hosts)
