"""A directory of one town for a running stack: `python -m tests.production.stack_data`. Its number is a made-up one."""

import os

import django

PUBLIC_ID = "TESTS1"


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "vienne_support.settings"
    django.setup()
    from tests.factories import CommuneFactory, ContactPointFactory, NeedFactory, ServiceFactory  # noqa: PLC0415  # Django is ready only now

    CommuneFactory(civray=True)
    NeedFactory(slug="dormir")
    service = ServiceFactory(published=True, public_id=PUBLIC_ID, name="Accueil du matin")
    ContactPointFactory(service=service)


if __name__ == "__main__":
    main()
