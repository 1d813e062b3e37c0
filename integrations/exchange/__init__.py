"""The exchange between nodes (docs/exchange.md): what travels, how, and with whom."""
