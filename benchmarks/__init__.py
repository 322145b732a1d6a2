"""How fast it is, measured side by side with what one would use otherwise.

Every module here offers `run() -> list[Measurement]`; `python3 -m benchmarks` runs them
all, `python3 -m benchmarks projection` only the named ones.
"""
