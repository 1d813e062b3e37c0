"""导出证明: the history of one paper, to be verified without us."""
