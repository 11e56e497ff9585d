"""An unconference in Fjordvik: how those who make public services, and those who use them, can make them together.

All of it is invented.
"""

from itertools import islice

from samskap.invented.guests import names
from samskap.invented.tale import Guest, Tale, Topic

_DRIVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Fjordvik kommune, digitalisering", "public"): (
        "Skjema som forsvinner fordi ingen trenger dem",
        "Å rydde før vi bygger",
        "Ein knapp mindre, ein time meir",
        "At data flytter seg, så folk slipper",
    ),
    ("Fjordvik kommune, helse og mestring", "public"): (
        "Den samme hånden på døra hver gang",
        "Tid til å høyre ferdig",
        "At pårørende slipper å være sekretær",
        "Å slutte å spørre om det vi vet",
    ),
    ("Fjordvik kommune, innbyggertorget", "public"): (
        "Den som står i døra, skal få svar der",
        "Klarspråk er god omsorg",
        "Smilet etter at noe løste seg",
    ),
    ("Fjordvik kommune, oppvekst", "public"): (
        "Ungane først, systema etterpå",
        "Én plan for ett barn",
        "Foreldre som blir lyttet til første gang",
    ),
    ("Ytre Sunn kommune", "public"): (
        "Liten kommune, kort vei til ja",
        "Å låne i stedet for å finne opp",
        "Grannar som deler",
    ),
    ("Indre Sunn kommune", "public"): (
        "At distansen ikkje skal avgjere",
        "Å prøve i det små",
    ),
    ("Sunnfylket fylkeskommune", "public"): (
        "Elever som bygger ekte ting",
        "Buss og skule som snakkar saman",
        "Å være en god nabo for kommunene",
    ),
    ("Fjordvik bibliotek", "public"): (
        "Et sted der alle spørsmål er lov",
        "Dei som aldri spør",
        "Hyller, hjelp og varme radiatorer",
    ),
    ("Etaten for bustøtte", "public"): (
        "Brev mor mi hadde forstått",
        "Rett svar første gong",
        "At «venter på behandling» blir et minne",
    ),
    ("Arbeids- og velferdskontoret i Fjordvik", "public"): (
        "Folk er eksperter på eget liv",
        "En inngang, ikke sju",
        "Å feire når noen ikke trenger oss mer",
        "Færre møte om folk utan folk",
    ),
    ("Direktoratet for felles grunndata", "public"): (
        "Å spørre én gang",
        "Registre med folk i",
        "At standarder kan være vakre",
    ),
    ("Etaten for naboskap og bygg", "public"): (
        "Byggesaker uten magesår",
        "Kart som alle kan lese",
    ),
    ("Skatteservice Vest", "public"): (
        "At det rette også er det enkle",
        "Å gjøre det kjedelige godt",
    ),
    ("Fjordvik sykehus", "public"): (
        "Overgangen hjem",
        "At pasienten eig si eiga historie",
        "Mindre faks, mer folk",
    ),
    ("Sunn politidistrikt", "public"): (
        "Førebygge medan det er lite",
        "Å bli kjent før det smeller",
    ),
    ("Nordavind Programvare", "business"): (
        "Kode som overlever prosjektet",
        "Å si «det trenger dere ikke kjøpe»",
        "Åpen kildekode, åpne dører",
    ),
    ("Bølgen Rådgivning", "business"): (
        "Å være overflødig til slutt",
        "Spørsmål som gjør vondt og godt",
        "At alle eig løysinga",
    ),
    ("Tydeleg Design", "business"): (
        "Det du ikkje treng å forklare",
        "Universell utforming fra første strek",
    ),
    ("Fjordvik Energi og Nett", "business"): (
        "Strøm, fiber og folk i samme grøft",
        "Å grave én gang",
        "Innovasjon med støvlar på",
    ),
    ("Sunn Regnskap", "business"): (
        "At små bedrifter rekker middag",
        "Tal som fortel noko",
    ),
    ("Kystbanken", "business"): (
        "Fullmakter som virker",
        "At bestemor også kommer inn",
    ),
    ("Havbruk Ytre", "business"): (
        "Ein søknad, ikkje fem etatar",
        "Kunnskap som ligger i støvlene",
    ),
    ("Fjordvik frivilligsentral", "voluntary"): (
        "Folk som blir spurt, sier ja",
        "Å se hvem som mangler rundt bordet",
        "Lav terskel, høgt under taket",
    ),
    ("Brukarrådet i Fjordvik", "voluntary"): (
        "Ingenting om oss utan oss",
        "At erfaring teller som utdanning",
        "Å slippe å fortelle alt på nytt",
    ),
    ("Innbyggarar i Fjordvik", "resident"): (
        "Jeg har fylt ut nok skjemaer",
        "Pårørande på fulltid",
        "Vil gjerne bli spurt før det er vedteke",
        "Ny i landet, lei av koder i posten",
    ),
}  # fmt: skip

