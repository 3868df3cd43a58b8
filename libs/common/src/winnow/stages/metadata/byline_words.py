"""The words that stand in and around bylines, in the languages that are read. A language costs no time here."""

from winnow.stages.metadata.dates import MONTH_NUMBERS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = (
    "posted|published|written|story|words|text|article|reported|created|submitted|contributed|edited|translated|compiled"
    "|geschrieben|verfasst|beitrag|artikel|escrito|scritto|publicado|publié|écrit|rédigé|geschreven|veröffentlicht"
    "|pubblicato|napisane|skrevet"
)
"""What may stand before ``by``, as alternatives of a pattern."""

BY = "by|von|vom|par|por|di|da|door|av|przez|af"
LABELS = (
    "author|authors|autor|autorin|autoren|autores|autora|autore|auteur|auteurs|verfasser|verfasserin|redakteur"
    "|redakteurin|redaktion|text|texte|testo|texto|words|writer|writers|written by|by|von"
)
"""What a byline opens with: a word before the name, or a label with a colon; as alternatives of a pattern."""

OPENERS = frozenset(word.split()[0] for word in f"{VERBS}|{BY}|{LABELS}".split("|")) | _words("a an ein le the about")
"""The first words of all bylines."""

OTHERS_WORK = _words(
    "reviewed fact-checked checked edited translated photo photos photography photographer photographs picture pictures"
    " illustrated illustration illustrations illustrator foto fotos fotografie bild bilder video image images geprüft"
    " übersetzt übersetzung traducido traducción traduction traduit symbolbild symbolfoto archivbild archivfoto"
    " getty imago shutterstock istock istockphoto"
    " medically"
    " filed"
)
"""What marks the work of somebody who did not write the article."""

ROLES = _words(
    "editor editors reporter reporters writer writers correspondent correspondents staff columnist author auteur"
    " producer"
    " director manager officer founder co-founder ceo cto team desk news agency magazine admin administrator guest"
    " intern"
    " specialist expert experts professor-of consultant strategist analyst bureau chef chefin chefredakteur"
    " researcher"
    " chief executive deputy assistant managing contributing"
    " head president former senior lead blogger engineer university institute winemaker publisher"
)

GROUPS = _words("the team desk news agency magazine bureau university institute redaktion redaction redacción")
"""What makes a name with a role in it an organisation's rather than a person's."""

NEVER = _words(
    "comment comments share subscribe read more post posts article articles about view all profile follow bio"
    " email e-mail"
    " twitter facebook linkedin instagram cookie cookies published posted updated minute minutes"
    " min home login sign search"
    " unknown null undefined none anonymous says said link links social reading lesezeit kommentar kommentare"
    " artikel mehr"
    " alle beiträge teilen thanks name see click"
    " seit today yesterday hour hours day days week weeks month months year years ago uhr edited"
    " translated sagt"
    " you your this what how why sponsored menu close photo photos foto fotos video videos podcast category tag"
    " tags topic"
    " topics listen connect spotlight save print copy"
)
"""What no author is called, but links and labels beside a byline are."""

CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so"
    " am pm uhr est pst edt pdt gmt utc et pt"
) | frozenset(MONTH_NUMBERS)

PARTICLES = _words("de da di do dos das del della der den van von vom zu zur la le el al bin ibn ter ten y e af av")
CONNECTING = _words(", & and und et y e en og och i by von par por di door av")
"""What may stand alone between two names of a byline."""

AUTHOR_LABELS = _words(
    "author autor autorin auteur autore verfasser verfasserin text redaktion von by 作者 著者 記者 记者 文"
) | {"written by"}
"""What stands before a colon and the author's name."""
