"""收文: what arrives, from signing for to completion (条例 第二十四条)."""
