"""Pages for lists: upload, mapping, dry run, progress, report, review."""
