"""What appeals to the reader are made of, by the part that each word plays, in seven languages, as data."""

from winnow.stages.text.words import phrases, word_set

SOFTENERS = word_set("""
    please simply just so then now and why bitte einfach jetzt dann svp alors por entonces então per allora
    alstublieft dan
""")
"""What may stand before the imperative."""

IMPERATIVES = word_set("""
    get grab see read compare check find browse discover explore follow support tell let leave send write visit watch
    share help save learn meet add enter create become subscribe stay pick unlock enjoy receive listen start upgrade
    search upload email mail be rate tag comment clap sponsor become chat ask connect view stop pop
    erhalten hol holen lies lesen folge folgen unterstütze unterstützen teile teilen schreib schreiben schreibe sichern
    finde finden vergleiche vergleichen schau schauen bleib bleiben werde werden hilf helfen bewerte bewerten
    hinterlasse hinterlassen teste testen stöbern spenden spende
    recevez lisez suivez soutenez partagez trouvez comparez découvrez restez devenez laissez aidez obtenez faites
    retrouvez consultez visitez notez dites abonnez recevoir reçois suis
    recibe reciba lee lea sigue siga apoya apoye comparte encuentra encuentre compara compare descubre descubra hazte
    hágase deja deje ayuda ayúdanos consigue consiga obtén obtenga visita visite conoce conozca síguenos suscríbete
    cuéntanos dona escribe escriba
    receba leia apoie partilhe compartilhe encontre torne deixe ajude obtenha conheça faça conte doe assine subscreva
    ricevi ricevete leggi segui seguici sostieni sostienici condividi trova confronta scopri diventa lascia aiuta
    aiutaci ottieni dona raccontaci scrivi
    ontvang maak lees volg steun deel vind vergelijk word laat help bekijk bezoek krijg blijf doneer abonneer
""")
"""Imperatives that an article's advice begins with as well."""

DISPOSED = word_set("""
    ready found sure unsure wondering
    need needing want wanting looking thinking interested enjoy enjoyed enjoying love loved like liked hungry
    curious still got planning struggling considering prefer fancy feeling stuck excited tempted inspired hooked
    confused worried don have needed
    lust bereit wünschen wünschst haben hast gesucht brauchen brauchst interesse interessiert möchten möchtest
    willst wollen suchen suchst planen planst
    neugierig appetit gefallen gefällt hat
    envie besoin avez prêt prête prêts intéressé intéressée curieux cherchez souhaitez voulez aimé
    quieres quiere necesitas necesita listo lista buscas busca interesado interesada tienes gustó gustado
    quer precisa pronto pronta gostou procura interessado curtiu
    vuoi cerchi pronti interessato interessata piaciuto piaciuta bisogno
    zin klaar geïnteresseerd benieuwd wil wilt zoek heb hebt heeft nodig
""")
"""How a question begins that asks how the reader feels about what comes next."""

SUPPOSING = tuple(
    phrases("""
        what do you think|do you agree|let us know|let me know|tell us|have your say|share your|do you know more
        was meinen sie|was denken sie|was meinst du|was denkst du|qu en pensez vous|et vous qu|qué opinas|qué te parece
        o que acha|cosa ne pensi|cosa ne pensate|wat vind jij|wat denk jij|wat vindt u
        for more|to learn more|to find out more|to read more|mehr dazu|weitere informationen|pour en savoir plus
        pour plus d informations|para más información|para saber más|para saber mais|per saperne di più
        per maggiori informazioni|voor meer|meer weten|if you enjoyed|if you liked|if you loved|if you found this
        if this helped|if you like what|if you would like to
        if you d like to|if you want to support|thanks for reading|thank you for reading|wenn ihnen dieser
        wenn dir dieser|wenn ihnen der artikel|wenn dir der artikel|danke fürs lesen|si vous avez aimé
        si cet article|merci de votre lecture|merci d avoir lu|si te ha gustado|si te gustó|gracias por leer
        se gostou|se você gostou|obrigado por ler|se ti è piaciuto|grazie per aver letto|als je dit
        bedankt voor het lezen
    """)
)
"""How a sentence begins that supposes so, or thanks for it."""

