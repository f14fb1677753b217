def conv_grad_bias(dout):
    return dout.sum(3).sum(2).sum(0)
