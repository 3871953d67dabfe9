# Die Tür: was Moderation und Meldende lesen, immer privat oder am Protokollort.

command-mute = Ein Mitglied für eine Weile leise stummschalten
command-mute-member = Wen
command-mute-span = Wie lange, etwa 30 min, 2 h oder 3 Tage
command-mute-reason = Warum; das liest nur die Moderation
command-mute-menu = Leise stummschalten
command-unmute = Einem Mitglied die Stimme zurückgeben
command-unmute-member = Wem
command-case = Einen Fall nachschlagen
command-case-number = Die Nummer des Falls
command-undo = Eine Entscheidung zurücknehmen; ohne Nummer die eigene letzte
command-undo-number = Die Nummer des Falls
command-mod = Die letzten Fälle und die wartenden Meldungen
command-report = Der Moderation eine Nachricht melden, ohne dass es jemand sieht
command-report-reason = Was daran nicht stimmt, wenn du magst
command-report-menu = Der Moderation melden

door-whom = Wen meinst du? Auf Telegram antwortest du auf eine Nachricht der Person oder leitest sie mir im privaten Chat weiter, dann sieht niemand etwas; `@name` genügt bei allen, die ich seit meinem Start habe schreiben sehen. Wer anonym für die Gruppe spricht und ihr verbundener Kanal sind die Gruppe selbst; die kann niemand stummschalten. Auf Discord und in der Lobby wählst du die Person aus oder nimmst das Menü an einer ihrer Nachrichten.
door-unseen = { $erased ->
    [yes] Deine Zeile habe ich entfernt, aber vielleicht hat sie jemand gesehen.
   *[no] Lösch deine Zeile bitte selbst; mir fehlt das Recht dazu.
 } Ungesehen geht es so: Leite mir die Nachricht im privaten Chat weiter oder nimm die Knöpfe am Protokollort.
door-span = Stummschalten geht für mindestens { $shortest } und höchstens { $longest }.
door-how-long = „{ $given }“ kann ich nicht als Dauer lesen. Versuch `10m`, `2h`, `3 Tage` oder `bis 22:00`; ohne Angabe gilt die übliche Zeit.

# Was im Weg steht, und was anzuklicken ist.
door-no-self = Das bist du selbst. Soll das Haus still sein, hilft `/pause`.
door-no-house = Mich selbst kann ich nicht stummschalten. Mit `/pause` bin ich still.
door-no-team = { $name } gehört hier zum Team. Erst muss die Rolle weg, mit `/team` oder in den Rechten der Plattform selbst; dann geht es.
door-nowhere = { $platform ->
    [discord] Dort lässt sich niemand stummschalten: Diese Gemeinschaft hat auf Discord keinen Server, in dem ich bin.
    [telegram] Dort lässt sich niemand stummschalten: Diese Gemeinschaft hat auf Telegram keine Gruppe, in der ich bin.
   *[other] Dort lässt sich niemand stummschalten: Ich bin nicht an diesem Ort.
 }
door-no-right = { $platform ->
    [discord] Dir fehlt auf Discord das Recht dazu. Die Leitung gibt es unter Servereinstellungen, Rollen („Mitglieder im Timeout“ zum Stummschalten, „Nachrichten verwalten“ zum Löschen); oder du verknüpfst dein Konto von dort mit `/code`.
    [telegram] Dir fehlt auf Telegram das Recht dazu. Wem die Gruppe gehört, gibt es unter Administratoren („Nutzer sperren“ zum Stummschalten, „Nachrichten löschen“ zum Löschen); oder du verknüpfst dein Konto von dort mit `/code`.
   *[other] In der Lobby ist das der Person mit dem Abzeichen vorbehalten. Öffne den Abzeichen-Link, den `gastgeber run` ausgibt, in deinem eigenen Tab.
 }
