"""An earlier half day in Nordbygda: neighbours who help each other. All of it is invented."""

from samskap.invented.guests import GUESTS
from samskap.invented.tale import Tale, Topic

_QUESTIONS = (
    "Hvilke viktige ting fant vi ut?",
    "Hvordan samarbeider vi på tvers om det?",
    "Hva er neste steg, og hvem tar det?",
    "Hva tar vi med oss hjem?",
)

_CHECK_IN = (
    "Naboen min på andre siden av veien. Jeg vet ikke hva han heter.",
    "Eg har snøfresar og god tid om morgonen.",
    "Mor er 84 og vil bo hjemme. Jeg bor to timer unna.",
    "Vi har fått fem nye familier i gata, og ingen har bakt kake.",
    "Jeg kan strikke, lytte og kjøre bil. I den rekkefølgen.",
    "Eg trur folk vil hjelpe. Dei veit berre ikkje kven.",
    "Fordi frivilligsentralen spurte pent.",
    "Det luktet kaffe.",
    "I fjor falt strømmen i to døgn. Da ble vi kjent.",
    "Jeg vil heller spørre om hjelp før det haster.",
    "Eg har hage og ungar som et eple.",
    "Hunden min kjenner alle. Jeg kjenner ingen.",
)

_NOTES = (
    "Snømåking for dem som ikke kan selv",
    "Noen å ringe som ikke er 113",
    "Handletur på torsdager",
    "Vi vet ikke hvem som bor alene",
    "Lån bort stigen din",
    "Kake til nye naboer",
    "Besøksvenn også for unge",
    "Følgje til legen",
    "Felles verktøybod i grenda",
    "Epler som råtner under trærne",
    "Dugnad som ikke bare er for dem med barn",
    "Leksehjelp av pensjonister",
    "Pensjonister får hjelp med mobilen",
    "Sommarvatning på tvers av gjerde",
    "Samkjøring til byen",
    "Språktrening over gjerdet",
    "Nøkkel hos naboen",
    "Ein stad å sitje ute",
    "Middag for flere enn meg selv",
    "Når strømmen går",
    "Hvem passer katten?",
    "Tur for dem som går sakte",
    "Byttedag for barneklær",
    "Telefonrunde på søndager",
)

_TOPICS = (
    Topic(
        "Noen å ringe som ikke er 113",
        "Mange ringer legevakta når de egentlig trenger en nabo. Hva om det fantes ett nummer i hver grend?",
        (
            "Folk ringer ikke fordi de er redde for å være til bry. Et nummer med et navn er lettere enn en tjeneste.",
            "Pensjonistlaget bemanner, hjemmetjenesten sier hva som er trygt, og frivilligsentralen eier listen.",
            "Gerd lager vaktliste for tre grender innen 1. februar. Nadia skriver ett ark om hva vi ikke skal gjøre.",
            "Jeg tør å ringe nå, for jeg vet hvem som tar telefonen.",
        ),
        "Ett nummer i tre grender, bemannet av folk med navn.",
    ),
    Topic(
        "Snø, stiger og verktøy",
        "Vi eier tolv snøfresere i en gate på femten hus. Kan vi eie tre og bruke resten på noe annet?",
        (
            "De som har utstyr, vil gjerne låne bort. Det som mangler, er et sted å henge nøkkelen.",
            "Idrettslaget har boden, banken betaler hengelåsen, og ungdomsskolen lager merkene.",
            "Bjarne rydder boden i oktober. Rolf samler inn det første utstyret og skriver navn på alt.",
            "Jeg har lånt bort stigen min allerede. Den kom tilbake med et glass syltetøy.",
        ),
        "En verktøybod med nøkkel på butikken.",
    ),
    Topic(
        "Kake til nye naboer",
        "Det flytter folk hit hver måned, og de får et brev fra kommunen. Hva om de fikk en kake også?",
        (
            "De nye spør om det samme: Hvor møtes folk? Hvem kan jeg spørre? Kan jeg bli med på noe?",
            "Bygdekvinnelaget baker, flerkulturell forening blir med på døra, biblioteket gir lånekort i kurven.",
            "Oddny setter opp bakeliste. Fatuma følger med de fire første gangene. Sigrun fyller kurven.",
            "Ein dørklokke er ein liten ting å trykkje på.",
        ),
        "Velkomstkurv på døra innan to veker.",
    ),
    Topic(
        "Mobilhjelp mot leksehjelp",
        "De gamle kan brøk. De unge kan BankID. Kan de bytte?",
        (
            "Begge grupper sier at de vil gi mer enn få. Derfor må det være et bytte, ikke en tjeneste.",
            "Skolen gir rom og saft, pensjonistlaget kommer i puljer, biblioteket lager timeplanen.",
            "Solveig tar med åtte fra pensjonistlaget. Camilla spør trinnet. De begynner tirsdag etter høstferien.",
            "Jeg har lært et nytt ord for likningar, og eit nytt passord.",
        ),
        "Byttetime hver tirsdag på biblioteket.",
    ),
    Topic(
        "Tur for dem som går sakte",
        "Turgruppa går for fort for meg. Er det flere?",
        (
            "Vi var sju rundt bordet som hadde sluttet å gå tur av samme grunn.",
            "Friluftsgruppa finner runder med benker. Frisklivssentralen sier fra til dem som trenger et puff.",
            "Ragnhild leder den første turen søndag klokka 12. Terje bærer kaffen.",
            "Å gå sakte er også å gå.",
        ),
        "Søndagstur i rolig tempo, med kaffe.",
    ),
    Topic(
        "Når strømmen går",
        "I fjor sto vi uten strøm i to døgn. Hvem banker på hos hvem neste gang?",
        (
            "Vi trenger en liste på papir, ikke i en app. Og noen må ha gassbluss.",
            "Velforeningene lager lista, Nordbygda Energi sier fra tidlig, menigheten åpner kirkestua.",
            "Christoffer lager varsel på SMS. Tor Inge går fra dør til dør i vår grend før jul.",
            "Jeg vet hvor stearinlysene er. Nå vet naboen det også.",
        ),
        "Ei papirliste i kvar grend, og open kyrkjestove.",
    ),
)

_CHECK_OUT = (
    "Navnet på han over veien. Han heter Geir.",
    "At eg skal seie ja før eg får tid til å tenkje.",
    "Et telefonnummer jeg kommer til å bruke.",
    "En kake å bake.",
    "At det å be om hjelp er en gave til den som blir spurt.",
    "Fire som går like sakte som meg.",
    "Nøkkelen til boden.",
    "Tre avtaler og en ny venn.",
)

NEIGHBOURS = Tale(
    title="Naboer som hjelper naboer",
    theme="Hverdagshjelp der folk bor",
    burning_question="Hva skal til for at ingen i Nordbygda trenger å klare seg alene?",
    purpose=(
        "Vi samler naboer, lag, bedrifter og kommunen en ettermiddag, for å finne ut hva vi kan gjøre for hverandre "
        "uten søknad og uten ventetid."
    ),
    place="Frivilligsentralen i Nordbygda",
    organisation="Nordbygda frivilligsentral",
    guests=GUESTS,
    questions=_QUESTIONS,
    check_in=_CHECK_IN,
    notes=_NOTES,
    topics=_TOPICS,
    check_out=_CHECK_OUT,
)
