from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0004_who_has_come")]
    operations = [
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("token_hash", None), ("arrived_at__isnull", False), _connector="OR"),
                name="a_phone_is_given_at_the_door",
            ),
        ),
    ]
