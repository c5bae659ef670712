"""The edges: boto3 and Pillow live here only, and their errors become ours here."""