GUESTS: tuple[Guest, ...] = tuple(
    Guest(first, last, organisation, sector, drive)
    for (first, last), (organisation, sector, drive) in zip(
        islice(names(), 400, None),
        ((organisation, sector, drive) for (organisation, sector), drives in _DRIVES.items() for drive in drives),
        strict=False,
    )
)

_QUESTIONS = (
    "Viktige ting vi fant ut",
    "Hvordan jobber vi på tvers om det?",
    "Hvordan tar vi det med oss i morgen?",
)

_CHECK_IN = (
    "Jeg vil treffe dem jeg bare kjenner som avsendere av e-post.",
    "Eg vart nysgjerrig av at det ikkje fanst noko program.",
    "Sjefen sa at jeg kunne gå hvis jeg tok med noe hjem. Det skal jeg.",
    "Jeg har en mor på 83 og fire innlogginger som er hennes.",
    "Fordi jeg lager løsninger jeg aldri får se i bruk.",
    "Vi er ein liten kommune. Vi har ikkje råd til å gjere ting aleine.",
    "Jeg var på en lignende dag i fjor og fikk tre kolleger i andre etater.",
    "Å få snakke om det som faktisk er vanskelig, uten lysark.",
    "Eg vil høyre kva næringslivet ventar på.",
    "Jeg venter på svar på en søknad. Jeg tenkte jeg kunne hente det selv.",
    "Fordi ordet «tverrsektoriell» bør bety noe.",
    "Å finne én ting vi kan slutte med.",
    "Eg er pårørande. Eg kjenner alle hola i systemet med fornamn.",
    "Noen sa at alle får ordet her. Det ville jeg se.",
    "Vi har bygget noe andre kan få gratis.",
    "Å si høyt at vi også er redde for å feile.",
    "Kaffien. Og at døra sto open.",
    "Jeg tror de fleste vil det samme. De sitter bare i hver sin etasje.",
    "Fordi eg vil lære å lytte lenger.",
    "Jeg er ny i landet og i jobben. Jeg tok med begge deler.",
)

