import numpy as np

zeros = np.zeros


def _two(value):
    match value:
        case int():
            return [value, value]
        case (h, w):
            return [h, w]


def conv2d(x, w, b, stride, padding, dilation):
    match b:
        case None:
            b = zeros(w.shape[0])
    (sh, sw), (ph, pw), (dh, dw) = _two(stride), _two(padding), _two(dilation)
    kernel = zeros((*w.shape[:2], dh * (w.shape[2] - 1) + 1, dw * (w.shape[3] - 1) + 1))
    kernel[..., ::dh, ::dw] = w
    x = np.concatenate([zeros((*x.shape[:2], ph, x.shape[3])), x, zeros((*x.shape[:2], ph, x.shape[3]))], 2)
    side = zeros((*x.shape[:3], pw))
    x = np.concatenate([side, x, side], 3)
    kh, kw = kernel.shape[2:]
    return np.stack(
        [
            np.stack([np.tensordot(x[:, :, i:i + kh, j:j + kw], kernel, ([1, 2, 3], [1, 2, 3])) + b
                      for j in range(0, x.shape[3] - kw + 1, sw)], -1)
            for i in range(0, x.shape[2] - kh + 1, sh)
        ],
        axis=2,
    )
