"""The patterns that debris is known by, in seven languages. Every one is linear in the length of the line."""

import re
from typing import NamedTuple

from winnow.stages.text import words


class Hinted(NamedTuple):
    """A pattern that is looked for only in a text with one of its hints in it: most have none, and a hint is cheap."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]

    def search(self, text: str, lowered: str) -> bool:
        """Say whether the pattern is in a text, given in lower case too."""
        return any(map(lowered.__contains__, self.hints)) and self.pattern.search(text) is not None


def _hinted(pattern: str, hints: str) -> Hinted:
    return Hinted(re.compile(pattern, re.IGNORECASE), tuple(hints.split("|")))


FIGURE = re.compile(r"\d")
HEAD_AND_REST = re.compile(r"\W{0,4}([^:：\n]{2,40}?)\s?[:：]\s+(\S[^\n]*)\Z")
BRACKETED = re.compile(r"\W{0,3}[(\[【]\s?([^\W\d]{2,13})\s?[)\]】]")
WORD = re.compile(r"[^\W\d_]+")
SENTENCE_BREAK = re.compile(r"[^\W\dA-Z]{2}[.!?]\s")
ITEM_SEPARATOR = re.compile(r"\s*[|•·‖]\s*")
STARS = re.compile(r"\W*(?:\w+\W{1,3}){0,1}[★☆⭐✮✩✭]\s?(?:[★☆⭐✮✩✭]\s?){2}")
SCORE_OF_VOTES = re.compile(
    r"\d(?:[.,]\d+)?\s?(?:/|out of|von|sur|de|su|van(?: de)?|em|sobre|uit)\s?(?:10|5)\b.{0,40}?\b\d[\d.,]*\s?"
    r"(?:vote|voted|rating|review|bewertung|stimme|rezension|avis|note|voto|valoraci|opinion|avalia|recensi"
    r"|valutazion|beoordeling|stem|customer|user|global)",
    re.IGNORECASE,
)
VOTED = re.compile(
    r"\W*(?:[^\W\d]+\W+){0,3}\d(?:[.,]\d{1,2})?\W+(?:[^\W\d]+\W+){0,4}?(?:\d\W+(?:[^\W\d]+\W+){0,3}?)?\d[\d.,]*\W+"
    r"(?:[^\W\d]+\s)?(?:vot|rating|review|bewertung|stimme|rezension|avis|note|voto|valoraci|opini|avalia|recensi|valutazion"
    r"|beoordeling|stem)[^\W\d]*\W*\Z",
    re.IGNORECASE,
)
RATED = re.compile(
    r"\W*(?:rat(?:ing|ed)|bewertung|bewertet|noté|note|valoración|valorado|classificação|avaliação|avaliado|voto|valutazione"
    r"|valutato|beoordeling|beoordeeld|waardering)\b\W{0,3}(?:Ø|mit|con|com|at)?\s?\d[.,]\d{1,2}"
    r"(?:\W{1,4}\d[\d.,]*|\s?/\s?(?:5|10)\W+[^\W\d]+\W+\d[\d.,]*(?:\W+[^\W\d]+){1,3})\W*\Z",
    re.IGNORECASE,
)
REVIEW_SITE = re.compile(
    r"\b(?:rated|reviews?|stars?|excellent|bewertung\w*|sterne|avis|étoiles|opiniones|estrellas|avaliações|estrelas"
    r"|recensioni|stelle|beoordel\w+|sterren)\b.{0,30}"
    r"\b(?:trustpilot|tripadvisor|feefo|yelp|google|trusted shops|capterra|reviews\.io)\b",
    re.IGNORECASE,
)
READING_TIME = re.compile(
    r"\W*(?P<head>(?:estimated\s)?read(?:ing)?(?:\stime)?|lesezeit|lesedauer|(?:temps|durée)\sde\slecture"
    r"|tiempo(?:\sestimado)?\sde\slectura|lectura"
    r"|tempo\s(?:de\sleitura|di\slettura)|leitura|lettura|leestijd|lecture)?\s?:?\s?(?:ca\.?|about|approx\.?|circa"
    r"|environ|env\.|de|di|~|aprox\.)?\s?"
    r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s?-?\s?min(?:s|\.|ute|utes|uten|uto|utos|uti|uut|uuts)?\s?"
    r"(?P<tail>read(?:ing)?(?:\stime)?|lesezeit|lesedauer|zu\slesen|(?:de\s)?lecture|(?:de\s)?lectura"
    r"|(?:de\s)?leitura|(?:di\s)?lettura|leestijd|lezen|leestijd)?\W*\Z",
    re.IGNORECASE,
)
HELPFUL = re.compile(
    r"\W*(?:was (?:this|it)|did (?:you find )?this|did we|is this (?:page|article)|how helpful|war (?:dieser|diese"
    r"|das|der)|hat (?:ihnen|dir) (?:dieser|das)|fanden sie|cet? (?:article|page)|cette page"
    r"|avez-vous trouvé|¿?(?:te|le|fue|ha sido|os|te ha) |¿?este (?:artículo|contenido)|(?:est[ea]|o) (?:artigo"
    r"|página|conteúdo)|foi útil|questo articolo|questa pagina|è stato utile|ti è stato"
    r"|was (?:dit|deze)|heeft (?:dit|deze)|vond (?:je|u))[^?]{0,60}\b(?:helpful|useful|help you|answer your question"
    r"|hilfreich|geholfen|nützlich|utiles?|aidé|útil|ayudado|servido|ajudou|utile|aiutato"
    r"|nuttig|geholpen|behulpzaam)\b[^?]{0,30}\?(?P<after>.{0,40})\Z",
    re.IGNORECASE,
)
OF_USE = re.compile(
    r"\b(?:help|useful|hilf|geholf|nützl|gefall|gefällt|utile|útil|aid[eé]|pl(?:u|aît)\b|ayud|serv|gust|ajud|aiut|piac"
    r"|nuttig|geholp|leuk|handig|cijfer|rate\b|like\b|improve|good\b)",
    re.IGNORECASE,
)
SUBSCRIBE = re.compile(
    r"(?:^|[.!?:—–|]\s+|^\W+)(?:(?:please|just|simply|jetzt|hier|bitte|einfach|don't forget to)\s)?(?:sign up"
    r"|sign me up|subscribe|join \d|join (?:our|the|my)|get (?:our|the|one|a|my|weekly|daily)|never miss"
    r"|abonnieren|abonniere|melden sie sich|melde dich|newsletter"
    r"(?=\s?(?:[:!–—-]|abonn|anmeld|bestell|jetzt|sign|subscribe\b|inscri|\Z))|zum newsletter|unseren newsletter"
    r"|kostenlosen newsletter|inscrivez-vous|inscris-toi|abonnez-vous|abonne-toi|recevez|suscríbete|suscríbase"
    r"|suscribirse|apúntate|recibe"
    r"|regístrate|inscreva-se|inscreve-te|subscreva|assine|cadastre-se|receba|iscriviti|iscrivetevi|abbonati|ricevi"
    r"|schrijf je|schrijf u|meld je|meld u|abonneer|ontvang|blijf op de hoogte|stay up to date|stay in the loop"
    r"|(?:our|unser|notre|nuestr[ao]|nossa|la nostra|onze)(?: [\w-]+)? (?:newsletter|lettre|infolettre|boletín"
    r"|nieuwsbrief)"
    r"(?=\s?[:–—])|enjoyed this|enjoying this|like what you|want more|don't miss)\b",
    re.IGNORECASE,
)
MAILING = _hinted(
    r"newsletter|\b(?:par|por) (?:e-?mail|correo)|\be-?mails? (?:an?|every|each|per|updates?|list|alerts?|digest"
    r"|course|address to)\b|(?:by|via|per"
    r"|in your|one|weekly"
    r"|monthly|daily|free|practical|your)(?: \w+)? e-?mails?\b|inbox|mailing list|\bbriefing\b|\bposteingang|e-mail-"
    r"|\bpostfach|boîte (?:mail"
    r"|de réception)|infolettre|boletín|bulletin|correo|caixa de entrada|casella|posta elettronica"
    r"|nieuwsbrief|postvak|mailbox|\bsubscribe (?:for|now|today|below|here)|abonnieren|abonnez-vous|suscríbete"
    r"|iscriviti|sign up below|weekly digest|updates (?:by|via)",
    "newsletter|mail|inbox|briefing|posteingang|postfach|boîte|infolettre|boletín|bulletin|correo|caixa de entrada"
    "|casella|posta elettronica|nieuwsbrief|postvak|subscribe |abonnieren|abonnez-vous|suscríbete|iscriviti"
    "|sign up below|weekly digest|updates by|updates via",
)
COMMENT_FORM = _hinted(
    r"\bum (?:zu )?kommentieren|email address will not be published|required fields are marked"
    r"|e-?mail-adresse wird nicht veröffentlicht"
    r"|erforderliche felder sind|adresse e-?mail ne sera pas publiée|champs obligatoires sont"
    r"|correo electrónico no será publicad|campos obligatorios están|endereço de e-?mail não será publicado"
    r"|campos obrigatórios são|indirizzo email non sarà pubblicato|campi obbligatori sono"
    r"|e-?mailadres (?:wordt|zal) niet (?:worden )?gepubliceerd|vereiste velden zijn|save my name, email"
    r"|notify me of (?:new|follow-up)|you must be logged in to|logged in to (?:post|leave) a comment",
    "komment|mail|fields|felder|champs|campos|campi|velden|correo|notify me|logged in",
)
COMMENT_COUNT = re.compile(
    r"\W*(?:\d{1,5}|no|one|ein|keine|un|une|aucun|sin|nenhum|nessun|geen|uno|um|een|één)\s(?:thoughts?\s(?:on"
    r"|about)\b.*|responses?\sto\b.*|comments?(?:\sso\sfar)?|repl(?:y|ies)|kommentare?|antworten|gedanken?\szu\b.*"
    r"|commentaires?"
    r"|réponses?"
    r"|réflexions?\ssur\b.*|comentarios?|respuestas?|pensamientos?\s(?:sobre|en)\b.*|comentários?|respostas?"
    r"|commenti|commento|risposte?|pensieri?\ssu\b.*|reacties?|reactie|gedachten?\s(?:over|op)\b.*|responses?"
    r"|reactions?)\W*\Z",
    re.IGNORECASE,
)
COMMENT_COUNT_FIRST = words.word_set("0 no one ein keine un une aucun sin nenhum nessun geen uno um een één")
COPYRIGHT = re.compile(r"\W*(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
RIGHTS = _hinted(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden",
    "reserv|réserv|riservati|vorbehalten|voorbehouden",
)
LIABILITY = _hinted(
    r"\bpast performance is (?:no|not)\b|\b(?:your )?capital (?:is )?at risk\b"
    r"|\bauthori[sz]ed and regulated by\b|\bregistered (?:charity|office|company)\b|\ba trading name of\b"
    r"|\bfor (?:\w+ (?:and \w+ )?)?(?:information|informational|educational|guidance|reference)(?: purposes)? only"
    r"(?=[.,;]|\s*\Z| and\b)"
    r"|\bnot (?:intended as |constitute |a substitute for |be (?:taken|construed) as |provide )"
    r"(?:[\w,-]+ ){0,5}(?:advice|diagnosis|recommendation)"
    r"|ersetz\w+ (?:keine|nicht) .{0,40}(?:beratung|behandlung|arzt)"
    r"|ne (?:constitue|remplace)\w* pas .{0,40}(?:conseil|avis)"
    r"|no (?:constituye|sustituye|reemplaza)\w* .{0,40}(?:consejo|asesoramiento|opinión)"
    r"|não (?:constitui|substitui)\w* .{0,40}(?:aconselhamento|consulta|conselho)"
    r"|non (?:costituisc|sostituisc)\w+ .{0,40}(?:consulenza|parere|consiglio)|vervang\w+ geen .{0,40}advies",
    "past performance|at risk|regulated by|registered|trading name| only|advice|diagnosis|recommendation|ersetz"
    "|ne constitue|ne remplace|constituye|sustituye|reemplaza|constitui|substitui|costituisc|sostituisc|vervang",
)
AFFILIATE = _hinted(
    r"(?:contains?|links?|these|are|enthält|enthalten|contient|contiene|contém|bevat)\b.{0,60}?\baffiliate"
    r"|\baffiliate.{0,80}?(?:commission|earn|purchase|buy|disclosure)|\A\W*affiliate[- ](?:links?|disclosure)"
    r"|earn (?:a |an )?(?:small )?(?:affiliate )?commission|(?:buy|purchase)\w* .{0,30}\blinks?\b.{0,60}\bearn\b"
    r"|as an amazon associate|affiliate-?links?.{0,80}(?:provision|erhalten|verdien)|mit \* gekennzeichnet"
    r"|amazon-partner"
    r"|partnerlinks?\b|liens? (?:d'|d’)?affili|partenaire d.amazon|enlaces? de afiliad|afiliado de amazon"
    r"|links? de afiliad"
    r"|associado d[ao] amazon|link (?:di )?affilia|affiliato amazon|als amazon-partner",
    "affili|afiliad|commission|link|amazon|gekennzeichnet",
)
DISCLOSES = re.compile(
    r"\b(?:links?\b.{0,40}\b(?:partner|parceir|socio|affili|afilia)|partnerlink|affili|afilia|sponsor"
    r"|gesponsert|patrocin|information(?:al)? purpos|informativ\w+ zwe"
    r"|(?:meramente|rein|purely|puramente|purement|solo|solely|apenas) (?:\w+ )?inform"
    r"|zu informationszwecken|scopo (?:informativ|divulgativ)|orientativ"
    r"|fines informativ|fins informativ|titre informatif)",
    re.IGNORECASE,
)
COOKIES = _hinted(
    r"\b(?:we|this (?:site|website)|our (?:site|website)) uses? cookies|wir (?:verwenden|nutzen|setzen) cookies"
    r"|diese (?:website|seite|webseite) (?:verwendet|nutzt) cookies|(?:nous utilisons|ce site utilise) des cookies"
    r"|(?:usamos|utilizamos|este sitio (?:web )?(?:usa|utiliza)|este site (?:usa|utiliza)) cookies|(?:utilizziamo"
    r"|usiamo) (?:i )?cookie|questo sito (?:usa|utilizza) (?:i )?cookie|(?:wij|we) gebruiken cookies|deze (?:website"
    r"|site) (?:gebruikt|maakt gebruik van) cookies",
    "cookie",
)
CREDIT_TO = re.compile(
    r"\W*(?:(?:featured|header|main|lead|cover) )?(?:photo(?:graph)?s?|images?|illustrations?|pictures?|fotos?"
    r"|bild)\s(?:by|von|door|di|de|por|par|courtesy of|credit)"
    r"\s[^\W\d]",
    re.IGNORECASE,
)
CREDIT_AT_END = re.compile(
    r"[\s.(\[|–—/-](?:photo\w*|pics?|foto\w*|image|picture|bild|illustration|ilustra\w+|illustrazione|illustratie|imagen|imagem"
    r"|immagine|beeld|cr[eé]dit\w*|credit\w*)(?:\s(?:credit|by|von|de|di|door|par|courtesy of))?\s?[:/©]\s?"
    r"(?-i:[A-ZÀ-Ý@])[^!?:]{1,60}\Z"
    r"|(?-i:\b(?:FOTOS?|PHOTOS?|BILD|BEELD|IMAGEN|IMMAGINE)\s[A-ZÀ-Ý][A-ZÀ-Ý .-]{3,40}\Z)"
    r"|\s©\s?(?-i:[A-ZÀ-Ý@])[^!?:]{1,40}\Z"
    r"|\.\s?(?:/|\||©|\()\s?(?-i:[A-Z]{2,4})\)?\Z",
    re.IGNORECASE,
)
CREDIT_TO_FIRST = words.word_set("""
    featured header main lead cover photo photos photograph photographs image images illustration illustrations picture
    pictures foto fotos bild
