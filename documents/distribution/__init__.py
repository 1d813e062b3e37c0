"""分送: who gets a document, how many copies, in which way (条例 第二十五条（二）、（四）)."""
