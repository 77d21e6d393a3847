"""Runs that show and measure the product from outside; nothing in the product imports them."""
