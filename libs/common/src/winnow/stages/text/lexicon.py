"""The lines that debris is known by, in seven languages, as data.

Every phrase is compared as ``key`` gives it: lower case, words only.
"""

from winnow.model import RemovalReason
from winnow.stages.text.words import phrases, word_set

SECTION_HEADINGS: dict[RemovalReason, frozenset[str]] = {
    RemovalReason.RELATED: phrases("""
        mehr lesen|das könnte sie interessieren|das könnte dich interessieren|auch lesenswert|lesen sie mehr zum thema
        mehr zum thema lesen|ebenfalls interessant|passend zum thema|lire la suite|seguir leyendo|leer más
        también podría interesarte|más sobre el tema|leggi di più|misschien ook interessant|ook interessant
        you may like|readers also liked|readers also read|people also read|others also read|others also viewed
        from the archive|from the archives|next up|popular this week|popular right now|das lesen andere
        das lesen andere gerade|in derselben rubrik|les internautes ont aussi lu|dans la même catégorie
        otros lectores también leyeron|del archivo|outros leitores também leram|i lettori hanno letto anche
        anderen lazen ook|uit het archief|related|related posts|related articles|related topics|related stories
        related content|related reading|related links|related news|related questions|related guides|related products
        you may also like|you might also like|you may also be interested in|you might also be interested in
        you might like|recommended|recommended for you|recommended reading|recommended articles|more articles
        more stories|more on this|more on this topic|more on this story|more like this|more from this author
        more from us|more news|more posts|keep reading|further reading for you|read next|read more|read this next
        up next|what to read next|don't miss|popular posts|popular articles|popular now|most popular|most read
        most viewed|trending|trending now|trending articles|latest posts|latest articles|latest news|latest stories
        recent posts|recent articles|top articles|top stories|top posts|editor's picks|editors' picks|from our blog
        from the blog|other articles|other posts|similar articles|similar posts|articles you may like|next article
        previous article|next post|previous post|recently viewed|recently viewed articles|also in this series
        explore more|discover more|suggested articles|suggested reading|similar threads|similar topics
        similar questions|related discussions|ähnliche diskussionen|ähnliche fragen|discussions similaires
        sujets similaires|temas similares|temas parecidos|tópicos semelhantes|discussioni simili
        vergelijkbare onderwerpen|ähnliche artikel|ähnliche beiträge|ähnliche themen|verwandte artikel
        verwandte beiträge|verwandte themen|weitere artikel|weitere beiträge|weitere themen|weitere nachrichten
        mehr zum thema|mehr aus dieser rubrik|das könnte sie auch interessieren|das könnte dich auch interessieren
        das könnte ihnen auch gefallen|das könnte dir auch gefallen|auch interessant|lesen sie auch|lies auch
        meistgelesen|meist gelesen|beliebte artikel|beliebte beiträge|neueste artikel|neueste beiträge
        aktuelle beiträge|letzte beiträge|empfohlene artikel|empfehlungen der redaktion|passende artikel|passend dazu
        weiterlesen|nächster artikel|vorheriger artikel|top artikel|articles similaires|articles liés
        articles connexes|articles associés|articles récents|derniers articles|sur le même sujet|sur le même thème
        à lire aussi|lire aussi|à lire également|à découvrir aussi|à voir aussi|vous aimerez aussi
        vous aimerez peut-être aussi|vous pourriez aussi aimer|vous pourriez également aimer
        cela pourrait vous intéresser|ces articles pourraient vous intéresser|nos autres articles|les plus lus
        les plus populaires|articles populaires|pour aller plus loin|article suivant|article précédent
        dans la même rubrique|artículos relacionados|entradas relacionadas|noticias relacionadas|contenido relacionado
        temas relacionados|también te puede interesar|también te puede gustar|también le puede interesar
        te puede interesar|te podría interesar|quizás te interese|más artículos|más noticias|más sobre este tema
        lo más leído|lo más visto|más leídos|más populares|últimas entradas|últimos artículos|últimas noticias
        entradas recientes|artículos recientes|lee también|lea también|sigue leyendo|te recomendamos|recomendados
        siguiente artículo|artículo anterior|artículos destacados|artigos relacionados|posts relacionados
        notícias relacionadas|conteúdo relacionado|matérias relacionadas|leia também|leia mais|veja também
        você também pode gostar|você pode gostar|também pode gostar|pode também gostar|talvez você goste
        pode interessar|também lhe pode interessar|mais lidas|mais lidos|mais populares|posts recentes
        artigos recentes|últimos posts|últimos artigos|últimas notícias|artigos populares|recomendado para você
        próximo artigo|artigo anterior|continue lendo|a ler também|articoli correlati|articoli simili
        articoli collegati|post correlati|contenuti correlati|potrebbe interessarti|potrebbe interessarti anche
        potrebbero interessarti|potrebbe anche interessarti|ti potrebbe interessare|ti potrebbe interessare anche
        potrebbe piacerti anche|leggi anche|leggi pure|i più letti|più letti|articoli recenti|ultimi articoli
        ultime notizie|articoli popolari|altri articoli|sullo stesso argomento|continua a leggere|articolo successivo
        articolo precedente|da non perdere|vedi anche|gerelateerde artikelen|gerelateerde berichten|verwante artikelen
        gerelateerd|meer over dit onderwerp|lees ook|lees verder|lees meer|misschien vind je dit ook leuk
        dit vind je misschien ook leuk|dit vindt u misschien ook leuk|andere artikelen|meer artikelen|meest gelezen
        populaire artikelen|populaire berichten|recente berichten|recente artikelen|laatste berichten|laatste nieuws
        aanbevolen|aanbevolen voor jou|volgend artikel|vorig artikel|bekijk ook|interessant voor jou
    """),
    RemovalReason.VIDEO: phrases("""
        video|videos|related videos|recommended videos|more videos|watch|watch now|watch next|video gallery
        verwandte videos|weitere videos|passende videos|vidéo|vidéos|vidéos associées|vidéos liées|vídeo|vídeos
        vídeos relacionados|video correlati|video's|gerelateerde video's|meer video's
    """),
    RemovalReason.ARTICLE_INFO: phrases("""
        article information|article info|about this article|article details|post information|page information
        artikelinformationen|artikel informationen|informationen zum artikel|über diesen artikel|artikelinfo
        informations sur l'article|à propos de cet article|informations de l'article|information sur l'article
        información del artículo|información sobre el artículo|sobre este artículo|datos del artículo
        informações do artigo|informação do artigo|informações sobre o artigo|sobre este artigo
        informazioni sull'articolo|informazioni articolo|informazioni su questo articolo|sull'articolo
        artikelinformatie|informatie over het artikel|over dit artikel
    """),
    RemovalReason.AUTHOR_BIO: phrases("""
        author information|author info|about the author|about the authors|about the writer|about me|author bio
        author profile|written by|meet the author|über den autor|über die autorin|über die autoren|über mich
        autoreninformationen|informationen zum autor|zum autor|zur autorin|zur person|autorenprofil
        à propos de l'auteur|à propos de l'auteure|à propos de l'autrice|a propos de l'auteur
        informations sur l'auteur|l'auteur|l'autrice|qui suis-je|sobre el autor|sobre la autora|acerca del autor
        acerca de la autora|información del autor|información sobre el autor|sobre mí|sobre o autor|sobre a autora
        informações do autor|informações sobre o autor|sobre mim|informação do autor|l'autore|l'autrice|sull'autore
        sull'autrice|informazioni sull'autore|chi sono|informazioni autore|biografia dell'autore|over de auteur
        over de schrijver|over de schrijfster|auteursinformatie|informatie over de auteur|over mij
    """),
    RemovalReason.COMMENTS: phrases("""
        kommentar absenden|noch keine kommentare|keine kommentare vorhanden|schreib den ersten kommentar
        soyez le premier à commenter|aucun commentaire pour le moment|no hay comentarios|aún no hay comentarios
        sé el primero en comentar|sii il primo a commentare|seja o primeiro a comentar|wees de eerste die reageert
        add your comment|view comments|show comments|load comments|see comments|hide comments|view all comments
        post a reply|post reply|join the comments|kommentare anzeigen|kommentare laden|alle kommentare anzeigen
        kommentare ansehen|voir les commentaires|afficher les commentaires|ver comentarios|mostrar comentarios
        ver comentários|mostrar comentários|deixe o seu comentário abaixo|mostra commenti|vedi commenti
        bekijk reacties|toon reacties|reacties bekijken|comments|leave a reply|leave a comment|leave a comment below
        post a comment|add a comment|add a reply|write a comment|submit a comment|join the discussion
        join the conversation|reader comments|readers' comments|discussion|what do you think|have your say
        cancel reply|no comments yet|be the first to comment|share your thoughts|leave a reply cancel reply
        leave a comment cancel reply|antwort hinterlassen antworten abbrechen
        schreibe einen kommentar antwort abbrechen|laisser un commentaire annuler la réponse
        deja una respuesta cancelar la respuesta|deja un comentario cancelar la respuesta
        deixe um comentário cancelar resposta|lascia un commento annulla risposta|geef een reactie reactie annuleren
        laat een reactie achter reactie annuleren|kommentare|kommentar schreiben|kommentar verfassen
        kommentar hinterlassen|kommentar abgeben|einen kommentar schreiben|schreibe einen kommentar
        schreiben sie einen kommentar|hinterlasse einen kommentar|hinterlassen sie einen kommentar
        antwort hinterlassen|leserkommentare|antworten abbrechen|diskutieren sie mit|ihre meinung|antwort schreiben
        commentaires|laisser un commentaire|laissez un commentaire|ajouter un commentaire|ajoutez un commentaire
        écrire un commentaire|poster un commentaire|publier un commentaire|laisser une réponse|votre commentaire
        annuler la réponse|vos réactions|réagir à cet article|donnez votre avis|comentarios|deja un comentario
        deje un comentario|dejar un comentario|deja una respuesta|deje una respuesta|dejar una respuesta
        escribe un comentario|añadir un comentario|agregar comentario|publicar un comentario|cancelar la respuesta
        comenta esta noticia|tu opinión|comentários|deixe um comentário|deixar um comentário|deixe uma resposta
        deixe o seu comentário|deixe seu comentário|escreva um comentário|adicionar comentário|faça um comentário
        publicar comentário|cancelar resposta|comente|commenti|lascia un commento|lascia una risposta
        scrivi un commento|aggiungi un commento|inserisci un commento|invia un commento|pubblica un commento
        annulla risposta|di' la tua|dì la tua|reacties|reactie plaatsen|plaats een reactie|laat een reactie achter
        geef een reactie|schrijf een reactie|reageer|reageren|voeg een reactie toe|reactie annuleren
        reactie achterlaten|opmerkingen
    """),
    RemovalReason.TESTIMONIAL: phrases("""
        témoignages de nos clients|testimonios de clientes|testimonianze dei clienti|depoimentos de clientes
        stimmen unserer kunden|testimonials|what our clients say|what our customers say|what our patients say
        what people say|what people are saying|what clients say|what customers say|client testimonials
        customer testimonials|patient testimonials|customer reviews|client reviews|our reviews
        reviews from our customers|happy customers|what others say|kind words|kundenstimmen|das sagen unsere kunden
        was unsere kunden sagen|kundenmeinungen|patientenstimmen|erfahrungsberichte|kundenbewertungen|referenzen
        témoignages|témoignages clients|avis clients|ce que disent nos clients|ils nous ont fait confiance
        avis de nos clients|testimonios|opiniones de clientes|lo que dicen nuestros clientes
        opiniones de nuestros clientes|qué dicen nuestros clientes|depoimentos|testemunhos
        o que dizem os nossos clientes|o que dizem nossos clientes|o que nossos clientes dizem|avaliações de clientes
        testimonianze|dicono di noi|cosa dicono i nostri clienti|le opinioni dei nostri clienti|recensioni dei clienti
        recensioni clienti|ervaringen van klanten|klantervaringen|wat onze klanten zeggen|wat klanten zeggen
        klantbeoordelingen|reviews van klanten|dit zeggen onze klanten
    """),
    RemovalReason.TOC: phrases("""
        in diesem artikel lesen sie
        in this story|in this section|in this review|in this recipe|what's in this guide|what's inside|jump to section
        page contents|article contents|quick links|das erwartet sie|das erwartet dich|in diesem ratgeber|dans ce guide
        en esta guía|neste guia|in questa guida|in deze gids|table of contents|contents|in this article|on this page
        in this post|in this guide|jump to|what's in this article|inhaltsverzeichnis|inhalt|auf dieser seite
        in diesem artikel|in diesem beitrag|übersicht|table des matières|sommaire|au sommaire|dans cet article
        sur cette page|tabla de contenidos|tabla de contenido|índice|índice de contenidos|en este artículo|contenidos
        en esta página|índice do artigo|conteúdo|neste artigo|nesta página|sumário|tabela de conteúdo
        tabela de conteúdos|indice|indice dei contenuti|sommario|in questo articolo|contenuti|in questa pagina|inhoud
        inhoudsopgave|in dit artikel|op deze pagina
    """),
    RemovalReason.TAGS: phrases("""
        tags|topics|categories|filed under|schlagwörter|schlagworte|themen|kategorien|étiquettes|mots-clés|mots clés
        catégories|etiquetas|categorías|palabras clave|tópicos|categorias|palavras-chave|tag|argomenti|categorie
        parole chiave|trefwoorden|categorieën|onderwerpen|archives|archiv|archivos|arquivos|archivi|archief
    """),
    RemovalReason.NEWSLETTER: phrases("""
        newsletter|our newsletter|join our newsletter|subscribe|subscribe to our newsletter|sign up for our newsletter
        stay in touch|stay up to date|get updates|mailing list|join our mailing list|unser newsletter
        newsletter abonnieren|newsletter anmelden|newsletter-anmeldung|bleiben sie auf dem laufenden|notre newsletter
        restez informé|abonnez-vous|inscription à la newsletter|boletín|nuestro boletín|suscríbete
        suscríbete a nuestro boletín|assine a newsletter|a nossa newsletter|nossa newsletter|iscriviti alla newsletter
        la nostra newsletter|resta aggiornato|nieuwsbrief|onze nieuwsbrief|schrijf je in|blijf op de hoogte
    """),
    RemovalReason.SHARE: phrases("""
        partagez sur les réseaux sociaux|compártelo en tus redes|compártelo en redes sociales|condividi sui social
        deel op sociale media|partilhe nas redes sociais|auf social media teilen|sharing is caring|share via
        share this entry|share on social|tweet this|pin this|email this article|email this story
        follow us on social media|find us on facebook|like us on facebook|weitersagen|teilen via|artikel versenden
        partager via|envoyer cet article|suivez-nous sur les réseaux sociaux|compartir vía|síguenos en redes sociales
        partilhar via|siga-nos nas redes sociais|condividi via|seguici sui social|delen via|volg ons op sociale media
        share|share this|share this article|share this post|share this page|share this story|share with friends
        share page|share on social media|spread the word|follow us|follow us on|connect with us|copy link
        about sharing|tweet|pin it|print|print this page|print this article|e-mail a friend|email a friend
        email this page|send to a friend|print page|teilen|artikel teilen|diesen artikel teilen|beitrag teilen
        seite teilen|diese seite drucken|drucken|artikel drucken|seite drucken|weiterempfehlen|folgen sie uns
        folge uns|link kopieren|per e-mail senden|teilen auf|teilen mit|partager|partager cet article
        partager l'article|partagez cet article|partagez|partager sur|imprimer|imprimer cette page|imprimer l'article
        envoyer à un ami|envoyer par e-mail|suivez-nous|copier le lien|compartir|comparte|comparte este artículo
        compartir este artículo|compartir en|comparte en|compártelo|imprimir|imprimir esta página|enviar a un amigo
        enviar por correo|síguenos|síguenos en|copiar enlace|compartilhar|compartilhe|partilhar|partilhe
        compartilhe este artigo|partilhe este artigo|compartilhar este artigo|partilhar este artigo
        imprimir esta página|imprimir artigo|enviar a um amigo|enviar por e-mail|siga-nos|copiar link|condividi
        condividi su|condividi questo articolo|condividi l'articolo|stampa|stampa questa pagina|stampa articolo
        invia a un amico|invia per email|seguici|seguici su|copia link|delen|deel|deel dit artikel|deel dit bericht
        dit artikel delen|delen op|deel op|printen|afdrukken|print dit artikel|print deze pagina|pagina afdrukken
        stuur door|mail een vriend|volg ons|volg ons op|kopieer link|link kopiëren
    """),
}
"""A line that is one of these opens a section of debris, when structure agrees."""

