"""交办事项: what another agency supervises and we carry out."""
