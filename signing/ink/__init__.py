"""手写: strokes of a pen as vectors, their digest, their outlines, and what is signed of them."""
