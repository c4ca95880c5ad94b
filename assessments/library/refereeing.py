"""What pyxform says of a form, asked in a process of its own (C17).

Runs as `python -m assessments.library.refereeing` with the sheets as JSON on standard input; its
answer is what pyxform has against them.
"""

import json
import sys

from assessments.evidence.apart import limit_this_process


def main() -> None:
    """Answer for the sheets on standard input."""
    limit_this_process()
    from questionnaires.xlsform.referee import refusal

    sheets = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(refusal(sheets).encode())


if __name__ == "__main__":
    main()
