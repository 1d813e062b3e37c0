"""发文: a document's life from draft to dispatch (条例 第四章、第五章)."""
