"""What runs beside a student's code, and what it is forked from: it knows no answers.

zygote.py     a process that has imported what problems need, and forks a child for each submission
plain.py      a child by itself, where there is no fork
serving.py    the child: receives source and inputs, returns raw arrays
reading.py    a source read, not run: the stub? what is forbidden?
policy.py     what a source may not do, found in its tree
forbidden.py  the names that this is about
reach.py      which functions of a source a call can reach
guard.py      forbidden functions and operators, met while it runs
trace.py      what an exception of a submission says
"""
