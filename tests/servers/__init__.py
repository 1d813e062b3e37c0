"""Real servers for tests, started without root where the machine allows it."""
