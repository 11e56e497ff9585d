"""``python -m samskap`` is the ``samskap`` command."""

import sys

from samskap.cli import main

sys.exit(main())
