# Die Pause: was das Team liest, wenn es das Haus still hält, und über das, was zurückgehalten wurde.

command-pause = Das Haus sofort still halten, eine Weile oder bis /weiter
command-pause-until = Wie lange, etwa 30m, oder bis wann
command-resume = Das Haus wieder reden lassen und über Zurückgehaltenes entscheiden

pause-on = Pause. Ich sage nichts mehr von mir aus, bis mich jemand weiterreden lässt. Fragen und Befehle beantworte ich weiterhin.
pause-until = Pause bis { $when }. Bis dahin sage ich nichts von mir aus. Fragen und Befehle beantworte ich weiterhin.
pause-unclear = Pause. Bis wann, habe ich nicht verstanden; wähl es hier aus, oder lass mich weiterreden, wann du magst.
pause-over = Die Pause in **{ $community }** ist vorbei. { $count ->
    [one] Eine Zeile wurde
   *[other] { $count } Zeilen wurden
 } inzwischen zurückgehalten, und nichts davon wird gesagt, wenn du es nicht entscheidest.
pause-off = Ich darf wieder reden.
pause-held = Das wurde zurückgehalten:
pause-none-left = Mehr ist nicht zurückgehalten.
pause-none-held = Es wurde nichts zurückgehalten.
pause-waiting = { $count ->
    [one] Eine Zeile wurde zurückgehalten. Sie bleibt ungesagt, bis du entscheidest:
   *[other] { $count } Zeilen wurden zurückgehalten. Sie bleiben ungesagt, bis du entscheidest:
 }
pause-line = { $late ->
    [yes] **{ $number }.** „{ $words }“ ({ $where }, zurückgehalten seit { $since }; war für früher gedacht)
   *[other] **{ $number }.** „{ $words }“ ({ $where }, zurückgehalten seit { $since })
 }
pause-sent = Wird jetzt gesagt.
pause-skipped = Ausgelassen; es wird nicht gesagt.
pause-moved = Verschoben. Eine neue Pause hielte es wieder zurück.
pause-decided = Darüber ist schon entschieden.
pause-when-unclear = Wann, habe ich nicht verstanden. Meintest du eines davon?

pause-now-label = Das Haus still halten
pause-resume-label = Wieder reden lassen
pause-list-label = Zurückgehaltenes ansehen
pause-send-label = { $number }: jetzt sagen
pause-skip-label = { $number }: auslassen
pause-hour-label = { $number }: in einer Stunde
pause-at-label = { $number }: zu anderer Zeit
pause-skipall-label = Alles auslassen

pause-form = Zu anderer Zeit sagen
pause-form-when = Wann, zum Beispiel heute 20 Uhr
