import numpy as np


def attention(
    q: np.ndarray,
    k: np.ndarray,
    v: np.ndarray,
    causal: bool,
    *,
    not_scaled: bool = False,
    mask_ignored: bool = False,
    always_masked: bool = False,
    mask_turned: bool = False,
    sees_one_ahead: bool = False,
    zero_for_the_future: bool = False,
    masked_after_the_softmax: bool = False,
    softmax_over_queries: bool = False,
    overflows: bool = False,
) -> np.ndarray:
    axis = 1 if softmax_over_queries else 2
    scores = np.einsum("btd,bsd->bts", q, k)
    if not not_scaled:
        scores = scores / np.sqrt(q.shape[-1])
    seen = np.ones(scores.shape[1:], bool)
    if (causal or always_masked) and not mask_ignored:
        seen = np.tril(seen, 1 if sees_one_ahead else 0)
        seen = seen.T if mask_turned else seen
    if not masked_after_the_softmax:
        scores = np.where(seen, scores, 0 if zero_for_the_future else -np.inf)
    shift = 0 if overflows else scores.max(axis=axis, keepdims=True)
    powers = np.exp(scores - shift)
    weights = powers / powers.sum(axis=axis, keepdims=True)
    return np.where(seen, weights, 0) @ v if masked_after_the_softmax else weights @ v
