# Was alle Teile des Hauses sagen: Rollen, Gründe, Bedienung. Immer schlicht, nie im Ton eines Mottos.

language-de = Deutsch
language-en = Englisch

role-operator = Betrieb
role-owner = Leitung
role-moderator = Moderation
role-team = Team
role-host = Gastgeber
role-guest = Gast

# Warum eine Plattform etwas nicht getan hat; ein schlichter Satz für die Person, die etwas tun kann.
refused-unreachable = Der private Chat ist geschlossen oder wurde nie geöffnet.
refused-forbidden = Mir fehlt dort das nötige Recht. `/setup` zeigt, was anzuklicken ist.
refused-outranked = Diese Person steht dort über mir oder gehört zur Leitung; das kann ich nicht ändern.
refused-gone = Die Nachricht, den Ort oder das Mitglied gibt es nicht mehr.
refused-expired = Die Antwort kam zu spät; versuch es bitte noch einmal.
refused-too_late = Dafür ist es auf dieser Plattform schon zu lange her.
refused-unsupported = Das gibt es auf dieser Plattform nicht.
refused-broken = Die Plattform hat etwas an meiner Nachricht beanstandet. Das liegt an mir und steht im Protokoll.
refused-stale = Es hat so lange gewartet, dass ich es jetzt nicht mehr sage.
refused-stopped = Jemand aus dem Team hat es angehalten.

set-aside = Hier ist auf meiner Seite dreimal etwas schiefgegangen und beiseitegelegt; verloren ist nichts. Der Betreiber findet es im Log als Ereignis `{ $id }`.
fault = Da ist bei mir etwas schiefgegangen, nicht bei dir. Versuch es gleich noch einmal. Hilft das nicht, sag dem Team diese Nummer: `{ $id }`
not-allowed = Das ist hier der Rolle **{ $role }** vorbehalten.
not-allowed-lobby = Das ist hier der Rolle **{ $role }** vorbehalten. In der Lobby bringt sie das Abzeichen mit; den Link dazu druckt `gastgeber run`.
house-closed = Hier ist noch nicht geöffnet. Sobald die Leitung mit `/setup` fertig ist, geht es los.
no-community = Ich weiß nicht, um welche Gemeinschaft es geht. Ruf mich bitte einmal in eurem Server oder eurer Gruppe auf.
no-community-shell = Hier gibt es noch keine Gemeinschaft. Starte das Haus einmal mit `gastgeber run`; dann steht die Lobby offen, und der Einladungslink führt mich zu euch.
button-gone = Dieser Knopf ist von gestern und tut nichts mehr. Mit `/help` findest du, was jetzt geht.
unknown-command = `/{ $given }` kenne ich nicht. Mit `/help` siehst du, was ich kann.
unknown-command-close = `/{ $given }` kenne ich nicht. Meintest du `/{ $meant }`?

argument-missing = Da fehlt noch eine Angabe: **{ $param }**. So geht es: `{ $usage }`
argument-wrong = Mit „{ $given }“ kann ich bei **{ $param }** nichts anfangen. So geht es: `{ $usage }`
argument-extra = „{ $given }“ ist mir zu viel. So geht es: `{ $usage }`

continue-in-private = Das besprechen wir lieber unter uns.
continue-in-private-label = Privat weitermachen
private-opened = Schön, jetzt erreiche ich dich hier.

# Der Privatchat von jemandem, der in mehreren Gemeinschaften zu Gast ist.
which-ask = Du bist bei mir in mehreren Gemeinschaften zu Gast. Um welche geht es? Dann mache ich gleich weiter.
which-now = Hier im Privatchat geht es um **{ $community }**. Um welche soll es gehen?
which-chosen = Ab jetzt geht es hier um **{ $community }**.
which-label = Gemeinschaft wählen …
which-more-label = Weitere Gemeinschaften
which-other-label = Andere Gemeinschaft
which-help-label = Was kann ich fragen?

form-question =
    **{ $title }** (Frage { $number } von { $total })
    { $question }
form-skip-label = Überspringen
form-cancel-label = Abbrechen
form-again-label = Von vorn
form-cancelled = Abgebrochen. Es ist nichts gespeichert.
form-missing = Bei „{ $field }“ brauche ich eine Antwort.
form-too-long = Bei „{ $field }“ { $limit ->
    [one] passt höchstens ein Zeichen
   *[other] passen höchstens { $limit } Zeichen
 } hinein.

house-was-away = Seit { $since } habe ich von { $platform } nichts gehört. Was inzwischen war, hole ich öffentlich nicht nach: keine späten Begrüßungen, keine späten Antworten auf alte Fragen.