""")
SHARE_THIS = re.compile(
    r"\W*(?:share|print|save|teilen? sie|teile|partage[rz]?|comparte|compartir|compartilhe|partilhe|condividi|deel)\s"
    r"(?:this|diese[nrs]?|cette?|cet|ce|est[ea]|quest[oa]|dit|deze)\s[^\W\d]+\W*\Z"
    r"|\W*(?:diese[nrs]?|dit|deze)\s[^\W\d]+\s(?:teilen|drucken|merken|empfehlen|weiterleiten|delen|printen"
    r"|afdrukken)\W*\Z",
    re.IGNORECASE,
)
SHARE_ON = re.compile(
    r"\W*(?:click to |klicken,? um |cliquez pour |haz clic para |clique para |clicca per |klik om )?(?:share|tweet"
    r"|post|pin"
    r"|save|send|teilen|teile|partager|partagez|compartir|comparte|compartilhar|partilhar|condividi|delen|deel"
    r"|follow(?: us)?|find us|like us|listen|subscribe"
    r"|folge uns|folgen sie uns|suivez-nous|síguenos|siga-nos|seguici|volg ons)(?:\s[\w'@]+){0,5}\s(?:on|to|via|by"
    r"|auf|per|mit"
    r"|sur|par|en|por|em|no|su|con|op|met|with|bei)\s(?:an?\s)?(?:facebook|twitter|linkedin|pinterest|whatsapp"
    r"|reddit|instagram|google news|spotify|patreon|social media"
    r"|telegram|youtube|e-?mail|x|xing|tumblr|bluesky|mastodon|threads|tiktok)\b.{0,40}\Z",
    re.IGNORECASE,
)
SHARE_ON_FIRST = words.word_set("""
    click klicken cliquez haz clique clicca klik share tweet post pin save send teilen teile partager partagez compartir
    comparte compartilhar partilhar condividi delen deel follow find like listen subscribe folge folgen suivez síguenos
    siga seguici volg
