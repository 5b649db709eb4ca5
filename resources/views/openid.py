"""To the identity provider, and back."""

import secrets

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404
from django.views.decorators.http import require_POST

from resources.accounts.openid import NONCE, SignedUserinfoAdapter


@require_POST
def sign_in(request, provider_id):
    provider = provider_of(SignedUserinfoAdapter(request, provider_id))
    nonce = request.session[NONCE] = secrets.token_urlsafe(32)
    return provider.redirect(
        request,
        process=AuthProcess.LOGIN,
        next_url=get_next_redirect_url(request),
        auth_params={**provider.get_auth_params(), "nonce": nonce},
    )


def callback(request, provider_id):
    adapter = SignedUserinfoAdapter(request, provider_id)
    provider_of(adapter)
    return OAuth2CallbackView.adapter_view(adapter)(request)


def provider_of(adapter):
    try:
        return adapter.get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
