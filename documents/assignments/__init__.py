"""承办: what a unit or a person has to do about a paper or a matter, from 分办 to its result."""
