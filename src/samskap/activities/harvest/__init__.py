"""Plenary harvest: each group presents what came out of it, and new topics can be born (B7)."""
