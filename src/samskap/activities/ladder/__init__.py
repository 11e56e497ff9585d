"""The ladder: first alone, then in larger and larger groups that agree: 1-3-6, 1-2-4-all (U2, D3)."""
