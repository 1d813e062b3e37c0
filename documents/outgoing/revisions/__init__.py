"""The revisions of a document on screen: `web` compares and merges them, `files` are attached.

`lines` are the ways there from its page, `forms` shows two editors' texts that met. What differs
and how it merges is the business of `documents.revisions`, which knows no document.
"""
