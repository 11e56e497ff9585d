"""Those who lead a group on the day: asked, briefed and remembered (gruppeledere, U12)."""
