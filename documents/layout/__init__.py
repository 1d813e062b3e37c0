"""The layout of an official document: one page model, from which PDF, OFD and SVG are written."""

from documents.layout.composing import compose, compose_attachment
from documents.layout.issue import Issue, issue_as_printed
from documents.layout.pages import LAYOUT_VERSION, Pages

__all__ = ["LAYOUT_VERSION", "Issue", "Pages", "compose", "compose_attachment", "issue_as_printed"]
