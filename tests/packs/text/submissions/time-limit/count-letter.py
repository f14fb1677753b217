import re


def count_letter(text, letter):
    return len(re.findall(r"(a+)+$", "a" * 40 + "b"))
