from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("toolkits", "0001_initial")]

    operations = [
        migrations.RenameField("entry", "slug", "key"),
        migrations.AlterField("entry", "key", models.CharField(max_length=121, primary_key=True, serialize=False)),
    ]
