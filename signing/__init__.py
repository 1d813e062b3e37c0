"""Seals, certificates, ink and signatures; knows digests, not documents."""
