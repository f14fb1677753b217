def count_letter(text):
    return text.count("a")
