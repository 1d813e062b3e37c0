"""借阅: what is lent to whom, and what is not back in time."""
