from django.db import models
from django.db.models import F, Max, Q


class NightlyTaskQuerySet(models.QuerySet):
    def last_start(self):
        """When the last of them began; None when none ever did."""
        return self.aggregate(last=Max("started_at"))["last"]


class NightlyTask(models.Model):
    """What each task of the night did last: one row a task, none of it about readers."""

    name = models.CharField("tâche", max_length=60, primary_key=True)
    started_at = models.DateTimeField("commencée le")
    finished_at = models.DateTimeField("finie le", null=True, blank=True)
    succeeded = models.BooleanField("réussie", default=False)
    said = models.TextField("ce qu’elle a dit", blank=True)

    objects = NightlyTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "tâche de la nuit"
        verbose_name_plural = "tâches de la nuit"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(succeeded=False) | Q(finished_at__isnull=False), name="nightly_task_success_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="nightly_task_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.name
