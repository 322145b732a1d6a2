"""A library on NetworkX that turns lists of who was present into graphs and figures.

Records go in (`records`), `projection` makes ties and a frozen graph of them, and
every other module answers one family of questions about a graph, in plain dicts,
lists and floats. It knows no web framework and no database, and imports nothing
of the programs that use it.
"""
