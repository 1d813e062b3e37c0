"""电子文件封装包 (EEP, DA/T 48-2009): written, read again, and held against its schema."""