WHOLE_LINES: dict[RemovalReason, frozenset[str]] = {
    RemovalReason.RATING: phrases("""
        click on a star to rate it|how useful was this post|no votes so far be the first to rate this post|your rating
        be the first to rate this post|we are sorry that this post was not useful for you|let us improve this post
        tell us how we can improve this post|rate this recipe|klicke auf einen stern um zu bewerten
        wie hilfreich war dieser beitrag|cliquez sur une étoile pour noter|haz clic en una estrella para puntuar
        clique numa estrela para avaliar|clicca su una stella per votare|klik op een ster om te beoordelen
    """),
    RemovalReason.CREDIT: phrases("""
        getty images|istock|istockphoto|shutterstock|adobe stock|unsplash|pexels|pixabay|picture alliance|imago images
    """),
    RemovalReason.NAVIGATION: phrases("""
        search this site|search the site|search this blog|diese seite durchsuchen|rechercher sur ce site
        buscar en este sitio|pesquisar neste site|cerca nel sito|zoek op deze site|nach oben scrollen
        back to all articles|back to articles|back to all posts|back to all news|back to news|view profile
        chat with us|open in app|get the app|download the app|play video|watch the video|edit this page on github
        report abuse|zurück zur startseite|zurück zum blog|alle artikel|retour au blog|retour aux articles
        volver al blog|volver a noticias|voltar ao blog|torna al blog|torna alle notizie|terug naar blog
        terug naar nieuws|profil ansehen|voir le profil|ver perfil|vedi profilo|bekijk profiel|prev|zurück|weiter
        précédent|suivant|anterior|siguiente|seguinte|próximo|precedente|successivo|vorige|volgende|vorig bericht
        volgend bericht|older post|newer post|older posts|newer posts|blog archive|archive|start here|next page
        previous page|continue reading|suggest changes|edit this page|improve this page|wijziging voorstellen
        änderung vorschlagen|diese seite bearbeiten|modifier cette page|editar esta página|modifica questa pagina
        bewerk deze pagina|nächste seite|vorherige seite|page suivante|page précédente|página siguiente
        página anterior|próxima página|pagina successiva|pagina precedente|volgende pagina|vorige pagina
        skip to content|skip to main content|skip to navigation|skip navigation|skip to main|skip to footer
        skip to search|scroll to top|back to top|to top|return to top|top of page|go to top|menu|jump to recipe
        skip to recipe|jump to the recipe|zum rezept|zum rezept springen|aller à la recette|ir a la receta
        ir para a receita|vai alla ricetta|naar het recept|main menu|main navigation|search|search for|close|open menu
        toggle navigation|toggle menu|home|home page|homepage|previous|next|older posts|newer posts|post navigation
        view all|see all|load more|show more|show less|log in|login|sign in|my account|submit a request|go back
        back to home|back to blog|zum inhalt springen|zum inhalt|zum hauptinhalt springen|direkt zum inhalt
        zur navigation springen|nach oben|zurück nach oben|zum seitenanfang|seitenanfang|menü|hauptmenü|suche|suchen
        startseite|schließen|anmelden|einloggen|mein konto|zurück zur übersicht|zurück zur startseite
        beitragsnavigation|vorheriger beitrag|nächster beitrag|mehr anzeigen|alle anzeigen|aller au contenu
        aller au contenu principal|passer au contenu|retour en haut|haut de page|retour en haut de page|accueil
        rechercher|recherche|fermer|se connecter|connexion|mon compte|menu principal|navigation de l'article|voir tout
        voir plus|afficher plus|retour à l'accueil|saltar al contenido|ir al contenido|saltar al contenido principal
        ir al contenido principal|volver arriba|subir|ir arriba|inicio|buscar|cerrar|iniciar sesión|mi cuenta|menú
        menú principal|ver más|ver todo|ver todos|cargar más|volver al inicio|navegación de entradas
        ir para o conteúdo|saltar para o conteúdo|pular para o conteúdo|ir para o conteúdo principal|voltar ao topo
        voltar ao início|topo|início|página inicial|pesquisar|fechar|entrar|iniciar sessão|minha conta|a minha conta
        ver mais|ver tudo|carregar mais|navegação de posts|menu principal|vai al contenuto|salta al contenuto
        vai al contenuto principale|passa al contenuto|torna su|torna in alto|inizio pagina|cerca|chiudi|accedi
        il mio account|mostra altro|vedi tutti|carica altro|navigazione articoli|pagina iniziale|ga naar de inhoud
        naar de inhoud|direct naar de inhoud|naar inhoud|ga naar hoofdinhoud|naar boven|terug naar boven|zoeken
        sluiten|inloggen|aanmelden|mijn account|hoofdmenu|toon meer|bekijk alles|laad meer|berichtnavigatie
        terug naar overzicht
    """),
    RemovalReason.NEWSLETTER: phrases("""
        weekly newsletter|daily newsletter|monthly newsletter|free newsletter|email newsletter|get the newsletter
        thanks for subscribing|thank you for subscribing|you have successfully subscribed|please check your inbox
        check your inbox or spam folder|enter your email address to subscribe|sign up for free
        i agree to the privacy policy|vielen dank für ihre anmeldung|danke für deine anmeldung
        ich stimme der datenschutzerklärung zu|merci pour votre inscription|j'accepte la politique de confidentialité
        gracias por suscribirte|acepto la política de privacidad|obrigado por se inscrever
        aceito a política de privacidade|grazie per esserti iscritto|accetto la privacy policy
        bedankt voor je aanmelding|sign up|sign me up|sign up now|subscribe now|we respect your privacy|no spam
        no spam ever|unsubscribe at any time|unsubscribe anytime|you can unsubscribe at any time|jetzt anmelden
        jetzt abonnieren|kein spam|abmeldung jederzeit möglich|je m'inscris|s'inscrire|s'abonner
        désinscription à tout moment|suscribirse|suscribirme|sin spam|inscrever|inscrever-me|subscrever|assinar
        sem spam|iscriviti ora|mi iscrivo|niente spam|inschrijven|aanmelden voor de nieuwsbrief|abonneren|geen spam
        your email|your email address|enter your email|enter your email address|email address|ihre e-mail-adresse
        deine e-mail-adresse|e-mail-adresse|votre adresse e-mail|votre e-mail|adresse e-mail|tu correo electrónico
        tu email|correo electrónico|seu e-mail|o seu e-mail|o teu e-mail|la tua email|il tuo indirizzo email
        indirizzo email|je e-mailadres|uw e-mailadres|e-mailadres
    """),
    RemovalReason.SHARE: phrases("""
        listen to this article|listen to this story|listen|blogthis|email this|artikel anhören|diesen artikel anhören
        vorlesen|écouter cet article|écouter l'article|escuchar este artículo|escucha este artículo|escuchar artículo
        ouvir este artigo|ouça este artigo|ascolta questo articolo|ascolta l'articolo|luister naar dit artikel
        beluister dit artikel|save this article|bookmark|merken|artikel merken|print recipe|print this recipe
        pin recipe|pin this recipe|pin it for later|pin for later|save recipe|save this recipe|rezept drucken
        rezept merken|imprimer la recette|épingler la recette|imprimir receta|imprimir la receta|guardar receta
        imprimir receita|salvar receita|stampa ricetta|stampa la ricetta|salva ricetta|recept printen|recept bewaren
    """),
    RemovalReason.CALL_TO_ACTION: phrases("""
        buy me a coffee|support our work|support us on patreon|make a donation|donate now|jetzt spenden|faire un don
        haz una donación|faça uma doação|fai una donazione|doneer nu|buy now|shop now|order now|check price
        check prices|check latest price|check current price|view deal|see deal|view price|see price|see prices
        add to cart|add to basket|add to bag|buy on amazon|view on amazon|see on amazon|jetzt kaufen|zum shop
        zum angebot|preis prüfen|preise vergleichen|in den warenkorb|jetzt bestellen|acheter maintenant|voir l'offre
        voir le prix|ajouter au panier|comprar ahora|ver oferta|ver precio|añadir al carrito|comprar agora|ver preço
        adicionar ao carrinho|acquista ora|vedi offerta|vedi l'offerta|vedi il prezzo|aggiungi al carrello|koop nu
        bestel nu|bekijk aanbieding|bekijk prijs|in winkelwagen
    """),
    RemovalReason.COMMENTS: phrases("""
        comments are closed|comments closed|comments are now closed|log in to comment|sign in to comment
        login to comment|register to comment|please enable javascript to view the comments|kommentare sind geschlossen
        die kommentarfunktion ist geschlossen|zum kommentieren anmelden|les commentaires sont fermés
        connectez-vous pour commenter|los comentarios están cerrados|inicia sesión para comentar
        os comentários estão fechados|comentários encerrados|faça login para comentar|i commenti sono chiusi
        accedi per commentare|reacties zijn gesloten|log in om te reageren|reply|log in to reply|report post
        report this post|quote post|antworten|beitrag melden|répondre|signaler ce message|responder|reportar mensaje
        denunciar mensagem|rispondi|segnala messaggio|beantwoorden|bericht melden|post your answer|add a reply
        you must be logged in to reply
    """),
    RemovalReason.ADVERT: phrases("""
        story continues below advertisement|story continues below ad|article continues after advertisement
        article continues below|content continues below|paid content|paid partnership|report this ad
        weiter nach der anzeige|der artikel wird nach der anzeige fortgesetzt|la suite après cette publicité
        la suite après la publicité|suite de l'article après la publicité
        el artículo continúa después de la publicidad|continúa después de la publicidad|continua após a publicidade
        continua depois da publicidade|l'articolo continua dopo la pubblicità|continua dopo la pubblicità
        artikel gaat verder onder de advertentie|lees verder onder de advertentie
        tekst loopt door onder de advertentie|advertisement|advertisements|advert|ad|ads|sponsored|sponsored content
        sponsored links|promoted|promoted content|advertisement continue reading below
        article continues below advertisement|story continues below|continue reading below|anzeige|anzeigen|werbung
        gesponsert|publicité|annonce|sponsorisé|contenu sponsorisé|publicidad|anuncio|anuncios|patrocinado
        contenido patrocinado|publicidade|anúncio|anúncios|conteúdo patrocinado|pubblicità|annuncio|annunci
        sponsorizzato|contenuto sponsorizzato|advertentie|advertenties|reclame|gesponsord
    """),
    RemovalReason.LEGAL: phrases("""
        terms conditions|terms and privacy|haftungsausschluss|cgu|cgv|aviso de privacidad
        voorwaarden|all rights reserved|terms of use|terms of service|terms and conditions|privacy policy
        cookie policy|legal notice|imprint|sitemap|dmca|accessibility help|accessibility statement
        modern slavery statement|do not sell my personal information|alle rechte vorbehalten|impressum|datenschutz
        datenschutzerklärung|nutzungsbedingungen|agb|tous droits réservés|mentions légales
        politique de confidentialité|conditions d'utilisation|plan du site|todos los derechos reservados|aviso legal
        política de privacidad|política de cookies|términos y condiciones|mapa del sitio|todos os direitos reservados
        política de privacidade|termos de uso|termos e condições|mapa do site|tutti i diritti riservati|note legali
        informativa sulla privacy|termini e condizioni|mappa del sito|alle rechten voorbehouden|privacybeleid
        privacyverklaring|algemene voorwaarden|cookiebeleid
    """),
    RemovalReason.COOKIE: phrases("""
        manage consent|cookie consent|manage preferences|consent preferences|gérer le consentement|cookie-beleid
        accept all|accept all cookies|accept cookies|reject all|reject all cookies|cookie settings|manage cookies
        cookie preferences|we value your privacy|alle akzeptieren|alle cookies akzeptieren|cookies akzeptieren
        alle ablehnen|cookie-einstellungen|tout accepter|accepter les cookies|tout refuser|gérer les cookies
        paramètres des cookies|aceptar todas|aceptar todo|aceptar cookies|rechazar todo|rechazar todas
        configurar cookies|aceitar todos|aceitar tudo|aceitar cookies|rejeitar todos|rejeitar tudo|accetta tutti
        accetta tutto|accetta i cookie|rifiuta tutti|rifiuta tutto|alles accepteren|alle cookies accepteren
        alles weigeren|cookie-instellingen|cookies accepteren
    """),
    RemovalReason.FEEDBACK: phrases("""
        tell us what you think|help us improve this page|help us improve|got feedback tell us what you think
        helfen sie uns diese seite zu verbessern|aidez-nous à améliorer cette page|ayúdanos a mejorar esta página
        ajude-nos a melhorar esta página|aiutaci a migliorare questa pagina|help ons deze pagina te verbeteren
        wie hat ihnen der artikel gefallen|wie hat dir der artikel gefallen|hat ihnen der artikel gefallen
        hat dir der artikel gefallen|cet article vous a plu|vous avez aimé cet article|te ha gustado este artículo
        te ha gustado el artículo|te gustó este artículo|gostou deste artigo|gostou do artigo
        ti è piaciuto questo articolo|ti è piaciuto l'articolo|heb je hier iets aan gehad|vond je dit artikel leuk
        did you like this article|did you enjoy this article|enjoyed this article|liked this article
        esse conteúdo foi útil|este conteúdo foi útil|thanks for your feedback|thank you for your feedback
        report an issue|spotted a mistake let us know|spotted an error let us know|spotted a mistake
        danke für ihr feedback|vielen dank für ihr feedback|merci pour votre retour|merci pour votre avis
        gracias por tus comentarios|gracias por su opinión|obrigado pelo seu feedback|grazie per il tuo feedback
        bedankt voor je feedback|have more questions|any questions|still have questions|more questions|got a question
        noch fragen|haben sie noch fragen|sie haben fragen|des questions|vous avez des questions|encore des questions
        tienes preguntas|tienes más preguntas|aún tienes dudas|tem dúvidas|ainda tem dúvidas|mais perguntas
        hai domande|hai altre domande|altre domande|nog vragen|heb je nog vragen|heeft u nog vragen|rate this article
        rate this page|rate this post|report an error|suggest an edit|suggest changes|send feedback|give feedback
        report a problem|artikel bewerten|bewerten sie diesen artikel|fehler melden|feedback geben|notez cet article
        signaler une erreur|valora este artículo|reportar un error|avalie este artigo|reportar erro
        vota questo articolo|segnala un errore|beoordeel dit artikel|fout melden
    """),
}
"""A line that is exactly one of these is debris wherever it stands alone."""

