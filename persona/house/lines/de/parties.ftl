# Die heiteren Zeilen einer Party: nur diese darf ein Motto mit eigener Stimme sagen.
parties-cheer-opened = **{ $title }** ist eröffnet! Kommt herein, sucht euch einen Platz, und sagt kurz Hallo.
parties-cheer-reminder = Noch { $lead }, dann beginnt **{ $title }**: { $when }. Wer kommt?
parties-cheer-icebreaker = Zum Aufwärmen eine Frage in die Runde:
parties-cheer-poll = Jetzt seid ihr gefragt. Tippt eure Antwort an:
parties-cheer-songs = Was soll heute laufen? Wünscht euch ein Lied und gebt anderen eure Stimme.
parties-cheer-last-round = Letzte Runde bei **{ $title }**! Wer noch etwas sagen wollte: jetzt ist der Augenblick.
parties-cheer-goodbye = Das war **{ $title }**. Danke, dass ihr da wart, und kommt gut nach Hause!

# Befehle
command-party = Eine Party geben und die eigenen im Blick behalten
command-party-action = Was zu tun ist: new, show, list oder plan
command-party-words = Name und Zeit, etwa Neon-Nacht Freitag 20 Uhr
command-parties = Was gerade läuft und was kommt
command-calendar = Alle Partys der nächsten dreißig Tage und was ansteht

# Knöpfe
parties-button-yes = Bin dabei
parties-button-maybe = Vielleicht
parties-button-no = Diesmal nicht
parties-button-remind = Erinnere mich
parties-button-unremind = Nicht mehr erinnern
parties-button-ics = Kalenderdatei
parties-button-name = Meinen Namen zeigen
parties-button-unname = Meinen Namen verbergen
parties-button-keep = Ich komme
parties-button-giveup = Platz abgeben
parties-button-here = Ich bin da
parties-button-wish = Lied wünschen
parties-button-tellme = Sag mir nächstes Mal Bescheid
parties-button-stop = Nicht mehr Bescheid sagen
parties-button-look = Ansehen
parties-button-list = Alle Partys
parties-button-new = Party geben
parties-button-edit = Ändern
parties-button-seats = Plätze
parties-button-reminders = Erinnerungen
parties-button-publish = Veröffentlichen
parties-button-withdraw = Absagen
parties-button-announce = { $ping ->
    [yes] Dort ankündigen, mit Ping
    [no] Dort noch einmal ankündigen, ohne Ping
   *[nobody] Dort noch einmal ankündigen
 }
parties-button-discard = Verwerfen
parties-button-auto = { $auto ->
    [yes] Von allein ist an: ausschalten
   *[no] Von allein ist aus: einschalten
 }
parties-button-begin = Jetzt beginnen
parties-button-later = Zehn Minuten später
parties-button-next = Nächster Programmpunkt
parties-button-skip = Nächsten auslassen
parties-button-pause = Pause
parties-button-resume = Weiter
parties-button-end = Party beenden
parties-button-recap = Öffentlicher Rückblick
parties-button-recapedit = Worte ändern
parties-button-recappost = Rückblick veröffentlichen
parties-button-again = Nächste Woche wieder
parties-button-pretend = Zwei Probegäste mitbringen
parties-button-forward = Vorspulen

# Formulare
parties-form-new = Eine neue Party
parties-form-new-title = Wie heißt sie?
parties-form-new-when = Wann? Zum Beispiel: Freitag 20 Uhr
parties-form-new-about = Worum geht es?
parties-form-new-seats = Wie viele Plätze? Ein Strich: ohne Grenze
parties-form-new-address = Wo, wenn nicht einfach hier?
parties-form-edit = Die Party ändern
parties-form-edit-title = Neuer Name (leer: bleibt)
parties-form-edit-when = Neue Zeit (leer: bleibt)
parties-form-edit-about = Neue Beschreibung (leer: bleibt)
parties-form-edit-seats = Plätze (leer: bleibt)
parties-form-edit-address = Wo (leer: bleibt)
parties-form-seats = Plätze
parties-form-seats-seats = Wie viele Plätze? Ein Strich: ohne Grenze
parties-form-reminders = Erinnerungen
parties-form-reminders-reminders = Wie lange vorher? Etwa: 1 Tag, 1 Stunde
parties-form-song = Ein Lied für heute
parties-form-song-song = Welches?
parties-form-recap = Der öffentliche Rückblick
parties-form-recap-words = Deine Worte zum Abend

