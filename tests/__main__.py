"""`python3 -m tests`: makes the environment, then runs all checks with pytest."""

import sys

from crm import bootstrap

if __name__ == "__main__":
    bootstrap.ensure("test")

    import pytest

    sys.exit(pytest.main())
