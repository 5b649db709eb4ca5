"""The entries of a territory as a spreadsheet anybody may take: addresses one writes to stay out."""

from collections.abc import Iterator

from resources.exports.entries_sheet import entry_rows
from resources.exports.spreadsheet import csv_pieces

# What is sent stays in a mailbox: a public file does not lead there.
LEFT_OUT = ("email",)


def territory_csv(services) -> Iterator[str]:
    return csv_pieces({key: text for key, text in row.items() if key not in LEFT_OUT} for row in entry_rows(services))
