"""The same pages as plain Django serves them: no queue for writers, SQLite's own lock and its 20 seconds."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskap.settings")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
