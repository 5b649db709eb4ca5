"""What allauth asks us: who may enter, by which address, in which words."""

import base64
import hashlib
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.shortcuts import resolve_url

from resources.models import User

# After signing in or typing it again, the password is not asked for this long.
JUST_SIGNED_IN = 5 * 60
TOO_MANY = "Trop d’essais. Attendez quelques minutes, puis recommencez."
WRONG_CODE = "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis écrivez-le."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L’adresse ou le mot de passe n’est pas le bon. Vérifiez les deux.",
        "incorrect_password": "Ce mot de passe n’est pas le bon.",
        "enter_current_password": "Ce mot de passe n’est pas l’actuel.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "invalid_password_reset": "Ce lien n’est plus valable.",
    }

    def is_open_for_signup(self, request):
        """One is invited."""
        return False

    def get_login_redirect_url(self, request):
        return resolve_url("admin:index" if request.user.opens_office else "resources:professional-home")

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Counted by account and by address together: a stranger's failures are his own."""
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def is_reauthentication_required(self, *, app, **kwargs):
        records = get_authentication_records(self.request, self.request.user)
        recent = any(time.time() - record["at"] < JUST_SIGNED_IN for record in records)
        return not recent and super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted: a copy of the database opens no account."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()


def cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Whom the identity provider vouches for enters the account of that address, if there is one."""

    def pre_social_login(self, request, sociallogin):
        addresses = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        account = User.objects.filter(email__in=addresses).first()
        if account:
            sociallogin.user = account

    def is_open_for_signup(self, request, sociallogin):
        return False