_IDEAS = (
    "Spør om ting én gang, og husk svaret",
    "Fullmakt som virker hos alle, ikke bare i banken",
    "Brev som kan leses av den som får dem",
    "En uke der alle ledere sitter i skranken",
    "Felles øving på klarspråk",
    "Del kode og maler mellom kommuner",
    "La innbyggarar teste før vi kjøper",
    "Én kontaktperson når det er mange instanser",
    "Gjør det lett å si fra når noe ikke virker",
    "Slutt med ett skjema i måneden",
    "Sommarjobb der unge går gjennom nettsidene våre",
    "Åpne data om ventetid",
    "Lag anbud små bedrifter kan svare på",
    "Grav én gang: strøm, fiber og vann samtidig",
    "Overgangen fra sykehus til heim",
    "Felles lunsj på tvers av etatar kvar månad",
    "Ett møterom alle kan låne",
    "Plan for barnet, ikke for avdelingen",
    "Bibliotekarer som digitale veiledere",
    "Feilfest: del det som ikke gikk",
    "Pårørande treng éin inngang",
    "Hospitering en dag i kvartalet",
    "Hva om vi målte spart tid hos innbyggerne?",
    "Chat der det svarer et menneske",
    "Byggesak med kart først",
    "Tolk som er med fra starten",
    "Ikke lag app",
    "Innbyggerpanel som får betalt",
    "Felles innkjøp for små kommunar",
    "Vi trenger tillatelse til å prøve",
    "Rydd i registrene sammen",
    "Avlys møtet hvis ingen har spurt om noe",
    "Veiledning på samisk der folk er",
    "Lag en ordliste på tvers av etatene",
    "Skriv ned hvem som bestemmer",
    "Utviklarar på besøk hos heimetenesta",
    "Ta imot henvendelser på papir også",
    "Del resultatet før det er ferdig",
    "Frivillige som døråpnere, ikke som gratis hender",
    "Ein stad å melde det som fell mellom stolane",
    "Tillit til dem som står nærmest",
    "Elever som løser ekte oppdrag",
    "Kortere vei fra idé til prøve",
    "Samtykke folk forstår",
    "Vis hva som skjedde med innspillet",
    "Mindre rapportering, mer retting",
    "Bytt jobb med en i en annen etat",
    "Husk dem uten mobil",
    "Et kart over alle som hjelper",
    "Éin kalender for alle høyringar",
    "Hjelp til å avslutte tjenester",
    "Språkkafé i etatsspråk",
    "Sjekk om noen har løst det før",
    "Mobile kontordagar i bygdene",
    "Beredskap vi øver på sammen",
    "Skriv referat alle kan rette i",
    "Pasienten eig planen sin",
    "En knapp for «dette forsto jeg ikke»",
    "Nattåpent bibliotek for dem som studerer",
    "Be om hjelp før det er krise",
)

