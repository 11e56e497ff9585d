"""Those who have been asked to lead a group, some days before."""

from collections.abc import Sequence

from samskap.gatherings.models import Gathering, Participation
from samskap.invented.tale import Tale
from samskap.leading.actions import answer, ask_to_lead, write_words
from samskap.people.models import User

WORDS = (
    "Vi møtes i kaffekroken en halv time før vi begynner, og går gjennom dagen sammen.\n\n"
    "Det viktigste er at de som sjelden tar ordet, blir hørt. Står det i stampe, er vi rett i nærheten."
)


def before(gathering: Gathering, *, organiser: User, tale: Tale, people: Sequence[Participation]) -> None:
    """Every seventh is asked, eight at most: five say yes, one says no, and two have not answered yet."""
    write_words(gathering, words=WORDS)
    for number, person in enumerate(people[2::7][:8]):
        ask_to_lead(person)
        if number not in {3, 6}:
            answer(person, leads=number != 4)
