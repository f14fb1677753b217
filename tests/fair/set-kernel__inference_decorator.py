import torch
from collections import OrderedDict


@torch.inference_mode()
def set_kernel(conv, kernel, bias):
    state = OrderedDict(conv.state_dict())
    state["weight"] = kernel.reshape(state["weight"].shape)
    state["bias"] = torch.as_tensor([float(bias)])
    missing = conv.load_state_dict(state, strict=True)
    assert not missing.missing_keys
    return 0
