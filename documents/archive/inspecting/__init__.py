"""成批检测: all records of a year, or all there are, looked at slice by slice behind the pages."""
