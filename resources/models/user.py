from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from resources import roles
from resources.roles import OFFICE, Role, Scope


class UserManager(BaseUserManager):
    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("An agent signs in by e-mail: the address is required.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: staff, or a professional. The public never does."""

    email = models.EmailField(
        "adresse électronique",
        unique=True,
        error_messages={"unique": "Cette adresse a déjà un compte."},
        help_text="Elle sert à se connecter. En minuscules.",
    )
    first_name = models.CharField("prénom", max_length=80, blank=True)
    last_name = models.CharField("nom", max_length=80, blank=True)
    organizations = models.ManyToManyField(
        "resources.Organization",
        verbose_name="structures",
        blank=True,
        related_name="agents",
        help_text="Les structures dont cette personne tient les fiches à jour.",
    )
    is_staff = models.BooleanField(
        "accès à la gestion", default=False, help_text="Cochez pour ouvrir l’espace de gestion."
    )
    is_active = models.BooleanField(
        "compte actif", default=True, help_text="Décochez plutôt que de supprimer : l’historique reste lisible."
    )
    date_joined = models.DateTimeField("compte créé le", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "agent"
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower(F("email"))),
                name="user_email_lower_case",
                violation_error_message="Écrivez l’adresse en minuscules.",
            )
        ]

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(self.groups.filter(name__in=Role.values).values_list("name", flat=True))

    @cached_property
    def organization_ids(self) -> list:
        return list(self.organizations.order_by().values_list("pk", flat=True))

    @property
    def opens_office(self) -> bool:
        """A role opens the back office, not a box beside it: nobody has to keep the two in step."""
        return self.is_active and (self.is_superuser or bool(self.roles & OFFICE))

    def scope(self, action: str, model: str) -> Scope:
        """How far the user may do this to rows of the model."""
        if not self.is_active:
            return Scope.NONE
        return Scope.ALL if self.is_superuser else roles.scope(self.roles, action, model)

    def __str__(self):
        return self.get_full_name() or self.email

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name or self.email
