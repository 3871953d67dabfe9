# Die Seite des Doktors: was dem Haus fehlt und was zu klicken ist, für seine Inhaber.

setup-desk-doctor-label = Alles durchsehen
doctor-looking = Ich sehe alles durch: Tokens, Rechte, Daten, Uhr, Platte. Das dauert ein paar Sekunden.
doctor-show-label = Zeig, was war
doctor-again-label = Noch einmal
doctor-failed = Diesmal konnte ich nicht alles durchsehen. Wer die Maschine betreibt, findet den Grund im Log.
doctor-healthy = Ich habe alles durchgesehen, und es fehlt nichts.
doctor-found = Ich habe alles durchgesehen. Das habe ich gefunden:
doctor-more = … und { $count } weitere; `gastgeber doctor` an der Maschine zeigt alles.
doctor-elsewhere = Ob es der Maschine selbst gut geht, sieht nur, wer sie betreibt: dort mit `gastgeber doctor`.

doctor-setting-unknown = Die Datei .env setzt { $name }, und das liest niemand. Vielleicht ist { $meant } gemeint.
doctor-env-shut = Die Datei .env lässt sich nicht mehr lesen, ich könnte also nicht wieder anfangen. `gastgeber doctor` an der Maschine sagt, warum.
doctor-env-line = Zeile { $line } der Datei .env kann niemand lesen, und was dort steht, gilt nicht. An der Maschine: wie NAME=Wert schreiben und jedes Anführungszeichen schließen.
doctor-env-twice = Die Datei .env setzt { $name } mehr als einmal, und nur das letzte Mal gilt. An der Maschine: die anderen herausnehmen.
doctor-env-open = Andere auf der Maschine können die Datei .env mit den Tokens lesen. An der Maschine: `chmod 600 .env`
doctor-key-missing = Einige private Texte sind mit einem Schlüssel versiegelt, der fehlt. An der Maschine: den früheren Schlüssel zurück in GASTGEBER_SECRET oder secret.key legen und mich neu starten.
doctor-webhook-address = Telegram kann mir unter TELEGRAM_WEBHOOK_URL nichts bringen. Es muss eine öffentliche https-Adresse mit Port 443, 80, 88 oder 8443 sein; bleibt sie leer, frage ich selbst.
doctor-public-address = GASTGEBER_PUBLIC_URL ist keine https-Adresse, die Worte der Gäste reisen also offen. Trag dort die https-Adresse deines Proxys ein.
doctor-data-shut = In das Datenverzeichnis lässt sich nicht schreiben. An der Maschine: es dem Konto geben, unter dem ich laufe.
doctor-data-open = Andere auf der Maschine können in mein Datenverzeichnis sehen ({ $names }). Ein Neustart von mir schließt es.
doctor-database-damaged = Meine Datenbank ist beschädigt. An der Maschine: mich anhalten und die neueste Sicherung einspielen, `gastgeber restore latest`.
doctor-database-readonly = Ich kann meine Datenbank lesen, aber nicht in sie schreiben. An der Maschine: die Platte ansehen, und wem die Datei gehört.
doctor-data-newer = Meine Daten sind von einer anderen Version als ich. An der Maschine: `gastgeber update`
doctor-restart-due = Es ist eine neuere Version eingespielt als die, die läuft. An der Maschine: mich neu starten.
doctor-disk-low = Auf meiner Platte sind nur { $free } MB frei. Schaff Platz: unter { $least } MB wird es eng.
doctor-backup-none = Von mir gibt es noch keine Sicherung. An der Maschine: `gastgeber backup`
doctor-backup-old = Meine neueste Sicherung ist { $days } Tage alt. Warum keine gemacht wurde, steht im Log; `gastgeber backup` macht eine.
doctor-backup-failed = Meine letzte Sicherung ist misslungen. Warum, steht im Log; ich versuche es jede halbe Stunde wieder.
doctor-event-unread = { $count } Ereignisse von { $platform } waren nicht zu lesen und liegen beiseite. Eine neuere Version kennt sie vielleicht.
doctor-event-undecided = { $count } Ereignisse waren auch beim dritten Mal nicht zu entscheiden und liegen beiseite. Ihre Fehler stehen im Log.
doctor-clock-skew = Die Uhr meiner Maschine weicht von der von { $platform } um { $seconds } Sekunden ab, Erinnerungen kommen also im falschen Moment. An der Maschine: `timedatectl set-ntp true`
doctor-pack-broken = Das Paket { $name } hat einen Fehler. An der Maschine nennt `gastgeber persona check` Datei und Zeile.
doctor-discord-token = Discord nimmt mein Token nicht mehr an. Im Developer Portal die Anwendung wählen, Bot, Reset Token, und das neue in .env eintragen.
doctor-discord-members-intent = Bei Discord ist der Server Members Intent aus: So erführe ich nicht, wer kommt. Im Developer Portal die Anwendung wählen, Bot, und ihn einschalten.
doctor-discord-content-intent = Bei Discord ist der Message Content Intent aus: So könnte ich nicht lesen, was man mich fragt. Im Developer Portal die Anwendung wählen, Bot, und ihn einschalten.
doctor-discord-administrator = Auf **{ $server }** bin ich Administrator, und das brauche ich nicht. Servereinstellungen, Rollen, meine Rolle: Administrator ausschalten.
doctor-telegram-token = Telegram nimmt mein Token nicht mehr an. Schreib @BotFather /mybots, wähle mich, API Token, und trag es in .env ein.
doctor-telegram-privacy = In **{ $server }** bekomme ich nur Befehle, weil der Privacy Mode an ist. Mach mich dort zum Administrator; oder schick @BotFather /setprivacy, wähle Disable, und füge mich neu hinzu.
doctor-telegram-webhook = Telegram schickt, was für mich ist, an { $host }. Halte das Programm dort an oder gib einem von uns ein eigenes Token, und starte mich dann neu.
doctor-telegram-poller = Ein zweites Programm holt ab, was Telegram für mich hat, und jeder von uns bekommt nur einen Teil. Halte das andere an, oder hol ein neues Token von @BotFather.
doctor-telegram-updates = Telegram schickt mir nicht alles, was ich brauche ({ $missing }). Halte an, was mein Token sonst noch benutzt, und starte mich dann neu.
doctor-telegram-delivery = Telegram konnte seine letzte Nachricht nicht zu meinem Webhook bringen. Sieh nach, ob die Adresse durch deinen Proxy zu mir führt und ihr Zertifikat gilt.
doctor-platform-away = Ich erreiche { $platform } von hier aus nicht. Sieh nach dem Netz der Maschine; ich versuche es von selbst wieder.
doctor-platform-trouble = { $platform } geht bei mir gerade nicht. Warum, sagt `gastgeber doctor` an der Maschine; ich versuche es weiter.