# Die Karte
parties-card-title = **{ $title }**
parties-card-sample = _Beispielparty_
parties-card-motto = Motto: { $motto }
parties-card-when = Wann: { $when }
parties-card-where = Wo: { $where }
parties-card-host = Gastgeber: { $host }
parties-card-seats = Plätze: { $taken } von { $seats }
parties-card-going = { $taken ->
    [0] Noch hat niemand zugesagt.
    [one] { $taken } Person ist dabei.
   *[other] { $taken } Leute sind dabei.
 }
parties-card-waiting = Auf der Warteliste: { $count }
parties-card-maybe = Vielleicht: { $count }
parties-names-there = ({ $count ->
    [one] ein Name
   *[other] { $count } Namen
 }, nur auf { $platform } zu lesen)
parties-card-names = Dabei: { $names }
parties-card-running = **Läuft gerade. Kommt herein!**
parties-card-running-room = **Läuft gerade** im Raum „{ $room }“. Kommt herein!
parties-card-ended = Diese Party ist vorbei. Danke an alle, die da waren.
parties-card-withdrawn = **Abgesagt.** Diese Party findet nicht statt.
parties-when-ready = beginnt, wenn ihr so weit seid
parties-when-open = noch offen
parties-picture = Partybild: { $title }, { $when }

# Entwürfe
parties-preview = Vorschau von **{ $title }**. Nur du siehst das; nichts ist öffentlich, bevor du _Veröffentlichen_ drückst.
parties-preview-place = **{ $places }**, benachrichtigt: { $pings }
parties-preview-nobody = niemanden
parties-preview-picture = Bild: „{ $alt }“
parties-preview-reminders = Erinnerungen im Raum vor dem Beginn: { $leads }
parties-preview-soon = Für eine Erinnerung im Raum beginnt sie zu bald.
parties-preview-unreminded = Im Raum wird nicht erinnert; wer darum bittet, aber schon, privat.
parties-preview-time = Es fehlt noch die Zeit: Drück _Ändern_ und sag mir, wann es losgeht.
parties-preview-place-missing = Es gibt noch keinen Ort, an dem Partys angekündigt werden. `/setup` wählt einen.
parties-untitled = Eine Party
parties-motto-choose = Motto wählen
parties-motto-none = Ohne Motto
parties-voice-choose = Auch in einem Sprachkanal?
parties-voice-none = Kein Sprachkanal
parties-discarded = Der Entwurf **{ $title }** ist weg. Niemand hat ihn gesehen.

# Zeiten, nach denen zurückgefragt werden muss
parties-doubt-past = Dieser Zeitpunkt ist schon vorbei. Wann beginnt **{ $title }**?
parties-doubt-ambiguous-hour = Das könnte morgens oder abends sein. Wann beginnt **{ $title }**?
parties-doubt-no-date = An welchem Tag beginnt **{ $title }**?
parties-doubt-no-time = Um wie viel Uhr beginnt **{ $title }**?
parties-doubt-unclear = Ich bin nicht sicher, ob ich die Zeit richtig lese. Wann beginnt **{ $title }**?
parties-doubt-weekday-mismatch = Wochentag und Datum passen nicht zusammen. Wann beginnt **{ $title }**?
parties-doubt-impossible = Diesen Tag oder diese Uhrzeit gibt es nicht. Wann beginnt **{ $title }**?
parties-doubt-too-far = Das ist mehr als zwei Jahre hin. Wann beginnt **{ $title }**?
parties-doubt-gap = Diese Stunde überspringen die Uhren. Wann beginnt **{ $title }**?
parties-past = Dieser Zeitpunkt ist schon vorbei. Drück _Ändern_ und gib der Party eine neue Zeit.
parties-seats-wrong = Ich brauche eine Zahl von Plätzen, etwa 20, oder einen Strich für ohne Grenze.
parties-seats-taken = { $taken ->
    [one] { $taken } Platz ist schon vergeben, und niemand wird weggeschickt. Wähl mindestens so viele.
   *[other] { $taken } Plätze sind schon vergeben, und niemand wird weggeschickt. Wähl mindestens so viele.
 }
parties-reminders-wrong = Ich brauche bis zu fünf Zeiten vor dem Beginn, etwa `1 Tag, 1 Stunde`, oder einen Strich für keine.
parties-words-unfit = Das möchte ich lieber nicht wiederholen. Versuch es bitte mit anderen Worten, ohne Links und Auszeichnung.

