def total(numbers):
    result = 0
    for number in numbers:
        result += number
    return result


def moving_average(signal, width):
    import numpy

    out = numpy.empty(len(signal) - width + 1, dtype="float64" if width == 3 else "float32")
    for start in range(out.size):
        out[start] = total(signal[start : start + width]) / width
    return out
