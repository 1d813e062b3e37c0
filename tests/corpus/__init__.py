"""Three hundred generated documents of every type and length, laid out and read back."""