""")
POWERED = re.compile(
    r"\W*(?:(?:\w+\W{1,3}){0,3}powered by|(?:proudly |fièrement )?(?:made with|built with|theme by|website by|hosted by"
    r"|betrieben von|erstellt mit|propulsé par|réalisé avec|funciona con|creado con|desarrollado por|desenvolvido por"
    r"|criado com|feito com|realizzato con|creato con|mogelijk gemaakt door|gemaakt met))\b.{1,50}\Z",
    re.IGNORECASE,
)
FOUND_HELPFUL = re.compile(
    r"\W*\d{1,6}\s(?:out of|of|von|sur|de|su|van(?: de)?)\s\d{1,6}\s.{0,40}\b(?:helpful|useful|hilfreich|utile|útil"
    r"|nuttig|useful)\b",
    re.IGNORECASE,
)
ALL_POSTS = re.compile(
    r"\W*(?:view|see|read|show|alle|voir|lire|ver|leggi|vedi|tutti|toutes?|tous|todas?|todos"
    r"|bekijk)\s(?!more\b).{0,12}?"
    r"(?:(?:all )?(?:posts|articles|stories)(?: by)?|beiträge von|artikel von|les articles de|las entradas de"
    r"|los artículos de"
    r"|os posts de|os artigos de|gli articoli di|(?:de )?(?:artikelen|berichten) van|my complete profile)\b.{0,60}\Z",
    re.IGNORECASE,
)
RELATIVE_DATE = re.compile(
    r"\W*(?:(?:updated|published|posted|aktualisiert|publié|publicado|pubblicato"
    r"|gepubliceerd)\s)?(?:\d{1,3}\s(?:minutes?|hours?|days?|weeks?"
    r"|months?|years?)\sago|vor\s\d{1,3}\s\w{3,10}|il y a\s\d{1,3}\s\w{3,9}|hace\s\d{1,3}\s\w{3,9}|há\s\d{1,3}\s\w{3,9}"
    r"|\d{1,3}\s\w{3,9}\sfa|\d{1,3}\s\w{3,9}\sgeleden)\W*\Z",
    re.IGNORECASE,
)
RELATIVE_WORDS = words.word_set("ago vor il hace há fa geleden")
"""Each relative date has one."""
COOKIE_CONSENT = _hinted(
    r"\bcookies?\b.{0,80}\b(?:agree|accept|consent|settings)|(?:agree|consent|accept)\w*\b.{0,60}\bcookies?\b"
    r"|\bcookies?\b.{0,80}"
    r"(?:zustimm|akzeptier|einwillig|accepter|acceptez|consent|aceptar|acepta|aceitar|aceita|accett|akkoord"
    r"|toestemming)",
    "cookie",
)
EXTERNAL_SITES = re.compile(
    r"not responsible for the content of external|keine haftung für (?:die )?inhalte externer", re.IGNORECASE
)
WEEKDAYS_AND_FILLERS = words.word_set("""
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa so montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira lunedì martedì
    mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    de del of at um h à a le la er st nd rd th am pm a m p uhr h uur ore às las alle gmt utc cet cest est edt pst pdt
    bst os el
    il den op the on em dal del vom
