"""The command `office typeset`: a file in, its pages out in any format."""
