"""会签、联合行文、征求意见: what other agencies are asked about a draft, and what they answer."""
