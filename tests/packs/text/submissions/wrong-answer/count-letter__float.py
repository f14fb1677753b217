def count_letter(text, letter):
    return float(text.lower().count(letter.lower()))
