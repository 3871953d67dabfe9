# Die Einrichtung: was die Leitung gefragt wird, bevor das Haus öffnet. Bis auf `setup-line` ist alles davon privat.

command-setup = Das Haus hier einrichten: privat, Seite für Seite, geöffnet wann du willst

setup-call = Danke, dass du mich in **{ $server }** hereingelassen hast. Ich sage dort nichts, bis das Haus geöffnet wird. Wenn du drei Minuten hast, gehen wir die Einrichtung durch; `/setup` führt auch dorthin.
setup-begin-label = Anfangen
setup-line = Ich bin da und still, bis das Haus geöffnet wird. Wer diese Gruppe leitet, kann mich privat einrichten.
setup-line-label = Privat einrichten
setup-not-you = Einrichten kann das Haus, wem der Server oder die Gruppe gehört oder wer mit `/team` zur Leitung gemacht wurde: { $who }.
setup-owner-unknown = hier habe ich noch niemanden davon kennengelernt

setup-step = **{ $community }**, Seite { $number } von { $total }
setup-now = Zurzeit: **{ $value }**
setup-suggested = Vorschlag: **{ $value }**
setup-open-question = noch offen
setup-as-it-is = nichts Besonderes
setup-nowhere = nirgends
setup-nobody = niemand
setup-own-place = Wo die Leute hereinkommen ({ $platform })

setup-ask-language = Welche Sprache soll ich öffentlich sprechen? Privat antworte ich allen in ihrer eigenen.
setup-ask-zone = In welcher Zeitzone lebt ihr? Danach richten sich die Zeiten eurer Partys und meine Nachtruhe.
setup-ask-profile = Wofür ist dieser Ort da? Danach richten sich mein Ton, wie oft ich von mir aus etwas sage und welche Partys ich anbiete.
setup-ask-welcome = Wo soll ich neue Gäste begrüßen?
setup-ask-parties = Wo sollen Partys angekündigt werden? Wähl so viele Orte, wie du magst; noch einmal gewählt, fällt ein Ort wieder weg.
setup-ask-log = Wohin soll ich schreiben, was nur das Team lesen soll? Am besten lass mich einen privaten Ort dafür einrichten; oder wähl einen Raum, den Gäste nicht sehen.
setup-ask-who = Wer darf Partys geben? Das Team darf es immer.
setup-ask-voice = Welche dieser Begrüßungen klingt nach euch?
setup-which-bots = Ich sehe hier andere Bots: { $names }. Was machen sie schon? Das überlasse ich ihnen.
setup-ask-data = Wer ist für die Daten verantwortlich, die ich behalte? Gäste lesen Namen und Kontakt in der Hilfe.
setup-ask-pack = In wessen Worten soll ich sprechen? So würde jede Stimme neue Gäste begrüßen:
setup-ask-ping = Welche Rolle darf eine Ankündigung anpingen? Ohne deine Wahl hier wird niemand angepingt.

setup-now-language = Sprache: **{ $value }**
setup-now-zone = Zeitzone: **{ $value }**
setup-now-profile = Profil: **{ $value }**
setup-now-welcome = Ich begrüße: **{ $value }**
setup-now-parties = Partys werden angekündigt: **{ $value }**
setup-now-log = Privates Protokoll: **{ $value }**
setup-now-who = Partys geben: **{ $value }**
setup-now-voice = Stimme: **{ $value }**
setup-now-bots = Anderen Bots überlassen: **{ $value }**
setup-now-data = Verantwortlich für Daten: **{ $value }**
setup-now-pack = Worte: **{ $value }**
setup-now-ping = Darf angepingt werden: **{ $value }**

setup-page-language-label = Sprache und Zeit
setup-page-profile-label = Profil und Stimme
setup-page-welcome-label = Begrüßung
setup-page-parties-label = Ankündigungen
setup-page-log-label = Protokoll
setup-page-who-label = Gastgeber und Daten
setup-page-pack-label = Charakter
setup-page-ping-label = Anpingen

setup-profile-entertainment = Unterhaltung
setup-profile-service = Service
setup-profile-campaign = Kampagne
setup-who-team = nur das Team
setup-who-hosts = Gastgeber und das Team
setup-who-everyone = alle
setup-bots-none = nichts
setup-bots-greet = Begrüßen
setup-bots-moderate = Moderieren
setup-bots-both = Begrüßen und Moderieren

