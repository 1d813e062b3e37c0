"""待办, 已办, 待阅: what waits for a person."""
