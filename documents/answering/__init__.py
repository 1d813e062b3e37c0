"""答复征询: what this agency does about another agency's draft, and the answer that it gives."""
