"""代拟稿: a draft that another agency sends in becomes a document of ours."""
