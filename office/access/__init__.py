"""Who somebody is and what they may do: identity, sessions, the permission map."""
