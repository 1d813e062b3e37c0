"""Certificates given to whom they belong: by the development authority, or imported."""
