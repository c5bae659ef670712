"""What the deployment says when it cannot go on."""


class DeployError(Exception):
    """Something a person can put right; its text says what is wrong and what to do."""
