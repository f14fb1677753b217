def one_window(patch, kernel, i=0):
    if i == patch.size:
        return 0
    return patch.flat[i] * kernel.flat[i] + one_window(patch, kernel, i + 1)
