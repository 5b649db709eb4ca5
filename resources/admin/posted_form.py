"""A form as a browser sent it, brought up to what others saved meanwhile: her own changes stay as she typed them."""

from django import forms


def put(data, bound) -> None:
    """Write into the sent data what a control would send if it were left as it is."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    if isinstance(widget, forms.CheckboxInput):
        data.pop(bound.html_name, None)
        if bound.value():
            data[bound.html_name] = "on"
        return
    shown = widget.format_value(bound.value())
    if not isinstance(shown, list | tuple):
        shown = [shown]
    data.setlist(bound.html_name, ["" if value is None else str(value) for value in shown])


def merge_fields(data, build, base, now, theirs) -> set[str]:
    """Let the fields she left alone follow the others'. Returns the names both changed, and differently.

    `build(data, instance)` makes the form; `base` is the object as she opened it, `now` as it is, `theirs` the names
    of the fields that differ between the two.
    """
    fresh = build(None, now)
    theirs = theirs & set(fresh.fields)
    hers = set(build(data, base).changed_data) if base else set(fresh.fields)
    differ = set(build(data, now).changed_data)
    for name in theirs - hers:
        put(data, fresh[name])
    return theirs & hers & differ


class PostedRows:
    """The rows of one inline, to be renumbered once some came and others went."""

    def __init__(self, data, prefix, key):
        self.data, self.prefix, self.key = data, prefix, key
        total, initial = (self._count(name) for name in ("TOTAL_FORMS", "INITIAL_FORMS"))
        self.rows = [self.row(index) for index in range(total)]
        self.saved, self.added = self.rows[:initial], self.rows[initial:]

    def _count(self, name) -> int:
        sent = self.data.get(f"{self.prefix}-{name}", "")
        return min(int(sent), 1000) if sent.isdigit() else 0

    def row(self, index) -> dict[str, list[str]]:
        start = f"{self.prefix}-{index}-"
        return {name.removeprefix(start): values for name, values in self.data.lists() if name.startswith(start)}

    def key_of(self, row) -> str:
        return (row.get(self.key) or [""])[0]

    def write(self) -> None:
        """Put the rows back into the data: those that exist first, as the page expects them."""
        for name in [name for name in self.data if name.startswith(f"{self.prefix}-") and not name.endswith("_FORMS")]:
            del self.data[name]
        rows = [*self.saved, *self.added]
        for index, row in enumerate(rows):
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{index}-{name}", values)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(self.saved))
