"""Font files for the roles of official documents: found, installed, converted, with fallbacks."""
