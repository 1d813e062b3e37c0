"""使用手册: the chapters of docs/guide, read inside the product."""
