"""Asking people to lead a group, and what they answer."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.actions import own_link
from samskap.gatherings.models import Gathering, Leads, Participation
from samskap.leading.models import Briefing
from samskap.letters.posting import post
from samskap.refusals import Refused


def ask_to_lead(person: Participation) -> None:
    """Ask somebody to lead a group, by e-mail if they have one (spør). Asked twice, one letter goes out."""
    if person.cancelled_at is not None or not person.first_name:
        raise Refused(_("That person is not coming. Choose somebody else."))
    asked = Participation.objects.filter(pk=person.pk, leads=Leads.NOT_ASKED).update(leads=Leads.ASKED)
    if asked and person.email:
        gathering = person.gathering
        post(
            person.email,
            template="leading/letters/asked.md",
            context={
                "name": person.first_name,
                "title": gathering.title,
                "starts_at": gathering.starts_at,
                "place": gathering.place,
                "words": words_of(gathering),
                "link": settings.PUBLIC_URL + own_link(person),
            },
            language=person.language,
            key=f"asked-to-lead:{person.pk}",
            gathering=gathering,
            person=person,
            kind="leading",
        )


def answer(person: Participation, *, leads: bool) -> None:
    """Say yes or no to leading a group, oneself or for somebody one has talked to. One may change one's mind."""
    said = Leads.YES if leads else Leads.NO
    if not Participation.objects.filter(pk=person.pk).exclude(leads=Leads.NOT_ASKED).update(leads=said):
        raise Refused(_("Nobody has asked about leading a group. Speak to those who arrange the gathering."))


def take_off(person: Participation) -> None:
    """Take somebody off the list of those who are asked (ta av lista)."""
    Participation.objects.filter(pk=person.pk).update(leads=Leads.NOT_ASKED)


def write_words(gathering: Gathering, *, words: str) -> None:
    """Write what those who lead a group are told first."""
    Briefing.objects.update_or_create(gathering=gathering, defaults={"words": words.strip()})


def words_of(gathering: Gathering) -> str:
    """The organisers' own words; none if they have written none."""
    return Briefing.objects.filter(gathering=gathering).values_list("words", flat=True).first() or ""
