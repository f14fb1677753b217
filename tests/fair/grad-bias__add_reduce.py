import numpy as np


def conv_grad_bias(dout):
    by_channel = np.swapaxes(dout, 0, 1)
    return np.add.reduce(by_channel.reshape(len(by_channel), -1), axis=-1, dtype=np.float32)
