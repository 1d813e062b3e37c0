"""Inner forms (内部表单) for administrators: which there are, whether a changed one is right."""
