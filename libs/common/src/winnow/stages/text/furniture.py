"""Say how much of a line is made of the words that pages say around articles, whichever way they are put together.

No word of these tells anything by itself, and an article holds them all; but it never holds them so close together as
the line that asks for a rating, offers a newsletter or names the author. Words are known by how they begin, in seven
languages.
"""

from functools import lru_cache

from winnow.stages.text.words import parts_of, word_set

_MOST_WORDS = 30
_WEAK = 0.5
_FEWEST = 2
_LENGTHS = (4, 5, 6, 7, 8)

STRONG = word_set("""
    newsletter subscri unsubscr inbox mailing signup email sponsor advert promot affiliat cookie copyright
    comment repl rating review testimon voted votes share shares sharing facebook twitter instagram pinterest whatsapp
    linkedin youtube telegram podcast tiktok related recommen trending popular editor author writer journalis correspond
    photogra contribut freelanc credit illustrat publish updated reviewed disclaim terms condition privacy rights
    regulat registered licen liabil quote discount voucher coupon checkout basket booking appointm consultat enquir
    donat membersh member login account feedback helpful survey archive sitemap contact download
    abonn anmeld eintrag posteing rundbrief anzeige werbung gesponsert partnerl kommentar leser bewert sterne
    rezension teilen empfehl weiterle themen rubrik autor redakt journalist fotogra bildnachw quelle veröffentl aktualis
    impressum datensch nutzungsb haftung gewähr rechte rabatt gutschein angebot bestell buchen termin beratung spende
    mitglied konto hilfreich umfrage archiv kontakt merken
    infolettr inscri boîte publicit partenair commentai lecteurs noter étoiles avis partag recomman rubrique auteur
    rédact journalis photogra crédit publié mentions condition réservés devis réduc remise promo command réserv
    rendez rdv conseill adhér compte sondage utile archives contacte télécharg réagir abonné offert soutenir
    boletín suscri correo anuncio publicid patrocin afiliad comentar lectores valora estrella compart recomend relacion
    autora periodis fotogra crédito publicado aviso derechos descuent oferta presupue reserva pedido cita asesor dona
    socio cuenta encuesta útil archiv contact descarg síguen cuéntan cuéntam etiquét
    subscre assin correio anúncio parceir coment leitor avali estrela partilh compartilh recomend relacion jornalis
    redator fotogra crédito publicado termos direitos descont oferta orçament reserv encomend consult doaç sócio conta
    inquérit útil arquivo contact descarreg siga
    iscriv newsl pubblicit inserz sponsori affilia comment lettori vota votare stelle valuta condivid consigli correlat
    autore giornalis redazion fotogra crediti pubblicat riservat sconto offerta preventiv prenot ordina appuntam
    consulen dona account sondagg utile archivi contatt scaric segui divulgat approfond
    nieuwsbr abonne inschrij aanmeld adverten gesponso reactie reageer beoordel sterren cijfer stem deel delen volg
    aanbevol gerelat auteur redact journalis fotogra gepubli bijgewer voorwaard rechten korting aanbied offerte bestel
    afspraak advies donat lidmaat account enquête nuttig archief bewaar
""")
WEAK = word_set("""
    read more also next previous now here today free join follow save print send like love tell enjoy your you our us we
    blog docs menu home search sign login pricing about video views view
    page article story post recipe guide issue edition top best latest visit shop store price buy order book call click
    week daily month team expert help question answer below thanks thank friend inspired
    mehr auch weiter jetzt hier heute gratis kosten folgen druck schick gefall ihre ihnen unser uns seite artikel
    beitrag rezept ratgeber ausgabe beliebt neu besuch kauf preis woche monat exper hilfe frage danke freund lesen
    plus aussi suivant maintena aujourd gratuit rejoi suiv imprim envoy aimer votre vous notre nos page articl recett
    guide numéro meill dernier visit boutiq prix achet appel cliqu semaine mois équipe expert aide question merci lire
    más también siguient ahora aquí hoy gratis únete sigue imprim envía gust tu tus su nuestr página artícul noticia
    receta guía mejor último visita tienda precio compra llama clic semana mes equipo experto ayuda pregunta gracias
    leer lee
    mais também seguint próximo agora aqui hoje grátis junte imprim envi gost seu sua teu tua nosso nossa página artigo
    notícia receita guia melhor últim visit loja preço compr ligue clique semana mês equipa perit ajuda perguntas
    obrigad ler leia
    più anche prossim ora qui oggi gratis stampa invia piace piaciut tuo tua nostr pagina articol notizia ricett guida
    miglior ultim visit negozio prezzo acquist chiama clicca settiman mese team espert aiuto domand grazie leggi leggere
    meer ook volgend vorig nu hier vandaag gratis print stuur leuk je jouw uw onze pagina artikel bericht recept gids
    beste laatste bezoek winkel prijs koop bel klik week maand team expert hulp vraag bedankt lees weten
""")


def _by_length(stems: frozenset[str]) -> tuple[tuple[int, frozenset[str]], ...]:
    """Return the stems by length; the shortest ones are whole words."""
    return tuple((n, frozenset(s[:8] for s in stems if min(len(s), 8) == n)) for n in _LENGTHS)


_STRONG, _STRONG_WORDS = _by_length(STRONG), frozenset(s for s in STRONG if len(s) < _LENGTHS[0])
_WEAKER, _WEAK_WORDS = _by_length(WEAK), frozenset(s for s in WEAK if len(s) <= _LENGTHS[0])


def density(text: str) -> float:
    """Return the share of a line's words that pages say around articles; 0 for a long line."""
    parts = parts_of(text)
    if not 0 < len(parts) <= _MOST_WORDS:
        return 0.0
    return sum(_weight(part) for part in parts) / max(len(parts), _FEWEST)


@lru_cache(maxsize=8192)
def _weight(part: str) -> float:
    if part in _STRONG_WORDS or any(part[:n] in stems for n, stems in _STRONG):
        return 1.0
    return _WEAK * (part in _WEAK_WORDS or any(part[:n] in stems for n, stems in _WEAKER if n > _LENGTHS[0]))
