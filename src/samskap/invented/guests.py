"""Who comes: 72 invented people from 25 invented organisations, and as many more as a test needs."""

from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice

from samskap.invented.tale import Guest

_ORGANISATIONS: dict[tuple[str, str], list[tuple[str, str, str]]] = {
    ("Nordbygda Sparebank", "business"): [
        ("Ingeborg", "Aasmundrud", "Pengene skal gjøre nytte der folk bor"),
        ("Pål-Erik", "Fossheim", "Å være den som sier ja først"),
    ],
    ("Kafé Lykta", "business"): [
        ("Samira", "Haddad", "Et bord til er alltid mulig"),
        ("Vetle", "Rønningsbakken", "Kaffe, spill og folk som blir sittende"),
    ],
    ("Nordbygda Trevare", "business"): [
        ("Gudmund", "Tveiten", "Det hendene får til sammen"),
        ("Liv Turid", "Skåråmo", "Lærlinger som blir stolte"),
    ],
    ("Nordbygda Energi", "business"): [
        ("Christoffer", "Brenna", "Strøm til det som samler folk"),
        ("Hanne", "Sæterdal", "At de unge vil flytte hjem igjen"),
    ],
    ("Tømmerli Bygg og Innredning", "business"): [
        ("Darius", "Wiśniewski", "Å bygge noe som varer"),
        ("Ronny", "Bakkejord", "Tomme hus som får liv"),
    ],
    ("Sykkelsmia", "business"): [
        ("Jonas", "Ødegårdstuen", "Alle skal ha noe å sykle på"),
        ("Thi Mai", "Nguyen", "Reparere i stedet for å kaste"),
    ],
    ("Filmlåven", "business"): [
        ("Astri", "Kvåle", "Forteljingar vi ser saman"),
        ("Elias", "Sundsbø", "Mørk sal, stort lerret, full låve"),
        ("Marte", "Øygarden", "At noen tør å stå på scenen"),
    ],
    ("Nordbygda idrettslag", "voluntary"): [
        ("Bjarne", "Solhaug", "Flest mulig, lengst mulig"),
        ("Renate", "Hjelmseth", "De som ikke liker å konkurrere"),
        ("Abdirahman", "Warsame", "Fotball er et språk"),
    ],
    ("Nordbygda frivilligsentral", "voluntary"): [
        ("Torunn", "Myklebusthaug", "Ingen skal måtte spørre to ganger"),
        ("Åse", "Grønnli", "Små ting som blir faste ting"),
        ("Yonas", "Tesfay", "Å hilse på alle"),
    ],
    ("Nordbygda bygdekvinnelag", "voluntary"): [
        ("Borghild", "Haugstveit", "Mat som samlar generasjonar"),
        ("Oddny", "Skjelbreid", "Å lære bort det eg kan"),
    ],
    ("Unge stemmer i Nordbygda", "voluntary"): [
        ("Sunniva", "Lervik", "At vi blir spurt før det er bestemt"),
        ("Mohammed", "Al-Jabiri", "Et sted uten foreldremøter"),
        ("Iben", "Kristoffersrud", "De stille i klassen"),
        ("Ørjan", "Nylund", "Gaming er også å møtes"),
    ],
    ("Nordbygda skolekorps", "voluntary"): [
        ("Kjersti", "Bjørnerud", "Lyden av førti som øver"),
        ("Terje", "Vangsnes", "Å spele saman er å høyre saman"),
    ],
    ("Nordbygda pensjonistlag", "voluntary"): [
        ("Arnfinn", "Røsslandmo", "Vi har tid, bruk oss"),
        ("Gerd", "Ådland", "Å være til nytte"),
        ("Solveig", "Tangenes", "Unge folk gir meg godt humør"),
    ],
    ("Nordbygda flerkulturelle forening", "voluntary"): [
        ("Fatuma", "Jama Ali", "Dører som står åpne"),
        ("Olena", "Kovalchuk", "Et språk til, en venn til"),
        ("Reza", "Mohammadi", "Te, og tid til å prate"),
    ],
    ("Davvegilli sámi searvi", "voluntary"): [
        ("Áile", "Guttormsen Eira", "Giella, duodji ja mánát"),
        ("Niillas", "Bieđđur", "At samisk høres i butikken"),
        ("Máret", "Somby-Čáppá", "Bestemors hender, mine hender"),
    ],
    ("Nordbygda friluftsgruppe", "voluntary"): [
        ("Sindre", "Fjellvang", "Bål løser det meste"),
        ("Ragnhild", "Kleppestø", "Korte turer for folk uten utstyr"),
    ],
    ("Nordbygda kommune, oppvekst", "public"): [
        ("Anne-Grethe", "Holmedal", "Barna våre, alles barn"),
        ("Håvard", "Støylen", "Færre skjema, fleire møte"),
        ("Nadia", "Rahman", "Tidlig, sammen og på lag"),
    ],
    ("Nordbygda kommune, kultur", "public"): [
        ("Eirin", "Lauvstad", "Nøkler til folket"),
        ("Stian", "Ryggås", "Rom som brukes til noe de ikke var laget for"),
        ("Wenche", "Dahlmo", "Å finne den første hundrelappen"),
    ],
    ("Nordbygda bibliotek", "public"): [
        ("Aud", "Berglihn", "Et gulv for alle"),
        ("Sigrun", "Øvstedal", "Dei som berre vil vere der"),
        ("Jørgen", "Åmodt", "Sene kvelder og lave skuldre"),
    ],
    ("Nordbygda ungdomsskole", "public"): [
        ("Camilla", "Vollan", "Elever som eier skolegården sin"),
        ("Øystein", "Hellebust", "Friminutta er viktigast"),
        ("Ingrid Marie", "Aarvåg", "Å se den som går alene"),
    ],
    ("Nordbygda videregående skole", "public"): [
        ("Magnus", "Stordalen Lie", "Yrkesfag med ekte oppdrag"),
        ("Priya", "Sivanesan", "Hybelboere trenger også middag"),
        ("Frode", "Eikeland", "At alle fullfører noe"),
    ],
    ("Nordbygda helsestasjon for ungdom", "public"): [
        ("Birgitte", "Moldestad", "En dør uten timebestilling"),
        ("Sander", "Nøttveit", "Gutter som snakker"),
    ],
    ("Nordbygda ungdomsråd", "public"): [
        ("Leah", "Johansen", "Å bli hørt også når det koster noe"),
        ("Aksel", "Ravnå", "Busser som går når vi er ferdige"),
        ("Zahra", "Hosseini", "At jenter får plass"),
        ("Ánte", "Hætta", "At bygda er stor nok for alle"),
        ("Emma Sofie", "Tjønnås", "Å slippe å kjøre en time for å møte noen"),
    ],
    ("Innbyggere i Nordbygda", "resident"): [
        ("Rolf", "Grindaker", "Jeg har en låve og god tid"),
        ("Maria Luísa", "Pereira", "Naboer som kjenner hverandre"),
        ("Tor Inge", "Sandvær", "At noen tar ansvar for lysløypa"),
        ("Eva-Lill", "Mæhlum", "Mine tre tenåringer"),
        ("Kwame", "Boateng", "Musikk fra alle kanter"),
        ("Synnøve", "Bøe", "Nokon må koke kaffi"),
        ("Dag-Ove", "Hårstad", "Ny her, vil bli kjent"),
    ],
    ("Nordbygda menighet", "other"): [
        ("Hallvard", "Tømmerås", "Kjelleren vår står tom på tirsdager"),
        ("Linn Therese", "Opdøl", "Å være der når det er vanskelig"),
        ("Beáhtar", "Nutti", "Å lytte lenge"),
    ],
}  # fmt: skip

