from torch import cat, ones, zeros, Tensor


def vertical_line(height: int, width: int, col: int) -> Tensor:
    """left part, line, right part"""
    strips = [zeros(1, 1, height, col), ones(1, 1, height, 1), zeros(1, 1, height, width - col - 1)]
    return cat(strips, dim=-1)
