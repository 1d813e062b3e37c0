"""The pages and forms of an assignment, and what the page of its paper shows of it."""
