def count_letter(text, letter):
    return str(text.lower().count(letter.lower()))
