"""The look and the browser side: one stylesheet, one script, base templates and small template tags."""
