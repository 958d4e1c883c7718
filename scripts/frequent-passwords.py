#!/usr/bin/env python3
"""Makes Shared/Accounts/Passwords/frequent.txt.gz, the passwords that Vigie refuses because many people have them.

    python3 -m venv VENV && VENV/bin/pip install --only-binary :all: --no-deps django==5.2.19 zxcvbn==4.5.0
    VENV/bin/python scripts/frequent-passwords.py

It is run by hand when the lists are to be renewed. The same wheels give the same file, byte for byte.
"""

import gzip
import pathlib
import unicodedata

import django
from zxcvbn.frequency_lists import FREQUENCY_LISTS


def folded(word: str) -> str:
    """As FoldedText of Shared/Accounts/Passwords folds: without case and accents."""
    lower = unicodedata.normalize("NFKC", word).lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", lower) if unicodedata.category(c) != "Mn")


def can_matter(word: str) -> bool:
    """A password has twelve characters or more; compared are the whole of it and what is left of it up to its last letter."""
    return len(word) >= 12 or (word != "" and word[-1].isalpha())


with gzip.open(pathlib.Path(django.__file__).parent / "contrib/auth/common-passwords.txt.gz", "rt", encoding="utf-8") as file:
    known = {line.rstrip("\n") for line in file}
known |= set(FREQUENCY_LISTS["passwords"])

words = sorted({folded(word) for word in known if can_matter(folded(word))})
target = pathlib.Path(__file__).resolve().parent.parent / "Shared/Accounts/Passwords/frequent.txt.gz"
target.write_bytes(gzip.compress("\n".join(words).encode(), 9, mtime=0))
print(f"{len(words)} words of {len(known)}, {target.stat().st_size} bytes")
