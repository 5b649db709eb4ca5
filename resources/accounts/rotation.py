"""After a change of SECRET_KEY: second factors encrypted again, so that the old key may go."""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from resources.accounts.adapter import cipher

# What allauth encrypts of each sort: the secret of a telephone, the seed of the codes on paper.
ENCRYPTED = ("secret", "seed")


@transaction.atomic
def encrypt_again() -> tuple[int, int]:
    """How many were encrypted by the present key, and how many no known key opens."""
    done = lost = 0
    changed = []
    for one in Authenticator.objects.select_for_update().order_by("pk"):
        held = {name: one.data[name] for name in ENCRYPTED if name in one.data}
        try:
            one.data |= {name: cipher().rotate(value.encode()).decode() for name, value in held.items()}
        except InvalidToken:
            lost += 1
        else:
            done += 1
            changed.append(one)
    Authenticator.objects.bulk_update(changed, ["data"], batch_size=500)
    return done, lost
