"""Read a line as words, and the words that structure looks for, in seven languages, as data.

What no list can hold (lists, runs, quotes, dates) is decided by structure in ``text.lines`` and ``text.runs``; the
lines that are debris by themselves are in ``text.lexicon``.
"""

from collections.abc import Sequence
from functools import lru_cache

from winnow.model import RemovalReason
from winnow.stages.prose import words_in

try:
    from winnow.stages.text.native.words import joined_words
except ImportError:
    from winnow.stages.prose import joined_words

_KEY_CHARS = 300
"""No phrase is longer than this, so no more of a line is looked at."""
_LINES = 512


def key(text: str) -> str:
    """Return the text's words, lower-cased and joined by spaces."""
    return _key(text[:_KEY_CHARS])


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """Every rule asks for the same few: the last ones are kept, and none of them is long."""
    return joined_words(text)


@lru_cache(maxsize=_LINES)
def parts_of(text: str) -> Sequence[str]:
    """Return the words of the text's key. Several rules ask about the same lines, one after the other."""
    return tuple(key(text).split())


def words_of(text: str) -> tuple[str, ...]:
    """Return all of the text's words, lower-cased: equal for texts that differ in punctuation alone."""
    return tuple(words_in(text.casefold()))


def opening_of(said: str, openings: tuple[str, ...]) -> str:
    """Return the first of the openings that a key begins with, an empty string if it begins with none.

    Each opening ends in the space behind it, which is not returned.
    """
    if not said.startswith(openings):
        return ""
    return next(opening for opening in openings if said.startswith(opening))[:-1]


def word_set(text: str) -> frozenset[str]:
    """Return a text's words as a set."""
    return frozenset(words_of(text))


def phrases(lines: str) -> frozenset[str]:
    """Return the keys of phrases written one a line or between bars."""
    return frozenset(key(phrase) for line in lines.splitlines() for phrase in line.split("|") if phrase.strip())


INFO_KEYS = phrases("""
    author|by|written by|reviewed by|edited by|name|birthday|birth date|date of birth|born|address|phone|telephone
    email|e-mail|website|job|occupation|profession|hobby|hobbies|introduction|about|views|rating|ratings|reviews|votes
    comments|last updated|updated|published|publication date|date|posted|category|categories|tags|topics|source
    article id|read time|reading time|word count|shares|education|location|autor|autorin|geburtstag|geburtsdatum
    adresse|anschrift|telefon|telefonnummer|beruf|hobbys|einleitung|einführung|vorstellung|aufrufe|bewertung
    bewertungen|rezensionen|zuletzt aktualisiert|aktualisiert|veröffentlicht|datum|kategorie|kategorien|schlagwörter
    quelle|lesezeit|kommentare|letzte aktualisierung|auteur|auteure|autrice|nom|anniversaire|date de naissance
    téléphone|métier|emploi|profession|loisirs|passe-temps|présentation|vues|note|notes|avis|évaluation|mis à jour
    dernière mise à jour|publié|publié le|date|catégorie|catégories|mots-clés|source|temps de lecture|commentaires
    autora|nombre|cumpleaños|fecha de nacimiento|dirección|teléfono|trabajo|profesión|ocupación|aficiones|afición
    pasatiempos|presentación|introducción|vistas|visitas|valoración|valoraciones|opiniones|reseñas
    última actualización|actualizado|publicado|fecha|categoría|categorías|etiquetas|fuente|tiempo de lectura
    comentarios|puntuación|nome|aniversário|data de nascimento|endereço|morada|telefone|trabalho|emprego|profissão
    passatempos|passatempo|introdução|apresentação|visualizações|avaliação|avaliações|última atualização|atualizado
    publicado em|data|categoria|categorias|fonte|tempo de leitura|comentários|classificação|autore|compleanno
    data di nascita|indirizzo|lavoro|professione|hobby|passatempi|presentazione|introduzione|visualizzazioni
    valutazione|valutazioni|recensioni|ultimo aggiornamento|aggiornato|pubblicato|tempo di lettura|fonte|commenti
    categorie|voti|naam|verjaardag|geboortedatum|adres|telefoon|telefoonnummer|beroep|werk|baan|hobby's|introductie
    over|weergaven|beoordeling|beoordelingen|laatst bijgewerkt|bijgewerkt|gepubliceerd|categorie|categorieën|bron
    leestijd|reacties|waardering|recensies
""")
"""The names of the fields in article and author information blocks."""

