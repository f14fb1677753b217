"""You tell capitals from small letters; here they are the same."""


def count_letter(text, letter):
    return text.count(letter)
