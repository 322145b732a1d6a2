"""`python3 -m jobs NAME`: makes the environment, then runs one job once."""

import sys

from crm import bootstrap

if __name__ == "__main__":
    bootstrap.ensure("run")

    from jobs.command import main

    sys.exit(main(prog_name="python3 -m jobs"))