BYLINE_OPENINGS = tuple(
    phrases("""
        article rédigé par
        words and pictures by|words and photos by|story and photos by|photos and words by|pictures by
        additional reporting by|with reporting by|reporting by|compiled by|rédaction|redacción|redação|tekst|testo
        texto|texte|ein artikel von|text|redaktion|article écrit par|redactado por|fact checked by|fact-checked by
        updated by|contributed by|text and photos|text and photos by|photos and text by|text und fotos|text und bild
        texte et photos|texto y fotos|texto e fotos|testo e foto|tekst en foto's|editor|by|written by|posted by
        published by|words by|text by|story by|reported by|reviewed by|medically reviewed by|edited by|interview by
        interviewed by|as told to|propos recueillis par|das interview führte|interview von|interview geführt von
        entrevista de|entrevista por|entrevista realizada por|intervista di|intervista a cura di|interview door|author
        von|geschrieben von|verfasst von|ein beitrag von|text von|autor|autorin|par|écrit par|rédigé par|publié par
        texte de|auteur|por|escrito por|publicado por|texto de|di|a cura di|scritto da|pubblicato da|de|testo di|door
        geschreven door|auteur|redactie|redazione
    """)
)
"""What stands before an author's name in a line of its own above the article."""

NETWORKS = phrases("""
    facebook|twitter|x|linkedin|pinterest|whatsapp|reddit|email|e|mail|instagram|youtube|telegram|tumblr|flipboard
    pocket|xing|mastodon|threads|bluesky|tiktok|messenger|sms|print|copy|link|share|tweet|pin|save|like|teilen|drucken
    partager|tweeter|épingler|imprimer|enviar|compartir|tuitear|imprimir|partilhar|compartilhar|tweetar|condividi
    twitta|stampa|invia|delen|deel|printen|mailen|merken|kopieren|twittern|copier|copiar|copia|kopieer|snapchat|line
    skype|viber|signal|rss|feed|google|newsletter
""")
SHARE_FILLERS = phrases(
    "on|this|via|by|to|auf|per|mit|sur|par|en|por|em|no|su|con|op|met|with|and|und|et|y|e|it|our|us|follow|the|article|post|page|n|m"
)
"""Words that may stand between the names of networks in a share bar."""

