"""`python3 -m crm`: makes the environment, then runs the command or the demo."""

import sys

from crm import bootstrap

if __name__ == "__main__":
    bootstrap.ensure("run")

    from crm.cli import main

    sys.argv[1:] = sys.argv[1:] or ["demo"]
    main()
