"""What a site says about an article, a form or itself in a line of its own, known by how the line begins."""

import re

from winnow.model import RemovalReason
from winnow.stages.text.words import word_set

_PUBLISHED = r"""
    \W*this\s(?:article|post|page|story|recipe|guide|review|piece|interview|conversation|transcript|excerpt|column
        |essay)\s(?:was|has\sbeen|is)\s(?:also\s)?(?:originally\s|first\s|last\s|most\srecently\s|lightly\s)?
        (?:published|posted|updated|reviewed|modified|edited|condensed|translated|adapted|reprinted|sponsored
        fact-checked)\b
    |\W*(?:all\s)?prices?\s(?:are\s|were\s|and\savailability\s)*(?:correct|accurate|subject)\b.{0,80}\Z
    |\W*(?:originally|first)\spublished\s(?:on|in|at|by)\b.{0,80}\Z
    |\W*dieser\s(?:artikel|beitrag|text)\s(?:wurde|erschien|ist)\b.{0,60}
        (?:veröffentlicht|aktualisiert|überarbeitet|erschienen|geändert)\b
    |\W*cet\sarticle\sa\sété\s(?:publié|mis\sà\sjour|modifié)
    |\W*este\sartículo\s(?:fue|ha\ssido|se)\s(?:publicado|actualizado|publicó|actualizó)
    |\W*este\sartigo\sfoi\s(?:publicado|atualizado|actualizado)
    |\W*questo\sarticolo\sè\sstato\s(?:pubblicato|aggiornato)
    |\W*dit\sartikel\s(?:is|werd)\b.{0,40}(?:gepubliceerd|bijgewerkt|geplaatst|gewijzigd)\b
"""
_EMBEDDED = r"""
    \W*(?:this|the\sfollowing)\s(?:content|article|page|video|post|embed)\s(?:is\s(?:imported|hosted|provided|loaded|not\savailable
        |(?:no\slonger|currently)\s(?:un)?available)
        |(?:includes|contains)\s(?:\w+\s){0,2}content\s(?:hosted|provided|from))\b
    |\W*(?:please\s)?(?:enable|activate|turn\son)\sjavascript\b.{0,80}\Z
    |\W*(?:allow|load|show)\s(?:external\s|embedded\s)?content\b.{0,60}\Z
    |\W*(?:an\sdieser\sstelle|dieser\sinhalt)\b.{0,80}\b(?:extern|drittanbieter|geladen|angezeigt)
    |\W*(?:ce\scontenu|este\scontenido|este\sconteúdo|questo\scontenuto|deze\sinhoud)\b.{0,80}
        \b(?:bloqué|extern|tiers|terceros|terceiros|terzi|derden|hébergé|alojado)
"""
_CONSENT = r"""
    \W*by\s(?:signing\sup|subscribing|submitting|registering|clicking|entering|continuing|joining|posting)\b.{0,80}
        \byou\s(?:agree|consent|accept)
    |\W*mit\s(?:der|ihrer|deiner)\s(?:anmeldung|registrierung)\b.{0,60}(?:akzeptier|stimm|erklär)\w+
    |\W*en\s(?:vous\s)?(?:inscrivant|abonnant|cliquant|validant)\b.{0,60}\bvous\sacceptez
    |\W*al\s(?:suscribirte|suscribirse|registrarte|enviar|hacer\sclic)\b.{0,60}\bacept\w+
    |\W*ao\s(?:se\sinscrever|subscrever|inscrever-se|clicar|enviar)\b.{0,60}\b(?:concorda|aceita)
    |\W*(?:iscrivendoti|registrandoti|cliccando)\b.{0,60}\b(?:accetti|acconsenti)
    |\W*door\sje\s(?:in\ste\sschrijven|aan\ste\smelden)\b.{0,60}\bakkoord
"""
_SPONSORED = r"""
    \W*(?:(?:sponsored|promoted|brought\sto\syou)\sby|in\spartnership\swith|(?:präsentiert|gesponsert)\svon
        |sponsorisé\spar|patrocinado\sp(?:or|elo|ela)|sponsorizzato\sda|gesponsord\sdoor)\s[^.!?]{2,50}\Z
"""
_RATED = r"""
    \W*(?:rated\s[0-5](?:[.,]\d+)?\sout\sof\s[15]0?|average\srating\b.{0,40}|[0-5][.,]\d{1,2}\s?\(\d[\d.,]*\)
        |[0-5][.,]\d{1,2}\s(?:out\sof|von|sur|de|su|van|em)\s5\s(?:stars|sternen|étoiles|estrellas|stelle|estrelas
        sterren)
        |total:?\s\d+,?\saverage:?\s[\d.,]+)\W*\Z
"""
_PAGE_OF = r"\W*(?:page|seite|página|pagina)\s\d{1,3}\s(?:of|von|sur|de|di|van)\s\d{1,3}\W*\Z"
_LIABILITY = r"""
    \W*(?:disclaimer|haftungsausschluss|offenlegung|descargo\sde\sresponsabilidad)\s?[:：–—-]\s
    |\W*(?:this|the)\s(?:information|content|article|site|website|page)\b.{0,40}\bfor\s
        (?:(?:general|informational|educational|information)\s(?:and\s)?)+purposes\sonly
    |\W*(?:company|vat|charity)\s(?:no|number|reg)\b.{0,60}\d{5}
    |\W*registered\sin\s(?:england|scotland|ireland)\b
    |\W*(?:p\.?\s?iva|ust-?id|siret|siren|nif|cif|kvk|btw)[\s:.-]{1,3}(?:nr\.?\s)?\w{0,3}\d{5}
"""
NOTES: tuple[tuple[RemovalReason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE | re.VERBOSE))
    for reason, pattern in (
        (RemovalReason.ARTICLE_INFO, _PUBLISHED),
        (RemovalReason.NEWSLETTER, _CONSENT),
        (RemovalReason.COOKIE, _EMBEDDED),
        (RemovalReason.ADVERT, _SPONSORED),
        (RemovalReason.RATING, _RATED),
        (RemovalReason.NAVIGATION, _PAGE_OF),
        (RemovalReason.LEGAL, _LIABILITY),
    )
)
FIRST = word_set("""
    please enable activate turn
    allow load show an ce deze este questo this the all price prices originally first dieser cet este questo dit
    by mit en al ao iscrivendoti
    registrandoti cliccando door
    sponsored promoted brought in präsentiert gesponsert sponsorisé patrocinado sponsorizzato gesponsord rated average
    total page seite página pagina disclaimer haftungsausschluss offenlegung descargo company vat charity registered p
    piva ust ustid siret siren nif cif kvk btw 0 1 2 3 4 5
""")
"""The words that such a line begins with: most lines begin otherwise, and are passed over quickly."""