door-no-rank = { $name } steht in { $server } nicht unter dir. Das muss jemand mit einer höheren Rolle tun.
door-house-right = { $platform ->
    [discord] In { $server } darf ich niemanden stummschalten. Schalte unter Servereinstellungen, Rollen bei meiner Rolle „Mitglieder im Timeout“ ein.
    [telegram] In { $server } darf ich niemanden stummschalten. Öffne in der Gruppe die Administratoren, wähle mich und schalte „Nutzer sperren“ ein; eine einfache Gruppe muss zuerst eine Supergruppe werden.
   *[other] In { $server } darf ich niemanden stummschalten.
 }
door-house-rank = { $platform ->
    [discord] In { $server } hat { $name } eine Rolle über meiner. Zieh meine Rolle unter Servereinstellungen, Rollen weiter nach oben.
    [telegram] In { $server } gehört { $name } zu den Administratoren, und die lässt Telegram niemanden stummschalten. Nimm das zuerst unter Administratoren weg.
   *[other] In { $server } steht { $name } über mir.
 }

# Ein Fall.
door-case-head = **{ $kind ->
    [mute] Fall { $number }: stummgeschaltet
    [unmute] Fall { $number }: Stimme zurückgegeben
   *[report] Fall { $number }: gemeldet von { $count ->
        [one] einem Gast
       *[other] { $count } Gästen
     }
 }**{ $about ->
    [nobody] { "" }
   *[somebody] {" "}({ $name }, { $platform ->
        [discord] Discord
        [telegram] Telegram
       *[other] Lobby
     })
 }
door-case-state = { $state ->
    [mute-open] Stumm bis { $until }
    [mute-ended] Vorbei seit { $until }
    [mute-replaced] Durch eine neuere Stummschaltung ersetzt
    [mute-undone] Zurückgenommen
    [unmute-ended] Erledigt
    [report-nothing] Geschlossen: nichts dran
    [report-muted] Geschlossen: stummgeschaltet
    [report-erased] Nachricht gelöscht; noch offen
    [report-ended] Geschlossen
   *[report-open] Wartet auf eine Entscheidung
 }{ $by ->
    [nobody] .
   *[somebody] {" "}(von { $who }).
 }
door-case-reason = Grund: { $reason }
door-case-evidence = Geschrieben wurde: „{ $words }“
door-failed = Zu Fall { $number } ({ $name }):
door-failed-mute = In { $server } hat das Stummschalten nicht geklappt. { $why }
door-failed-absent = { $name } ist zurzeit nicht in { $server }. Die Stummschaltung gilt, sobald die Person wieder da ist.
door-failed-unmute = In { $server } ließ sich die Stimme nicht zurückgeben. { $why }
door-failed-erase = Die Nachricht ließ sich nicht löschen. { $why }
door-failed-tell = { $name } hat es nicht erfahren (nicht erreicht). { $why }

door-undo-label = Zurücknehmen
door-reason-label = Grund ändern
door-also-label = Auch { $name } stummschalten ({ $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] Lobby
 })
door-somebody = jemand
door-somebody-team = der Moderation
door-somebody-also = denselben Gast
door-the-house = eine Zeile von mir
door-who-label = Wer?
door-who = In Fall **{ $number }** geht es um { $name }.
door-who-elsewhere = Ich trage keinen Namen von einer Plattform zur anderen. Öffne `/case { $number }` { $platform ->
    [discord] auf Discord
    [telegram] auf Telegram
   *[other] in der Lobby
 }, oder verbinde dein Konto von dort mit `/code`; dann sage ich dir, wer es ist.
door-mute-label = Stumm für { $span }
door-fine-label = Nichts dran
door-erase-label = Nachricht löschen
door-reopen-label = Wieder öffnen
door-show-label = Fall { $number }
door-back-label = Zurück zum Protokoll
door-reason-form = Grund
door-reason-form-reason = Warum; das liest nur die Moderation

