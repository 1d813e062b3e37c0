"""The parts of a .docx (ISO/IEC 29500): text as shown, numbering, tables, images."""
