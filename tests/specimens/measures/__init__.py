"""The distances of GB/T 9704-2012, taken from finished pages.

Numbers stand here as the standard gives them; nothing is asked of our own layout.
"""
