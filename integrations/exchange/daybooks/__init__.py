"""对账: what two nodes have of a day, and receipts that did not come."""
