"""Round: one question, everybody's answer – check-in, check-out, ice-breaker (G8, B9, D5)."""
