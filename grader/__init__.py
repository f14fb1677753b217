"""Judge deep-learning exercises against live PyTorch."""

__version__ = "0.1.0"
