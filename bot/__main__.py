"""`python -m bot` is `gastgeber`."""

from __future__ import annotations

import sys

from bot.cli import main

sys.exit(main())
