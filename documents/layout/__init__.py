"""One page model in millimetres, and its writers (GB/T 9704-2012)."""
