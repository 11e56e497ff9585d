"""Running a gathering: what an activity is, where everybody is, what they see, and how it reaches them."""