setup-keep-label = So lassen und weiter
setup-done-label = Stimmt so
setup-rest-label = Den Rest wie vorgeschlagen
setup-home-label = Übersicht
setup-go-on-label = Weiter
setup-more-label = Weitere
setup-zone-label = Eine Zeitzone wählen
setup-zone-other-label = Eine andere
setup-zone-form = Eure Zeitzone
setup-zone-form-zone = Stadt oder Name, etwa Europe/Berlin
setup-zone-unknown = Eine Zeitzone „{ $given }“ kenne ich nicht. So sieht ein Name aus: Europe/Berlin oder America/New_York; oft genügt die Stadt, so wie sie auf Englisch heißt.
setup-zone-first = Bevor wir öffnen, brauche ich eure Zeitzone.
setup-place-label = Auf { $platform } wählen
setup-pack-label = Stimme wählen
setup-ping-label = Eine Rolle wählen
setup-data-label = Namen und Kontakt eintragen
setup-data-form = Verantwortlich für Daten
setup-data-form-name = Name
setup-data-form-contact = Wie man die Person erreicht
setup-make-label = Richte mir einen ein ({ $platform })
setup-group-label = Eine Telegram-Gruppe fürs Team

setup-log-sure = Wer **{ $place }** lesen kann, sieht dort Fälle und Meldungen, mit Namen. Wer das ist, kann ich nicht erkennen. Ist der Ort privat?
setup-log-yes-label = Ja, dort liest nur das Team
setup-log-no-label = Nein, ein anderer Ort
setup-check-log = Fälle und Meldungen schreibe ich nach **{ $place }** ({ $server }). Wer diesen Ort lesen kann, sieht sie; achte darauf, dass es nur das Team ist.
setup-room-name = Protokoll des Hauses
setup-room-coming = Ich richte einen privaten Raum ein und lade Leitung, Moderation und Team dorthin ein.
setup-room-nowhere = Ich finde dort keinen Raum, neben dem ich einen einrichten könnte. Bitte leg selbst einen an und wähl ihn hier aus.
setup-room-failed = Den privaten Raum konnte ich nicht einrichten. { $why } Du kannst selbst einen anlegen und in `/setup` auswählen.
setup-room-unknown = Ob der private Raum entstanden ist, weiß ich nicht. Bitte sieh nach, und wähl ihn in `/setup` aus, wenn es ihn gibt.
setup-room-hello = Das ist der private Ort fürs Team: Hier schreibe ich, was nur ihr lesen sollt.
setup-group-how = Nimm mich in eine Telegram-Gruppe auf, in der nur euer Team ist, und gib dort { $code } ein, innerhalb von { $life }. Bevor etwas geschieht, frage ich noch einmal.
setup-group-add-label = Gruppe auswählen
setup-group-ask = Soll **{ $group }** das private Protokoll von **{ $community }** werden? Alle in dieser Gruppe lesen mit, und wer die Gruppe leitet, gehört dann auch zur Leitung.
setup-group-done = Erledigt: Dort schreibe ich ab jetzt, was nur das Team von **{ $community }** lesen soll.
setup-group-where = Bitte gib diesen Code in der Gruppe ein, für die er gedacht ist.
setup-group-void = Dieser Code gilt nicht mehr. Bitte fang noch einmal mit `/setup` an.
setup-group-taken = Diese Gruppe ist ein eigenes, geöffnetes Haus. `/community` verbindet zwei Gemeinschaften, mit Vorschau.

setup-home-closed = **{ $community }** ist noch nicht geöffnet. Bis dahin sage ich öffentlich nichts.
setup-home-open = **{ $community }** ist geöffnet.
setup-kept = Gemerkt.
setup-rest-done = Der Rest steht wie vorgeschlagen; ändere, was du magst.
setup-desk-greeter-label = Begrüßung
setup-desk-team-label = Team
setup-desk-door-label = Tür

