"""Heads as an axis of their own, all at once."""

import numpy as np


class MultiHeadAttention:
    """Attention with several heads, each on its own part of the vectors."""

    def __init__(
        self, wq: np.ndarray, wk: np.ndarray, wv: np.ndarray, wo: np.ndarray, heads: int
    ) -> None:
        self.wq, self.wk, self.wv, self.wo, self.heads = wq, wk, wv, wo, heads

    def split(self, x: np.ndarray) -> np.ndarray:
        """Return vectors (B, T, E) cut into heads: (B, heads, T, D)."""
        return x.reshape(*x.shape[:2], self.heads, -1).transpose(0, 2, 1, 3)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return what every place learns from all places, and set `weights`."""
        q, k, v = (self.split(x @ w.T) for w in (self.wq, self.wk, self.wv))
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1])
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        self.weights = powers / powers.sum(axis=-1, keepdims=True)
        joined = (self.weights @ v).transpose(0, 2, 1, 3).reshape(x.shape)
        return joined @ self.wo.T
