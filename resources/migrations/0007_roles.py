from django.core.management import call_command
from django.db import migrations

GROUPS = ["rédactrice", "coordinatrice", "administratrice", "professionnelle"]


def install_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group.objects.get_or_create(name=name)


def install_cache_table(apps, schema_editor):
    """Rate limits of sign-in are shared by all workers: the table of the settings' CACHES."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0006_reports"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    # Going back leaves both: a group may have members, and a table of spent codes harms nobody.
    operations = [
        migrations.RunPython(install_groups, migrations.RunPython.noop),
        migrations.RunPython(install_cache_table, migrations.RunPython.noop),
    ]
