"""An index on parts of words, where the engine has one. SQLite reads its few thousand rows whole."""

from django.db import migrations

NAME = "service_document_trigrams"


def on_postgresql(*statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("resources", "0002_search_terms_and_freshness")]

    operations = [
        migrations.RunPython(
            on_postgresql(
                "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                f"CREATE INDEX {NAME} ON resources_service USING gin (search_document gin_trgm_ops)",
            ),
            # The extension stays: others may use it.
            on_postgresql(f"DROP INDEX {NAME}"),
        )
    ]
