"""Sign-in. Names are allauth's, since its redirects ask for them; what is not here does not exist: no sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from resources.views import openid, second_factor, sign_in

urlpatterns = [
    # The admin's own doors lead to ours.
    path("login/", sign_in.office_door, name="office-door"),
    path("logout/", sign_in.sign_out, name="office-sign-out"),
    path("password_change/", mfa.index),
    path("connexion/", sign_in.login, name="account_login"),
    path("connexion/quitter/", sign_in.sign_out, name="account_logout"),
    path("connexion/compte-ferme/", account.account_inactive, name="account_inactive"),
    path("connexion/confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("connexion/mot-de-passe/", account.password_change, name="account_change_password"),
    path("connexion/oubli/", account.password_reset, name="account_reset_password"),
    path("connexion/oubli/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path("connexion/choisir/fait/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^connexion/choisir/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("connexion/code/", mfa.authenticate, name="mfa_authenticate"),
    path("connexion/confirmer/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("connexion/compte/", mfa.index, name="mfa_index"),
    path("connexion/second-facteur/", second_factor.activate, name="mfa_activate_totp"),
    path("connexion/second-facteur/qr.svg", second_factor.qr, name="second-factor-qr"),
    path("connexion/second-facteur/changer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("connexion/codes-de-secours/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "connexion/codes-de-secours/nouveaux/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("connexion/codes-de-secours/fichier/", second_factor.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("connexion/identite/<provider_id>/", openid.sign_in, name="openid_connect_login"),
    path("connexion/identite/<provider_id>/retour/", openid.callback, name="openid_connect_callback"),
]
