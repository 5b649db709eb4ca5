"""OpenID Connect, with what providers such as ProConnect do otherwise: a signed userinfo, no "email_verified"."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings

# What ties the answer to the browser that asked, beside allauth's own state.
NONCE = "openid_nonce"


class SignedUserinfoAdapter(OpenIDConnectOAuth2Adapter):
    def complete_login(self, request, app, token, **kwargs):
        claims = self._decode_id_token(app, kwargs["response"]["id_token"])
        if claims.get("nonce") != request.session.pop(NONCE, ""):
            raise OAuth2Error("The answer is to another request")
        userinfo = self._fetch_user_info(token.token)
        if userinfo.get("sub") != claims["sub"]:
            raise OAuth2Error("The userinfo is about somebody else")
        if settings.OIDC_TRUSTS_EMAIL:
            userinfo.setdefault("email_verified", True)
        return self.get_provider().sociallogin_from_response(request, {"userinfo": userinfo, "id_token": claims})

    def _fetch_user_info(self, access_token):
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            response.raise_for_status()
        if not response.headers.get("Content-Type", "").startswith("application/jwt"):
            return response.json()
        return jwtkit.verify_and_decode(
            credential=response.text,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=self.get_provider().app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
