#!/bin/sh
# SPDX-License-Identifier: MIT
# attune on the terminals terminfo knows: shown, told in lines, or refused in a line; never a crash (case 58). A share each
# time, another one each month; WHOLE=1 tries all.
command -v python3 >/dev/null || { echo "python3 is not here: left out"; echo "0 passed, 0 failed"; exit 0; }
exec python3 tests/support/terminals.py ./attune "$([ -n "${WHOLE:-}" ] && echo 0 || echo 60)"