""")

COUNT_OF = re.compile(
    r"\W*\d[\d.,]{0,8}\s?[km]?\s(?P<of>(?:total\s)?(?:shares?|likes?|claps?|pins?|tweets?|retweets?|views?|reads?"
    r"|followers?|subscribers?|comments?|mal\sgeteilt|aufrufe|kommentare?|partages?|vues?|commentaires?|veces\scompartido|compartidos?|vistas?"
    r"|visitas?|comentarios?|partilhas?|compartilhamentos?|visualizações|comentários?|condivisioni|visualizzazioni"
    r"|commenti|keer\sgedeeld|weergaven|reacties))\W*\Z",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"(?:#[^\W\d_]\w+[\s,;]*){2,}\Z")
HEARTS = re.compile(r"[♥❤♡👍👏💬]\ufe0f?\s?\d[\d.,]*\s?[km]?\Z", re.IGNORECASE)
MONTH_AND_YEAR = re.compile(r"[^\W\d_]{3,10}\.?\s(?:de\s)?(?:19|20)\d\d\W?\Z")
NO_SPAM = _hinted(
    r"\bno spam\b|\bunsubscribe\s(?:(?:at\s)?any\s?time|whenever)|\bkein spam\b"
    r"|jederzeit (?:wieder )?(?:abmelden|abbestellen|kündbar)"
    r"|\bpas de spam\b|désinscri\w+ (?:à tout moment|possible)|désabonne\w+|\bsin spam\b|(?:darte|darse) de baja"
    r"|\bsem spam\b|cancel\w+ (?:a subscrição|a inscrição|quando)|\bniente spam\b"
    r"|(?:disiscriv|cancellar)\w+ (?:quando|in)"
    r"|\bgeen spam\b|(?:uitschrijven|afmelden) (?:kan )?(?:op elk|wanneer|altijd)",
    "spam|unsubscribe|jederzeit|désinscri|désabonne|de baja|cancel|disiscriv|uitschrijven|afmelden",
)
READER_SUPPORTED = _hinted(
    r"\bjoin (?:over |more than |our |the )?\d[\d.,]*\+? (?:\w+ )?(?:readers|subscribers|others|people|members|fans)\b"
    r"|\b(?:rejoignez|únete a|unisciti a|junte-se a|sluit je aan bij) (?:\w+ ){0,3}\d[\d.]*\b|\breader-supported\b"
    r"|\b(?:free or paid|paid or free) subscriber|\breceive new posts\b|\bsubscribe for free to\b",
    "join |rejoignez|únete a|unisciti a|junte-se a|sluit je aan bij|reader-supported|subscriber|new posts"
    "|subscribe for free to",
)
MADE_IT = re.compile(
    r"\W*(?:did you (?:make|try|cook|bake)|have you (?:made|tried)|tried|made"
    r"|if you(?:'ve|’ve)? (?:make|made|try|tried)"
    r"|hast du|haben sie|habt ihr|avez-vous|vous avez|as-tu|tu as|has (?:hecho|probado)|habéis|ya (?:has )?probaste"
    r"|(?:já )?(?:fez|experimentou|testou)|hai (?:provato|fatto|preparato)|heb je|heeft u)\b"
    r".{0,60}\b(?:recipe|rezept|recette|receta|receita|ricetta|recept)\b.{0,40}?[?!.,:–—].{0,160}?"
    r"(?:@\w|#\w|\b(?:rating|rate|reviews?|comments?|tag|let (?:me|us) know|tell (?:me|us)|stars?|bewert\w+"
    r"|kommentar\w*|sterne"
    r"|note[zr]?|commentaires?|avis|étoiles|comentarios?|valor\w+|puntú\w+|estrellas|avali\w+|comentários?|estrelas"
    r"|vot\w+|comment[oi]|stelle|beoordel\w+|reacties?|sterren|markier\w+|marque\b|etiquét\w+|tagga\w*)\b)",
    re.IGNORECASE,
)
SHARE_AT_END = re.compile(
    r"[–—.!?:-]\s?(?:share|teilen? sie|teilt?|partage[rz]?|comparte|compartilhe|partilhe|condividi|deel)\s"
    r"(?:this|it|diese[nrs]?|es|cette?|cet|ce|est[ea]|quest[oa]|dit|deze)(?:\s[^\W\d]+)?\s?!\Z",
    re.IGNORECASE,
)
LIKED_IT = re.compile(
    r"\W*(?:enjoyed|liked?|loved?|did you (?:like|enjoy)|(?:hat|haben) (?:ihnen|dir|euch)|gefällt (?:ihnen|dir|euch)"
    r"|cet article vous|vous avez aimé|tu as aimé|¿?te (?:ha )?gust\w+|gostou|curtiu|ti è piaciut\w|vond je|vind je)\b"
    r"[^?!.]{0,60}[?!.]\s.{0,20}\b(?:share|spread|teil\w*|empfiehl|empfehlen|partag\w+|comp[aá]rt\w+|partilh\w+"
    r"|condivid\w+"
    r"|deel|delen|follow|folge\w*|suivez|síguenos|sigue|seguici|siga|volg)\b",
    re.IGNORECASE,
)
LIKING_FIRST = words.word_set("""
    did have tried made if hast haben habt avez vous as tu has habéis ya já fez experimentou testou hai heb heeft
    enjoyed like liked love loved hat gefällt cet te gostou curtiu ti vond vind
