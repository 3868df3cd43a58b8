"""Words that tell what a block or an element is: in class names, and in short lines of seven languages."""

NAMES = {
    "cookie": "cookie consent gdpr onetrust",
    "breadcrumb": "breadcrumb crumb",
    "comments": "comment disqus respond replies discussion",
    "share": "share sharing social facebook twitter pinterest whatsapp follow addtoany sharedaddy addthis",
    "newsletter": "newsletter subscribe subscription signup sign-up optin mailing",
    "advert": "advert adslot ad-slot sponsor dfp adsense commercial",
    "toc": "toc- table-of-contents tableofcontents",
    "paywall": "paywall regwall",
    "tags": "taglist tag-list tags keyword post-tag entry-tag",
    "rating": "rating review-score stars vote poll",
    "caption": "caption credit image-desc",
    "author": "author byline by-line contributor bio vcard",
    "related": "related recommend more-from morefrom read-more readmore readnext also-like similar popular"
    " trending most-read teaser promo suggest recirc outbrain taboola upnext next-prev prev-next post-navigation"
    " nav-links yarpp",
    "video": "video player",
    "testimonial": "testimonial",
    "nav": "nav menu topbar toolbar offcanvas pagination pager",
    "footer": "footer copyright imprint impressum",
    "popup": "modal popup overlay tooltip",
    "form": "search login register form",
    "side": "sidebar rail secondary",
    "product": "product price buy shop cart",
    "header": "header masthead",
    "date": "date time published posted",
}
"""Groups of parts of class names, by what the web commonly means with them; the more telling group first."""

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


MAX_CUE_CHARS = 160
CUE_GROUP = {word: group for group, words in reversed(CUES.items()) for word in words.split()}
_CUE_WORDS = frozenset(CUE_GROUP)


def cues_in(text: str) -> frozenset[str]:
    """Return the groups that a short line's words belong to."""
    if len(text) > MAX_CUE_CHARS:
        return frozenset()
    return frozenset(map(CUE_GROUP.__getitem__, _CUE_WORDS.intersection(text.lower().split())))
