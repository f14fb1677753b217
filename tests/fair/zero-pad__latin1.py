# -*- coding: latin-1 -*-
# Größe des Rahmens: für jede Seite gleich (Prüfung: ä ö ü ß é)
import numpy as np


def zero_pad(image, pad):
    "Füllt außen mit Nullen auf."
    print("Größe:", image.shape)
    out = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad))
    for (zeile, spalte), wert in np.ndenumerate(image):
        out[zeile + pad, spalte + pad] = wert
    return out
