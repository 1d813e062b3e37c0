"""What a notice of annulment, repeal or lapse does where the document was received."""
