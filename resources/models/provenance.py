from django.db import models


class SourceRecord(models.Model):
    """What was loaded into an object, so that a value that differs from it is known to be the staff's.

    No import overwrites a value that differs from the one it loaded last.
    """

    source = models.CharField("source", max_length=60)
    model = models.CharField("modèle", max_length=60)
    object_id = models.CharField("objet", max_length=40)
    external_id = models.CharField("identifiant dans la source", max_length=200)
    values = models.JSONField("valeurs chargées", default=dict)
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        verbose_name = "provenance"
        verbose_name_plural = "provenances"
        ordering = ["source", "model", "external_id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "model", "external_id"], name="source_record_once"),
            models.UniqueConstraint(fields=["source", "model", "object_id"], name="source_record_one_per_object"),
        ]

    def __str__(self):
        return f"{self.model} {self.external_id}"
