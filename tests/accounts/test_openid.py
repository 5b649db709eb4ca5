"""Signing in with an identity provider, which signs its userinfo (SAFETY 53, 61)."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.hazmat.primitives.asymmetric import rsa

from resources.models import User
from resources.roles import Role
from tests.factories import UserFactory

PROVIDER = "https://identite.example"
START = "/gestion/connexion/identite/oidc/"
BACK = f"{START}retour/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
APP = {
    "provider_id": "oidc",
    "name": "ProConnect",
    "client_id": "annuaire",
    "secret": "secret",
    "settings": {"server_url": PROVIDER, "scope": ["openid", "email"], "auth_params": {}, "oauth_pkce_enabled": True},
}


class Answer:
    status_code = 200

    def __init__(self, body, kind="application/json"):
        self.headers = {"Content-Type": kind, "content-type": kind}
        self.text = body if isinstance(body, str) else json.dumps(body)

    def json(self):
        return json.loads(self.text)

    def raise_for_status(self):
        pass


class Provider:
    """What the provider answers; tests change its claims."""

    def __init__(self):
        self.userinfo = {"sub": "42", "email": "agent@exemple.fr"}
        self.id_token, self.key, self.nonce, self.signed = {"sub": "42"}, KEY, "", True

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    def signature(self, claims):
        now = int(time.time())
        whole = {"iss": PROVIDER, "aud": "annuaire", "iat": now, "exp": now + 60, **claims}
        return jwt.encode(whole, self.key, algorithm="RS256", headers={"kid": "1"})

    def get(self, url, **kwargs):
        if url.endswith("/jwks"):
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return Answer({"keys": [{**public, "kid": "1", "alg": "RS256"}]})
        if url.endswith("/userinfo"):
            signed = Answer(self.signature(self.userinfo), "application/jwt; charset=utf-8")
            return signed if self.signed else Answer(self.userinfo)
        return Answer(
            {
                "issuer": PROVIDER,
                "authorization_endpoint": f"{PROVIDER}/authorize",
                "token_endpoint": f"{PROVIDER}/token",
                "userinfo_endpoint": f"{PROVIDER}/userinfo",
                "jwks_uri": f"{PROVIDER}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    def request(self, method, url, **kwargs):
        if url.endswith("/token"):
            return Answer({"access_token": "jeton", "id_token": self.signature({"nonce": self.nonce, **self.id_token})})
        return self.get(url)


@pytest.fixture
def provider(settings, monkeypatch):
    settings.OIDC_TRUSTS_EMAIL = True
    settings.OIDC_ORIGINS = [PROVIDER]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}
    answering = Provider()
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda self: answering)
    return answering


@pytest.fixture
def agent(db):
    return UserFactory(email="agent@exemple.fr", role=Role.PROFESSIONAL)


def come_back(client, provider, **asked):
    sent = parse_qs(urlsplit(client.post(START, asked).url).query)
    provider.nonce = provider.nonce or sent["nonce"][0]
    return client.get(BACK, {"code": "x", "state": sent["state"][0]})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "plain"])
def test_existing_account_enters(client, agent, provider, signed):
    provider.signed = signed

    assert come_back(client, provider).url == "/pro/"
    assert is_in(client)


def test_capitals_of_the_provider_change_nothing(client, agent, provider):
    provider.userinfo["email"] = "Agent@Exemple.fr"

    come_back(client, provider)

    assert is_in(client)


def test_password_is_kept(client, agent, provider):
    come_back(client, provider)

    agent.refresh_from_db()
    assert agent.has_usable_password()


def test_unknown_address_makes_no_account(client, agent, provider):
    provider.userinfo["email"] = "autre@exemple.fr"

    response = come_back(client, provider)

    assert "Cette adresse n’a pas de compte ici" in response.text
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("trusts", "claims"),
    [
        pytest.param(False, {}, id="not-said"),
        pytest.param(True, {"email_verified": False}, id="said-not"),
        pytest.param(True, {"email": ""}, id="no-address"),
    ],
)
def test_address_nobody_verified_opens_nothing(client, agent, provider, settings, trusts, claims):
    settings.OIDC_TRUSTS_EMAIL = trusts
    provider.userinfo |= claims

    come_back(client, provider)

    assert not is_in(client)


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param({"key": OTHER_KEY}, id="signature"),
        pytest.param({"userinfo": {"sub": "43", "email": "agent@exemple.fr"}}, id="somebody-else"),
        pytest.param({"userinfo": {"sub": "42", "email": "agent@exemple.fr", "aud": "autre"}}, id="audience"),
        pytest.param({"userinfo": {"sub": "42", "email": "agent@exemple.fr", "iss": "https://x"}}, id="issuer"),
        pytest.param({"userinfo": {"sub": "42", "email": "agent@exemple.fr", "exp": 1}}, id="expired"),
        pytest.param({"nonce": "another"}, id="nonce"),
    ],
)
def test_forged_answer_opens_nothing(client, agent, provider, forge):
    for name, value in forge.items():
        setattr(provider, name, value)

    response = come_back(client, provider)

    assert "La connexion n’a pas abouti" in response.text
    assert not is_in(client)


def test_answer_to_no_request_opens_nothing(client, agent, provider):
    client.get(BACK, {"code": "x", "state": "inventé"})

    assert not is_in(client)


def test_staff_still_need_their_second_factor(client, agent, provider):
    agent.groups.set(UserFactory(role=Role.COORDINATOR).groups.all())
    come_back(client, provider)

    assert client.get("/gestion/").url == "/gestion/connexion/second-facteur/"


def test_request_is_asked_by_post(client, db, provider):
    assert client.get(START).status_code == 405


def test_browser_lets_the_form_lead_to_the_provider(client, db, provider):
    policy = client.get("/gestion/connexion/").headers["Content-Security-Policy"]

    assert f"form-action 'self' {PROVIDER}" in policy


def test_without_a_provider_nothing_is_offered(client, db):
    response = client.get("/gestion/connexion/")

    assert "identite" not in response.text
    # In whatever order the directives stand.
    assert "form-action 'self'" in [one.strip() for one in response.headers["Content-Security-Policy"].split(";")]
    assert client.post(START).status_code == 404
