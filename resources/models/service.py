import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from resources.enums import AreaKind, EditorialStatus, Serves, ServiceKind
from resources.freshness import standing
from resources.languages import FRENCH
from resources.models.base import (
    Exchanged,
    OwnedQuerySet,
    SaidInOtherLanguages,
    Translated,
    TristateField,
    among,
    tristates,
)
from resources.models.organization import Organization
from resources.models.vocabulary import Audience, Need
from resources.text import SORT_KEY_LENGTH, document, sort_key
from resources.validators import CROCKFORD, validate_neutral_title, validate_partial_date, validate_public_id

PUBLIC_ID_LENGTH = 6
# What staff may say in another language; its help is that of the field it translates.
TRANSLATED = ("name", "neutral_title", "summary", "what_happens", "eligibility")
FACTS = (
    "complaint_required",
    "free_of_charge",
    "papers_required",
    "children_welcome",
    "animals_welcome",
    "companion_welcome",
    "urgent_welcome",
)


def new_public_id() -> str:
    """Six random signs: an address in a browser's history must not tell what was read."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(PUBLIC_ID_LENGTH))


class ServiceQuerySet(SaidInOtherLanguages, OwnedQuerySet):
    owner_fields = ("organization",)
    translated = TRANSLATED

    def published(self):
        """What the public may see."""
        return self.filter(status=EditorialStatus.PUBLISHED)

    def for_victims(self):
        return self.filter(serves__in=[Serves.VICTIMS, Serves.BOTH])

    def for_perpetrators(self):
        return self.filter(serves__in=[Serves.PERPETRATORS, Serves.BOTH])

    def covering(self, commune):
        """Services whose area holds the commune: five pairs in one query."""
        return self.filter(pk__in=ServiceArea.objects.covering(commune).values("service"))

    def for_list(self, language=FRENCH):
        """With what a page says of an entry; staff's notes and what only search reads stay in the database."""
        return self.said_in(language).select_related("organization", "main_need").defer(
            "created_at", "updated_at", "search_document", "sort_key", "checked_on", "editor_note",
            "organization__created_at", "organization__updated_at", "organization__siret",
            "main_need__created_at", "main_need__updated_at", "main_need__description",
        )  # fmt: skip

    def for_admin(self):
        return self.select_related("organization", "main_need")

    def refresh_search(self):
        """Rewrite what search and sorting read. Called after an entry, or what it names, changed."""
        services = list(self.select_related("organization").prefetch_related("needs", "audiences", "verifications"))
        for service in services:
            service.checked_on = standing(one.as_check() for one in service.verifications.all())
            service.tell_search(service.needs.all(), service.audiences.all())
        self.model.objects.bulk_update(services, ["sort_key", "search_document", "checked_on"], batch_size=200)


