"""A function as public projects have it, beside which ours is measured: DetectText, put_item, and nothing else."""
