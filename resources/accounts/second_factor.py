"""Whether somebody has a second factor, and proved it in this very session."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator


def is_proved(request) -> bool:
    """A code was given in this session, by a second factor that still exists."""
    used = [one["id"] for one in get_authentication_records(request, request.user) if one["method"] == "mfa"]
    return bool(used) and Authenticator.objects.filter(user=request.user, pk__in=used).exists()


def is_set_up(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def note_set_up(request) -> None:
    """Setting it up took a code: it counts for this session."""
    totp = Authenticator.objects.get(user=request.user, type=Authenticator.Type.TOTP)
    record_authentication(request, request.user, "mfa", id=totp.pk, type=totp.type)


def forget(user) -> None:
    """The telephone is lost: she signs in with her password, and sets up another. Open sessions lose their proof."""
    Authenticator.objects.filter(user=user).delete()
