def count_letter(text, letter):
    return sum(1 for one in text if one == letter)
