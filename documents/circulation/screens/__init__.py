"""The pages and forms of a circulation, and what the page of its paper shows of it."""
