"""递送: one document to one addressee, its way there and what comes back."""
