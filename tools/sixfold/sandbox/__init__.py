"""A local sandbox of an API: gRPC and REST under TLS behind CONNECT proxies, with state and records.

The REST side is the standard library's ``http.server`` on the very socket that its proxy accepted: one connection
needs no second port, no event loop and no further dependency.
"""

from sixfold.sandbox.api import Fault
from sixfold.sandbox.behaviour import Behaviour
from sixfold.sandbox.behaviour_file import behaviour_of
from sixfold.sandbox.open_files import raise_limit
from sixfold.sandbox.records import Call
from sixfold.sandbox.resources import Key, Resource, ResourceStore
from sixfold.sandbox.seed import seed
from sixfold.sandbox.server import Endpoint, ProxySettings, Sandbox

__all__ = [
    "Behaviour",
    "Call",
    "Endpoint",
    "Fault",
    "Key",
    "ProxySettings",
    "Resource",
    "ResourceStore",
    "Sandbox",
    "behaviour_of",
    "raise_limit",
    "seed",
]
