"""待归档: what is completed and can be filed, and what is missing and why."""