OPENINGS: dict[RemovalReason, tuple[str, ...]] = {
    RemovalReason.RELATED: tuple(
        phrases("""
            from the archive|from the archives|from our archive|from our archives|aus dem archiv|aus unserem archiv
            dans nos archives|de nuestro archivo|do nosso arquivo|dal nostro archivio|uit het archief
            related reading|related story|related stories|related guide|related recipe|read this next|more reading
            people also read|next up|you may like|read next|read more|read also|also read|see also|related
            related article|related post|you may also like|you might also like|you'll also like|more on this|up next
            don't miss|next post|previous post|next article|previous article|keep reading|more from|mehr zum thema
            lesen sie auch|lies auch|lesetipp|siehe auch|auch interessant|weiterlesen|nächster beitrag
            vorheriger beitrag|nächster artikel|vorheriger artikel|passend dazu|mehr dazu|à lire aussi|lire aussi
            a lire aussi|à lire également|voir aussi|à voir aussi|sur le même sujet|article suivant|article précédent
            à découvrir aussi|vous aimerez aussi|lee también|lea también|leer más|te puede interesar
            también te puede interesar|ver también|véase también|más información|siguiente artículo|artículo anterior
            no te pierdas|leia também|leia mais|veja também|ver também|próximo artigo|artigo anterior|saiba mais
            você também pode gostar|leggi anche|leggi di più|vedi anche|potrebbe interessarti
            potrebbe interessarti anche|da non perdere|articolo successivo|articolo precedente|lees ook|lees verder
            lees meer|zie ook|bekijk ook|meer over dit onderwerp|volgend artikel|vorig artikel|ook interessant
            meer lezen|meer weten
        """)
    ),
    RemovalReason.TAGS: tuple(
        phrases("""
            verschlagwortet mit|getaggt mit|étiqueté avec|etichettato come|getagd met
            tags|tag|tagged|tagged with|tagged in|tagged as|filed under|filed in|posted in|categories|category|topics
            keywords|labels|schlagwörter|schlagworte|themen|kategorien|kategorie|stichwörter|étiquettes|mots-clés
            mots clés|catégories|catégorie|classé dans|etiquetas|etiquetado|categorías|categoría|palabras clave
            archivado en|categorias|categoria|palavras-chave|marcadores|etiquetado como|argomenti|etichette|categorie
            parole chiave|archiviato in|trefwoorden|categorieën|geplaatst in|onderwerpen|labels|veröffentlicht in
            abgelegt unter
        """)
    ),
    RemovalReason.ADVERT: tuple(
        phrases("""
            partner content|paid content|sponsored content|sponsored post|paid post|paid partnership|ad feature
            advertorial|promo|partnerinhalt|bezahlter inhalt|contenu partenaire|contenu sponsorisé|contenido patrocinado
            conteúdo patrocinado|contenuto sponsorizzato|partnerbijdrage
            sponsored|advertisement|advert|ad|promoted|promotion|anzeige|werbung|publicité|sponsorisé|publicidad
            patrocinado|publicidade|pubblicità|sponsorizzato|advertentie|gesponsord|gesponsert
        """)
    ),
    RemovalReason.VIDEO: tuple(
        phrases("""
            video|watch|watch the video|vidéo|vídeo|im video|en vidéo|en vídeo|em vídeo|in video
        """)
    ),
    RemovalReason.CREDIT: tuple(
        phrases("""
            foto's|illustrationen|illustrations|ilustraciones|illustrazioni|illustraties
            featured image|header image|cover image|main image|lead image|titelbild|beitragsbild|image à la une
            imagen destacada|imagem destacada|immagine in evidenza|uitgelichte afbeelding|photos by|images|images by
            photo|photos|photo by|photo credit|photograph|photograph by|photography by|image|image by|image credit
            image source|picture|picture credit|credit|illustration|illustration by|photo courtesy of
            image courtesy of|foto|fotos|bild|bildquelle|bildnachweis|fotocredit|foto von|crédit photo|crédits photo
            crédit|photo de|crédits|fotografía|foto de|imagen|crédito|créditos|fotografia|imagem|foto di|immagine
            crediti|fotograaf|beeld|afbeelding|bron foto|foto door|abbildung
        """)
    ),
    RemovalReason.AUTHOR_BIO: tuple(
        phrases("""
            about the author|author bio|zur person|zum autor|zur autorin|über den autor|über die autorin
            à propos de l'auteur|sobre el autor|sobre la autora|sobre o autor|sobre a autora|sull'autore|sull'autrice
            over de auteur
        """)
    ),
    RemovalReason.ARTICLE_INFO: tuple(
        phrases("""
            erstellt am|créé le|creado el|article id|article number|document id|page id|artikel-id|artikelnummer
            id de l'article|id del artículo|id do artigo|id articolo|artikel id
            originally published|originally published on|first published on|last updated on|last modified on|words
            word count|erschienen am|zuerst erschienen|zuletzt geändert|mis en ligne le|modifié le|publicada el
            última modificación|postado em|publicada em|última modificação|ultima modifica|geplaatst op|geplaatst
            laatst gewijzigd|last updated|last modified|updated|updated on|published|published on|first published
            posted on|last reviewed|page last reviewed|page last updated|page updated|views|article views
            zuletzt aktualisiert|aktualisiert|aktualisiert am|veröffentlicht|veröffentlicht am|stand
            letzte aktualisierung|mis à jour|mis à jour le|dernière mise à jour|publié|publié le|vues
            última actualización|actualizado|actualizado el|publicado|publicado el|visitas|última atualização
            atualizado|atualizado em|publicado em|visualizações|ultimo aggiornamento|aggiornato|aggiornato il
            pubblicato|pubblicato il|visualizzazioni|laatst bijgewerkt|bijgewerkt|bijgewerkt op|gepubliceerd
            gepubliceerd op|laatste update|weergaven|aufrufe
        """)
    ),
}
"""A short line that is one of these openings, a colon and something short is debris."""

