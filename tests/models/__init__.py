"""What every model refuses, in the database and in forms."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError


def assert_database_refuses(row, constraint, **values):
    """Write past `clean()`: the database itself must refuse. `constraint` is its name."""
    with pytest.raises(IntegrityError, match=constraint):
        type(row).objects.filter(pk=row.pk).update(**values)


def assert_clean_points_at(row, *fields):
    """The form shows its message under these fields, and nowhere else."""
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert set(refusal.value.message_dict) == set(fields)
