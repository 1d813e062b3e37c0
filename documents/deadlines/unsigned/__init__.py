"""未签收: what was sent and is not signed for in time, told to whoever sent it."""
