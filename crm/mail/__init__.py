"""Letters: written as rows in the transaction, delivered afterwards by a job."""
