"""
Run the command line as ``python -m cwkit``.
"""

import sys

from cwkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
