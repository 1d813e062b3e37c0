"""收存: what other nodes bring, held until it is whole and then taken in at once."""
