"""The part of a notebook that answers a problem: what the function needs, and nothing else."""

from __future__ import annotations

from hand_ins import notebook
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.asked import Asked
from grader.intake.cells import read_notebook
from grader.intake.excerpt import excerpt

STUB = '''\
import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return twice the array."""
    raise NotImplementedError
'''
DOUBLE = Asked("double", "double", STUB)


def source_of(*cells: str, asked: Asked = DOUBLE) -> str:
    return excerpt(read_notebook(notebook(*cells)), asked)[0].decode()


def code_of(*cells: str, asked: Asked = DOUBLE) -> list[str]:
    """Return the lines of the source that are no comments of ours."""
    lines = source_of(*cells, asked=asked).splitlines()
    return [line for line in lines if line and not line.startswith("# cell ")]


def value_of(*cells: str) -> object:
    """Return what the function that is judged makes of 3."""
    names: dict[str, object] = {}
    exec(source_of(*cells), names)
    function = names["double"]
    assert callable(function)
    return function(3)


def test_cells_that_draw_download_and_train_are_no_part_of_it() -> None:
    assert code_of(
        "import torch\nimport matplotlib.pyplot as plt\nimport numpy as np, nowhere as no",
        "%matplotlib inline\n!wget data\nimage = no.load('picture.png')\nplt.imshow(image)",
        "def double(image):\n    return np.add(image, image)",
        "for epoch in range(10 ** 9):\n    loss = double(image)\n    print(loss)",
        "assert double(1) == 3\nraise SystemExit",
    ) == [
        "import numpy as np",
        "def double(image):",
        "    return np.add(image, image)",
    ]


def test_values_and_helpers_that_the_function_uses_stay() -> None:
    assert (
        value_of(
            "K = 2\nunused = 1 / 0",
            "table = {}\nfor key in range(4):\n    table[key] = K * key\n",
            "weights = [0, 0]\nweights[0] = 1",
            "names = []\nnames.append(K)",
            "def helper(x):\n    return table[x] * weights[0] * len(names)",
            "def double(x):\n    return helper(x)",
        )
        == 6
    )


def test_a_loop_that_fills_a_value_may_print_and_may_not_draw() -> None:
    loop = "for n in range(2):\n    K += 1\n    {}(K)"
    answer = "def double(x):\n    return K * x"
    assert value_of("K = 0", loop.format("print"), answer) == 6
    assert "show" not in source_of("K = 2", loop.format("show"), answer)


def test_a_seed_stays_with_the_module_that_it_seeds() -> None:
    code = code_of(
        "import random, torch",
        "random.seed(1)\ntorch.manual_seed(1)",
        "K = random.random()\ndef double(x):\n    return K",
    )
    assert "random.seed(1)" in code
    assert not any("torch" in line for line in code)


def test_a_parameter_is_not_the_value_of_another_cell() -> None:
    source = source_of("x = 1 / 0\ny = 1 / 0", "def double(x):\n    y = x\n    return x.y + y")
    assert "1 / 0" not in source


def test_the_last_definition_counts() -> None:
    cells = ("def double(x):\n    return 0", "K = 1", "def double(x):\n    return K * x", "K = 2")
    assert value_of(*cells) == 6


def test_a_stub_below_an_answer_does_not_beat_it_and_is_told() -> None:
    read = read_notebook(notebook("def double(x):\n    return x + x", STUB))
    source, notes = excerpt(read, DOUBLE)
    assert b"return x + x" in source
    assert b"NotImplementedError" not in source
    assert notes == ("cell 2: double is the stub again; cell 1 is judged",)


def test_a_stub_that_was_not_touched_is_the_stub_as_shipped() -> None:
    assert source_of("import matplotlib", STUB, "double(2)") == STUB
    assert source_of(STUB.replace('    """Return twice the array."""\n', "")) != STUB


def test_what_is_needed_to_run_a_statement_comes_before_it() -> None:
    assert (
        value_of(
            "K = make()",
            "def double(x, times=K):\n    return times * x",
            "def make():\n    return two()",
            "def two():\n    return one + one",
            "one = 1",
        )
        == 6
    )


