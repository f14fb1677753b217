import importlib

np = importlib.import_module("numpy")
name = "ein" + "sum"


def conv2d_stride(image, kernel, stride):
    einsum = getattr(np, name)
    kh, kw = kernel.shape
    return np.array(
        [
            [einsum("ij,ij->", image[i : i + kh, j : j + kw], kernel) for j in range(0, image.shape[1] - kw + 1, stride)]
            for i in range(0, image.shape[0] - kh + 1, stride)
        ]
    )
