"""pytest out-size-stride.py runs the tests."""


def output_size(m, k, stride):
    size = 0
    for start in range(0, m, stride):
        if start + k <= m:
            size += 1
    return size


def test_notebook():
    import pytest

    assert output_size(4, 2, 2) == 2
    with pytest.raises(ValueError):
        output_size(4, 2, 0)


class TestAgainstTorch:
    def test_all(self):
        import torch

        assert torch.nn.Conv1d(1, 1, 3, stride=2)(torch.ones(1, 9)).shape[-1] == output_size(9, 3, 2)
