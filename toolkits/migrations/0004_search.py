from django.db import migrations

# What is searched: one row for each piece of advice, collection and item, filled by toolkits/index.py. No model: the
# two databases keep it in ways of their own.
SQLITE = """
    CREATE VIRTUAL TABLE toolkits_search
    USING fts5(kind UNINDEXED, key UNINDEXED, title, text, more, weak, tokenize='porter unicode61', prefix='3 4')
"""
POSTGRESQL = (
    """CREATE TABLE toolkits_search (
        kind varchar(20) NOT NULL, key varchar(121) NOT NULL, words tsvector NOT NULL, PRIMARY KEY (kind, key)
    )""",
    "CREATE INDEX toolkits_search_words ON toolkits_search USING gin (words)",
)


def create(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else (SQLITE,)
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE toolkits_search")


class Migration(migrations.Migration):
    dependencies = [("toolkits", "0003_collections")]

    operations = [migrations.RunPython(create, drop)]