THIS = word_set("""
    this these our my dieser diese dieses diesen dieser cet cette ce este esta esse essa deste desta questo questa dit
    deze
""")
PIECES = word_set("""
    article post story guide guides articles posts stories recipes
    recipe interview page blog site website newsletter publication piece review podcast content
    information answer tip tutorial walkthrough video
    artikel artikels beitrag beitrags text textes rezept seite webseite website ratgeber inhalt anleitung
    billet recette page site fiche contenu dossier réponse
    artículo entrada receta página sitio contenido información guía
    artigo receita publicação conteúdo informação guia página
    articolo ricetta pagina sito contenuto guida
    bericht recept pagina informatie gids
""")
"""With one of ``THIS`` before it: what the line itself stands on."""

SPEAKERS = word_set("""
    us our ours we me my unser unsere unserem unseren unserer uns wir notre nos nous nuestro nuestra nuestros nuestras
    nosotros nosso nossa nossos nossas nostro nostra nostri nostre noi ons onze
""")
"""Who speaks: a business, or a writer of his own."""

TO_SPEAKERS = word_set("us me uns mir nous moi nos me noi ci ons mij")
SUBJECTS = word_set("""
    the a an as it this that he she they who which what nobody everybody you i we that and but for to from with
    between among
    es das er sie wer was man mit von bei zu
    il elle ça cela on qui ce chez avec pour entre
    él ella eso lo que con para entre
    ele ela isso que com para entre
    che lui lei con per tra
    het dat hij zij wie met van voor tussen
""")
"""What stands before them in a sentence that urges nobody."""
PURPOSES = word_set("to for um für pour para per om voor")
"""How a sentence begins that says first what the imperative is for."""
OWNERS = word_set("""
    our unser unsere unserem unseren notre nos nuestro nuestra nuestros nuestras nosso nossa nossos nossas nostro nostra
    nostri nostre onze ons
""")
ARTICLES = word_set("o a os as il la i le in with mit bei auf en em con com dans avec bij met")
"""What may stand before them."""

OFFERS = word_set("""
    free quote quotes estimates consultation appointment discount coupon voucher deal deals offer offers trial sample
    checklist ebook pdf template worksheet printable planner cheatsheet course courses workshop webinar class classes
    lesson membership member members subscriber subscribers subscription subscribe newsletter newsletters inbox email
    emails mail updates donate donation patreon journalism shop store delivery survey demo app giveaway unlimited cancel
    today now stars rating comment comments below team experts advice instagram facebook youtube
    pinterest whatsapp channel podcast bonus download
    kostenlos kostenlose kostenlosen gratis angebot angebote rabatt gutschein termin beratung probe kurs mitglied
    mitglieder abo abonnement abonnieren posteingang postfach heute jetzt unverbindlich spende spenden kommentar
    kommentare checkliste vorlage bewertung
    gratuit gratuite gratuits gratuitement devis offre réduction remise essai abonné abonnés abonnement boîte
    inscription aujourd maintenant don cours atelier conseils commentaire commentaires
    gratuito gratuita oferta descuento presupuesto cita prueba curso suscripción suscriptores boletín correo bandeja
    hoy ahora donación comentarios comentario asesoramiento
    grátis desconto orçamento consulta teste assinatura assinantes caixa hoje agora doação comentário comentários
    offerta sconto preventivo appuntamento corso abbonamento iscritti casella oggi subito adesso donazione commenti
    commento
    korting aanbieding offerte afspraak proef cursus abonnees nieuwsbrief vandaag nu donatie reactie reacties advies
""")
"""What is offered or asked for."""
