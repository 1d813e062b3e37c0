"""Values of the exchange as XML, and XML that came from others as values."""
