"""时限与提醒: by when each step is to be done, and who is told when it is near or over."""
