"""The paper bridge (papirbroen): typed in for others, photographed, and led to the right group (G10)."""
