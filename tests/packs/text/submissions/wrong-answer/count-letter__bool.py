def count_letter(text, letter):
    return letter.lower() in text.lower()