CALL_VERBS = tuple(
    phrases("""
        submit a request|book|book now|book a|reserve|join|contact|call|order|buy|shop|schedule|request|register
        enroll|enrol|sign up|apply|claim|get in touch|get started|get your|get a|get our|try|download|enquire|hire
        learn more|find out more|discover more|browse our|explore our|visit our|see our|view our|check availability
        talk to us|speak to|email us|donate|start your|give us a call|drop us|message us|click here|check out our
        jetzt|buchen sie|buche|kontaktieren sie|kontaktiere|rufen sie|ruf uns|bestellen sie|bestelle|vereinbaren sie
        vereinbare|melden sie sich|melde dich|sichern sie|sichere dir|fordern sie|besuchen sie|nehmen sie kontakt
        termin vereinbaren|termin buchen|angebot anfordern|hier klicken|mehr erfahren|kostenlos testen
        schreiben sie uns|entdecken sie|kaufen sie|probieren sie|réservez|réserver|contactez|contacter|appelez
        commandez|commander|prenez rendez|prendre rendez|demandez|demander un|découvrez nos|découvrez notre|rejoignez
        inscrivez|téléchargez|télécharger|profitez|achetez|essayez|nous contacter|en savoir plus|cliquez ici|écrivez
        reserva|reserve|reservar|contacta|contacte|contáctanos|contáctenos|llama|llame|llámanos|llámenos|pide|pida
        pedir cita|solicita|solicite|solicitar|compra|compre|únete|únase|apúntate|regístrate|inscríbete|descarga
        descargue|prueba|pruebe|saber más|haz clic|escríbenos|agenda tu|agende|contate|contacte|ligue|marque|agende
        agendar|peça|solicite|junte|inscreva|baixe|descarregue|experimente|saiba mais|fale conosco|fale connosco
        entre em contato|entre em contacto|clique aqui|garanta|reserve já|prenota|prenotate|prenotare|contatta
        contattaci|contattateci|chiama|chiamaci|chiamateci|ordina|ordinate|acquista|acquistate|iscriviti|unisciti
        unitevi|richiedi|richiedete|scarica|scaricate|prova|scopri di più|scopri i nostri|clicca qui|scrivici
        scriveteci|boek|reserveer|neem contact|neem vandaag|bel|bestel|koop|vraag|ontdek|meld je|meld u|download
        probeer|plan|maak een afspraak|schrijf je|schrijf u|klik hier|doe mee|sluit je aan|mail ons
    """)
)
"""How a call to action begins: an imperative, or an infinitive on a button."""

_CALLS = {
    first: tuple(f"{verb} " for verb in CALL_VERBS if verb.partition(" ")[0] == first)
    for first in {verb.partition(" ")[0] for verb in CALL_VERBS}
}
"""By their first words."""
CALL_WORDS = frozenset(_CALLS)


def begins_with_call(said: str) -> bool:
    """Say whether a key begins as a call to action does."""
    return f"{said} ".startswith(_CALLS.get(said.partition(" ")[0], ()))


CALL_CUES = phrases("""
    our|us|today|now|near|here|online|free|places|limited|appointment|consultation|quote|team|seat|spot|deal|discount
    shop|store|uns|unser|unsere|unserem|unseren|unserer|jetzt|heute|kostenlos|unverbindlich|termin|angebot|plätze|team
    rabatt|beratung|nous|notre|nos|aujourd|maintenant|gratuit|gratuite|gratuitement|rendez|devis|places|équipe|ligne
    offre|nosotros|nuestro|nuestra|nuestros|nuestras|hoy|ahora|gratis|gratuita|cita|presupuesto|plazas|equipo
    contáctanos|llámanos|oferta|descuento|nós|conosco|connosco|nosso|nossa|nossos|nossas|hoje|agora|já|grátis|gratuita
    consulta|orçamento|vagas|equipa|equipe|noi|nostro|nostra|nostri|nostre|oggi|ora|subito|gratis|gratuita|gratuito
    appuntamento|preventivo|posti|contattaci|offerta|sconto|ons|onze|vandaag|nu|gratis|afspraak|offerte|plaatsen
    korting|aanbod|winkel
""")
"""What a call to action promises or points at; with an imperative before it, a sentence is one."""

STRONG_INFO_KEYS = phrases("""
    author|birthday|hobby|hobbies|introduction|views|reviews|votes|last updated|autor|autorin|geburtstag|hobbys
    aufrufe|zuletzt aktualisiert|letzte aktualisierung|auteur|auteure|anniversaire|loisirs|passe-temps|vues
    dernière mise à jour|autora|cumpleaños|aficiones|pasatiempos|vistas|visitas|última actualización|aniversário
    passatempos|visualizações|última atualização|autore|compleanno|passatempi|visualizzazioni|ultimo aggiornamento
    verjaardag|hobby's|weergaven|laatst bijgewerkt
""")
"""The fields that no recipe, address or data sheet has."""

ABOUT = tuple(
    phrases("about|meet|über|zu|à propos de|a propos de|qui est|sobre|acerca de|quién es|chi è|su|over|wie is")
)
"""What stands before the author's name in the heading over a life."""

