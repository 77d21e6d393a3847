"""Colours, type and icons: one set of tokens, three themes, switched live."""
