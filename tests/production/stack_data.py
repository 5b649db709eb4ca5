"""A directory of one town for a running stack: `python -m tests.production.stack_data`. Its number is a made-up one."""

import os

import django

PUBLIC_ID = "TESTS1"
AGENT = "agent@example.fr"
PASSWORD = "une phrase de passe longue"


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "vienne_support.settings"
    django.setup()
    from tests.factories import CommuneFactory, ServiceFactory  # noqa: PLC0415  # Django is ready only now

    CommuneFactory(civray=True)
    ServiceFactory(published=True, public_id=PUBLIC_ID, name="Accueil du matin")


if __name__ == "__main__":
    main()
