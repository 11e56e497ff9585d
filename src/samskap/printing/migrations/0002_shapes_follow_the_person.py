"""The shape moves from the badge to the person: groups are made from it too, whether badges are printed or not."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def move_to_the_person(apps, schema_editor):
    Badge, Participation = apps.get_model("printing", "Badge"), apps.get_model("gatherings", "Participation")
    with_one = Badge.objects.exclude(shape="")
    Participation.objects.filter(pk__in=with_one.values("person")).update(
        shape=Subquery(Badge.objects.filter(person=OuterRef("pk")).values("shape")[:1])
    )


def move_to_the_badge(apps, schema_editor):
    Badge, Participation = apps.get_model("printing", "Badge"), apps.get_model("gatherings", "Participation")
    for person in Participation.objects.exclude(shape=""):
        Badge.objects.update_or_create(person=person, defaults={"shape": person.shape})


class Migration(migrations.Migration):

    dependencies = [
        ("printing", "0001_initial"),
        ("gatherings", "0007_shape"),
    ]

    operations = [
        migrations.RunPython(move_to_the_person, move_to_the_badge),
        migrations.RemoveConstraint(model_name="badge", name="a_badge_has_a_shape_that_can_be_drawn_or_none"),
        migrations.RemoveField(model_name="badge", name="shape"),
    ]