GUESTS: tuple[Guest, ...] = tuple(
    Guest(first, last, organisation, sector, drive)
    for (organisation, sector), members in _ORGANISATIONS.items()
    for first, last, drive in members
)

_FIRST_NAMES = (
    "Anders", "Marit", "Yusuf", "Silje", "Knut", "Ravdna", "Oskar", "Amina", "Tobias", "Gunnhild", "Piotr", "Maja",
    "Sverre", "Hoda", "Lars", "Ingvild", "Dmytro", "Helga", "Ailo", "Tuva", "Ahmed", "Berit", "Noah", "Kari", "Biret",
    "Sigurd", "Leyla", "Trond", "Elisabeth", "Hassan", "Vilde", "Rune", "Agnieszka", "Morten", "Selma", "Ole",
    "Thandiwe", "Geir", "Johanne", "Ismail", "Ylva", "Per", "Sofie", "Tekle", "Randi", "Filip", "Guro", "Ámmun",
    "Kristin", "Ali", "Herman", "Signe", "Viktor", "Turid", "Lien", "Espen", "Dina", "Halvor", "Parisa", "Brage",
    "Åshild", "Isak", "Meryem", "Steinar", "Live", "Jovan", "Tiril", "Øyvind", "Sára", "Mathias", "Ellen", "Bilal",
    "Frøydis", "Ludvig", "Hanan", "Arne", "Eline", "Nils", "Ronja",
)  # fmt: skip
_LAST_NAMES = (
    "Bakken", "Lund", "Hansen", "Mikkelsen", "Gaup", "Nordli", "Omar", "Strand", "Åsen", "Haugen", "Kowalski", "Vik",
    "Dalen", "Sara", "Moen", "Ødegård", "Tran", "Solberg", "Utsi", "Ruud", "Farah", "Engen", "Nygård", "Bondarenko",
    "Sørli", "Myhre", "Kaya", "Aune", "Lie", "Balto", "Røed", "Hagen", "Abdi", "Fjeld", "Brekke", "Novak", "Sletten",
    "Bråten", "Singh", "Tangen", "Kvam", "Baisa", "Høyland", "Rustad", "Ahmadi", "Løken", "Vatne", "Yildiz", "Børresen",
    "Juuso", "Stenersen", "Ulvik", "Gebremedhin", "Ness", "Skår", "Popescu", "Hovland", "Eide", "Laiti", "Grøtting",
    "Mahmoud", "Tveit", "Sandnes", "Phiri", "Øien", "Bergli", "Hauge",
)  # fmt: skip


def people(number: int, known: Sequence[Guest] = GUESTS) -> Iterator[Guest]:
    """Yield ``number`` people, the known ones first; no two have the same full name."""
    return islice(_everybody(known), number)


def _everybody(known: Sequence[Guest]) -> Iterator[Guest]:
    yield from known
    taken = {(one.first_name, one.last_name) for one in known}
    free = (name for name in names() if name not in taken)
    for (first, last), like in zip(free, cycle(known), strict=False):
        yield Guest(first, last, like.organisation, like.sector, like.drive)


def names() -> Iterator[tuple[str, str]]:
    """Every first name with every last name, then with two last names, mixed so that neighbours differ."""
    width, height = len(_FIRST_NAMES), len(_LAST_NAMES)
    for number in range(width * height):
        yield _FIRST_NAMES[number % width], _LAST_NAMES[(number + number // width) % height]
    for number in count():
        first, rest = _FIRST_NAMES[number % width], number // width
        yield first, f"{_LAST_NAMES[rest % height]} {_nth_last_name(rest // height)}"


def _nth_last_name(number: int) -> str:
    height = len(_LAST_NAMES)
    name = _LAST_NAMES[number % height]
    return name if number < height else f"{name}-{_nth_last_name(number // height - 1)}"
