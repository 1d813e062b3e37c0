"""What was exchanged, as it was signed: a stream for each consignment, on either side."""