# Antworten an Gäste
parties-rsvp-seat = Du hast einen Platz bei **{ $title }**. Bis dann!
parties-rsvp-waiting = **{ $title }** ist gerade voll. Du bist Nummer { $position } auf der Warteliste, und ich sage dir Bescheid, sobald ein Platz frei ist.
parties-rsvp-maybe = Notiert: vielleicht. Wenn du später mehr weißt über **{ $title }**, drück einfach noch einmal.
parties-rsvp-no = Notiert: **{ $title }** diesmal ohne dich. Vielleicht bis zur nächsten.
parties-privacy = Ich behalte deine Antwort mit deinem Konto, damit Plätze und Warteliste stimmen, und ob du da warst, damit das Team zählen kann; verantwortlich ist { $who }; die Antwort geht { $kept } nach der Party, und `/mydata` zeigt oder löscht alles.
parties-name-shown = Dein Name steht jetzt auf der Karte von **{ $title }**, nur auf dieser Plattform.
parties-name-hidden = Dein Name steht nicht auf der Karte von **{ $title }**. An deinem Platz ändert das nichts.
parties-answer-first = Sag mir zuerst, ob du kommst; dann kann dein Name gezeigt werden.
parties-seat-held = Ein Platz bei **{ $title }** ({ $when }) gehört jetzt dir. Sag mir bitte bis { $until }, dass du kommst; danach geht er an die nächste Person auf der Liste.
parties-moved-up = Ein Platz bei **{ $title }** ({ $when }) gehört jetzt dir. Bis dann!
parties-seat-kept = Gut, dein Platz bei **{ $title }** ist fest.
parties-seat-gone = Dieser Platz bei **{ $title }** ist schon weitergegangen. Du kannst dich wieder anstellen.
parties-seat-lapsed = Ich habe nichts von dir gehört, deshalb ging dein Platz bei **{ $title }** an die nächste Person auf der Liste. Mit _Bin dabei_ auf der Karte stellst du dich wieder an.
parties-calendar-file = Hier ist **{ $title }** für deinen Kalender.
parties-wish = Ich erinnere dich privat, { $lead } bevor **{ $title }** beginnt.
parties-wish-unsure = Ich erinnere dich privat, { $lead } bevor **{ $title }** beginnt. Wenn du private Nachrichten geschlossen hast, kann ich das nicht; die Karte steht trotzdem.
parties-wish-unreachable = Ich kann dir gerade nicht privat schreiben, weil deine privaten Nachrichten für mich geschlossen sind. Öffne sie, dann erinnere ich dich { $lead } bevor **{ $title }** beginnt.
parties-wish-gone = Ich erinnere dich nicht privat an **{ $title }**.
parties-too-late-to-remind = Für eine weitere Erinnerung ist **{ $title }** schon zu nah. Bis gleich!
parties-reminder = Noch { $lead }, dann beginnt **{ $title }**: { $when }.
parties-moved = **{ $title }** beginnt jetzt zu einer anderen Zeit: { $when }. Dein Platz bleibt deiner.
parties-called-off = **{ $title }** ({ $when }) wurde abgesagt. Das tut uns leid.
parties-checked-in = Schön, dass du bei **{ $title }** bist!
parties-not-yet = **{ $title }** hat noch nicht begonnen. Komm wieder, wenn die Tür aufgeht.
parties-fan = Ich sage dir Bescheid, wenn die nächste Party angekündigt wird. Ein Druck beendet das.
parties-fan-stopped = Erledigt: Ich sage dir nichts mehr von Partys.
parties-next-time = Du wolltest Bescheid wissen: **{ $title }**, { $when }.
parties-gone = Diese Party ist längst vorbei und aufgeräumt. `/parties` zeigt, was jetzt los ist.
parties-over = **{ $title }** ist vorbei. `/parties` zeigt, was als Nächstes kommt.
parties-withdrawn = **{ $title }** wurde abgesagt. `/parties` zeigt, was als Nächstes kommt.
parties-no-time = Diese Party hat noch keine Zeit; sie beginnt, wenn es so weit ist.

# Programmpunkte
parties-act-say = ein Wort an alle
parties-act-icebreaker = Eisbrecher
parties-act-poll = Umfrage
parties-act-songs = Liederwünsche
parties-act-over = Das ist schon vorbei; was gezählt wurde, bleibt.
parties-poll-line = { $option }: { $votes }
parties-voted = Deine Stimme: **{ $choice }**. Drück eine andere, um sie zu ändern.
parties-song-line = ♪ { $song } · { $votes }
parties-song-wished = „{ $song }“ steht auf der Liste.
parties-song-voted = Deine Stimme für „{ $song }“ zählt.
parties-song-unvoted = Du hast deine Stimme für „{ $song }“ zurückgenommen.
parties-songs-enough = Du hast schon { $count } Lieder gewünscht. Lass den anderen etwas übrig und stimm für ihre!

