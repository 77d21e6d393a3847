"""Seal impressions. In this version they are drawn; a drawn impression is not an electronic signature."""
