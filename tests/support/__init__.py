"""What tests lean on: a PostgreSQL server and a Chromium of their own."""
