"""Makes an agent of the running directory and signs her in: `python -m bench.agent` prints her session. To measure."""

import os

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "vienne_support.settings"
    django.setup()
    from django.test import Client  # noqa: PLC0415  # Django is ready only now

    from resources.models import Service, User  # noqa: PLC0415
    from tests.sign_in import sign_in  # noqa: PLC0415

    user, _ = User.objects.get_or_create(email="mesure@example.fr", defaults={"is_staff": True, "is_superuser": True})
    client = sign_in(Client(headers={"host": "127.0.0.1"}), user)
    with_contact = Service.objects.published().filter(contacts__isnull=False).order_by("public_id").distinct()
    print(client.cookies["session"].value, *with_contact.values_list("pk", flat=True)[:4])


if __name__ == "__main__":
    main()