door-muted = Fall **{ $number }**: { $name } ist stumm bis { $until }. Sonst sieht davon niemand etwas.
door-also-muted = Fall **{ $number }**: { $name } ist ebenfalls stumm.
door-unmuted = Fall **{ $number }**: { $name } hat die Stimme zurück.
door-undone = Zurückgenommen. { $name } hat die Stimme zurück (Fall **{ $number }**).
door-reason-kept = Der Grund in Fall **{ $number }** ist notiert.
door-which-case = Ich brauche die Nummer des Falls, etwa `/case 12`. `/mod` zeigt die letzten, und `/undo` allein nimmt deine eigene letzte Entscheidung zurück.
door-no-case = Einen Fall { $number } gibt es hier nicht. { $last ->
    [0] Bisher gab es noch keinen.
   *[other] Der letzte hat die Nummer { $last }.
 }
door-nothing-yet = Du hast hier noch nichts entschieden, was sich zurücknehmen ließe. Mit `/undo` und einer Nummer nimmst du den Fall von jemand anderem zurück.
door-undo-over = Die Stummschaltung in Fall { $number } ist schon vorbei.
door-undo-forgotten = Wen Fall { $number } betrifft, hat sich vergessen lassen. Die Stummschaltung endet von selbst; `/unmute` mit dem Namen der Person gibt die Stimme sofort zurück.
door-undo-nothing = In Fall { $number } gibt es nichts zurückzunehmen. `/case { $number }` zeigt, was geht.
door-told = In { $community } kannst du bis { $until } nicht schreiben. Wenn du das für einen Irrtum hältst, sprich mit der Moderation.

# Das Protokoll.
door-log =
    **Die Tür**
    { $reports ->
    [0] Keine Meldung wartet auf eine Entscheidung.
    [one] Eine Meldung wartet auf eine Entscheidung.
   *[other] { $reports } Meldungen warten auf eine Entscheidung.
 } { $cases ->
    [0] Fälle gibt es noch keine.
   *[other] Die letzten Fälle:
 }
door-log-line = **{ $number }** { $state ->
    [mute-open] stumm
    [mute-ended] war stumm
    [mute-replaced] war stumm
    [mute-undone] zurückgenommen
    [unmute-ended] Stimme zurückgegeben
    [report-open] gemeldet, wartet
    [report-erased] gemeldet, Nachricht gelöscht
    [report-muted] gemeldet, stummgeschaltet
   *[other] gemeldet, geschlossen
 }: { $name }, { $when }

# Meldungen.
door-report-how = So meldest du eine Nachricht: Auf Discord und in der Lobby öffnest du das Menü an der Nachricht und wählst die Meldung. Auf Telegram antwortest du auf die Nachricht mit `/melden`; deine Zeile wird gleich entfernt. Nur die Moderation erfährt davon.
door-report-thanks = Danke. Die Moderation hat es vor sich; sonst sieht niemand deine Meldung.
door-report-own = Das ist deine eigene Nachricht. Die kannst du einfach löschen.
door-report-enough = Das sind viele Meldungen in einer Stunde. Was du gemeldet hast, sieht die Moderation; versuch es bitte später wieder.
door-report-settled = Fall { $number } ist schon entschieden.
door-report-muted = Stummgeschaltet: { $name } (Fall **{ $number }**).
door-report-closed = Fall **{ $number }** ist geschlossen. Niemand erfährt davon.
door-report-reopened = Fall **{ $number }** ist wieder offen.
door-report-erased = Die Nachricht aus Fall **{ $number }** wird gelöscht.
door-reason-report = Meldung, Fall { $number }

# Eine Nachricht, die dem Haus weitergeleitet wurde.
door-forward = { $name } in { $community } stummschalten? Davon erfährt nur die Moderation.
door-forward-hidden = { $name } verbirgt in weitergeleiteten Nachrichten, wer das ist; ich weiß also nicht, wen du meinst. Antworte stattdessen in der Gruppe mit `/mute` auf die Nachricht; deine Zeile entferne ich gleich.
door-off = Um die Tür kümmert sich hier ein anderer Bot; das lässt sich mit `/setup` ändern.
