"""Where what the ear knows comes from, and whether it still does."""

import hashlib
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures"
PHRASES = FIXTURES / "phrases"
TERMS = FIXTURES / "directory" / "search-terms.toml"


def fingerprint() -> str:
    """Changes when a phrase or a term does."""
    files = [TERMS, *sorted(PHRASES.glob("*.toml"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
