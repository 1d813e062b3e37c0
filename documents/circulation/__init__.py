"""传阅: a paper goes round among named people, each of whom reads it and initials it (圈阅)."""
