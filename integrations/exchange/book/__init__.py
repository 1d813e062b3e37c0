"""通讯录: which nodes there are, whom each speaks for, and what this one says of itself."""
