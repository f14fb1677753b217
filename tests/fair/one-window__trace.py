from numpy import *


def one_window(patch, kernel):
    return trace(patch @ kernel.T)
