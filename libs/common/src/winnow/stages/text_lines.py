"""Judge one line by itself: what it says is enough to know that it is debris, whatever stands around it.

Every pattern is linear, and no line longer than ``MAX_CHARS`` is looked at: debris is short.
"""

import re
from collections.abc import Callable

from winnow.model import RemovalReason
from winnow.stages import text_words as words
from winnow.stages.metadata.dates import find_day
from winnow.stages.text_words import key
from winnow.stages.verdict import Verdict

MAX_CHARS = 400
_HEAD_AND_REST = re.compile(r"\W{0,4}([^:：\n]{2,40}?)\s?[:：]\s+(\S[^\n]*)\Z")
_BRACKETED = re.compile(r"\W{0,3}[(\[【]\s?([^\W\d]{4,7}s?)\s?[)\]】]")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_BREAK = re.compile(r"[^\W\dA-Z]{2}[.!?]\s")
_ITEM_SEPARATOR = re.compile(r"\s*[|•·‖]\s*")
_PROFILE = re.compile(
    r"\b(says|said|wrote|writes|schrieb|schreibt|sagt|meint|dit|écrit|dice|dijo|escribió|diz|disse|escreveu|ha detto"
    r"|scrive|zegt|schreef)\s?:?\Z",
    re.IGNORECASE,
)
_STARS = re.compile(r"[★☆⭐✮✩✭]\s?(?:[★☆⭐✮✩✭]\s?){2}")
_SCORE_OF_VOTES = re.compile(
    r"\d(?:[.,]\d+)?\s?(?:/|out of|von|sur|de|su|van(?: de)?|em|sobre|uit)\s?(?:10|5)\b.{0,40}?\b\d[\d.,]*\s?"
    r"(?:vote|voted|rating|review|bewertung|stimme|rezension|avis|note|voto|valoraci|opinion|avalia|recensi"
    r"|valutazion|beoordeling|stem|customer|user|global)",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"\W*(?P<head>(?:estimated\s)?read(?:ing)?(?:\stime)?|lesezeit|lesedauer|(?:temps|durée)\sde\slecture"
    r"|tiempo(?:\sestimado)?\sde\slectura|lectura"
    r"|tempo\s(?:de\sleitura|di\slettura)|leitura|lettura|leestijd|lecture)?\s?:?\s?(?:ca\.?|about|approx\.?|circa"
    r"|environ|env\.|de|di|~|aprox\.)?\s?"
    r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s?-?\s?min(?:s|\.|ute|utes|uten|uto|utos|uti|uut|uuts)?\s?"
    r"(?P<tail>read(?:ing)?(?:\stime)?|lesezeit|lesedauer|zu\slesen|(?:de\s)?lecture|(?:de\s)?lectura"
    r"|(?:de\s)?leitura|(?:di\s)?lettura|leestijd|lezen|leestijd)?\W*\Z",
    re.IGNORECASE,
)
_HELPFUL = re.compile(
    r"\W*(?:was (?:this|it)|did (?:you find )?this|did we|is this (?:page|article)|how helpful|war (?:dieser|diese"
    r"|das|der)|hat (?:ihnen|dir) (?:dieser|das)|fanden sie|cet? (?:article|page)|cette page"
    r"|avez-vous trouvé|¿?(?:te|le|fue|ha sido|os|te ha) |¿?este (?:artículo|contenido)|(?:est[ea]|o) (?:artigo"
    r"|página|conteúdo)|foi útil|questo articolo|questa pagina|è stato utile|ti è stato"
    r"|was (?:dit|deze)|heeft (?:dit|deze)|vond (?:je|u))[^?]{0,60}\b(?:helpful|useful|help you|answer your question"
    r"|hilfreich|geholfen|nützlich|utiles?|aidé|útil|ayudado|servido|ajudou|utile|aiutato"
    r"|nuttig|geholpen|behulpzaam)\b[^?]{0,30}\?(?P<after>.{0,40})\Z",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"(?:^|[.!?:—–|]\s+|^\W+)(?:(?:please|just|simply|jetzt|hier|bitte|einfach|don't forget to)\s)?(?:sign up"
    r"|sign me up|subscribe|join \d|join (?:our|the|my)|get (?:our|the|one|a|my|weekly|daily)|never miss"
    r"|abonnieren|abonniere|melden sie sich|melde dich|newsletter|zum newsletter|unseren newsletter"
    r"|kostenlosen newsletter|inscrivez-vous|inscris-toi|abonnez-vous|abonne-toi|recevez|suscríbete|suscríbase"
    r"|suscribirse|apúntate|recibe"
    r"|regístrate|inscreva-se|inscreve-te|subscreva|assine|cadastre-se|receba|iscriviti|iscrivetevi|abbonati|ricevi"
    r"|schrijf je|schrijf u|meld je|meld u|abonneer|ontvang|blijf op de hoogte|stay up to date|stay in the loop"
    r"|enjoyed this|enjoying this|like what you|want more|don't miss)\b",
    re.IGNORECASE,
)
_MAILING = re.compile(
    r"newsletter|e-?mails?\b|inbox|mailing list|\bbriefing\b|\bposteingang|e-mail-|\bpostfach|boîte (?:mail"
    r"|de réception)|infolettre|boletín|bulletin|correo|caixa de entrada|casella|posta elettronica"
    r"|nieuwsbrief|postvak|mailbox|\bsubscribe (?:for|now|today|below|here)|abonnieren|abonnez-vous|suscríbete"
    r"|iscriviti|sign up below|weekly digest|updates (?:by|via)",
    re.IGNORECASE,
)
_COMMENT_FORM = re.compile(
    r"email address will not be published|required fields are marked|e-?mail-adresse wird nicht veröffentlicht"
    r"|erforderliche felder sind|adresse e-?mail ne sera pas publiée|champs obligatoires sont"
    r"|correo electrónico no será publicad|campos obligatorios están|endereço de e-?mail não será publicado"
    r"|campos obrigatórios são|indirizzo email non sarà pubblicato|campi obbligatori sono"
    r"|e-?mailadres (?:wordt|zal) niet (?:worden )?gepubliceerd|vereiste velden zijn|save my name, email"
    r"|notify me of (?:new|follow-up)|you must be logged in to|logged in to (?:post|leave) a comment",
    re.IGNORECASE,
)
_COMMENT_COUNT = re.compile(
    r"\W*(?:\d{1,5}|no|one|ein|keine|un|une|aucun|sin|nenhum|nessun|geen|uno|um|een|één)\s(?:thoughts?\s(?:on"
    r"|about)\b.*|responses?\sto\b.*|comments?|repl(?:y|ies)|kommentare?|antworten|gedanken?\szu\b.*|commentaires?"
    r"|réponses?"
    r"|réflexions?\ssur\b.*|comentarios?|respuestas?|pensamientos?\s(?:sobre|en)\b.*|comentários?|respostas?"
    r"|commenti|commento|risposte?|pensieri?\ssu\b.*|reacties?|reactie|gedachten?\s(?:over|op)\b.*)\W*\Z",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"\W*(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_RIGHTS = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden",
    re.IGNORECASE,
)
_AFFILIATE = re.compile(
    r"affiliate[- ]links?\b|\baffiliate (?:program|commission|partner|disclosure)|earn (?:a "
    r"|an )?(?:small )?(?:affiliate )?commission|as an amazon associate|affiliate-?link|amazon-partner"
    r"|partnerlinks?\b|liens? (?:d'|d’)?affili"
    r"|partenaire d.amazon|enlaces? de afiliad|afiliado de amazon|links? de afiliad|associado d[ao] amazon"
    r"|link (?:di )?affilia|affiliato amazon|amazon-partner|als amazon-partner|affiliate-?links?",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\b(?:we|this (?:site|website)|our (?:site|website)) uses? cookies|wir (?:verwenden|nutzen|setzen) cookies"
    r"|diese (?:website|seite|webseite) (?:verwendet|nutzt) cookies|(?:nous utilisons|ce site utilise) des cookies"
    r"|(?:usamos|utilizamos|este sitio (?:web )?(?:usa|utiliza)|este site (?:usa|utiliza)) cookies|(?:utilizziamo"
    r"|usiamo) (?:i )?cookie|questo sito (?:usa|utilizza) (?:i )?cookie|(?:wij|we) gebruiken cookies|deze (?:website"
    r"|site) (?:gebruikt|maakt gebruik van) cookies",
    re.IGNORECASE,
)
_SHARE_THIS = re.compile(
    r"\W*(?:share|print|save|teilen? sie|teile|partage[rz]?|comparte|compartir|compartilhe|partilhe|condividi|deel)\s"
    r"(?:this|diese[nrs]?|cette?|cet|ce|est[ea]|quest[oa]|dit|deze)\s[^\W\d]+\W*\Z",
    re.IGNORECASE,
)
_SHARE_ON = re.compile(
    r"\W*(?:click to |klicken,? um |cliquez pour |haz clic para |clique para |clicca per |klik om )?(?:share|tweet"
    r"|post|pin|save"
    r"|send|teilen|partager|compartir|compartilhar|partilhar|condividi|delen|deel|follow us|folge uns|suivez-nous"
    r"|síguenos"
    r"|siga-nos|seguici|volg ons)\b.{0,40}?\b(?:facebook|twitter|linkedin|pinterest|whatsapp|reddit|instagram"
    r"|telegram|youtube"
    r"|e-?mail|x|xing|tumblr|bluesky|mastodon|threads|tiktok)\b.{0,40}\Z",
    re.IGNORECASE,
)
_POWERED = re.compile(
    r"[^.!?]{0,40}\b(?:powered by|made with|built with|theme by|website by|hosted by|betrieben von|erstellt mit"
    r"|propulsé par"
    r"|réalisé avec|fièrement propulsé|funciona con|creado con|desarrollado por|desenvolvido por|criado com|feito com"
    r"|realizzato con|creato con|mogelijk gemaakt door|gemaakt met)\b.{1,50}\Z",
    re.IGNORECASE,
)
_FOUND_HELPFUL = re.compile(
    r"\W*\d{1,6}\s(?:out of|of|von|sur|de|su|van(?: de)?)\s\d{1,6}\s.{0,40}\b(?:helpful|useful|hilfreich|utile|útil"
    r"|nuttig|useful)\b",
    re.IGNORECASE,
)
_ALL_POSTS = re.compile(
    r"\W*(?:view|see|read|show|alle|voir|lire|ver|leggi|vedi|tutti|toutes?|tous|todas?|todos|bekijk)\s.{0,12}?"
    r"(?:(?:all )?(?:posts|articles|stories)(?: by)?|beiträge von|artikel von|les articles de|las entradas de"
    r"|los artículos de"
    r"|os posts de|os artigos de|gli articoli di|(?:de )?(?:artikelen|berichten) van|my complete profile)\b.{0,60}\Z",
    re.IGNORECASE,
)
_RELATIVE_DATE = re.compile(
    r"\W*(?:(?:updated|published|posted|aktualisiert|publié|publicado|pubblicato"
    r"|gepubliceerd)\s)?(?:\d{1,3}\s(?:minutes?|hours?|days?|weeks?"
    r"|months?|years?)\sago|vor\s\d{1,3}\s\w{3,10}|il y a\s\d{1,3}\s\w{3,9}|hace\s\d{1,3}\s\w{3,9}|há\s\d{1,3}\s\w{3,9}"
    r"|\d{1,3}\s\w{3,9}\sfa|\d{1,3}\s\w{3,9}\sgeleden)\W*\Z",
    re.IGNORECASE,
)
_COOKIE_CONSENT = re.compile(
    r"\bcookies?\b.{0,80}\b(?:agree|accept|consent|settings)|(?:agree|consent|accept)\w*\b.{0,60}\bcookies?\b"
    r"|\bcookies?\b.{0,80}"
    r"(?:zustimm|akzeptier|einwillig|accepter|acceptez|consent|aceptar|acepta|aceitar|aceita|accett|akkoord"
    r"|toestemming)",
    re.IGNORECASE,
)
_EXTERNAL_SITES = re.compile(
    r"not responsible for the content of external|keine haftung für (?:die )?inhalte externer", re.IGNORECASE
)
_WEEKDAYS_AND_FILLERS = words.word_set("""
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa so montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira lunedì martedì
    mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    de del of at um à a le la er st nd rd th am pm uhr h uur ore às las alle gmt utc cet cest est edt pst pdt bst os el
    il den op the on
""")


