"""归档: records of what is completed: packages, inspection, lending, appraisal, hand-over."""