LABELS: tuple[tuple[RemovalReason, frozenset[str], frozenset[str]], ...] = (
    (
        RemovalReason.ADVERT,
        word_set("""
            advertisement advertisements ad ads advert adverts sponsored promoted promotion anzeige werbung anzeigen
            publicité sponsorisé publicidad patrocinado publicidade pubblicità sponsorizzato advertentie gesponsord
        """),
        word_set("""
            for more this our
            continue continues reading below article story content feature features paid after before newsletter scroll
            to skip close post links message from our partner
            weiter weiterlesen nach der unter geht es artikel
            continuez continuer la lecture ci dessous après cette suite article contenu
            continúa sigue leyendo después de el contenido
            continua depois da após a o conteúdo
            dopo l articolo contenuto
            lees verder onder de na
        """),
    ),
    (
        RemovalReason.NEWSLETTER,
        word_set("newsletter newsletters nieuwsbrief infolettre boletín"),
        word_set("""
            free daily weekly monthly our the my email get join sign up for to your now here subscribe all more
            unser unsere kostenloser täglicher wöchentlicher jetzt zum zur bestellen abonnieren
            notre la gratuite s abonner à inscription inscrivez vous
            nuestro el gratis recibe suscríbete al
            nossa a grátis assine
            la nostra gratis iscriviti alla
            onze de gratis voor schrijf je in
        """),
    ),
    (
        RemovalReason.COMMENTS,
        word_set("""
            comment comments reply replies kommentar kommentare kommentieren commentaire commentaires commenter
            comentario comentarios comentar comentário comentários commento commenti commentare reactie
            reacties reageren
        """),
        word_set("""
            a an the your our all this to in on post add leave write submit publish view show load read hide see join be
            top best latest newest recent readers reader users user so far
            first yet sign log up or register login please here below rules policy more have must you logged
            schreiben verfassen hinterlassen abgeben anzeigen laden lesen ansehen einen ein den alle zum
            jetzt anmelden um
            zu ihr ihren dein deinen absenden bitte noch erster
            laisser laissez ajouter ajoutez écrire publier poster voir lire afficher un votre les tous
            pour connectez vous
            le soyez premier à
            publicar escribir dejar deja añadir agregar ver mostrar leer el los todos para tu su enviar inicia sesión sé
            primero en
            escrever deixar deixe adicionar ler um o os para seu faça login
            pubblica scrivi lascia aggiungi inserisci vedi mostra leggi invia il i tutti per accedi
            plaats schrijf laat achter geef bekijk toon lees een de je alle voeg toe log in om te
        """),
    ),
    (
        RemovalReason.SHARE,
        word_set("""
            copy copier kopieren copiar copia kopieer save guardar enregistrer sauvegarder salvar salva speichern bewaar
            share sharing print printing pin tweet teilen drucken weiterleiten partager partagez imprimer imprimez
            compartir comparte compartilhar compartilhe partilhar partilhe imprimir imprime condividi condividere stampa
            stampare delen printen afdrukken doorsturen
        """),
        word_set("""
            this the article page post story recipe guide link with your by via on email mail or and to a friend friends
            family now send it them for later me address url adresse link lien enlace dirección endereço ligação
            indirizzo
            linkedin instagram telegram
            family now save send it them social media facebook twitter whatsapp pinterest icon button
            diesen dieses diese den die das beitrag artikel rezept seite per mit freunden in auf sozialen netzwerken
            cet cette l la le les page recette fiche par sur avec vos tes amis réseaux sociaux à un ami et
            version copy
            este esta el la artículo página receta entrada con tus amigos en redes sociales por correo a un amigo y
            este esta o a artigo página receita com os seus teus amigos nas redes sociais por e um amigo
            questo questa l il la articolo pagina ricetta con i tuoi amici sui social per un amico e
            dit deze de het artikel pagina recept bericht met je vrienden op sociale via en
        """),
    ),
    (
        RemovalReason.FEEDBACK,
        word_set("""
            rate rating bewerten bewertung bewerte noter notez vote votez votar valorar valora valoración avaliar avalie
            avaliação vota votare valuta valutazione beoordeel beoordelen beoordeling
        """),
        word_set("""
            click tap on a star to
            this the article page post story recipe guide it now please your our readers average from by votes stars
            diesen dieses diese artikel beitrag rezept seite jetzt bitte ihre deine unsere durchschnittliche sternen
            cet cette l la le article page recette votre moyenne étoiles
            este esta el la artículo página receta tu su media estrellas
            este esta o a artigo página receita sua média estrelas
            questo questa l il la articolo pagina ricetta la tua media stelle
            dit deze de het artikel pagina recept nu je gemiddelde sterren
        """),
    ),
    (
        RemovalReason.NAVIGATION,
        word_set("""
            login account signin signup konto anmelden einloggen compte connecter connexion cuenta sesión conta sessão
            accedi inloggen aanmelden
        """)
        | word_set("overview homepage übersicht startseite accueil portada inicio início overzicht"),
        word_set("""
            sign in log up out or and to create an a your my free register subscribe now here please back return all
            zurück zur zum oder registrieren jetzt bitte mein dein ihr alle
            retour à l la se s mon un créer ou
            volver al a la iniciar crear una mi o regístrate
            voltar ao à criar uma minha ou entrar na
            torna alla crea registrati il tuo
            terug naar het maak of mijn registreer
        """),
    ),
)
"""A line made of such words alone, and at least one of the first kind, is the label of a form or a link."""
AGENCIES = word_set("""
    getty alamy shutterstock istock istockphoto unsplash pexels pixabay flickr wikimedia freepik depositphotos
    dreamstime
    123rf imago afp dpa epa apa ansa keystone reuters
""")
"""Where pictures come from."""
CREDIT_FILLERS = word_set("""
    photo photos image images picture pictures stock credit by via from on of courtesy library commons creative the for
    foto fotos bild bilder von auf über crédit de par sur imagen por en immagine di da su beeld door via cc
""")
"""What else the line below a picture says, but for names."""