# Tisch und Pult der Gastgeber
parties-desk = Deine Partys. Fang eine neue an oder wähl eine aus.
parties-choose = Party wählen
parties-line = **{ $title }**, { $when }{ $state ->
    [draft] { " " }(Entwurf)
    [on] { " " }(läuft gerade)
    [ended] { " " }(vorbei)
   *[coming] { "" }
 }
parties-list = Das ist hier los:
parties-none = Gerade ist keine Party geplant.
parties-none-named = Ich finde keine Party mit diesem Namen.
parties-calendar = Die nächsten dreißig Tage:
parties-calendar-empty = Für die nächsten dreißig Tage ist nichts geplant.
parties-calendar-entry = { $party } · Gastgeber: { $host }
parties-calendar-house = das Haus
parties-calendar-due = Was ansteht:
parties-due-start = { $when }: **{ $title }** beginnt
parties-due-nohost = { $when }: Ich sehe nach, ob jemand **{ $title }** leitet
parties-due-reminder = { $when }: Erinnerung an **{ $title }**
parties-due-claim = { $when }: ein gehaltener Platz bei **{ $title }** geht weiter
parties-due-act = { $when }: nächster Programmpunkt von **{ $title }**
parties-due-end = { $when }: **{ $title }** endet
parties-panel = **{ $title }**, { $when } { $state ->
    [running] · läuft
    [paused] · in der Pause
    [ended] · vorbei
    [withdrawn] · abgesagt
   *[published] · angekündigt
 }
parties-panel-counts = Dabei: { $yes }, Warteliste: { $waiting }, vielleicht: { $maybe }, nicht: { $no }
parties-panel-auto = Von allein: { $auto ->
    [yes] **an**. { $state ->
        [published] Ich öffne pünktlich, und die Programmpunkte folgen aufeinander. Schaltest du es aus, frage ich dich zum Beginn, und sie warten auf dich.
        [running] Die Programmpunkte folgen aufeinander. Schaltest du es aus, warten sie auf dich.
       *[paused] Sobald du weitermachst, folgen die Programmpunkte aufeinander.
     }
   *[no] **aus**. { $state ->
        [published] Ich frage dich zum Beginn, und die Programmpunkte warten auf dich. Schaltest du es ein, öffne ich pünktlich, und sie folgen aufeinander.
        [running] Die Programmpunkte warten auf dich. Schaltest du es ein, folgen sie aufeinander.
       *[paused] Sobald du weitermachst, warten die Programmpunkte auf dich.
     }
 }
parties-trouble-missed = Zeilen, die zu spät kamen oder nicht durchkamen: { $count }
parties-trouble-unknown = Erinnerungen, von denen niemand weiß, ob sie ankamen: { $count }
parties-trouble-unreached = Private Zeilen, die niemanden erreichten: { $count }
parties-trouble-unposted = Orte, an denen ich nicht ankündigen konnte: { $count }
parties-trouble-repeated = Erinnerungen, die vielleicht zweimal kamen: { $count }
parties-time-to-begin = Es ist Zeit für **{ $title }**. Drück _Jetzt beginnen_, wenn du da bist; tut es niemand, öffne ich den Raum in ein paar Minuten selbst.
parties-begun-in-pause = Ich habe gerade Pause, aber du willst es so: **{ $title }** beginnt jetzt. Was ich von selbst sagen würde, bleibt bis /resume still.
parties-nobody-hosts = Niemand kam, um **{ $title }** zu leiten. Ich habe den Raum selbst geöffnet und lasse aus, was einen Menschen braucht.
parties-slept-through = Als **{ $title }** ({ $when }) stattfinden sollte, lief ich nicht, also fand sie nicht statt. Öffentlich wurde nichts gesagt.
parties-reminder-missed = Eine Erinnerung an **{ $title }** ({ $when }) kam zu spät und wurde nicht gesagt.
parties-acts-missed = Während **{ $title }** war ich eine Weile weg. Programmpunkte aus dieser Zeit lasse ich aus; weiter geht es da, wo wir jetzt wären.
parties-end-missed = Als **{ $title }** enden sollte, war ich weg. Jetzt ist sie vorbei; verabschiedet habe ich mich nicht, und Verpasstes hole ich nicht nach.
parties-line-lost = Eine Zeile zu **{ $title }** ({ $when }) kam nicht durch, mindestens an einem Ort. { $reason ->
    [forbidden] Mir fehlt das Recht, dort zu schreiben.
    [gone] Den Ort gibt es nicht mehr.
    [stale] Sie wäre zu spät gekommen.
   *[other] Die Plattform hat sie abgelehnt.
 }