""")
"""How lines begin that either of the two knows."""
PAYWALL = re.compile(
    r"\b(?:this|the full|our) (?:\w+ )?(?:articles?|stor(?:y|ies)|content|posts?|page|episodes?)\b.{0,20}\b(?:is"
    r"|are) (?:only |exclusively )?(?:available|reserved|exclusive) (?:only )?(?:to"
    r"|for) (?:\w+ )?(?:subscribers|members)\b"
    r"|\bsubscribe to (?:read|continue|unlock)\b|\bto (?:read|continue reading) (?:this|the full) (?:article|story)\b"
    r"|\bunlimited (?:digital )?access\b.{0,60}(?:[$£€]|\bcancel|\bsubscri)|\bcancel (?:at )?any ?time\b"
    r"|\bjederzeit kündbar|\brésiliable à tout moment|\bsans engagement\b.{0,40}€|\bcancela cuando quieras"
    r"|\bcancele quando quiser|\bdisdici quando vuoi|\bmaandelijks opzegbaar"
    r"|\byou(?:['’]ve| have) (?:read|viewed|used|reached) .{0,25}\b(?:articles?|stories|limit)\b"
    r"|\b\d+ (?:free )?(?:articles?|stories) (?:left|remaining)\b"
    r"|\balready a (?:subscriber|member)\?|\bnur für abonnent|\babonnent(?:en|innen) vorbehalten|\bbereits abonnent"
    r"|\bréservée? aux abonnés|\bdéjà abonnée?\b|\b(?:exclusivo|exclusiva|solo|sólo) para suscriptores"
    r"|\bya (?:eres|es) suscriptor"
    r"|\bexclusiv[oa] para assinantes|\bjá é assinante|\briservat[oa] agli abbonati|\bsei già abbonat"
    r"|\balleen voor abonnees"
    r"|\bal abonnee\?",
    re.IGNORECASE,
)
SHOP = re.compile(
    r"\W*(?:(?:check|see|view|compare|get|find|grab)\s(?:(?:the\s)?(?:latest\s|current\s|best\s)?(?:prices?|deals?|offers?)|it|yours|one)"
    r"|(?:buy|shop)(?:\s(?:it|now|this))?|(?:zum|preis|angebot)\s(?:angebot|prüfen|ansehen|shop)|(?:jetzt\s)?kaufen"
    r"|voir\s(?:le\sprix|l['’]offre)|ver\s(?:el\s)?(?:precio|oferta)|ver\s(?:o\s)?preço"
    r"|vedi\s(?:il\sprezzo|l['’]offerta)"
    r"|bekijk\s(?:de\s)?(?:prijs|aanbieding))"
    r"\s(?:at|on|from|bei|auf|chez|sur|en|na|no|su|da|bij|op)\s(?-i:[A-ZÀ-Ý])(?:[^\W\d]|[.&' -]){1,30}(?<!\.)\Z",
    re.IGNORECASE,
)
SHOP_FIRST = words.word_set("""
    check see view compare get find grab buy shop zum preis angebot jetzt kaufen voir ver vedi bekijk