CRAFTS = tuple(
    word_set("""
        word text tekst texte texto testo written writer author autor auteur autrice schrij écrit escrit scritt
        pictur photo foto imag bild illustr beeld styling interview entrev intervist story report reporta research
        recherch
        redak redac rédac redaz edited editor translat übersetz tradu vertal fact review medical medizin médic medic
        scientif wissenschaft fachlich geprüft überprüf relu relect revis revisad revisione check verifi vérifi
        gecontrol protokoll gespräch compil produced
    """)
)
"""How the words begin that say what somebody did for an article."""
CRAFT_FILLERS = word_set("""
    a an ein eine un une una uma and the by of from for gespräch führte das und von der die et la le de du par y e por
    da do dos a cura di en door
""")
"""What else stands before the name."""

TOPICS: dict[RemovalReason, tuple[str, ...]] = {
    RemovalReason.COOKIE: ("cookie",),
    RemovalReason.NEWSLETTER: ("newsletter", "mailing", "nieuwsbrief", "infolettre", "boletín", "email", "e mail"),
    RemovalReason.RATING: ("rating", "review", "bewertung", "avis", "valorac", "avalia", "recension", "beoordeling"),
    RemovalReason.PAYWALL: ("paywall",),
    RemovalReason.LEGAL: ("affiliate", "copyright", "disclaimer", "privacy", "datenschutz"),
    RemovalReason.COMMENTS: ("comment", "kommentar", "comentario", "comentário", "reacties"),
    RemovalReason.SHARE: ("social media", "facebook", "instagram", "twitter", "whatsapp"),
    RemovalReason.ADVERT: ("advert", "sponsor", "werbung", "publicit", "publicidad", "pubblicità", "advertentie"),
}
"""What a title says of an article about the very things that are debris elsewhere."""
TRACKING = word_set("""
    browse browsing device devices consent agree happy continue continuing store storing our partners traffic
    preferences settings personalise personalize experience
    unsere unser gerät partner surfen zustimmen einverstanden verwenden speichern einstellungen erlebnis
    notre nos appareil navigation poursuivant continuant acceptez utilisons partenaires audience traceurs préférences
    nuestro nuestra dispositivo navegando navegar acepta aceptas utilizamos usamos socios terceros preferencias
    navegación
    nosso nossa dispositivo navegar aceita concorda utilizamos usamos parceiros preferências navegação
    nostro nostra dispositivo navigazione continuando accetti utilizziamo usiamo partner terze preferenze tecnici
    onze ons apparaat surfen akkoord gebruiken plaatsen partners voorkeuren ervaring
""")
"""What a site says beside the word cookies about whoever reads it."""
READS = ("read", "lese", "lesen", "lect", "lire", "leer", "leit", "lett", "lez", "leest")
"""How the words begin that mean reading."""
NUMBERS = word_set("""
    less than under
    a an one two three four five six seven eight nine ten twelve fifteen twenty about around under only just in time
    estimated stimato estimé estimée geschätzt geschätzte geschatte of to the approx this article
    weniger als moins menos meno que minder dan
    ein eine zwei drei vier fünf sechs sieben acht neun zehn zwölf fünfzehn zwanzig etwa ca circa rund nur zeit
    un une deux trois quatre cinq six sept huit neuf dix quinze vingt environ en temps de durée
    uno una dos tres cuatro cinco seis siete ocho nueve diez quince veinte unos tiempo estimado
    um uma dois três quatro cinco seis sete oito nove dez quinze vinte cerca tempo
    due tre quattro cinque sei sette otto nove dieci quindici venti tempo di
    een twee drie vier vijf zes zeven acht negen tien twaalf vijftien twintig ongeveer tijd
""")
"""Numbers, and what else stands between them and the minutes that a text takes."""

EDITORS = phrases(
    "redaktion|redazione|la redazione|redactie|de redactie|redacción|la redacción|redação|la rédaction|staff"
)
"""Who signs where nobody is named."""

