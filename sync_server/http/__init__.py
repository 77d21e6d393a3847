"""The server's HTTP side: a route decodes, calls one door, encodes."""
