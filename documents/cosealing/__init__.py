"""联合用印: a joint document of another agency, which this one seals, too."""
