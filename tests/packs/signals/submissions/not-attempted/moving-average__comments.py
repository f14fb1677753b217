# My name
import numpy as np
# TODO: think


def moving_average(signal: np.ndarray,
                   width: int) -> np.ndarray:
    """Return the mean of every `width` neighbours."""

    # here it should go
    raise NotImplementedError  # later
