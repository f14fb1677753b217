from math import ceil


def output_size(m: "int", k: "int", stride: "int") -> "int":
    return ceil((m - k + 1) / stride)
