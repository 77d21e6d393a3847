"""Finished bytes for paper: layout, faces, codes, drawn seals, the spool and its drivers.

A paper is rendered once, frozen and hashed (`printing.model`); everything after that only carries its bytes.
"""