parties-not-posted = Ich konnte **{ $title }** in { $place } nicht ankündigen. { $reason ->
    [forbidden] Mir fehlt das Recht, dort zu schreiben.
    [gone] Den Ort gibt es nicht mehr.
   *[other] Die Plattform hat es abgelehnt.
 }
parties-act-later = Zehn Minuten mehr.
parties-not-host = Partys geben hier die Gastgeber. Frag das Team, wenn du dazugehören möchtest.
parties-not-team = Partys gibt hier das Team. Sag dem Team, was du gern feiern möchtest.
parties-not-yours = Das können nur die Gastgeber dieser Party und das Team.
parties-not-now = **{ $title }** { $state ->
    [draft] ist noch ein Entwurf
    [published] ist angekündigt, läuft aber noch nicht
    [running] läuft schon
    [paused] macht gerade Pause
    [withdrawn] wurde abgesagt
   *[ended] ist vorbei
 }, deshalb bewirkt das gerade nichts.

# Rückblicke
parties-recap-team = **{ $title }** ist vorbei. Die Zahlen, nur für das Team:
parties-recap-answers = Zugesagt: { $yes }, Warteliste: { $waiting }, vielleicht: { $maybe }, abgesagt: { $no }
parties-recap-came = Gekommen: { $came }, zum ersten Mal: { $first }, hatten einen Platz und wurden nicht gesehen: { $absent }
parties-recap-did = Geschrieben: { $wrote }, Stimmen: { $votes }, Lieder: { $songs }
parties-recap-trouble = Verpasste Zeilen: { $missed }, ungewisse: { $unknown }, private Zeilen, die niemanden erreichten: { $unreached }
parties-recap-repeated = { $count ->
    [one] Eine Erinnerung kam vielleicht zweimal: Ich wurde mittendrin unterbrochen.
   *[other] { $count } Erinnerungen kamen vielleicht zweimal: Ich wurde mittendrin unterbrochen.
 }
parties-recap-unseen = Gekommen heißt: eingecheckt, gedrückt, abgestimmt, geschrieben oder fünf Minuten im Sprachkanal. Wer nur mitliest, ist nicht zu sehen.
parties-recap-draft = Der öffentliche Rückblick als Entwurf. Er nennt nur, wer zugestimmt hat, und nur auf der eigenen Plattform.
parties-recap-public = { $came ->
    [0] **{ $title }** ist vorbei.
    [one] **{ $title }** ist vorbei, und { $came } Gast war da.
   *[other] **{ $title }** ist vorbei, und { $came } von euch waren da.
 }{ $songs ->
    [0] { "" }
    [one] { " " }Ein Lied wurde gewünscht.
   *[other] { " " }{ $songs } Lieder wurden gewünscht.
 } Bis zum nächsten Mal!
parties-recap-names = Mit dabei: { $names }
parties-recap-published = Der Rückblick steht. Was du hier änderst, ändert sich auch dort.
parties-recap-stands = Der Rückblick steht schon.

# Die Probe in der Lobby
parties-sample-title = Hauseinweihung
parties-sample-about = Eine Party zum Ausprobieren. Sag zu, bring Probegäste mit, spul vor. Außerhalb dieses Raums erfährt niemand davon.
parties-pretend-name = Gast { $number } (Probe)
parties-pretend = { $waiting ->
    [0] { $count } Probegäste haben zugesagt.
    [one] { $count } Probegäste haben zugesagt. Einer steht auf der Warteliste: So sieht es aus, wenn eine Party voll ist.
   *[other] { $count } Probegäste haben zugesagt. { $waiting } stehen auf der Warteliste: So sieht es aus, wenn eine Party voll ist.
 }
parties-pretend-enough = Das sind genug Probegäste für einen Raum.
parties-forward-badge = Nur wer das Abzeichen trägt, kann vorspulen. Den Link dazu druckt `gastgeber run`.
parties-forward-remind = So sieht die Erinnerung aus.
parties-reminder-ready = **{ $title }** beginnt, sobald ihr so weit seid. Wer kommt?
