"""信息公开: documents to be published, where they were published, and a feed for publishers."""
