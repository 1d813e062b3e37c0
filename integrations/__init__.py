"""The outside world behind ports: exchange, bridges, LDAP, single sign-on."""