_TOPICS = (
    Topic(
        "Spør om ting én gang, og husk svaret",
        "Vi spør den samme familien om det samme ni ganger i året. Hva skal til for at vi spør én gang?",
        (
            "Det er sjelden loven som stopper oss. Det er at ingen har eid spørsmålet «hvem vet dette fra før?».",
            "Grunndata, kommunen og etaten ser på ett skjema sammen, felt for felt, med en innbygger ved bordet.",
            "Hver av oss tar med ett skjema og stryker det vi vet fra før.",
        ),
        "Ett skjema, felt for felt: ni av fjorten spørsmål kan strykes.",
        plan=(
            "Ingen familie svarer på det samme to ganger.",
            "Hvem vet svaret fra før, og får vi lov til å bruke det?",
            "Ingvild stryker ni spørsmål innen 15. desember.\nGrunndata sier hva som kan hentes, innen 10. januar.",
        ),
    ),
    Topic(
        "Fullmakt som virker hos alle",
        "Banken godtar fullmakten. Sykehuset gjør det ikke, og kommunen ber om en ny på papir.",
        (
            "Pårørende leverer den samme fullmakten i snitt fire steder, og ingen vet når den er brukt.",
            "Banken viser hvordan de gjør det. Sykehuset og kommunen prøver det samme på én avdeling.",
            "Vi ringer den som tar imot fullmakter hos oss, og spør hva som gjør at de sier nei.",
        ),
        "Én avdeling på sykehuset prøver bankens fullmakt fra nyttår.",
        plan=(
            "Én fullmakt, godtatt hos alle som er med.",
            "Hva må stå i fullmakten for at sykehuset kan si ja?",
            "Kystbanken deler malen sin i morgen.\nSykehuset prøver den på én avdeling fra 4. januar.",
        ),
    ),
    Topic(
        "Brev mor mi hadde forstått",
        "Eg les våre eigne brev to gonger. Kva om dei som får dei, skreiv dei om saman med oss?",
        (
            "Dei vanskelegaste orda er dei vi sjølve har slutta å sjå. Tre setningar svarar på det folk spør om.",
            "Brukarrådet les, etaten skriv, biblioteket har rommet og kaffien.",
            "Ta eit brev heim, les det høgt for nokon, og stryk det dei spør om.",
        ),
        "Brevverkstad på biblioteket: ti brev på ein ettermiddag.",
        plan=(
            "Ti brev som mottakerne har skrevet om.",
            "Kven skal lese saman med oss?",
            "Biblioteket set av rommet 12. januar.\nBrukarrådet vel dei ti breva innan 20. desember.",
        ),
    ),
    Topic(
        "Overgangen fra sykehus til heim",
        "Det er torsdag, og far min kjem heim fredag. Kven veit det?",
        (
            "Meldinga kjem fram, men ikkje til den som har nøkkelen. Dei pårørande er budet.",
            "Sjukehuset ringer heimetenesta medan pasienten sit i rommet. Alle tre høyrer det same.",
            "I morgon: spør éin pasient kven dei har fortalt at dei skal heim.",
        ),
        "Ein felles telefon før utskriving, prøvd på to avdelingar.",
        plan=(
            "Ingen kommer hjem uten at heimetjenesten vet det.",
            "Når ringer vi, og hvem tar telefonen?",
            "Sjukehuset ringer frå rommet på to avdelingar frå 1. februar.\nKommunen lagar vaktliste innan 15. januar.",
        ),
    ),
    Topic(
        "Én kontaktperson når det er mange instanser",
        "Noen familier har tretten av oss. Hva om én av de tretten var deres?",
        (
            "Kontaktpersonen trenger mandat til å innkalle de andre, ikke en tittel til.",
            "Oppvekst, helse og velferdskontoret velger fem familier og én person til hver.",
            "Spør en familie: Hvem ringer du når du ikke vet hvem du skal ringe?",
        ),
        "Fem familier får én kontakt hver, med mandat til å kalle inn.",
        plan=(
            "Fem familier har én de kan ringe.",
            "Hvilket mandat trenger den ene?",
            "Velferdskontoret velger fem familier innen 10. januar.\nOppvekst skriver mandatet på en side i morgen.",
        ),
    ),
    Topic(
        "Tillatelse til å prøve",
        "Alle vil prøve. Ingen vil spørre. Hvordan ser en god tillatelse ut?",
        (
            "Det som hjelper, er en ramme: hvor lenge, hvem det gjelder, og hvordan vi slutter.",
            "Lederne i tre kommuner skriver under på det samme arket. Direktoratet låner oss juristen.",
            "Skriv ned det minste forsøket du kan gjøre uten å spørre noen.",
        ),
        "«Prøvearket»: en side med ramme, slutt og hvem som sa ja.",
        plan=(
            "Tre forsøk i gang før påske.",
            "Hva er det minste vi kan prøve?",
            "Direktoratet låner ut juristen 8. januar.\nTre kommuner skriver under på prøvearket innen 20. desember.",
        ),
    ),
    Topic(
        "Del kode og maler mellom kommuner",
        "Tre av oss har kjøpt det samme i år. Vi har bygget det. Ta det, det er gratis.",
        (
            "Det er ikke koden som mangler, men noen som svarer når den er tatt i bruk.",
            "Kommunene går sammen om én person som svarer. Leverandøren lærer opp fire.",
            "Legg ut én mal i morgen, uten å pynte på den først.",
        ),
        "En felles hylle for maler, og en person som svarer.",
        plan=(
            "En hylle med tjue maler.",
            "Hvem svarer når noen lurer?",
            "Nordavind legger ut de fem første i morgen.\nYtre Sunn finner personen som svarer, innen 1. februar.",
        ),
    ),
    Topic(
        "Anbud små bedrifter kan svare på",
        "Et anbud på 90 sider er et nei til oss som er fire.",
        (
            "Halvparten av kravene er kopiert fra forrige gang. Ingen vet hvem som trengte dem.",
            "Innkjøp og små bedrifter leser ett anbud sammen før det lyses ut.",
            "Stryk ett krav fra neste utlysning, og se om noen savner det.",
        ),
        "Neste utlysning leses av tre små bedrifter før den går ut.",
        plan=(
            "Neste utlysning kan besvares av fire folk.",
            "Hvilke krav savner ingen?",
            "Innkjøp sender utkastet til tre små bedrifter 5. januar.\nSunn Regnskap leser det på én uke.",
        ),
    ),
    Topic(
        "Grav én gang",
        "Gata vår er gravd opp tre ganger på fem år. Strøm, fiber og vann kunne delt grøft.",
        (
            "Alle har en plan, men de ligger i hvert sitt kart. Det lengste planen rekker, er to år.",
            "Ett felles kart med alt som skal graves, åpent for alle, oppdatert hver måned.",
            "Send ditt gravekart til Fjordvik Energi og Nett i morgen.",
        ),
        "Felles gravekart, åpent for alle, fra februar.",
        plan=(
            "Alle graveplaner i ett kart.",
            "Hvem oppdaterer kartet?",
            "Fjordvik Energi og Nett lager kartet innen 1. februar.\nAlle sender planene sine i morgen.",
        ),
    ),
    Topic(
        "Husk dem uten mobil",
        "Far min er 88 og har aldri hatt kode. Han er likevel innbygger.",
        (
            "Hver femte som står i skranken, kommer fordi de ikke får til den digitale veien.",
            "Innbyggertorget, biblioteket og frivilligsentralen deler på å være den andre veien.",
            "Prøv din egen tjeneste uten mobil. Skriv ned hvor det stopper.",
        ),
        "En fast «gå sammen»-time på biblioteket hver tirsdag.",
        plan=(
            "Alle får hjelp uten mobil, samme dag.",
            "Hvor er den andre veien, og hvem går den sammen med folk?",
            "Biblioteket begynner «gå sammen» 9. januar.\nFrivilligsentralen finner fire frivillige innen nyttår.",
        ),
    ),
    Topic(
        "Vis hva som skjedde med innspillet",
        "Jeg har svart på sju høringer. Jeg vet ikke hva som skjedde med én av dem.",
        (
            "Folk tåler et nei. De tåler ikke stillhet.",
            "Kommunene svarer likt: tatt med, ikke tatt med og hvorfor, senere.",
            "Finn ett innspill du har fått, og svar på det.",
        ),
        "Tre svar til alle innspill: tatt med, ikke tatt med, senere.",
        plan=(
            "Alle innspill får svar på 30 dager.",
            "Hva svarer vi når svaret er nei?",
            "Kommunen prøver de tre svarene på neste høring 15. januar.",
        ),
    ),
    Topic(
        "Hospitering en dag i kvartalet",
        "Jeg har aldri sett hvor vedtaket mitt havner. Kan jeg få være med?",
        (
            "En dag er nok til å slutte å skrive «bruker».",
            "Seks virksomheter åpner fire plasser hver. Påmeldingen er en liste på veggen.",
            "Inviter en fra en annen etat til å være med deg i neste uke.",
        ),
        "Tjuefire plasser i seks virksomheter, første gang i januar.",
        plan=(
            "Tjuefire har vært hos hverandre før sommeren.",
            "Hva skal til for at sjefen sier ja?",
            "Seks virksomheter åpner fire plasser hver innen 10. januar.\nTydeleg Design lager påmelding i morgen.",
        ),
    ),
    Topic(
        "Innbyggarar testar før vi kjøper",
        "Vi kjøper i april og høyrer kva folk meiner i oktober. Kva om vi snudde?",
        (
            "Fem personar på ein ettermiddag finn det meste. Det er billegare enn det første endringsmøtet.",
            "Frivilligsentralen har folka, fylket har pengane, leverandøren sit stille og ser på.",
            "Vis noko uferdig til éin innbyggar før helga.",
        ),
        "Testpanel med gåvekort: fem personar, éin ettermiddag, før kvart kjøp.",
        related_to="Anbud små bedrifter kan svare på",
        plan=(
            "Ingen kjøp uten at fem innbyggere har prøvd.",
            "Kva kan vi vise før det er ferdig?",
            "Fylket set av pengar til gåvekort innan 20. januar.\nFrivilligsentralen spør ti personar i morgon.",
        ),
    ),
    Topic(
        "Feilfest",
        "Vi deler suksesser på konferanser. Det er feilene vi lærer av.",
        (
            "En feil må ha en eier som er trygg nok. Sjefen må begynne.",
            "Felles feilfest på biblioteket, fem minutter hver, ingen lysark.",
            "Fortell én kollega om noe som ikke gikk.",
        ),
        "Feilfest i mars. Tre ledere har allerede meldt seg.",
        plan=(
            "En fest der ti deler noe som ikke gikk.",
            "Hvem begynner?",
            "Tre ledere sier ja i morgen.\nBiblioteket setter av kvelden 14. mars.",
        ),
    ),
)

