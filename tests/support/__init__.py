"""What tests share, a module for each thing that it gives; test modules import from here and from no other test.

``projects`` copies and small projects, ``commands`` the tool as a person starts it, ``processes`` and ``runtimes`` of
this machine, ``made_api`` definitions of a few lines, ``drawing`` a part of what is dear, ``standing`` what can be in
a file's place, ``hostile_texts``, ``programs`` that are listened to, ``sandbox_client`` and ``static_server``.
"""
