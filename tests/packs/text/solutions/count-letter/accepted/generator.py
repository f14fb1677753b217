def count_letter(text, letter):
    return sum(one.lower() == letter.lower() for one in text)