BESIDE: dict[RemovalReason, frozenset[str]] = {
    RemovalReason.FEEDBACK: phrases(
        "yes|no|ja|nein|oui|non|sí|si|sim|não|nee|yes no|ja nein|oui non|sí no|sim não|ja nee"
    ),
    RemovalReason.COMMENTS: phrases("""
        quote|like|report|share|edit|upvote|zitieren|gefällt mir|melden|bearbeiten|citer|signaler|j'aime|citar
        me gusta|denunciar|curtir|gosto|cita|mi piace|segnala|citeren|vind ik leuk|melden
    """),
    RemovalReason.NEWSLETTER: phrases("""
        name|first name|your name|email|e-mail|subscribe|sign up|join|send|submit|vorname|absenden|anmelden
        abonnieren|prénom|nom|envoyer|s'abonner|nombre|enviar|suscribirme|nome|invia|iscriviti|naam|voornaam|verzenden
        aanmelden
    """),
}
"""What is debris only directly below debris of the same kind: buttons and fields of a form."""

VERDICTS = word_set("""
    yes no not really somewhat very a little bit thanks thank you helpful useful it was this page could be better
    ja nein nicht wirklich teilweise sehr danke hilfreich es war etwas
    oui non merci pas du tout un peu très utile vraiment
    sí si no gracias mucho poco nada útil
    sim não obrigado obrigada muito pouco nada útil
    sì grazie molto poco per niente utile abbastanza
    nee bedankt niet echt een beetje heel nuttig
""")
"""What the buttons below a question about the page say."""

PAGERS = phrases("""
    previous entry|next entry|previous story|next story|previous chapter|next chapter|
    previous|next|prev|previous post|next post|previous article|next article|older post|newer post|zurück|weiter
    vorheriger beitrag|nächster beitrag|vorheriger artikel|nächster artikel|précédent|suivant|article précédent
    article suivant|anterior|siguiente|artículo anterior|siguiente artículo|seguinte|próximo|próximo artigo
    artigo anterior|precedente|successivo|articolo precedente|articolo successivo|vorige|volgende|vorig bericht
    volgend bericht|vorig artikel|volgend artikel
""")
"""What stands above the titles of the articles before and after."""

LIVES = word_set("""
    is was has writes wrote lives works teaches covers runs reports edits blogs gardens cooks studied spent joined loves
    ist war hat schreibt lebt arbeitet unterrichtet leitet betreut berichtet studierte liebt
    est a écrit vit travaille enseigne tient dirige couvre collabore
    es escribe vive trabaja imparte dirige enseña colabora cubre ha
    é escreve trabalha dirige ensina colabora cobre
    è scrive lavora insegna cura collabora
    schrijft woont werkt geeft heeft
""")
"""What an author does in the line about an author, behind the name."""

BEING = word_set("is ist est es é è")
SOME = word_set("a an ein eine un une una uma um uno een")
"""Who somebody is, told to those who have not heard of him: ``A. Person is a carpenter``."""
WORK = word_set("""
    writer author journalist editor blogger photographer columnist reporter correspondent contributor freelance
    freelancer based lives writes founder cofounder coach consultant therapist specialist graduate degree passionate
    author teaches taught novelist translator podcaster since years
    autor autorin journalist journalistin redakteur redakteurin bloggerin fotograf fotografin freier freie schreibt lebt
    gründer gründerin beraterin berater studierte seit jahren
    auteur autrice journaliste rédacteur rédactrice blogueur blogueuse photographe indépendant indépendante écrit vit
    fondateur fondatrice depuis ans
    autora periodista redactor redactora bloguera bloguero fotógrafo fotógrafa escribe vive fundador fundadora imparte
    desde años escritor escritora
    jornalista redator redatora escreve fundadora anos
    autore giornalista redattore redattrice scrittore scrittrice fotografo scrive fondatore fondatrice dal anni
    auteur journaliste redacteur schrijver schrijfster fotograaf schrijft woont oprichter sinds jaar
""")
"""What the line about an author tells."""
