"""One head after the other, on slices of the vectors."""

import numpy as np


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return the weights of every row of scores."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


class MultiHeadAttention:
    """Attention with several heads, each on its own part of the vectors."""

    def __init__(
        self, wq: np.ndarray, wk: np.ndarray, wv: np.ndarray, wo: np.ndarray, heads: int
    ) -> None:
        size = len(wq) // heads
        self.parts = [slice(head * size, (head + 1) * size) for head in range(heads)]
        self.root = size**0.5
        self.wq, self.wk, self.wv, self.wo = wq, wk, wv, wo

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return what every place learns from all places, and set `weights`."""
        found = []
        weights = []
        for part in self.parts:
            q, k, v = (x @ w[part].T for w in (self.wq, self.wk, self.wv))
            weights.append(softmax(q @ k.transpose(0, 2, 1) / self.root))
            found.append(weights[-1] @ v)
        self.weights = np.stack(weights, axis=1)
        return np.concatenate(found, axis=-1) @ self.wo.T
