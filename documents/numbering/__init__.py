"""编号: series of numbers without gap or duplicate."""
