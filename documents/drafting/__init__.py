"""拟稿: what helps a drafter before there is a document."""
