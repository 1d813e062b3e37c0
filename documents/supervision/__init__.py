"""督查督办: a matter that the office sees carried out, from 立项 to 销号."""
