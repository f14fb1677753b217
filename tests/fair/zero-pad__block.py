import numpy as np


def zero_pad(image, pad):
    H, W = image.shape
    z = np.zeros
    return np.block(
        [
            [z((pad, pad)), z((pad, W)), z((pad, pad))],
            [z((H, pad)), image, z((H, pad))],
            [z((pad, pad)), z((pad, W)), z((pad, pad))],
        ]
    )
