from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from resources.models import User
from resources.roles import Role


class Command(BaseCommand):
    help = "Donne un rôle à des comptes. Sans rien, montre les comptes qui n’en ont aucun."

    def add_arguments(self, parser):
        parser.add_argument("role", nargs="?", choices=Role.values, metavar="rôle", help=", ".join(Role.values))
        parser.add_argument("emails", nargs="*", metavar="adresse")

    def handle(self, *, role, emails, **options):
        if role is None:
            return self.show_without()
        wanted = {email.lower() for email in emails}
        users = list(User.objects.filter(email__in=wanted).order_by("email"))
        unknown = wanted - {user.email for user in users}
        if unknown or not users:
            raise CommandError(f"Rien n’a changé : aucun compte pour {', '.join(sorted(unknown)) or 'rien'}.")
        group = Group.objects.get(name=role)
        for user in users:
            user.groups.add(group)
            self.stdout.write(f"{user.email} : {role}")

    def show_without(self):
        """A superuser may everything already."""
        users = User.objects.filter(is_active=True, is_superuser=False).exclude(groups__name__in=Role.values)
        for user in users.order_by("email"):
            self.stdout.write(user.email)
        if not users:
            self.stdout.write("Tous les comptes ont un rôle.")
