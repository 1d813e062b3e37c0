"""The frame, error answers, templates and static files every screen shares."""
