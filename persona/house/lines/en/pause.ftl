# Pausing: what the team reads when it keeps the house quiet, and about what was held.

command-pause = Keep the house quiet at once, for a while or until /resume
command-pause-until = How long, such as 30m, or until when
command-resume = Let the house speak again and decide about what was held

pause-on = Paused. I say nothing unasked any more until somebody lets me go on. Questions and commands still get their answers.
pause-until = Paused until { $when }. I say nothing unasked before that. Questions and commands still get their answers.
pause-unclear = Paused. I could not make out until when; choose here, or let me go on whenever you like.
pause-over = The pause in **{ $community }** is over. { $count ->
    [one] One line was held
   *[other] { $count } lines were held
 } meanwhile, and nothing of it is said unless you decide so.
pause-off = I may speak again.
pause-held = What was held:
pause-none-left = Nothing else is held.
pause-none-held = Nothing was held.
pause-waiting = { $count ->
    [one] One line was held. It stays unsaid until you decide:
   *[other] { $count } lines were held. They stay unsaid until you decide:
 }
pause-line = { $late ->
    [yes] **{ $number }.** “{ $words }” ({ $where }, held since { $since }; meant for earlier)
   *[other] **{ $number }.** “{ $words }” ({ $where }, held since { $since })
 }
pause-sent = Said now.
pause-skipped = Skipped; it will not be said.
pause-moved = Moved. Another pause would hold it again.
pause-decided = That has been decided already.
pause-when-unclear = I could not make out when. Did you mean one of these?

pause-now-label = Keep the house quiet
pause-resume-label = Let it speak again
pause-list-label = See what was held
pause-send-label = { $number }: say it now
pause-skip-label = { $number }: skip
pause-hour-label = { $number }: in an hour
pause-at-label = { $number }: at another time
pause-skipall-label = Skip all

pause-form = Say it at another time
pause-form-when = When, for example today 20:00
