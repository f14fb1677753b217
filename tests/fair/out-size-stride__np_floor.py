import numpy as np
import numpy.typing as npt

IntLike = int | np.integer


def output_size(m: IntLike, k: IntLike, stride: IntLike = 1) -> npt.NDArray[np.intp]:
    return np.floor_divide(m - k, stride) + np.array(1)