setup-step-tongues-label = Sprachen und Zeiten
setup-tongues = Öffentlich spreche ich überall **{ $value }** und richte mich nach der Zeit von **{ $zone }**, außer an Orten, für die du etwas anderes wählst. Um welchen geht es?
setup-tongue-ask = Welche Sprache soll ich in **{ $place }** sprechen?
setup-tongue-own = { $place }: **{ $value }**
setup-tongue-like = { $place }: wie überall
setup-like-label = Wie überall
setup-clock-label = Zeitzone …
setup-clock-ask = Nach welcher Zeit richtet man sich in **{ $place }**? Partys, die dort entstehen oder angekündigt werden, nennen sie. Meine Nachtruhe bleibt die der ganzen Gemeinschaft.
setup-tongues-back-label = Andere Orte
setup-step-manners-label = Umgangsformen
setup-manners = Das sind meine Umgangsformen hier. Sie gelten nur für das, was ich ungefragt sage; eine Antwort gibt es zu jeder Stunde, und eine Party hat ihre eigenen Zeilen.
setup-manners-night = Meine Nachtruhe: von **{ $start }** bis **{ $end }** ({ $zone }). In dieser Zeit begrüße ich niemanden und erinnere öffentlich an nichts.
setup-manners-no-night = Ich halte keine Nachtruhe: Anfang und Ende sind gleich.
setup-manners-hourly = { $count ->
    [0] Ungefragt sage ich **nichts**, auch kein Willkommen.
    [one] Ungefragt sage ich an jedem Ort höchstens **eine** Zeile in der Stunde.
   *[other] Ungefragt sage ich an jedem Ort höchstens **{ $count }** Zeilen in der Stunde.
 }
setup-manners-tidied = Die eigenen Zeilen der Plattform darüber, wer kam und ging, nehme ich weg, wo ich darf.
setup-manners-untidied = Die eigenen Zeilen der Plattform darüber, wer kam und ging, bleiben stehen.
setup-manners-label = Nacht und Anzahl ändern
setup-tidy-label = Diese Zeilen wegnehmen
setup-untidy-label = Diese Zeilen stehen lassen
setup-manners-reset-label = Zurück zu denen des Hauses
setup-manners-restored = Es gelten wieder die Umgangsformen des Hauses.
setup-manners-form = Umgangsformen des Hauses
setup-manners-form-begins = Nacht beginnt, etwa 22:00
setup-manners-form-ends = Nacht endet, etwa 08:00
setup-manners-form-hourly = Ungefragte Zeilen je Stunde, 0 bis 20
setup-manners-no-time = „{ $given }“ ist für mich keine Uhrzeit. Sie sieht so aus: 22:00. Geändert ist nichts.
setup-manners-no-number = „{ $given }“ geht nicht: Es braucht eine Zahl von 0 bis { $most }. Geändert ist nichts.

setup-keeping-label = Wie lange ich etwas behalte
setup-keeping = Was Gäste hinterlassen, behalte ich nur so lange, wie es hier steht. Was älter ist, geht innerhalb einer halben Stunde für immer und kommt auch mit einer längeren Frist nicht wieder.
setup-kept-names = Namen von Gästen bleiben nach einer Party noch **{ $span }**; danach sind Antworten, Stimmen und Lieder nur noch Zahlen.
setup-kept-evidence = Die Nachricht, um die es in einem Fall geht, behalte ich **{ $span }** lang.
setup-keep-names-label = Namen: { $span }
setup-keep-evidence-label = Fälle: { $span }

