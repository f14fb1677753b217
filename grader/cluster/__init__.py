"""A class on more than one machine, with dask.distributed: the extra `dask`.

    judges.py   DaskJudges: tasks out, results in, on the machine that has the pack
    worker.py   one worker's part: its own sandboxes, one submission at a time and thread
    parcel.py   what travels: a problem with the answers to its cases

Nothing is read from a disk that the machines share: problems, answers and submissions travel.
"""

from grader.cluster.judges import DaskJudges

__all__ = ["DaskJudges"]