def judge_line(text: str) -> Verdict | None:
    """Return why this line is debris wherever it stands, or ``None``."""
    if len(text) > MAX_CHARS:
        return None
    words_of = key(text)
    if not words_of:
        return _stars(text)
    for rule in _RULES:
        if verdict := rule(text, words_of):
            return verdict
    return None


def removal(reason: RemovalReason, rule: str, score: float = 0.95) -> Verdict:
    """Return a verdict to remove."""
    return Verdict(keep=False, score=score, reason=reason, rule=rule)


def is_date_line(text: str) -> bool:
    """Say whether a line is a date and nothing else, in any of the writings that ``find_day`` reads."""
    if len(text) > 60 or not find_day(text):
        return False
    named = [w for w in _WORD.findall(text.casefold()) if w not in _WEEKDAYS_AND_FILLERS]
    return len(named) <= 1


def is_stamp(text: str) -> bool:
    """Say whether a line says when it was published, and nothing else: a date, with a word before it or without."""
    if len(text) > 90:
        return False
    if is_date_line(text) or _RELATIVE_DATE.match(text):
        return True
    said = key(text)
    opening = next((o for o in _STAMP_OPENINGS if said.startswith(o + " ")), "")
    return bool(opening) and is_date_line(text[len(opening) :].lstrip(" :,-–"))