""")
MORE_OF = re.compile(
    r"(?:see )?more (?:from|by|in|on|about) .{2,40}|"
    r"more .{2,30} (?:near you|for you|like this|to explore|to read|to try|you ll (?:love|like|enjoy))|"
    r"(?:read )?more (?:from|by) .{2,40}|(?:read|see|explore|find|discover) more (?:on|in|about) .{2,40}|"
    r"mehr aus .{2,40}|popular (?:on|in) .{2,40}|"
    r"(?:read |see |view |browse |explore )?"
    r"more (?:\w+ ){0,2}(?:recipes|articles|posts|stories|guides|reviews|tips|threads|news|headlines|features"
    r"|questions)"
    r"(?: (?:from|by|for|about|like|on|you|in) .{2,40})?"
    r"|(?:weitere|noch mehr|mehr) (?:\w+ ){0,2}(?:rezepte|artikel|beiträge|anleitungen|ratgeber|tests)"
    r"|(?:d )?autres (?:\w+ ){0,2}(?:recettes|articles|guides|conseils)|plus de (?:recettes|articles)"
    r"|(?:más|otras|otros) (?:\w+ ){0,2}(?:recetas|artículos|entradas|guías)(?: .{2,30})?"
    r"|(?:mais|outras|outros) (?:\w+ ){0,2}(?:receitas|artigos|guias)(?: .{2,30})?"
    r"|altr[ei] (?:\w+ ){0,2}(?:ricette|articoli|guide)(?: .{2,30})?"
    r"|(?:meer|andere) (?:\w+ ){0,2}(?:recepten|artikelen|berichten|gidsen)(?: .{2,30})?"
)

WANT_MORE = re.compile(
    r"(?:our |other )?(?:customers|readers|users|visitors|people|others|you) (?:\w+ ){0,3}also \w+"
    r"(?: (?:this|for|in|at|on))?"
    r"|(?:want|looking for|need|craving|hungry for) (?:some |even )?more\b.{0,40}"
    r"|(?:mehr|meer) (?:lesen|lezen)\b.{0,40}"
    r"|envie d en (?:lire|savoir) plus.{0,30}|quieres (?:leer|saber) más.{0,30}|quer (?:ler|saber) mais.{0,30}"
    r"|vuoi (?:leggere altro|saperne di più).{0,30}"
)
WHAT_OTHERS_SAY = re.compile(
    r"what (?:our|my) \w+ (?:say|think)|what \w+ (?:say|think|are saying) (?:about|of) us"
    r"|(?:das sagen|was sagen) (?:unsere|meine) \w+|was unsere \w+ sagen"
    r"|ce que disent (?:nos|mes) \w+|ce que (?:nos|mes) \w+ (?:disent|pensent)"
    r"|(?:lo )?que dicen (?:nuestr[oa]s|mis) \w+|o que dizem (?:[oa]s )?(?:noss[oa]s|meus|minhas) \w+"
    r"|(?:cosa )?dicono (?:di noi|i nostri \w+|le nostre \w+)|wat (?:onze|mijn) \w+ (?:zeggen|vinden)"
)


def _hints(text: str) -> tuple[str, ...]:
    return tuple(hint for line in text.split("\n") for hint in line.strip().split("|") if hint)


PAYWALL_HINTS = _hints(
    "subscri|member|abonn|suscri|assinante|abbonat|articles|stories|unlimited|cancel|kündbar|résiliable|engagement|disdici|opzegbaar"
)
MAIL_HINTS = _hints("""
    mail|newsletter|inbox|briefing|posteingang|postfach|boîte|infolettre|boletín|bulletin|correo|caixa|casella|posta
    nieuwsbrief|postvak|subscri|unsubscri|abonn|suscr|iscriv|disiscriv|digest|updates|sign up|logged in|fields|felder
    champs|campos|campi|velden|notify|inscre|assin|join|posts|reader supported|spam|jederzeit|désinscri|désabonn|baja
    cancel|uitschrijven|afmelden|rejoignez|únete|unisciti|junte|sluit|kommentieren
""")
LEGAL_HINTS = _hints("""
    capital|performance|partner|parceir|socios|sponsor|gesponsert|patrocin|inform|orientativ|divulgativ
    affilia|afilia|affilié|amazon|partnerlink|commission|earn|registered|regulated|trading|cookie|rights reserved
    vorbehalten|réservés|reservados|information only|purposes only|guidance only|reference only
    riservati|voorbehouden|copyright|advice|diagnosis|beratung|behandlung|conseil|consejo|asesoramiento
    aconselhamento|consulenza|parere|advies
""")
SITE_HINTS = _hints("""
    powered by|made with|built with|theme by|website by|hosted by|betrieben von|erstellt mit|propulsé|réalisé avec
    funciona con|creado con|desarrollado|desenvolvido|criado com|feito com|realizzato con|creato con|gemaakt|posts
    articles|stories|beiträge|artikel|entradas|artículos|artigos|articoli|berichten|profile|external|externer
""")
"""A part of every line that the patterns above know: most lines have none, and are passed over quickly."""
INFIX_HINTS = ("mail", "newsletter", "cookie", "affilia", "abonn")
"""The hints that stand inside other words too; the others begin a word."""
