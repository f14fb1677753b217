import numpy as np
from numpy import matrix


def true_convolution(image, kernel):
    K = np.rot90(kernel, k=2)
    size = [image.shape[axis] - K.shape[axis] + 1 for axis in (0, 1)]
    return matrix([[float(np.einsum("ij,ij", image[r:r + len(K), c:c + len(K[0])], K)) for c in range(size[1])] for r in range(size[0])])