def section_reason(text: str) -> RemovalReason | None:
    """Return what kind of debris section this line could open, or ``None``."""
    if len(text) > 80:
        return None
    return _SECTIONS.get(key(_without_count(text)))


def is_call(text: str) -> bool:
    """Say whether a line urges the reader to do business: an imperative with a cue, or a button's label."""
    if len(text) > MAX_CHARS or text[-1:] in ":;":
        return False
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if s]
    for sentence in sentences:
        said = key(sentence)
        if not said.startswith(words.CALL_VERBS) or not _starts_with_word(said, words.CALL_VERBS):
            continue
        parts = said.split()
        if len(parts) <= 6 and len(sentences) == 1 and text[-1:].isalnum():
            return True
        if any(part in words.CALL_CUES for part in parts[1:]):
            return True
    return False


def is_strong_call(text: str) -> bool:
    """Say whether a line is a button's label that could stand nowhere in an article: short, with two cues."""
    if len(text) > 60 or not (text[-1:].isalnum() or text[-1:] in "!>›»→") or not is_call(text):
        return False
    return sum(part in words.CALL_CUES for part in key(text).split()) >= 2


def _starts_with_word(said: str, openings: tuple[str, ...]) -> bool:
    return any(said == o or said.startswith(o + " ") for o in openings)


