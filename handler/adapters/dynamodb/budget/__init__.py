"""Items of the day's budget, and photos that wait for the next one."""
