# Wer das Haus führt: Rollen, Codes und Gemeinschaften, die eine werden. Das liest die Leitung, und wer einen Code hat.

command-team = Wer hier welche Rolle hat; Rollen geben, nehmen, zuordnen
command-team-action = Was zu tun ist; ohne Angabe zeige ich, wer was hat
command-team-role = Die Rolle, um die es geht
command-team-member = Die Person, um die es geht
command-code = Einen Code einlösen, den du bekommen hast
command-code-code = Der Code, etwa KX4M-7RTP
command-community = Woraus diese Gemeinschaft besteht, und sie mit einem Server oder einer Gruppe verbinden

team-desk = Das sind hier die Rollen des Hauses:
team-granted = Erledigt, ab sofort und überall, wo sich diese Gemeinschaft trifft:
team-revoked = Zurückgenommen, sofort und überall, wo sich diese Gemeinschaft trifft:
team-revoked-still = Was das Haus vergeben hat, ist zurückgenommen. Durch ihre Rechte auf der Plattform oder eine zugeordnete Rolle behält diese Person die Rolle:
team-code-which = Wähle unten, für welche Rolle der Code sein soll. Wer jetzt was hat:
team-holders = **{ $role }**: { $who }
team-holders-by-right = **{ $role }**: { $who }; durch Rechte oder eine zugeordnete Rolle: { $others }
team-holders-only-by-right = **{ $role }**: { $others } (durch Rechte oder eine zugeordnete Rolle)
team-nobody = niemand
team-elsewhere = { $count } auf { $platform }
team-how = Eine Rolle gibst du, indem du die Person auswählst: `/team grant moderator @name`, auf Telegram auch als Antwort auf eine Nachricht von ihr. Ist sie gerade nicht da, mach einen Code.
team-discord-menu = Wer welchen Befehl im Menü findet, entscheidet Discord selbst. Damit alle ihre finden: Servereinstellungen, Integrationen, mein Name, und den Befehl für sie freigeben. Die Knöpfe in `/hilfe` gehen auf jeden Fall.
team-who-and-what = Sag mir Rolle und Person, zum Beispiel `/team grant moderator @name`. Auf Telegram kenne ich einen Nutzernamen erst, wenn jemand seit meinem Start etwas geschrieben hat: Antworte sonst auf eine Nachricht der Person. Ist sie nicht da, macht `/team code moderator` einen Code.
team-sure = Unter diesem Nutzernamen kenne ich { $who }. Soll die Person hier die Rolle { $role } bekommen?
team-sure-label = Ja, genau die
team-not-sure-label = Nein, jemand anderes
team-not-granted = Das Haus hat dieser Person keine solche Rolle gegeben, also gibt es nichts zurückzunehmen. Was sie durch ihre Rechte auf der Plattform darf, wird dort entschieden.
team-last-owner = Dann bliebe niemand, der dieses Haus leiten darf. Gib die Leitung zuerst noch jemandem.
team-not-me = Ich bin selbst das Haus; eine Rolle stünde mir nicht.
team-not-reached = Wem du die Rolle **{ $role }** gegeben hast, kann ich privat nicht schreiben. Die Rolle gilt trotzdem; ich sage es der Person, sobald sie sich beim Haus meldet.
team-you-are = Du hast jetzt in **{ $community }** die Rolle **{ $role }**. `/hilfe` zeigt dir, was du damit tun kannst.

team-code-issued = Das gibt einer Person die Rolle **{ $role }**, einmal, innerhalb von { $life }: { $code }
team-code-role = Dieser Code gibt dir in **{ $community }** die Rolle **{ $role }**. Soll ich?
team-code-wrong = Diesen Code kann ich nicht einlösen: Vielleicht ist er vertippt, schon benutzt oder zu alt. Nach fünf falschen nehme ich zehn Minuten lang keinen mehr an.
team-code-void = Wer diesen Code gemacht hat, leitet das Haus nicht mehr, also bewirkt er nichts. Bitte lass dir einen neuen geben.
team-start-unknown = Der Link, der dich hergeführt hat, gilt nicht oder nicht mehr. Das macht nichts: Lass dir einen neuen geben, oder sieh nach, was ich für dich tun kann.
team-code-left = Es bleibt, wie es war. Der Code gilt, bis er abläuft.
team-code-form = Einen Code einlösen
team-code-form-code = Der Code
team-code-use-label = Ja, bitte
team-code-leave-label = Nein, lass es
team-code-label = Code: { $role }
team-take-label = Eine Rolle zurücknehmen
team-maps-label = Rollen zuordnen
team-community-label = Was zu uns gehört
team-back-label = Zurück