_CHECK_OUT = (
    "Jeg tar med meg tre telefonnumre og en dårlig samvittighet som er blitt en plan.",
    "At vi var seks rundt bordet og ingen spurte hvor vi jobba før etter en time.",
    "Eg reiser heim med eit skjema mindre.",
    "Ro. Det er flere som har det slik.",
    "Jeg lærte at banken har løst det vi strever med.",
    "At ein innbyggar sa det eg ikkje torde.",
    "Mandat. Eller: at jeg ikke trengte det.",
    "Neste gang tar jeg med sjefen.",
    "Ein ny nabo i ein annan etat.",
    "Jeg skal ringe i morgen. Jeg har nummeret i hånda.",
    "At det går an å bli enige om fire ting på tjue minutter.",
    "Jeg vil ha flere dager uten program.",
    "Eg har lytta meir i dag enn heile hausten.",
    "At det største problemet vårt var på ett skjema.",
    "Takk for at jeg fikk være innbygger og ikke sak.",
    "Håp, og en avtale på tirsdag.",
)

MICRO_ACTIONS = (
    "Stryke tre spørsmål i skjemaet vårt før lunsj",
    "Ringe Kystbanken og spørre hvordan de gjør det",
    "Lese eit av breva våre høgt for mor mi",
    "Legge ut malen vår, som den er",
    "Spørje éin pasient kven som veit at dei skal heim",
    "Svare på ett gammelt innspill",
    "Invitere en utvikler med på hjemmebesøk",
    "Prøve tjenesten vår uten mobil",
    "Sende gravekartet videre",
    "Avlyse ett møte",
    "Fortelle teamet om noe jeg tok feil av",
    "Skrive prøvearket på en side og ta det til sjefen",
    "Setje meg i skranken ein time",
    "Bytte ut «bruker» med «du» i fem tekster",
    "Spørre en innbygger før jeg svarer for dem",
    "Finne ut hvem som eier spørsmålet",
    "Takke dem som satt ved bordet mitt",
    "Melde meg på hospitering",
    "Sjekke om nabokommunen har løst det",
    "Be om hjelp til det jeg har skjøvet på",
    "Dele lista over lokale tilbod",
    "Lage kaffe og invitere etasjen over",
    "Stryke ett krav i utlysningen",
    "Ta med brukarrådet i neste møte",
)

