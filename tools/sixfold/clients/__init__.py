"""What each installed client library knows of the API x Request -> the language that can write the call.

``templates/<lang>/client.yaml`` is the second contract beside the API definition: a client knows only the RPCs and
fields of its day, and may drop a field that it does not know without a word.
"""

from sixfold.clients.asking import ask
from sixfold.clients.choice import Chosen, choose, lacks
from sixfold.clients.client import COMMAND, Client, load_clients, resolved

__all__ = ["COMMAND", "Chosen", "Client", "ask", "choose", "lacks", "load_clients", "resolved"]
