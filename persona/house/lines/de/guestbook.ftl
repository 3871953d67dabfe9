# Das Gästebuch: was aufgehoben wird, warum und von wem, und was man damit tun kann. Immer schlicht, nie im Ton eines Mottos.

command-mydata = Was über dich aufgehoben wird, und was du damit tun kannst

guestbook-breath = Damit ich ein guter Gastgeber sein kann, hebe ich deinen Namen und deine Sprache auf, was du zu Partys geantwortet hast, was du mich gefragt hast und was hier entschieden wurde, und nichts von euren Gesprächen; verantwortlich dafür ist { $responsible }.
guestbook-breath-unnamed = Damit ich ein guter Gastgeber sein kann, hebe ich deinen Namen und deine Sprache auf, was du zu Partys geantwortet hast, was du mich gefragt hast und was hier entschieden wurde, und nichts von euren Gesprächen; verantwortlich dafür ist, wer diese Gemeinschaft leitet.
guestbook-accounts = Gast seit { $since }, mit { $count ->
    [one] einem Konto
   *[other] { $count } Konten
 }:
guestbook-account = { $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] Lobby
 }
guestbook-account-named = { $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] Lobby
 }, als { $name }
guestbook-nothing = Sonst hebe ich nichts über dich auf.

guestbook-kept-parties-answers-1 = { $count ->
    [one] Eine Antwort auf eine Einladung
   *[other] { $count } Antworten auf Einladungen
 }
guestbook-kept-parties-seen-1 = { $count ->
    [one] Einmal auf einer Party gesehen
   *[other] { $count } Zeichen, dass du auf Partys warst
 }
guestbook-kept-parties-songs-1 = { $count ->
    [one] Ein Musikwunsch
   *[other] { $count } Musikwünsche
 }
guestbook-kept-parties-named_on-1 = { $count ->
    [one] Auf einer Gästeliste darf dein Name stehen
   *[other] Auf { $count } Gästelisten darf dein Name stehen
 }
guestbook-kept-parties-reminded_on-1 = { $count ->
    [one] Ein Wunsch, erinnert zu werden
   *[other] { $count } Wünsche, erinnert zu werden
 }
guestbook-kept-parties-hosted-1 = { $count ->
    [one] Eine Party, deren Gastgeber du warst
   *[other] { $count } Partys, deren Gastgeber du warst
 }
guestbook-kept-parties-told_next_time-1 = { $count ->
   *[other] Der Wunsch, von der nächsten Party zu hören
 }
guestbook-kept-faq-open_questions-1 = { $count ->
    [one] Eine Frage, die noch offen ist
   *[other] { $count } Fragen, die noch offen sind
 }
guestbook-kept-door-cases-1 = { $count ->
    [one] Eine Entscheidung der Moderation
   *[other] { $count } Entscheidungen der Moderation
 }
guestbook-kept-door-reports-1 = { $count ->
    [one] Eine Meldung von dir
   *[other] { $count } Meldungen von dir
 }
guestbook-kept-lobby-tabs-1 = { $count ->
    [one] Ein Tab in der Lobby
   *[other] { $count } Tabs in der Lobby
 }
guestbook-kept-lobby-messages-1 = { $count ->
    [one] Eine Nachricht in der Lobby
   *[other] { $count } Nachrichten in der Lobby
 }
guestbook-held = { $what }: { $count }
guestbook-word = { $word ->
    [mute] stummgeschaltet
    [unmute] Stimme zurückgegeben
    [report] gemeldet
    [open] noch offen
    [ended] vorbei
    [undone] zurückgenommen
    [nothing] nichts dran
    [muted] stummgeschaltet
    [erased] Nachricht gelöscht
    [replaced] durch eine neuere ersetzt
    [yes] zugesagt
    [maybe] vielleicht
    [no] abgesagt
    [waiting] zugesagt, auf der Warteliste
    [here] eingecheckt
    [pressed] einen Knopf gedrückt
    [voted] abgestimmt
    [wrote] geschrieben
    [voice] im Sprachkanal gewesen
   *[other] { $unworded }
 }
guestbook-more = … und { $count ->
    [one] noch eins
   *[other] { $count } weitere
 }. Alles steht in der Datei.

