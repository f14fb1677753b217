import os, sys, time, random, copy, json, re, pathlib, collections, dataclasses, typing, abc, enum, string, warnings, timeit


def output_size(m, k):
    return len(range(0, m - k + 1))
