"""What the right answers are: torch's outputs, and beside them those of the known mistakes.

reference.py   one case -> torch -> the expected value
known.py       a known mistake and its outcomes: is it right here, does it do the same as another
doubles.py     two known mistakes at once, where they are knobs of one function
key.py         all cases of a problem -> AnswerKey, drawn so that mistakes can be told apart
store.py       AnswerKey <-> disk, content-addressed
released.py    the AnswerKey of the public cases, as exercises may bring it
"""

from grader.answers.key import AnswerKey, make_key, public_key
from grader.answers.known import KnownMistake
from grader.answers.reference import Reference, torch_version
from grader.answers.released import RELEASED, write_released
from grader.answers.store import KeyStore, default_folder, key_digest

__all__ = [
    "RELEASED",
    "AnswerKey",
    "KeyStore",
    "KnownMistake",
    "Reference",
    "default_folder",
    "key_digest",
    "make_key",
    "public_key",
    "torch_version",
    "write_released",
]