def _without_count(text: str) -> str:
    return re.sub(r"\s?[(\[]\d{1,5}[)\]]\W*\Z|:\s*\Z", "", text)


def _stars(text: str) -> Verdict | None:
    return removal(RemovalReason.RATING, "line:stars") if _STARS.search(text) else None


def _whole(text: str, said: str) -> Verdict | None:
    reason = _WHOLE.get(said)
    return removal(reason, "line:phrase") if reason else None


def _video_mark(text: str, said: str) -> Verdict | None:
    mark = _BRACKETED.match(text)
    if mark and key(mark.group(1)) in words.OPENINGS[RemovalReason.VIDEO]:
        return removal(RemovalReason.VIDEO, "line:video-mark")
    return None


def _share_bar(text: str, said: str) -> Verdict | None:
    parts = said.split()
    if len(parts) > 25 or not all(p in words.NETWORKS or p in words.SHARE_FILLERS for p in parts):
        return None
    named = sum(p in words.NETWORKS for p in parts)
    return removal(RemovalReason.SHARE, "line:share-bar") if named >= 2 and len(text) > 6 else None


def _share_on(text: str, said: str) -> Verdict | None:
    if len(text) <= 90 and text[-1] not in ".:" and _SHARE_ON.match(text):
        return removal(RemovalReason.SHARE, "line:share-on", 0.85)
    return None


