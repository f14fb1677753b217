import numpy


def one_window(patch, kernel):
    return numpy.vdot(patch, kernel)
