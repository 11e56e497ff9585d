"""Work sessions: people go where they want, share the roles and write down what comes of it (B6, B8, G3, U11)."""
