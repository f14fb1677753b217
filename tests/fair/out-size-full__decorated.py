import functools
import time
import warnings


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            print(function.__name__, time.perf_counter() - start)

    return wrapper


@timed
@functools.lru_cache(None)
def output_size(m, k, stride=1, padding=0, dilation=1):
    if k == 1 and dilation > 1:
        warnings.warn("dilation has no effect")
    return -(-(m + 2 * padding - dilation * (k - 1)) // stride)
