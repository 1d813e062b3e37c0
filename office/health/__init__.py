"""运行情况: what runs behind the pages, how far it is and what went wrong, for administrators."""
