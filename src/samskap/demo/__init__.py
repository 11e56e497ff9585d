"""A whole gathering with invented people, played against the real product over HTTP: the demo and the rehearsal."""
