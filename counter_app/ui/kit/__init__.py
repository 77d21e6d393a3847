"""The pieces every page is built from, painted from the tokens of the theme."""
