"""Table models over frozen rows: pages from a source, groups with heads."""