REFLECTIONS = (
    "Det jeg trodde var et teknisk problem, var at vi aldri hadde snakket sammen.",
    "Eg kjente at eg vart sint, og så nyttig.",
    "Jeg snakket mindre enn jeg pleier. Det var det beste med dagen.",
    "At en på 19 stilte spørsmålet ingen av oss hadde turt.",
    "Jeg er stolt av jobben min igjen.",
    "Det er lov å begynne uten å bli ferdig.",
    "Eg treng ikkje fleire verktøy. Eg treng fleire naboar.",
    "Jeg skal øve på å si «det vet jeg ikke».",
    "Tre figurer på et navneskilt gjorde at jeg satt med noen jeg aldri ville valgt.",
    "Neste gang noen klager, skal jeg spørre om de vil være med og rette det.",
    "Eg fekk høyre mi eiga historie frå den andre sida av skranken.",
    "Det som varer fra i dag, er menneskene.",
)

UNCONFERENCE = Tale(
    title="Felles dag i Fjordvik",
    theme="Tjenester vi lager sammen",
    burning_question="Hva skal til for at folk møter ett lag og ikke mange etater?",
    purpose=(
        "Samle dem som lager offentlige tjenester, dem som bygger dem og dem som bruker dem, og gå hjem med noe hver "
        "av oss gjør i morgen."
    ),
    place="Sjøhuset i Fjordvik",
    organisation="Fjordvik kommune, innbyggertorget",
    guests=GUESTS,
    questions=_QUESTIONS,
    check_in=_CHECK_IN,
    notes=_IDEAS,
    topics=_TOPICS,
    check_out=_CHECK_OUT,
)