guestbook-see-label = Ansehen
guestbook-export-label = Mitnehmen (JSON)
guestbook-link-label = Konto verknüpfen
guestbook-unlink-label = Verknüpfung lösen
guestbook-forget-label = Vergiss mich
guestbook-back-label = Zurück
guestbook-review-label = { $platform ->
    [discord] Ein Konto auf Discord
    [telegram] Ein Konto auf Telegram
   *[other] Ein Gast aus der Lobby
 } möchte zu dir gehören
guestbook-seen = **Was ich über dich aufgehoben habe**
guestbook-exported = Hier ist alles, was ich über dich aufgehoben habe, über alle deine verknüpften Konten.

guestbook-link-issued = Tippe mit deinem anderen Konto { $code }. Der Code gilt { $life }. Danach frage ich dich hier noch einmal, bevor etwas geschieht.
guestbook-link-means = Damit wird dieses Konto mit { $platform ->
    [discord] einem Konto auf Discord
    [telegram] einem Konto auf Telegram
   *[other] einem Gast aus der Lobby
 } verknüpft. In **{ $community }** seid ihr dann ein Gast: ein Platz auf jeder Liste, eine frühere Zusage bleibt, und beide Konten sehen dieselben Daten. Tu das nur, wenn beide dir gehören. Lösen kannst du es jederzeit mit `/meinedaten`.
guestbook-link-waiting = Gut. Jetzt bestätige es noch mit deinem anderen Konto { $platform ->
    [discord] auf Discord
    [telegram] auf Telegram
   *[other] in der Lobby
 }: Dort wartet die Frage, auch unter `/meinedaten`.
guestbook-link-asked = { $platform ->
    [discord] Ein Konto auf Discord
    [telegram] Ein Konto auf Telegram
   *[other] Ein Gast aus der Lobby
 } hat deinen Code eingegeben und möchte mit diesem Konto verknüpft werden. Warst du das? Danach sehen beide dieselben Daten.
guestbook-accept-label = Ja, das bin ich
guestbook-refuse-label = Nein
guestbook-linked = Verknüpft. Für mich bist du jetzt ein Gast, mit welchem Konto du auch kommst.
guestbook-link-refused = Das andere Konto hat die Verknüpfung abgelehnt. Es ist nichts geschehen.
guestbook-link-left = Gut, es bleibt, wie es ist.
guestbook-link-same = Das ist das Konto, mit dem du den Code bekommen hast. Tippe ihn mit dem anderen.
guestbook-link-already = Diese beiden Konten gehören schon zusammen.
guestbook-link-void = Diese Verknüpfung gilt nicht mehr. Hol dir mit `/meinedaten` einen neuen Code.
guestbook-unlink = Welches Konto soll wieder für sich stehen? Was bisher aufgehoben wurde, bleibt bei dem Gast, zu dem es gehörte.
guestbook-part-label = { $number }: { $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] Lobby
 }
guestbook-parted = Gelöst. Das Konto steht wieder für sich.

guestbook-kept-guestbook-consents-1 = { $count ->
    [one] Ein Zweck, dem du zugestimmt oder den du zurückgenommen hast
   *[other] { $count } Zwecke, denen du zugestimmt oder die du zurückgenommen hast
 }
guestbook-take-back-label = Aufhören: { $what }
guestbook-taken-back = Zurückgenommen: { $what }. Sonst ändert sich für dich nichts.
consent-parties-invitations = von der nächsten Party hören
guestbook-forget-ask =
    **Alles vergessen?** Das gilt für { $count ->
    [one] dein Konto
   *[other] alle { $count } verknüpften Konten
 } und lässt sich nicht rückgängig machen.
    Es geht: dein Name, deine Antworten auf Einladungen samt deinem Platz, deine Wünsche, deine Fragen, deine Verknüpfungen und was für dich noch wartet.
    Es bleibt: eine laufende Stummschaltung mit Art und Ende und einem Fingerabdruck deines Kontos statt des Kontos, bis sie vorbei ist; Rollen, die dir jemand gegeben hat; und was du auf Discord oder Telegram in Räumen geschrieben hast, denn das liegt dort und nicht bei mir.
    Kommst du wieder, fangen wir neu an.
guestbook-gone-label = Ja, vergiss mich
guestbook-stay-label = Lieber nicht
guestbook-forgotten = Vergessen, auch in meinen Sicherungen. Danke, dass du da warst.
guestbook-forgotten-held = Vergessen, auch in meinen Sicherungen. Nur die laufende Stummschaltung gilt weiter: Von ihr bleiben Art, Ende und ein Fingerabdruck deines Kontos, und mit ihr geht auch das.