team-maps = Rollen der Plattformen können für Rollen des Hauses stehen. Wer so eine Rolle dort bekommt oder verliert, bekommt oder verliert sie hier sofort.
team-mapped = Zugeordnet; es gilt sofort.
team-unmapped = Nicht mehr zugeordnet; auch das gilt sofort.
team-map = **{ $theirs }** zählt als { $role }
team-map-which = Was davon soll als **{ $role }** zählen?
team-map-none = Auf euren Plattformen gibt es noch keine Rolle, die als **{ $role }** zählen könnte.
team-admins = Verwaltung von { $group }
team-mapto-label = Zuordnen: { $role }
team-map-label = Eine Rolle wählen
team-unmap-label = Zuordnung aufheben
team-more-label = Weitere Rollen

team-community = **{ $community }** besteht aus:
team-server = { $name } auf { $platform }, { $count ->
    [one] ein Ort
   *[other] { $count } Orte
 }
team-guests = { $count ->
    [0] Ich kenne dort noch keine Gäste.
    [one] Ich kenne dort einen Gast.
   *[other] Ich kenne dort { $count } Gäste.
 }
team-link-issued = Im anderen Server oder in der anderen Gruppe gibt die Leitung { $code } ein, innerhalb von { $life }. Es geschieht nichts, bevor beide Seiten eine Vorschau gesehen und Ja gesagt haben.
team-link-preview = **{ $younger }** käme zu **{ $older }**: eine Gästeliste, ein Team, eine Einrichtung.
team-link-rehearsal = Achtung: Die Lobby ist ein Proberaum. Einmal verbunden, erreicht das, was dort gesagt und gedrückt wird, die echten Gäste.
team-link-side = **{ $name }**
team-link-settings = { $count ->
    [0] Sprache, Zeitzone und Einstellungen von { $older } bleiben; von { $younger } kommt nichts dazu.
    [one] Sprache, Zeitzone und Einstellungen von { $older } bleiben; eine Einstellung von { $younger } kommt dazu.
   *[other] Sprache, Zeitzone und Einstellungen von { $older } bleiben; { $count } Einstellungen von { $younger } kommen dazu.
 }
team-link-people = Leitung, Moderation, Team und Gastgeber beider Seiten haben ihre Rolle dann im Ganzen. { $count ->
    [0] Ich kenne niemanden, der auf beiden Seiten ist.
    [one] Eine Person ist auf beiden Seiten und wird ein Gast.
   *[other] { $count } Personen sind auf beiden Seiten und werden je ein Gast.
 }
team-link-open = Danach ist das Haus überall dort geöffnet.
team-link-closed = Danach ist das Haus weiter geschlossen, bis die Leitung es öffnet.
team-link-final = Einen Weg zurück gibt es nicht.
team-link-asked = **{ $name }** möchte mit euch eine Gemeinschaft werden.
team-link-waiting = Gemerkt. Jetzt hat **{ $there }** einen Tag Zeit, Ja zu sagen; ich gebe dir so oder so Bescheid.
team-link-refused = **{ $there }** bleibt lieber für sich. Es hat sich nichts geändert.
team-link-left = Es bleibt, wie es war; ich richte es freundlich aus.
team-linked = Erledigt: Das alles ist jetzt **{ $community }**.
team-link-void = Dieses Angebot gilt nicht mehr. Bitte beginnt noch einmal mit `/community`.
team-link-same = Die beiden sind schon eine Gemeinschaft.
team-link-where = Bitte gib diesen Code in dem Server oder in der Gruppe ein, die dazukommen soll.
team-link-label = Server oder Gruppe verbinden
team-link-review-label = Ansehen: { $name }
team-link-accept-label = Ja, verbinden
team-link-refuse-label = Nein
