"""What comes to the office on paper or by e-mail, entered by its clerks (补登)."""
