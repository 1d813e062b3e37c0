"""签收告警: what came and nobody signs for, told by its urgency to whoever is on duty."""
