"""清退: drafts sent for comments and meeting material come back, or are accounted for."""
