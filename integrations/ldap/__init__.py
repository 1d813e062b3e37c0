"""The LDAP implementation of the directory source port (ldap3)."""
