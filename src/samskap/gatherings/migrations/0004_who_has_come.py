from django.db import migrations, models


def those_we_have_have_come(apps, schema_editor):
    """Until now one could only join on the spot; and the organisation that invited owns its gathering."""
    apps.get_model("gatherings", "Participation").objects.filter(arrived_at=None).update(
        arrived_at=models.F("joined_at")
    )
    owner = apps.get_model("gatherings", "Owner")
    for gathering in apps.get_model("gatherings", "Gathering").objects.exclude(organisation=None):
        owner.objects.get_or_create(gathering=gathering, organisation_id=gathering.organisation_id)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0003_before_and_after")]
    operations = [migrations.RunPython(those_we_have_have_come, migrations.RunPython.noop)]
