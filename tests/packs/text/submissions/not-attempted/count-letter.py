def count_letter(text: str, letter: str) -> int:
    raise NotImplementedError
