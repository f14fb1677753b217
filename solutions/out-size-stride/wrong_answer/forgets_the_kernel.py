"""You divide the size of the image by the stride and leave the kernel out; in the layer the
whole kernel must fit, so fewer starts are possible.
"""


def output_size(m: int, k: int, stride: int) -> int:
    return m // stride
