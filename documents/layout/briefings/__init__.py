"""简报 and 专报: periodicals of an office, several items under one red name."""

from documents.layout.briefings.briefing import Addressees, Briefing, Item
from documents.layout.briefings.composing import compose_briefing

__all__ = ["Addressees", "Briefing", "Item", "compose_briefing"]