SITE = word_set("""
    privacy cookie cookies terms policy policies notice guidelines careers jobs press media advertise advertising
    contact
    about help support sitemap accessibility newsletter newsletters subscribe login account faq legal disclaimer imprint
    shop store shipping returns refund refunds delivery events archive archives team partners affiliate affiliates
    licensing conduct feedback rss community apps complaints catalogue donate volunteer membership kit
    kontakt karriere presse datenschutz impressum agb hilfe versand widerruf barrierefreiheit mediadaten werben
    aide recrutement mentions légales cgv cgu confidentialité presse propos
    contacto ayuda prensa aviso privacidad publicidad quiénes somos
    contato contacto ajuda imprensa privacidade sobre
    contatti siamo pubblicità
    vacatures adverteren klantenservice
""")
SITE_FILLERS = word_set("""
    us our the of and my your with to for a all code center centre map site we who use service statement conditions
    settings preferences here information
    über uns und unser unsere wir der die
    à de et nous plan du la le les
    legal nosotros y el los
    nós e o os
    chi noi e il
    over ons en de
""")
"""What the links at a page's foot are made of: words of the first kind, and words between them."""
OTHERS = word_set("""
    related similar recommended suggested popular trending latest recent newest more other others also next further
    favourite favorite
    ähnliche verwandte weitere weiteren mehr andere beliebte beliebteste neueste neuesten aktuelle auch empfohlene
    passende
    similaires liés liées autres plus aussi récents récentes derniers dernières recommandés populaires prochain
    prochaine
    relacionados relacionadas similares otros otras más también recientes últimos últimas recomendados recomendadas
    relacionadas outros outras mais também recentes semelhantes
    correlati correlate simili altri altre anche recenti ultimi ultime più consigliati
    gerelateerde vergelijkbare andere meer ook recente laatste aanbevolen populaire
""")
STORIES = word_set("""
    article articles post posts story stories recipe recipes guide guides review reviews interview interviews news read
    reads reading enjoy like love interested columns essays episodes features headlines topics
    artikel beiträge beitrag rezepte ratgeber interviews tests nachrichten meldungen themen lesen interessieren
    gefallen
    articles billets recettes guides conseils dossiers actualités lire aimer aimerez intéresser sujets
    artículos entradas recetas guías noticias reportajes entrevistas leer gustar interesar temas
    artigos publicações receitas guias notícias entrevistas ler gostar interessar
    articoli ricette guide notizie interviste leggere interessare piacere
    artikelen berichten recepten gidsen interviews nieuws lezen leuk interessant
""")
STORY_FILLERS = word_set("""
    p s ps you your may might will ll if liked this these in the on from our of and for to be by people readers who
    us here
    about
    sie ihnen dich dir das könnte könnten diese dieser zum zu aus von für unsere thema gerade
    vous pourriez pourrait nos de des du sur le la les ce cet à ne pas manquer peut être
    te le puede podría sobre de del la el nuestras nuestros para ti este esta que
    de do da para si você vos pode poderá nossas nossos sobre este esta que sobre
    ti potrebbe potrebbero di del della su per te nostre nostri questo
    je jou u van voor onze over dit deze vind vindt misschien op
""")
"""What a heading over other articles is made of: a word of the first kind, one of the second, others between them."""
READING = word_set("""
    read reading see watch listen related recommended more like similar lesen lies siehe sehen lesetipp empfehlung
    lire voir découvrir leer lee lea ver mire gustar interesar leia veja ler gostar leggi vedi guarda leggere
    lees bekijk luister
""")
READING_FILLERS = word_set("""
    also next this our on the you may might be interested in too here from for further must
    sie dazu auch mehr passend zum thema hier weiter unser
    aussi à également notre vous aimerez peut être plus
    también te puede podría más sobre esto además
    também mais você pode isto
    anche potrebbe interessarti di più
    ook verder meer over dit
""")
"""What stands before the colon where another article is named: words of the first kind, and words between them."""