class Service(Translated, Exchanged):
    """An entry of the directory: what somebody can obtain, from whom."""

    _history_m2m_fields = ["needs", "audiences"]

    public_id = models.CharField(
        "numéro public",
        max_length=PUBLIC_ID_LENGTH,
        unique=True,
        default=new_public_id,
        editable=False,
        validators=[validate_public_id],
    )
    organization = models.ForeignKey(
        Organization, verbose_name="structure", on_delete=models.PROTECT, related_name="services"
    )
    kind = models.CharField("sorte de service", max_length=20, choices=ServiceKind.choices)
    name = models.CharField("nom", max_length=150, help_text="Le titre de la fiche, tel que la personne le lira.")
    neutral_title = models.CharField(
        "titre neutre",
        max_length=100,
        blank=True,
        validators=[validate_neutral_title],
        help_text="Ce qui reste dans l’historique du navigateur : aucun mot qui parle de violence.",
    )
    summary = models.CharField(
        "en une phrase", max_length=250, blank=True, help_text="Ce que ce service fait pour elle."
    )
    what_happens = models.TextField(
        "ce qui va se passer", blank=True, help_text="Qui reçoit, combien de temps, ce qu’on peut refuser."
    )
    eligibility = models.CharField("pour qui, à quelles conditions", max_length=250, blank=True)
    serves = models.CharField("s’adresse à", max_length=12, choices=Serves.choices, default=Serves.VICTIMS)
    main_need = models.ForeignKey(
        Need,
        verbose_name="besoin principal",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="main_services",
        help_text="Sa ligne d’écoute est proposée quand la fiche n’a pas de numéro.",
    )
    needs = models.ManyToManyField(Need, verbose_name="besoins", blank=True, related_name="services")
    audiences = models.ManyToManyField(Audience, verbose_name="publics", blank=True, related_name="services")

    complaint_required = TristateField("plainte nécessaire")
    free_of_charge = TristateField("gratuit")
    papers_required = TristateField("papiers d’identité demandés")
    children_welcome = TristateField("enfants bienvenus")
    animals_welcome = TristateField("animaux acceptés")
    companion_welcome = TristateField("on peut venir accompagnée")
    urgent_welcome = TristateField("reçoit en urgence", help_text="Le jour même, sans attendre un rendez-vous.")

    status = models.CharField(
        "état", max_length=10, choices=EditorialStatus.choices, default=EditorialStatus.DRAFT, db_index=True
    )
    suspended_until = models.DateField(
        "suspendue jusqu’au", null=True, blank=True, help_text="La fiche reste visible, avec le message ci-dessous."
    )
    suspension_message = models.CharField("message de suspension", max_length=250, blank=True)
    priority = models.PositiveSmallIntegerField(
        "ordre", default=100, help_text="À égalité, les plus petits passent devant. 100 en général."
    )
    indexable = models.BooleanField(
        "peut paraître dans les moteurs de recherche",
        default=True,
        help_text="Décochez si le seul nom mettrait en danger.",
    )

    source_name = models.CharField("source", max_length=150, blank=True, help_text="Qui a publié ces informations.")
    source_url = models.URLField("adresse de la source", max_length=400, blank=True)
    source_date = models.CharField(
        "date de la source",
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text="2024, 2024-11 ou 2024-11-03. Vide si elle n’est pas datée.",
    )
    review_interval = models.PositiveSmallIntegerField(
        "à vérifier tous les … mois", default=6, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    editor_note = models.TextField("note pour les agents", blank=True, help_text="Jamais montrée au public.")

    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, default="")
    search_document = models.TextField(editable=False, default="")
    checked_on = models.DateField("dernière confirmation", null=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche"
        ordering = ["sort_key", "id"]
        permissions = [
            ("publish_service", "Peut publier et retirer des fiches"),
            ("import_service", "Peut importer un tableur de fiches"),
            ("merge_service", "Peut réunir des fiches en double"),
        ]
        indexes = [models.Index(fields=["kind", "status", "priority", "sort_key", "id"], name="service_listed")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=EditorialStatus.PUBLISHED)
                | (~Q(neutral_title="") & (~Q(source_name="") | ~Q(source_url=""))),
                name="service_published_has_title_and_source",
                violation_error_message="Pour publier, il faut un titre neutre et une source.",
            ),
            models.CheckConstraint(
                condition=Q(suspended_until__isnull=True) | ~Q(suspension_message=""),
                name="service_suspension_is_explained",
                violation_error_message="Dites pourquoi la fiche est suspendue, et vers qui se tourner.",
            ),
            models.CheckConstraint(
                condition=Q(review_interval__range=(1, 24)), name="service_review_interval_in_range"
            ),
            *tristates("service", *FACTS),
            among("kind", ServiceKind, "service_kind"),
            among("serves", Serves, "service_serves"),
            among("status", EditorialStatus, "service_status"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.status == EditorialStatus.PUBLISHED:
            validate_publishable(self)

    def tell_search(self, needs, audiences) -> None:
        """Set what search and sorting read of it. Not saved here."""
        self.sort_key = sort_key(self.name)
        self.search_document = document(
            self.name,
            self.organization.name,
            self.organization.short_name,
            self.summary,
            *(need.name for need in needs),
            *(audience.name for audience in audiences),
        )

    def get_absolute_url(self):
        return f"/fiche/{self.public_id}/"

    @property
    def was_published(self) -> bool:
        """Now or ever, as its history tells."""
        published = EditorialStatus.PUBLISHED
        return self.status == published or self.history.filter(status=published).exists()


def validate_publishable(service, *, areas=None):
    """What a published entry must have. `areas` when they are known before they are saved.

    Its own fields are checked first; a new entry's areas can only be checked once it exists.
    """
    errors = {}
    if not service.neutral_title:
        errors["neutral_title"] = "Pour publier, écrivez un titre neutre."
    if not service.source_name and not service.source_url:
        errors["source_name"] = "Pour publier, dites d’où viennent ces informations."
    if not service.summary:
        errors["summary"] = "Pour publier, dites en une phrase ce que fait ce service."
    if service.main_need_id is None:
        errors["main_need"] = "Pour publier, choisissez un besoin : il donne la ligne à appeler si personne ne répond."
    if areas is not None and not areas:
        errors["status"] = "Pour publier, ajoutez au moins une zone couverte."
    if errors:
        raise ValidationError(errors)


class ServiceAreaQuerySet(OwnedQuerySet):
    owner_fields = ("service",)

    def covering(self, commune, kinds=None):
        """Areas of some kinds (all of them by default) that hold the commune."""
        condition = Q(pk__in=[])
        for kind, code in commune.areas:
            if kinds is None or kind in kinds:
                condition |= Q(kind=kind, code=code)
        return self.filter(condition)


class ServiceArea(Exchanged):
    """Where the people live whom a service is for. Not where it is."""

    service = models.ForeignKey(Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="areas")
    kind = models.CharField("sorte de zone", max_length=12, choices=AreaKind.choices)
    code = models.CharField(
        "code",
        max_length=9,
        help_text="FR, ou le code de la région, du département, de l’intercommunalité, de la commune.",
    )

    objects = ServiceAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "zone couverte"
        verbose_name_plural = "zones couvertes"
        ordering = ["kind", "code"]
        indexes = [models.Index(fields=["kind", "code", "service"], name="service_area_lookup")]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "kind", "code"],
                name="service_area_once",
                violation_error_message="Cette zone est déjà dans la liste.",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="service_area_has_code"),
            among("kind", AreaKind, "service_area_kind"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.code}"
