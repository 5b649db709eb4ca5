"""Forms of sign-in, in our words. The browser is told what each field is, so that password managers help."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache

ADDRESS = "Adresse électronique"
LONG = "Au moins 15 caractères. Le plus simple : plusieurs mots qui n’ont rien à voir entre eux."
CODE = "Code à six chiffres"
# A code is right during three periods of half a minute; its mark lasts longer than it.
MARKED = 120


class Worded:
    """Labels and autocomplete tokens by field; nothing is said by a placeholder."""

    wording: dict[str, tuple[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, token) in self.wording.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["autocomplete"] = token


class LoginForm(Worded, account.LoginForm):
    wording = {"login": (ADDRESS, "username"), "password": ("Mot de passe", "current-password")}


class ForgottenForm(Worded, account.ResetPasswordForm):
    wording = {"email": (ADDRESS, "username")}

    def save(self, request, **kwargs):
        """A letter leaves in both cases: neither the answer nor its delay tells who has an account."""
        if self.users:
            return super().save(request, **kwargs)
        email = self.cleaned_data["email"]
        account_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class PasswordAgainForm(Worded, account.ReauthenticateForm):
    wording = {"password": ("Mot de passe", "current-password")}


class NewPassword(Worded):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = LONG


class NewPasswordForm(NewPassword, account.ResetPasswordKeyForm):
    wording = {
        "password1": ("Nouveau mot de passe", "new-password"),
        "password2": ("Le même, encore une fois", "new-password"),
    }


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    wording = {"oldpassword": ("Mot de passe actuel", "current-password"), **NewPasswordForm.wording}


class UsedOnce:
    """A code that has opened a door opens no other."""

    def clean_code(self):
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            mark = f"totp-used:{self.user.pk}:{code.replace(' ', '')}"
            if not cache.add(mark, True, timeout=MARKED):
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(UsedOnce, Worded, mfa.AuthenticateForm):
    wording = {"code": ("Code de l’application, ou code de secours", "one-time-code")}


class CodeAgainForm(UsedOnce, Worded, mfa.ReauthenticateForm):
    wording = CodeForm.wording


class ActivateForm(Worded, ActivateTOTPForm):
    wording = {"code": (CODE, "one-time-code")}