setup-check-label = Meine Rechte prüfen
setup-check-again-label = Noch einmal prüfen
setup-rights-fine = Ich habe überall jedes Recht, das ich brauche.
setup-rights-missing = Das Haus kann so öffnen, aber das fehlt:
setup-rights-missing-open = Das fehlt:
setup-right-discord-post = In **{ $server }** kann ich nicht schreiben: Servereinstellungen, Rollen, meine Rolle, „Nachrichten senden“ einschalten.
setup-right-discord-read = In **{ $server }** sehe ich keine Räume: Servereinstellungen, Rollen, meine Rolle, „Kanäle ansehen“ einschalten.
setup-right-discord-see_joins = In **{ $server }** erfahre ich nicht, wer dazukommt: Schalte im Entwicklerportal für mich „Server Members Intent“ ein.
setup-right-discord-moderate = In **{ $server }** kann ich niemanden stummschalten: Servereinstellungen, Rollen, meine Rolle, „Mitglieder im Timeout“ einschalten und meine Rolle über die der Gäste ziehen.
setup-right-discord-erase = In **{ $server }** kann ich keine Nachrichten wegnehmen: Servereinstellungen, Rollen, meine Rolle, „Nachrichten verwalten“ einschalten.
setup-right-discord-open_places = In **{ $server }** kann ich keine Räume für Partys öffnen: Servereinstellungen, Rollen, meine Rolle, „Öffentliche Threads erstellen“ und „Private Threads erstellen“ einschalten.
setup-right-telegram-post = In **{ $server }** kann ich nicht schreiben: Gruppeneinstellungen, Berechtigungen, Nachrichten erlauben, oder mich zum Administrator machen.
setup-right-telegram-read = In **{ $server }** kann ich nicht mitlesen: Mach mich zum Administrator, oder schalte bei @BotFather mit /setprivacy meinen Privatsphäre-Modus aus.
setup-right-telegram-see_joins = In **{ $server }** erfahre ich nicht zuverlässig, wer dazukommt: Gruppeneinstellungen, Administratoren, mich hinzufügen.
setup-right-telegram-moderate = In **{ $server }** kann ich niemanden stummschalten: Gruppeneinstellungen, Administratoren, mein Name, „Nutzer sperren“ einschalten. Eine einfache Gruppe muss vorher eine Supergruppe werden.
setup-right-telegram-erase = In **{ $server }** kann ich keine Nachrichten wegnehmen: Gruppeneinstellungen, Administratoren, mein Name, „Nachrichten löschen“ einschalten.
setup-right-telegram-open_places = In **{ $server }** kann ich keine Themen für Partys öffnen: In den Gruppeneinstellungen Themen einschalten, dann Administratoren, mein Name, „Themen verwalten“.
setup-place-gone = **{ $place }** war hier ausgewählt und existiert nicht mehr.
setup-lost = In **{ $community }** gibt es den Ort **{ $place }** nicht mehr. { $use ->
    [welcome] Dort habe ich neue Gäste begrüßt; bis ein anderer ausgewählt ist, begrüße ich dort niemanden.
    [parties] Dort habe ich Partys angekündigt; wähl bitte einen anderen.
   *[log] Dort habe ich für das Team geschrieben; bis ein anderer ausgewählt ist, schreibe ich der Moderation privat.
 }
setup-lost-label = Anderen Ort wählen
setup-room-closed = { $place } (gibt es nicht mehr)
setup-room-gone = Diesen Ort gibt es nicht mehr, oder ich darf dort nicht mehr schreiben. `/setup` zeigt, welche es gibt; nimm bitte einen davon.
setup-place-shut = In **{ $place }** darf ich nicht schreiben; erlaub es dort, oder wähl einen anderen Ort.

setup-preview-label = Vorschau
setup-look-label = Prüfen und öffnen
setup-preview = Das siehst nur du. So würde ein neuer Gast begrüßt, und so sähe die Karte einer Party aus:
setup-own-greeting = (eure eigene Begrüßung; der Knopf Begrüßung zeigt sie)
setup-sample-card =
    **{ $title }**
    { $about }
    { $when }
    3 von 20 Plätzen vergeben
setup-sample-yes-label = Ja
setup-sample-maybe-label = Vielleicht
setup-sample-no-label = Nein
setup-sample-pressed = Genau so wird es sein; das hier ist nur ein Beispiel.
setup-open-label = Das Haus öffnen
setup-open-ask = Ist das Haus geöffnet, beantworte ich Fragen und begrüße neue Gäste: **{ $welcome }**. Partys kündige ich an: **{ $parties }**, und jede erst, wenn jemand ihre Vorschau gesehen und sie veröffentlicht hat. `/pause` hält mich jederzeit still.
setup-opened = Das Haus ist geöffnet. Herzlich willkommen!

setup-left = Ich wurde aus **{ $server }** entfernt und habe dort alles beendet. Was ich weiß, behalte ich bis { $when }, falls ihr mich wieder hereinlasst; danach wird es gelöscht.
setup-left-part = Ich wurde aus **{ $server }** entfernt und habe dort alles beendet. Im Rest von **{ $community }** geht es weiter.
