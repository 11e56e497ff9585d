"""Questions to pick from, open and strength-based: for the beginning, the end and in between (G8, G14)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECK_IN: dict[str, str | Promise] = {
    "came": _("What made you say yes to coming today?"),
    "belong": _("Where did you belong when you were young, and who made it so?"),
    "proud": _("What have you been part of that you are proud of?"),
    "bring": _("What do you bring that others here may need?"),
    "worked": _("When did you last see people make something good together?"),
    "hope": _("What would make this day worth it for you?"),
    "curious": _("What are you curious about right now?"),
    "person": _("Who has meant something for the place you live?"),
    "small": _("Which small thing makes a big difference where you are?"),
    "energy": _("What gives you energy these days?"),
    "know": _("What do you know that few here know that you know?"),
    "word": _("One word: how do you come in today?"),
}
CHECK_OUT: dict[str, str | Promise] = {
    "take": _("What do you take with you?"),
    "tomorrow": _("What will you do tomorrow, because you were here today?"),
    "surprised": _("What surprised you?"),
    "thank": _("Whom do you want to thank, and for what?"),
    "seen": _("What did you see somebody do well today?"),
    "tell": _("What will you tell somebody at home?"),
    "next": _("What is the smallest next step you believe in?"),
    "last-word": _("One word: how do you go from here?"),
}
ICE_BREAKER: dict[str, str | Promise] = {
    "breakfast": _("What is the best breakfast you know?"),
    "sound": _("Which sound makes you glad?"),
    "place": _("Which place near here would you show a guest?"),
    "teach": _("What could you teach the rest of us in five minutes?"),
    "first-job": _("What was your first job, and what did it teach you?"),
    "name": _("Where does your name come from?"),
    "weather": _("What kind of weather are you today?"),
    "song": _("Which song can you sing along to, all of it?"),
}
BANK: dict[str, str | Promise] = CHECK_IN | CHECK_OUT | ICE_BREAKER
