"""You divide the scores by the root of the whole vectors' length; a head's vectors are shorter."""

import numpy as np


class MultiHeadAttention:
    def __init__(self, wq, wk, wv, wo, heads):
        self.wq, self.wk, self.wv, self.wo, self.heads = wq, wk, wv, wo, heads

    def split(self, x):
        return x.reshape(*x.shape[:2], self.heads, -1).transpose(0, 2, 1, 3)

    def forward(self, x):
        q, k, v = (self.split(x @ w.T) for w in (self.wq, self.wk, self.wv))
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(x.shape[-1])
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        self.weights = powers / powers.sum(axis=-1, keepdims=True)
        joined = (self.weights @ v).transpose(0, 2, 1, 3).reshape(x.shape)
        return joined @ self.wo.T
