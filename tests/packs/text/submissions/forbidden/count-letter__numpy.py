import pandas as pd


def count_letter(text, letter):
    return int(pd.Series(list(text.lower())).eq(letter.lower()).sum())
