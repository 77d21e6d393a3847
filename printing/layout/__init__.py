"""Where things stand on a page, in millimetres from its top left: marks, lines of text, tables, paging."""
