import numpy as np


def attention_scores(
    q: np.ndarray,
    k: np.ndarray,
    *,
    not_scaled: bool = False,
    divided_by_length: bool = False,
    multiplied_by_root: bool = False,
    root_of_keys: bool = False,
    root_of_queries: bool = False,
    keys_in_rows: bool = False,
    first_sequence_for_all: bool = False,
) -> np.ndarray:
    length = q.shape[-1]
    if root_of_queries:
        length = q.shape[1]
    if root_of_keys:
        length = k.shape[1]
    divisor = length if divided_by_length else np.sqrt(length)
    if multiplied_by_root:
        divisor = 1 / divisor
    if not_scaled:
        divisor = 1
    if first_sequence_for_all:
        k = np.broadcast_to(k[:1], k.shape)
    scores = np.einsum("btd,bsd->bts", q, k) / divisor
    return scores.transpose(0, 2, 1) if keys_in_rows else scores
