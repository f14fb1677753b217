#!/bin/sh
# Judges one submission. Where the grader itself fails it leaves no results, so that PrairieLearn
# reports a failed job and nobody is given a zero for it.
set -u

grade="${GRADE_ROOT:-/grade}"
here="${GRADER_HOME:-/opt/grader}"
results="$grade/results/results.json"
cache="$(mktemp -d)"
trap 'rm -rf "$cache"' EXIT

export PYTHONPATH="$here/lib" PYTHONDONTWRITEBYTECODE=1 GRADER_CACHE="$cache"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
mkdir -p "$grade/results"
rm -f "$results"
cd / || exit 1 # nothing is imported from where the submission lies

"${GRADER_PYTHON:-python3}" -P -m grader run --complete --no-shrink @SANDBOX@ --seed @SEED@ --jobs 1 \
  --exercises "$grade/tests/pack/exercises" --solutions "$grade/tests/pack/solutions" \
  --format prairielearn --output "$results" "$grade/student"
status=$?

[ "$status" -le 1 ] && exit 0 # 1: something is not accepted, which is a result
rm -f "$results"
echo "the grader failed with status $status; nothing is graded" >&2
exit "$status"
