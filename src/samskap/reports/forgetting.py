"""Forget a person in reports: the name goes out of every edition, and files that may hold it go."""

from samskap.gatherings.models import Participation
from samskap.reports.marking import people_in, without_name
from samskap.reports.models import Comment, Edition, EditionFile


def forget_person(person: Participation) -> None:
    """Take the name out of what was frozen. What the person said stays, as somebody's."""
    Comment.objects.filter(by=person).update(named=False)
    for edition in Edition.objects.filter(gathering_id=person.gathering_id):
        sections = edition.content["sections"]
        if not any(person.pk in people_in(one["html"]) for one in sections):
            continue
        for one in sections:
            one["html"] = without_name(one["html"], person.pk)
        edition.save(update_fields=["content"])
    for file in EditionFile.objects.filter(edition__gathering_id=person.gathering_id):
        file.delete()