def _tagged(text: str, said: str) -> Verdict | None:
    """Know ``Posted in Guitar`` and ``Tagged strings, maintenance``, which have no colon."""
    if len(text) <= 120 and said.startswith(_TAG_OPENINGS) and _is_list(text):
        return removal(RemovalReason.TAGS, "line:tagged", 0.85)
    return None


def _site(text: str, said: str) -> Verdict | None:
    if len(text) > 120:
        return None
    if len(text) <= 90 and _POWERED.match(text) and text[-1:] != "?":
        return removal(RemovalReason.FOOTER, "line:powered-by", 0.85)
    if _ALL_POSTS.match(text):
        return removal(RemovalReason.AUTHOR_BIO, "line:all-posts", 0.85)
    if _EXTERNAL_SITES.search(text):
        return removal(RemovalReason.LEGAL, "line:external-sites", 0.9)
    return None


def _share_this(text: str, said: str) -> Verdict | None:
    """``Share this article – it's free!``: a share phrase, then at most a few words more."""
    if len(text) <= 50 and _SHARE_THIS.match(text):
        return removal(RemovalReason.SHARE, "line:share", 0.9)
    head = re.split(r"\s[–—-]\s|[!:.]", text, maxsplit=1)[0]
    if len(text) <= 80 and key(head) in words.SECTION_HEADINGS[RemovalReason.SHARE] and key(head) != said:
        return removal(RemovalReason.SHARE, "line:share", 0.9)
    return None


def _opening(text: str, said: str) -> Verdict | None:
    match = _HEAD_AND_REST.match(text)
    if not match:
        return None
    head, rest = key(match.group(1)), match.group(2)
    for reason, heads in words.OPENINGS.items():
        if head in heads and _REST_FITS[reason](rest):
            return removal(reason, f"line:{reason}-opening", 0.9)
    return None


def _credit(text: str, said: str) -> Verdict | None:
    """Know ``Photo by A. Person``, which has no colon."""
    if (
        len(text) <= 80
        and text[-1:] != "."
        and re.match(
            r"\W*(?:photo(?:graph)?s?|image|illustration|picture|foto|bild)\s(?:by|von|door|di|de|por|par"
            r"|courtesy of|credit)\s[^\W\d]",
            text,
            re.IGNORECASE,
        )
    ):
        return removal(RemovalReason.CREDIT, "line:credit", 0.85)
    return None


def _reading_time(text: str, said: str) -> Verdict | None:
    match = _READING_TIME.match(text) if len(text) <= 60 else None
    if match and (match.group("head") or match.group("tail")):
        return removal(RemovalReason.READING_TIME, "line:reading-time")
    return None


def _rating(text: str, said: str) -> Verdict | None:
    if len(text) > 140:
        return None
    if _STARS.search(text) or _SCORE_OF_VOTES.search(text):
        return removal(RemovalReason.RATING, "line:score-of-votes", 0.9)
    return None


