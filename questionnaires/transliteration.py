"""Uzbek in Cyrillic letters, made by rule from Uzbek in Latin letters.

The rules are those of the two official alphabets (1940 and 1995). Russian loan words lost letters
on their way into the Latin alphabet (ц, ь, ъ), which no rule can bring back: the most usual ones
are listed. Only Uzbek words change: placeholders, markup, addresses, names of files, codes and
names written in foreign letters stay as they are.
"""

import re

CYRILLIC_OF = {"uz-Cyrl": "uz"}
"""Language that is made by rule → the language that it is made from."""

OKINA, TUTUQ = "ʻ‘", "ʼ’"

PAIRS = {
    "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е", "oʻ": "ў", "gʻ": "ғ",
}  # fmt: skip

LETTERS = {
    "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с",
    "t": "т", "u": "у", "v": "в", "x": "х", "y": "й", "z": "з", "ʼ": "ъ",
}  # fmt: skip

STEMS = {
    "yanvar": "январь", "fevral": "февраль", "aprel": "апрель", "iyun": "июнь", "iyul": "июль",
    "sentabr": "сентябрь", "oktabr": "октябрь", "noyabr": "ноябрь", "dekabr": "декабрь",
    "rol": "роль", "nol": "ноль", "parol": "пароль", "model": "модель", "mebel": "мебель",
    "panel": "панель", "palma": "пальма", "neft": "нефть", "karyer": "карьер",
    "avtomobil": "автомобиль", "kalendar": "календарь", "albom": "альбом", "film": "фильм",
    "kompyuter": "компьютер", "obyekt": "объект", "subyekt": "субъект", "rayon": "район",
    "mayor": "майор", "poyabzal": "пойабзал", "sement": "цемент", "sex": "цех",
    "sentner": "центнер", "sirk": "цирк", "aksiz": "акциз", "konsern": "концерн",
    "pensiya": "пенсия", "yi": "ЕИ", "sitrus": "цитрус", "marganes": "марганец",
    "nikel": "никель", "kobalt": "кобальт", "volfram": "вольфрам", "vanil": "ваниль",
    "kalmar": "кальмар", "sizal": "сизаль", "keshyu": "кешью", "tsinxay": "цинхай",
    "chuntsin": "чунцин",
}  # fmt: skip
"""Words that begin so, in both alphabets. What follows the stem is a suffix, by rule.

A soft sign at the end of a stem stands only where nothing follows: июль, but июлдан."""

WHOLE_WORDS = {"yi", "rol", "nol", "sex"}
"""Stems that are too short to be known by their beginning: they stand alone or before a hyphen."""

FOREIGN = (
    "CSV", "DOCX", "HS", "HTML", "ID", "ILO", "ISO", "JPEG", "JPG", "JSON", "ODS", "PDF",
    "PNG", "SMS", "UFLPA", "URL", "USB", "UTC", "XLSX", "XLSForm", "Excel", "Telegram", "Android",
    "Google", "Gmail", "iPhone", "Wi-Fi", "MB", "kB", "GB", "WEBP", "LibreOffice", "Numbers",
    "LkSG", "answers", "proof", "signals", "true", "false",
)  # fmt: skip
"""Names and abbreviations that are written in Latin letters in every language.

Erkin is also the word for “free”: it is the name only where it stands in quotation marks."""

VOWELS = tuple("aeiou")
UNTOUCHED = re.compile(
    rf"""%\(\w+\)[a-z] | \{{[^{{}}]*\}} | <[^<>]*> | &\#?\w+; | https?://\S+ | \S+@\S+
      | \b\w+(\.\w+)+\b | (?<!\w)\.[a-z]{{2,5}}\b | \([a-z]\) | “(Erkin|on)”
      | \b(?=\w*\d)\w*[A-Za-z]\w*\b | \b({"|".join(FOREIGN)})\b""",
    re.VERBOSE,
)
WORD = re.compile(rf"[A-Za-z]([A-Za-z{OKINA}{TUTUQ}'`]*[A-Za-z{OKINA}])?")
NOT_UZBEK = re.compile(r"[wW]|[cC](?![hH])")
OKINA_LETTER = re.compile(f"(?<=[ogOG])([{OKINA}]|['`{TUTUQ}](?=.))")
TUTUQ_SIGN = re.compile(f"(?<![ogOG])[{TUTUQ}{OKINA}'`]")
LOAN_TS = re.compile(r"ts(?=iy[ao]|ion|ial|ent|enz|ess|evt|ex|ey|if|ikl|z)", re.IGNORECASE)
LOAN_S = re.compile(r"(?<=[knp])s(?=iya|ion)", re.IGNORECASE)
PIECE = re.compile("yo(?!ʻ)|" + "|".join(pair for pair in PAIRS if pair != "yo") + "|.", re.I)
APART = "|"


def to_cyrillic(text: str) -> str:
    """A text in Latin letters, written in Cyrillic ones."""
    made, end = [], 0
    for untouched in UNTOUCHED.finditer(text):
        made += [_words(text[end : untouched.start()]), untouched.group()]
        end = untouched.end()
    return "".join([*made, _words(text[end:])])


def _words(text: str) -> str:
    return WORD.sub(lambda found: _word(found.group()), text)


def _word(word: str) -> str:
    if NOT_UZBEK.search(word):
        return word
    word = TUTUQ_SIGN.sub("ʼ", OKINA_LETTER.sub("ʻ", word)).replace("sʼh", f"s{APART}h")
    for stem, cyrillic in STEMS.items():
        rest = word[len(stem) :]
        if word.lower().startswith(stem) and not (rest and stem in WHOLE_WORDS):
            begun = cyrillic.removesuffix("ь") if rest else cyrillic
            return _cased(begun, word[: len(stem)]) + _letters(rest, before=stem[-1])
    return _letters(word)


def _letters(word: str, before: str = "") -> str:
    made = []
    for found in PIECE.finditer(_with_ts(word)):
        piece = found.group()
        made.append(_cased(_piece(piece.lower(), before), piece))
        before = piece[-1].lower()
    return "".join(made)


def _with_ts(word: str) -> str:
    for loan in (LOAN_TS, LOAN_S):
        word = loan.sub(lambda found: "Ц" if found.group()[0].isupper() else "ц", word)
    return word


def _piece(piece: str, before: str) -> str:
    if piece == APART:
        return ""
    if piece == "e" and (not before or before in VOWELS):
        return "э"
    return PAIRS.get(piece) or LETTERS.get(piece, piece)


def _cased(cyrillic: str, latin: str) -> str:
    """Cyrillic letters as large or small as the Latin ones that they stand for."""
    if len(latin) > 1 and latin.isupper():
        return cyrillic.upper()
    return cyrillic[:1].upper() + cyrillic[1:] if latin[:1].isupper() else cyrillic
