"""The letter that invites somebody to choose a password."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)


def invite(user) -> None:
    """Send it, again if need be: a link is used once, and ends with any new password."""
    adapter = get_adapter()
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    url = adapter.get_reset_password_from_key_url(key)
    context = {"user": user, "url": url, "days": DAYS, "site_name": settings.SITE_NAME}
    adapter.send_mail("account/email/invitation", user.email, context)
