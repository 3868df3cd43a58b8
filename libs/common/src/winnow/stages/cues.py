"""Words that tell what a block or an element is: in class names, and in short lines of seven languages."""

import re
from functools import lru_cache

NAMES = {
    "nav": "nav menu megamenu topbar toolbar offcanvas hamburger",
    "header": "header masthead banner",
    "footer": "footer foot bottom copyright legal imprint impressum",
    "side": "sidebar aside rail secondary complementary column-right",
    "related": "related recommend more-from morefrom read-more readmore readnext also similar popular trending most-"
    " read latest teaser promo promoted suggest recirc outbrain taboola upnext next-prev prev-next pager"
    " pagination carousel slider card",
    "comments": "comment disqus respond replies discussion",
    "share": "share sharing social facebook twitter pinterest whatsapp follow addtoany",
    "newsletter": "newsletter subscribe subscription signup sign-up optin mailing",
    "advert": "advert adslot ad-slot sponsor dfp gpt adsense commercial",
    "author": "author byline by-line writer contributor bio vcard",
    "meta": "meta date time published posted timestamp info dateline kicker eyebrow category cat-links",
    "tags": "tags taglist tag-list keyword topic",
    "caption": "caption figcaption credit wp-caption image-desc legend photo",
    "media": "gallery video player media slideshow lightbox figure image",
    "cookie": "cookie consent gdpr privacy onetrust",
    "popup": "modal popup overlay dialog tooltip dropdown drawer",
    "form": "form search login register",
    "breadcrumb": "breadcrumb crumb",
    "paywall": "paywall premium piano regwall gate",
    "widget": "widget module block box panel",
    "article": "article story post entry hentry blog",
    "body": "article-body articlebody article__body story-body storybody story__body entry-content entrycontent"
    " post-content postcontent post-body postbody article-content articlecontent article__content article-"
    " text articletext story-content storycontent content-body body-content news-content news-text"
    " post__content entry__content single-content",
    "plugin": "sharedaddy jp-relatedposts yarpp addthis wp-block post-navigation nav-links comment-respond author- box",
    "content": "content body text copy prose rich-text richtext paragraph",
    "main": "main primary page center",
    "lead": "lead intro summary standfirst subtitle subhead dek excerpt abstract teaser-text description",
    "title": "title headline heading",
    "list": "list item grid row col",
    "toc": "toc table-of-contents contents-list",
    "quote": "quote pullquote blockquote",
    "hidden": "hidden hide visually screen-reader sr-only skip print-only noprint no-print",
    "rating": "rating review star vote poll",
    "embed": "embed tweet instagram iframe",
    "product": "product price buy shop cart",
    "correction": "correction note disclaimer update",
    "fact": "factbox fact infobox sidebar-inset inset related-box",
    "reference": "reference footnote citation bibliography source",
    "faq": "faq accordion question answer",
    "live": "live ticker liveblog",
}
"""Groups of parts of class names, by what the web commonly means with them."""

CUES = {
    "share": "share tweet facebook twitter whatsapp pinterest linkedin email e-mail print teilen partager"
    " compartir condividi delen compartilhar drucken imprimer imprimir stampa",
    "subscribe": "subscribe newsletter sign signup abonnieren abonnez suscríbete iscriviti abonneer assine inscrivez"
    " subscribers abo",
    "related": "related recommended trending popular latest next previous read more mehr weiterlesen lire aussi"
    " también leggi anche lees ook leia mais verwandte siehe voir relacionados correlati gerelateerd",
    "comments": "comment comments reply replies kommentar kommentare commentaire commentaires comentario comentarios"
    " commenti reacties antworten répondre responder",
    "credit": "photo photograph photos image images picture credit courtesy getty reuters afp ap ap/ shutterstock"
    " foto fotos bild photographie crédit imagen immagine file",
    "legal": "© copyright rights reserved reserved. rechte vorbehalten droits réservés derechos reservados diritti"
    " terms privacy cookies cookie datenschutz impressum",
    "date": "january february march april june july august september october november december jan feb mar apr"
    " jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février"
    " mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo"
    " junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno"
    " luglio settembre ottobre dicembre ago hours minutes published updated posted updated: published: uhr",
    "byline": "by von par por di door author editor correspondent reporter writer staff autor auteur autore redaktion",
    "advert": "advertisement advertisements sponsored advertising anzeige werbung publicité publicidad pubblicità"
    " advertentie ad",
    "account": "login log account register anmelden registrieren connexion connecter iniciar accedi inloggen entrar"
    " sign-in cart menu search home suche recherche buscar cerca zoeken",
    "video": "video watch play loading listen audio podcast gallery slideshow",
    "tags": "tags tagged topics filed categories category topic: tags: schlagworte themen mots-clés etiquetas",
    "reading": "min minute read minutes views reads lesezeit",
    "ask": "please click here join follow us contact donate support get our your app download",
}
"""Groups of words that short lines of debris are made of."""

_NAME_GROUP = {word: 1 << n for n, words in enumerate(NAMES.values()) for word in words.split()}
_NAME = re.compile("|".join(sorted((re.escape(w) for w in _NAME_GROUP), key=len, reverse=True)))
_MAX_CUE_CHARS = 160
_STRIP = ".,:;!?()[]|•·-–—\"'"


def _cue_groups() -> dict[str, int]:
    groups: dict[str, int] = {}
    for number, words in enumerate(CUES.values()):
        for word in words.split():
            groups[word] = groups.get(word, 0) | 1 << number
    return groups


_CUE_GROUP = _cue_groups()
_CUE_WORDS = frozenset(_CUE_GROUP)


@lru_cache(maxsize=16384)
def name_bits(names: str) -> int:
    """Return the groups that an element's names belong to, one bit a group."""
    bits = 0
    for word in _NAME.findall(names):
        bits |= _NAME_GROUP[word]
    return bits


def cue_bits(text: str) -> int:
    """Return the groups that a short line's words belong to, one bit a group."""
    if len(text) > _MAX_CUE_CHARS:
        return 0
    bits = 0
    for word in _CUE_WORDS.intersection(text.lower().split()):
        bits |= _CUE_GROUP[word]
    return bits
