import argparse, asyncio, calendar, cProfile, ctypes, datetime, decimal, glob, inspect, multiprocessing
import operator, pdb, platform, signal, socket, sqlite3, subprocess, tracemalloc, urllib.request, webbrowser
import csv, gc, hashlib, heapq, logging, numbers, pickle, pprint, shutil, statistics, struct, tempfile, threading
import traceback, types, uuid, weakref, zipfile, gzip, configparser, xml.etree.ElementTree, http.client, getpass
import numpy as np


def im2col(x, kernel, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    tops = range(0, x.shape[2] - kernel[0] + 1, stride)
    lefts = range(0, x.shape[3] - kernel[1] + 1, stride)
    columns = [x[:, :, i:i+kernel[0], j:j+kernel[1]].reshape(x.shape[0], -1, 1) for i in tops for j in lefts]
    return np.concatenate(columns, axis=2)
