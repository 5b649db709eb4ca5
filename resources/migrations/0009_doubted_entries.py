from django.db import migrations

from resources.freshness import Check, standing


def forget_what_no_longer_stands(apps, schema_editor):
    """The last confirmation of an entry whose existence is doubted no longer makes it come first."""
    service, verification = apps.get_model("resources", "Service"), apps.get_model("resources", "Verification")
    doubted = verification.objects.filter(fact__in=["all", "existence"], outcome="doubtful").order_by()
    for pk in set(doubted.values_list("service", flat=True)):
        rows = verification.objects.filter(service=pk).order_by()
        columns = ("fact", "outcome", "on", "precision", "created_at")
        checks = [Check(*row) for row in rows.values_list(*columns)]
        service.objects.filter(pk=pk).update(checked_on=standing(checks))


class Migration(migrations.Migration):
    dependencies = [("resources", "0008_aliases")]

    operations = [migrations.RunPython(forget_what_no_longer_stands, migrations.RunPython.noop)]
