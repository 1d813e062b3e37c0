"""意见: the words at each step, what a circle means, phrases, kept drafts, what is transcribed."""
