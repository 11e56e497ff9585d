"""Personal data (personvern): one's own page, consent, retention, notices made from the classification."""
