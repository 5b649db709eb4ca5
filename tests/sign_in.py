"""Signs a test's browser in as somebody who gave her second factor."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "un long mot de passe"
SIGN_IN = "/gestion/connexion/"
CODE = f"{SIGN_IN}code/"
SET_UP = f"{SIGN_IN}second-facteur/"
TOO_MANY = "Trop d’essais."
LONG = "une phrase longue et bleue"
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def with_second_factor(user):
    return TOTP.activate(user, SECRET).instance


def code(secret=SECRET, *, ago=0) -> str:
    """What the telephone shows, or showed `ago` periods of half a minute before."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def codes_on_paper(user) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def sign_in(client, user):
    """In one step: what the sign-in screens leave in the session."""
    totp = with_second_factor(user)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "id": totp.pk, "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def enter(client, email="agent@exemple.fr", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session
