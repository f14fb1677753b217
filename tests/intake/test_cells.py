"""The code of a notebook: what only Jupyter understands goes, what is Python stays."""

from __future__ import annotations

import ast
import json
from contextlib import suppress

import pytest
from hand_ins import notebook
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.cells import Notebook, python_of, read_notebook
from grader.intake.source_file import Unreadable


def texts(read: Notebook) -> list[str]:
    return [one.text for cell in read.cells for one in cell.statements]


@pytest.mark.parametrize(
    ("jupyter", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install torch\nx = 1", "pass\nx = 1"),
        ("!pip install a \\\n  b\nx = 1", "pass\n\nx = 1"),
        ("files = !ls\nx = 1", "files = None\nx = 1"),
        ("a, b = !ls", "a, b = None"),
        ("x = %time f(2)", "x = f(2)"),
        ("x = %pwd", "x = None"),
        ("%time x = f(2)", "x = f(2)"),
        ("f?", "pass"),
        ("np.zeros??", "pass"),
        ("?f\n??g", "pass\npass"),
        ("np.*load*?", "pass"),
        ("%ls 'don't\nx = 'a'", "pass\nx = 'a'"),
        ("if x:\n    !ls\n    %cd ..\n", "if x:\n    pass\n    pass\n"),
        ("x = (7\n% 3)\n!ls", "x = (7\n% 3)\npass"),
        ('x = """\n%matplotlib\n!ls\n"""\n!ls', 'x = """\n%matplotlib\n!ls\n"""\npass'),
        ("x = '\\'%'  # don't ( \n!ls", "x = '\\'%'  # don't ( \npass"),
        ("x = 7 \\\n% 3\n!ls", "x = 7 \\\n% 3\npass"),
        ("    x = 1\n    y = 2\n", "x = 1\ny = 2\n"),
    ],
)
def test_what_only_jupyter_understands_is_replaced_line_by_line(jupyter: str, python: str) -> None:
    assert python_of(jupyter) == python
    assert python.count("\n") == jupyter.count("\n")
    ast.parse(python)


@pytest.mark.parametrize("name", ["time", "timeit", "capture out", "prun", "grade double"])
def test_a_cell_of_python_under_a_cell_magic_stays(name: str) -> None:
    (cell,) = read_notebook(notebook(f"%%{name}\ndef f():\n    return 1\n")).cells
    assert [(one.defines, one.line) for one in cell.statements] == [("f", 2)]
    assert cell.mark == ("double" if name.startswith("grade") else "")


@pytest.mark.parametrize("name", ["bash", "html", "writefile f.py", "javascript", "unheard_of"])
def test_a_cell_in_another_language_is_left_out_whole(name: str) -> None:
    read = read_notebook(notebook(f"%%{name}\nrm -rf x\n", "x = 1"))
    assert texts(read) == ["x = 1"]
    assert read.notes == ()


def test_an_answer_in_a_cell_that_is_left_out_is_told() -> None:
    read = read_notebook(notebook("%%writefile double.py\ndef double(x):\n    return x\n"))
    assert read.notes == ("cell 1 is left out: %%writefile is not Python that is judged",)


def test_a_cell_that_cannot_be_read_costs_itself_alone() -> None:
    read = read_notebook(notebook("# # Title", "x = 1", "def f(:\n  pass", "y = 2"))
    assert texts(read) == ["x = 1", "y = 2"]
    assert read.notes == ("cell 3 cannot be read (line 1: invalid syntax)",)
    assert read.names() == {"f"}


def test_a_notebook_of_format_3_is_read() -> None:
    cells = [
        {"cell_type": "code", "language": "python", "input": ["x = 1\n", "y = 2"], "outputs": []},
        {"cell_type": "code", "language": "bash", "input": ["ls"]},
        {"cell_type": "heading", "level": 1, "source": ["Title"]},
    ]
    whole = {"nbformat": 3, "worksheets": [{"cells": cells}], "metadata": {}}
    assert texts(read_notebook(json.dumps(whole).encode())) == ["x = 1", "y = 2"]


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbf{"cells": [{"cell_type": "code", "source": "x = 1"}]}',
        b'{"cells": [{"cell_type": "code", "source": "x = 1", "outputs": [NaN]}]}',
        b'{"cells": [{"cell_type": "code", "source": "x = 1", "outputs": ["\\ud800"]}]}',
        b'{"cells": [{"cell_type": "code", "source": "x = 1\\r\\n"}]}',
        b'{"cells": [{"cell_type": "code", "source": ["x = ", "1"], "id": 7, "new": {}}]}',
    ],
)
def test_what_jupyter_itself_would_open_is_read(data: bytes) -> None:
    assert texts(read_notebook(data)) == ["x = 1"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"x = 1", "is no notebook"),
        (b"[]", "is no notebook"),
        (b'{"cells": 1}', "is no notebook"),
        (b'{"cells": [1]}', "is no notebook"),
        (b'{"cells": [{"source": "x"}]}', "is no notebook"),
        (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "is no notebook"),
        (b'{"cells": ' + b"[" * 200_000, "is no notebook"),
        (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "is no notebook"),
        (b"\xff\xfe{}", "is no notebook"),
        (notebook("#" * 400_001), "over 400 kB of code"),
        (notebook(*["x"] * 10_001), "over 10,000 cells"),
        (notebook(*["x\n" * 4_001] * 5), "over 20,000 statements"),
        (b"{NaN" + b" " * 8_000_000, "clear its outputs"),
    ],
    ids=range(14),
)
def test_what_is_no_notebook_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as caught:
        read_notebook(data)
    assert len(str(caught.value)) < 200


def test_a_cell_of_too_many_statements_costs_itself_alone() -> None:
    read = read_notebook(notebook("x = 1\n" * 5_001, "y = 2"))
    assert texts(read) == ["y = 2"]
    assert read.notes == ("cell 1 cannot be read (over 5,000 statements)",)


@pytest.mark.parametrize(
    "source",
    ["\0", "(" * 5_000, "-" * 90_000 + "1", "a" + ".a" * 90_000, "x = " + "[" * 90, "'''", "\\"],
    ids=["nul", "brackets", "signs", "attributes", "open", "string", "backslash"],
)
def test_a_cell_made_to_break_the_reader_costs_itself_alone(source: str) -> None:
    read = read_notebook(notebook(source, "y = 2"))
    assert texts(read)[-1] == "y = 2"


@given(st.text(alphabet="ab =%!?'\"\\()[]#\n\t,;/", max_size=60))
def test_replacing_keeps_the_number_of_lines_and_never_fails(text: str) -> None:
    assert python_of(text).count("\n") == text.count("\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "worksheets", "cell_type", "source", "input", "x"]),
            inner | st.sampled_from(["code", "def f(): pass", "%%grade x\n!ls"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    with suppress(Unreadable):
        assert all(cell.number > 0 for cell in read_notebook(json.dumps(value).encode()).cells)
