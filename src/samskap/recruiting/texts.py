"""Texts to start from, for each audience and language, and the fields that are filled in (flettefelt).

They are data, written by hand in each language: what is worth saying to a business is not what is worth saying to an
association, and neither is a translation of the other.
"""

import re
from dataclasses import dataclass

from samskap.recruiting.models import Audience

FIELDS = {
    "nb": {"navn": "name", "samling": "title", "spørsmål": "question", "når": "when", "sted": "place", "lenke": "link",
           "avsender": "sender"},
    "nn": {"namn": "name", "samling": "title", "spørsmål": "question", "når": "when", "stad": "place", "lenkje": "link",
           "avsendar": "sender"},
    "en": {"name": "name", "gathering": "title", "question": "question", "when": "when", "place": "place",
           "link": "link", "sender": "sender"},
}  # fmt: skip
FIELD = re.compile(r"\{([^{}\n]{1,30})\}")


@dataclass(frozen=True)
class Words:
    """A subject and a text, with fields."""

    subject: str
    text: str


_FRAME = {
    "nb": (
        "Hei {navn}\n\n%s\n\n**{samling}**\n{når}\n{sted}\n\n{lenke}\n\n"
        "Vil du vite mer, er det bare å svare på denne e-posten.\n\nHilsen {avsender}"
    ),
    "nn": (
        "Hei {namn}\n\n%s\n\n**{samling}**\n{når}\n{stad}\n\n{lenkje}\n\n"
        "Vil du vite meir, er det berre å svare på denne e-posten.\n\nHelsing {avsendar}"
    ),
    "en": (
        "Hello {name}\n\n%s\n\n**{gathering}**\n{when}\n{place}\n\n{link}\n\n"
        "If you would like to know more, just answer this letter.\n\nKind regards, {sender}"
    ),
}
_READY: dict[tuple[str, str], tuple[str, str]] = {
    ("business", "nb"): (
        "Vil bedriften din være med? {samling}",
        "Vi inviterer næringslivet til å finne løsninger sammen med frivillige og kommunen. Spørsmålet er: "
        "{spørsmål}\n\nFor bedriften er dette en mulighet til å vise verdiene sine i praksis og ta et synlig sosialt "
        "ansvar der dere holder til. Dere trenger ikke ha med penger. Det dere kan, kjenner til og har stående, er "
        "ofte det som skal til.",
    ),
    ("business", "nn"): (
        "Vil bedrifta di vere med? {samling}",
        "Vi inviterer næringslivet til å finne løysingar saman med frivillige og kommunen. Spørsmålet er: "
        "{spørsmål}\n\nFor bedrifta er dette ei moglegheit til å vise verdiane sine i praksis og ta eit synleg sosialt "
        "ansvar der de held til. De treng ikkje ha med pengar. Det de kan, kjenner til og har ståande, er ofte "
        "det som skal til.",
    ),
    ("business", "en"): (
        "Will your business join in? {gathering}",
        "We invite businesses to find solutions together with volunteers and the municipality. The question is: "
        "{question}\n\nFor you it is a chance to show your values in practice, and to take visible social "
        "responsibility in the place you are part of. You need not bring money. What you know, and what you have "
        "standing by, is often what it takes.",
    ),
    ("voluntary", "nb"): (
        "Hva kan laget ditt få til sammen med andre? {samling}",
        "Frivilligheten sitter på mye av det som gjør et sted godt å bo på. Nå møtes vi for å svare på: {spørsmål}\n\n"
        "Dere møter kommunen og næringslivet direkte. Det gir kortere vei til kommunale tjenester og til ressurser som "
        "lokaler, utstyr, kunnskap og hender, uten at dere må skrive søknader. Det dere trenger, og det dere kan "
        "tilby, teller like mye.",
    ),
    ("voluntary", "nn"): (
        "Kva kan laget ditt få til saman med andre? {samling}",
        "Frivilligheita sit på mykje av det som gjer ein stad god å bu på. No møtest vi for å svare på: {spørsmål}\n\n"
        "De møter kommunen og næringslivet direkte. Det gir kortare veg til kommunale tenester og til ressursar som "
        "lokale, utstyr, kunnskap og hender, utan at de må skrive søknader. Det de treng, og det de kan tilby, "
        "tel like mykje.",
    ),
    ("voluntary", "en"): (
        "What can your association do together with others? {gathering}",
        "Volunteers hold much of what makes a place good to live in. Now we meet to answer: {question}\n\nYou meet the "
        "municipality and local businesses face to face. That makes the way shorter to municipal services and to "
        "resources such as rooms, equipment, knowledge and hands, with no applications to write. What you need and "
        "what you can offer count the same.",
    ),
    ("public", "nb"): (
        "En dag for samskaping på tvers: {samling}",
        "De store oppgavene løser ingen av oss alene. Derfor lager vi en arena der ansatte i det offentlige møter "
        "frivillige, næringsliv og innbyggere på like fot, på tvers av sektorer og fag. Spørsmålet er: {spørsmål}\n\n"
        "Du får nye samarbeidspartnere, høre hva folk faktisk er opptatt av, og avtaler som kan følges opp dagen "
        "etter.",
    ),
    ("public", "nn"): (
        "Ein dag for samskaping på tvers: {samling}",
        "Dei store oppgåvene løyser ingen av oss åleine. Derfor lagar vi ein arena der tilsette i det offentlege møter "
        "frivillige, næringsliv og innbyggjarar på like fot, på tvers av sektorar og fag. Spørsmålet er: {spørsmål}\n\n"
        "Du får nye samarbeidspartnarar, høyre kva folk faktisk er opptekne av, og avtalar som kan følgjast opp dagen "
        "etter.",
    ),
    ("public", "en"): (
        "A day for making things together, across sectors: {gathering}",
        "None of us solves the large tasks alone. So we make an arena where public employees meet volunteers, "
        "businesses and residents as equals, across sectors and professions. The question is: {question}\n\nYou get "
        "new partners, hear what people really care about, and agreements that can be followed up the day after.",
    ),
    ("resident", "nb"): (
        "Vi trenger deg som bor her: {samling}",
        "Ingen kjenner stedet bedre enn de som bor der. Vi inviterer deg til å være med og svare på: {spørsmål}\n\n"
        "Du trenger ingen forkunnskaper og representerer bare deg selv. Det du har erfart, er det vi trenger. Det er "
        "gratis, og du kan komme alene eller ta med en nabo.",
    ),
    ("resident", "nn"): (
        "Vi treng deg som bur her: {samling}",
        "Ingen kjenner staden betre enn dei som bur der. Vi inviterer deg til å vere med og svare på: {spørsmål}\n\n"
        "Du treng ingen forkunnskapar og representerer berre deg sjølv. Det du har erfart, er det vi treng. Det er "
        "gratis, og du kan kome åleine eller ta med ein nabo.",
    ),
    ("resident", "en"): (
        "We need you who live here: {gathering}",
        "Nobody knows the place better than those who live in it. We invite you to help to answer: {question}\n\nYou "
        "need no special knowledge, and speak for nobody but yourself. What you have experienced is what we need. It "
        "is free, and you can come alone or bring a neighbour.",
    ),
}


def ready_words(audience: str, language: str) -> Words:
    """The text that we suggest to start from."""
    subject, body = _READY[Audience(audience).value, language]
    return Words(subject, _FRAME[language] % body)


def unknown_fields(text: str, language: str) -> list[str]:
    """Name what stands between curly brackets and is no field: it would be sent as it stands."""
    return [name for name in FIELD.findall(text) if name.strip().lower() not in FIELDS[language]]


def fill_in(text: str, language: str, values: dict[str, str]) -> str:
    """Fill the fields in. A field with nothing to say leaves no gap, and a line that is left empty goes."""
    known = FIELDS[language]

    def value(name: str) -> str:
        return values.get(known.get(name.strip().lower(), ""), "{" + name + "}")

    lines = []
    for line in text.splitlines():
        filled = FIELD.sub(lambda found: value(found[1]), line)
        if filled.strip() or not line.strip():
            lines.append(re.sub(r" +(?=[,.!?]|$)", "", filled))
    return "\n".join(lines)
