"""Official documents: 发文, 收文, layout, numbering and their consignments."""
