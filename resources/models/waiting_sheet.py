"""A spreadsheet between its preview and its import. In the database, so that any server may answer the second press."""

from django.conf import settings
from django.db import models
from django.db.models import Q

TOKEN_LENGTH = 32


class WaitingSheetQuerySet(models.QuerySet):
    def sent_after(self, at):
        return self.filter(sent_at__gt=at)

    def sent_until(self, at):
        return self.filter(sent_at__lte=at)


class WaitingSheet(models.Model):
    """Found by its token, by whoever sent it and by nobody else; never shown in a screen."""

    token = models.CharField("jeton", max_length=TOKEN_LENGTH, primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="agent", on_delete=models.CASCADE, related_name="waiting_sheets"
    )
    content = models.BinaryField("contenu")
    sent_at = models.DateTimeField("déposé le", db_index=True)

    objects = WaitingSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "tableur déposé"
        verbose_name_plural = "tableurs déposés"
        constraints = [models.CheckConstraint(condition=~Q(token=""), name="waiting_sheet_has_token")]

    def __str__(self):
        return f"Tableur du {self.sent_at:%d/%m/%Y}"