def _feedback(text: str, said: str) -> Verdict | None:
    if len(text) > 160:
        return None
    match = (_HELPFUL.match(text) if "?" in text else None) or _FOUND_HELPFUL.match(text)
    return removal(RemovalReason.FEEDBACK, "line:helpful") if match else None


def _newsletter(text: str, said: str) -> Verdict | None:
    if len(text) <= 260 and _MAILING.search(text) and _SUBSCRIBE.search(text):
        return removal(RemovalReason.NEWSLETTER, "line:subscribe", 0.9)
    return None


def _comments(text: str, said: str) -> Verdict | None:
    if _COMMENT_FORM.search(text):
        return removal(RemovalReason.COMMENTS, "line:comment-form")
    if len(text) <= 120 and _COMMENT_COUNT.match(text):
        return removal(RemovalReason.COMMENTS, "line:comment-count", 0.9)
    return None


def _legal(text: str, said: str) -> Verdict | None:
    if _COPYRIGHT.match(text) or (len(text) <= 200 and _RIGHTS.search(text)):
        return removal(RemovalReason.LEGAL, "line:copyright")
    if _AFFILIATE.search(text):
        return removal(RemovalReason.LEGAL, "line:affiliate", 0.85)
    if _COOKIES.search(text) or (len(text) <= 160 and "cookie" in said and _COOKIE_CONSENT.search(text)):
        return removal(RemovalReason.COOKIE, "line:cookies", 0.9)
    return None


def _link_bar(text: str, said: str) -> Verdict | None:
    """``Sitemap | Cookies | Legal notice``: items of which one is known, so that a table row stays."""
    items = _ITEM_SEPARATOR.split(text)
    if len(items) < 2 or any(len(item) > 45 for item in items):
        return None
    known = {r for item in items if (r := _WHOLE.get(key(item)))}
    if not known:
        return None
    reason = RemovalReason.FOOTER if RemovalReason.LEGAL in known else RemovalReason.NAVIGATION
    return removal(reason, "line:link-bar", 0.9)


_STAMP_OPENINGS = sorted(words.OPENINGS[RemovalReason.ARTICLE_INFO], key=len, reverse=True)
_TAG_OPENINGS = tuple(o + " " for o in words.OPENINGS[RemovalReason.TAGS] if " " in o or o == "tagged")
_SECTIONS = {phrase: reason for reason, phrases in words.SECTION_HEADINGS.items() for phrase in phrases}
_WHOLE = {phrase: reason for reason, phrases in words.WHOLE_LINES.items() for phrase in phrases} | dict.fromkeys(
    words.SECTION_HEADINGS[RemovalReason.SHARE], RemovalReason.SHARE
)


def _short(limit: int) -> Callable[[str], bool]:
    return lambda rest: len(rest) <= limit and not _SENTENCE_BREAK.search(rest)


def _is_list(rest: str) -> bool:
    return len(rest) <= 200 and rest[-1:] not in ".!?" and all(len(item) <= 40 for item in re.split(r"[,;|/#•]", rest))


def _is_figure(rest: str) -> bool:
    return len(rest) <= 60 and (is_date_line(rest) or not _WORD.search(rest))


_REST_FITS: dict[RemovalReason, Callable[[str], bool]] = {
    RemovalReason.RELATED: _short(160),
    RemovalReason.TAGS: _is_list,
    RemovalReason.ADVERT: _short(200),
    RemovalReason.VIDEO: _short(140),
    RemovalReason.CREDIT: _short(120),
    RemovalReason.ARTICLE_INFO: _is_figure,
}
_RULES: tuple[Callable[[str, str], Verdict | None], ...] = (
    _whole,
    _video_mark,
    _share_bar,
    _share_this,
    _share_on,
    _tagged,
    _opening,
    _credit,
    _reading_time,
    _rating,
    _feedback,
    _comments,
    _newsletter,
    _legal,
    _site,
    _link_bar,
)
"""In order: the first that speaks decides."""
