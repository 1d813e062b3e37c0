"""What the archive does, part by part; `documents.archive.application` is all of them."""
