"""What the screens of every kind of paper share: its page, its history, its acts, its register."""
