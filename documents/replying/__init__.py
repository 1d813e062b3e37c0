"""复文: a document of ours that answers a paper, linked with it on both sides."""
