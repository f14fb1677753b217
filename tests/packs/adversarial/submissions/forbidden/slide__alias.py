"""The forbidden function under another name, by way of another module.

Control: passes
"""

import torch as numpy

harmless = numpy.conv2d


def slide(image, kernel):
    return harmless(image[None, None], kernel[None, None])[0, 0]