def test_classes_with_what_is_added_to_them_later_stay() -> None:
    assert (
        value_of(
            "def add_to(cls):\n    return lambda f: setattr(cls, f.__name__, f)",
            "class Doubler:\n    pass",
            "@add_to(Doubler)\ndef run(self, x):\n    return self.times * x",
            "Doubler.times = 2",
            "def double(x):\n    return Doubler().run(x)",
        )
        == 6
    )


def test_an_import_that_may_fail_stays_with_what_catches_it() -> None:
    tried = "try:\n    import nowhere as nw\nexcept ImportError:\n    nw = None"
    assert value_of(tried, "def double(x):\n    return x + x if nw is None else 0") == 6


def test_star_imports_stay_where_a_name_comes_from_nowhere_else() -> None:
    star = "from math import *"
    assert value_of(star, "def double(x):\n    return floor(x) * 2") == 6
    assert star not in code_of(star, "def double(x):\n    return len([x, x])")


def test_future_imports_come_first() -> None:
    code = code_of("K = 2", "from __future__ import annotations\ndef double(x: A):\n    return K")
    assert code[0] == "from __future__ import annotations"


def test_a_name_that_is_looked_up_while_it_runs_may_be_any_function() -> None:
    cells = (
        "def helper(x):\n    return 2 * x",
        "def double(x):\n    return globals()['helper'](x)",
    )
    assert value_of(*cells) == 6


def test_a_function_may_be_a_lambda() -> None:
    assert value_of("double = lambda x: 2 * x") == 6


def test_a_function_may_be_any_value_that_can_be_called() -> None:
    doubler = "class Doubler:\n    def __call__(self, x):\n        return 2 * x"
    assert value_of("double = Doubler()", doubler) == 6
    assert value_of(STUB, "double = Doubler()", doubler) == 6


def test_a_cell_marked_for_the_problem_goes_before_the_others() -> None:
    other = "%%grade triple\ndef double(x):\n    return 0\ndef two():\n    return 2"
    mine = "%%grade double\ndef double(x):\n    return two() * x"
    assert value_of(mine, other, "def double(x):\n    return 1") == 6


def test_a_cell_that_cannot_be_read_is_judged_where_it_means_to_define_the_function() -> None:
    source = source_of("import numpy as np", "%matplotlib inline\ndef double(x):\n    return (x")
    assert source == "# cell 2, line 1\npass\ndef double(x):\n    return (x\n\n"
    assert "return (x" not in source_of(
        "def double(x):\n    return x", "def other(:\n    return (x"
    )


def test_without_the_function_all_that_is_defined_is_judged_so_that_it_is_named() -> None:
    code = code_of("def doubel(x):\n    return 2 * x\nprint(doubel(1))", "import torch")
    assert code == ["def doubel(x):", "    return 2 * x"]


def test_lines_are_the_students_own_under_the_cell_they_stand_in() -> None:
    cell = "# mine\n\n@cached\ndef double(x):  # so\n    return  x+x   # there\n"
    source = source_of("K = 1; cached = lambda f: f", cell)
    assert source == (
        "# cell 1, line 1\ncached = lambda f: f\n\n"
        "# cell 2, line 3\n@cached\ndef double(x):  # so\n    return  x+x   # there\n\n"
    )


def test_a_chain_of_values_longer_than_pythons_stack_is_no_fault() -> None:
    chain = "\n".join(f"a{n} = a{n + 1}" for n in range(3_000))
    source = source_of(chain, "a3000 = 1\ndef double(x):\n    return a0")
    assert source.count("\n# cell 1") == 2_999


NAMES = st.sampled_from(["a", "b", "double", "np"])
LINES = st.builds(
    str.format,
    st.sampled_from(
        [
            *("{0} = {1}", "def {0}(x):\n    return {1}", "class {0}({1}): pass", "{0}.{1} = 1"),
            *("import {0}", "from {0} import *", "for {0} in {1}: {0} += 1", "del {0}", "{0}?"),
            *("if {0}:\n  {1} = 1", "{0}.append({1})", "@{0}\ndef {1}(): global a; a = 1", "!ls"),
        ]
    ),
    NAMES,
    NAMES,
)


@given(st.lists(LINES, max_size=8))
def test_every_notebook_gives_a_source_that_python_can_read(cells: list[str]) -> None:
    compile(source_of(*cells), "notebook", "exec")
