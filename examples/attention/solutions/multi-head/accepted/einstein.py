"""The matrices cut into heads beforehand; the rest are sums over named axes."""

import numpy as np


class MultiHeadAttention:
    """Attention with several heads, each on its own part of the vectors."""

    def __init__(
        self, wq: np.ndarray, wk: np.ndarray, wv: np.ndarray, wo: np.ndarray, heads: int
    ) -> None:
        width = wq.shape[1]
        self.wq, self.wk, self.wv = (w.reshape(heads, -1, width) for w in (wq, wk, wv))
        self.wo = wo.reshape(width, heads, -1)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return what every place learns from all places, and set `weights`."""
        q, k, v = (np.einsum("bte,hde->bhtd", x, w) for w in (self.wq, self.wk, self.wv))
        scores = np.einsum("bhtd,bhsd->bhts", q, k) / q.shape[-1] ** 0.5
        self.weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
        return np.einsum("bhts,bhsd,ehd->bte", self.weights, v, self.wo)
