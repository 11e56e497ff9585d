"""Ready-made texts for what is said to all: what an organiser need not write anew each time (G8, G9).

The words are ours. The law of two feet and the principles come from open space; the house rules from many gatherings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Ready:
    """What a kind of talk says when the organiser has written nothing. ``numbered`` points come in an order."""

    name: str | Promise
    icon: str
    headline: str | Promise = ""
    text: str | Promise = ""
    points: Sequence[str | Promise] = ()
    numbered: bool = False


TONES: dict[str, Ready] = {
    "welcome": Ready(
        _("Welcome"),
        "hand",
        _("Welcome!"),
        _("Find a place, say hello to somebody you don't know, and join in with your phone."),
    ),
    "theme": Ready(_("Theme"), "flag"),
    "how": Ready(
        _("How it works"),
        "info",
        _("This is how we do it"),
        points=[
            _("Everybody writes: one thing on each note."),
            _("Present a note in half a minute, and hang it on the wall."),
            _("Choose what you want to take part in, and go there."),
            _("Each group finds somebody to lead, somebody to write and somebody to keep the time."),
            _("We share what came out. All of it ends in the report."),
        ],
        numbered=True,
    ),
    "rules": Ready(
        _("House rules"),
        "support",
        _("How we are together"),
        points=[
            _("We listen to the end before we answer."),
            _("Everybody gets to speak. Those who find it easy, make room."),
            _("We build on each other: yes, and …"),
            _("We are curious about what we don't agree with."),
            _("What is personal stays here. What we make, we share."),
            _("We ask before we take pictures of people."),
            _("You can always pass, take a break or change your mind."),
        ],
    ),
    "principles": Ready(
        _("Principles of open space"),
        "globe",
        _("Five things to trust"),
        points=[
            _("Those who have come are the right people."),
            _("It begins when it begins. The clock only helps."),
            _("Anywhere people talk together is the right place."),
            _("What happens is what could happen today."),
            _("When it is over, it is over. If it is not over, go on."),
        ],
    ),
    "feet": Ready(
        _("The law of two feet"),
        "feet",
        _("The law of two feet"),
        _("Do you neither give nor get anything where you are? Move on – on foot, on wheels or with one tap."),
        points=[
            _("Nobody is offended when somebody goes."),
            _("Some go from group to group and carry ideas with them."),
            _("Some stop by the coffee. Good talks begin there too."),
        ],
    ),
    "break": Ready(
        _("Break"), "cup", _("Break"), _("Get some air and fill your cup. Talk to somebody you have not met.")
    ),
    "food": Ready(_("Food"), "food", _("Food is served"), _("Sit with somebody you don't know yet. Enjoy your meal!")),
    "energiser": Ready(_("Energiser"), "sun"),
    "other": Ready(_("Something else"), "talk"),
}

POSTERS = ("rules", "principles", "feet")


@dataclass(frozen=True)
class Energiser:
    """A short exercise that wakes a room up (pausegym). ``seated`` says how it is done by those who sit."""

    name: str | Promise
    steps: Sequence[str | Promise]
    seated: str | Promise


ENERGISERS: dict[str, Energiser] = {
    "count": Energiser(
        _("Count to twenty together"),
        [
            _("Close your eyes or look down."),
            _("Somebody says one, somebody else says two, and so on. No signs, no order."),
            _("If two speak at once, we begin again at one."),
        ],
        _("It is the same for all. Those who don't speak can knock on the table instead."),
    ),
    "rain": Energiser(
        _("Make it rain"),
        [
            _("Rub your palms together: a wind. The leader walks along, and each does as the neighbour does."),
            _("Snap your fingers: drops. Pat your thighs: a shower. Stamp your feet: a storm."),
            _("Then backwards, until it is quiet. Listen to the quiet."),
        ],
        _("Sit while you do it. Pat the table or the armrest instead of stamping."),
    ),
    "line": Energiser(
        _("The line without words"),
        [
            _("Without a word: stand in line by how far you have travelled today."),
            _("Say where you come from, from one end to the other."),
            _("Once more: by how long you slept, or by how many neighbours you know by name."),
        ],
        _("Show a number from one to ten with your fingers, and let the line pass where you sit."),
    ),
    "swap": Energiser(
        _("Change places if …"),
        [
            _("Sit in a ring. Somebody stands in the middle."),
            _("The one in the middle says: change places if you … (have a dog, came by bus, like rain)."),
            _("All whom it fits find a new place. Whoever is left over is in the middle."),
        ],
        _("Raise an arm and change greetings with somebody across the ring instead of places."),
    ),
    "mirror": Energiser(
        _("The mirror"),
        [
            _("Two and two, face to face. One leads with slow movements, the other is the mirror."),
            _("Change after half a minute."),
            _("Then nobody leads. See what happens."),
        ],
        _("Use hands and face only. That is more than enough."),
    ),
    "shake": Energiser(
        _("Shake it loose"),
        [
            _("Shake your right hand eight times while you all count aloud. Then the left, then each foot."),
            _("Again, seven times each. Then six, and so on, faster and faster."),
            _("At one: shake everything, and stop."),
        ],
        _("Take shoulders, hands, fingers and nose instead of feet – or only count, loudly."),
    ),
    "common": Energiser(
        _("Three things in common"),
        [
            _("Find somebody you don't know."),
            _("You have two minutes to find three things you have in common that can't be seen."),
            _("Tell the rest of us the oddest one."),
        ],
        _("Stay where you are. Somebody comes to you."),
    ),
    "draw": Energiser(
        _("Draw your neighbour"),
        [
            _("Paper and pen. Two and two."),
            _("Draw each other for one minute, without looking at the paper."),
            _("Sign it, give it away, and say thank you whatever it looks like."),
        ],
        _("It is done sitting. Those who would rather describe than draw, let the other draw what they say."),
    ),
}
