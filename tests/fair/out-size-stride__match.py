def output_size(m, k, stride):
    match m - k:
        case 0:
            return 1
        case way if way < stride:
            return 1
        case way:
            return 1 + output_size(m - stride, k, stride)
