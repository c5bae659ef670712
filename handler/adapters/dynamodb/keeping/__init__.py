"""What holds uploads longer than their time, in the table."""
