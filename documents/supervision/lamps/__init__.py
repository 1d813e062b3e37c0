"""督办预警: who carries something out is told when its light turns, the office too."""
