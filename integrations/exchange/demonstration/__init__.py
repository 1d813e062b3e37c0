"""The invented province as four nodes that exchange: `office demo --network`."""
