from pathlib import Path

from django.conf import settings

from resources.exports.suggestions import suggestion_lines

FILE = Path(settings.BASE_DIR) / "static" / "data" / "communes_86.txt"


def test_file_served_holds_the_communes_of_the_directory():
    """When it does not: `python manage.py write_suggestions`."""
    assert FILE.read_text(encoding="utf-8").splitlines() == list(suggestion_lines())
