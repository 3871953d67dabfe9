motto-name = Hafenabend
motto-about = Lampions am Kai, Fischbrötchen und einer spielt Schifferklavier.

parties-cheer-reminder = Am Kai gehen die Lampions an: **{ $title }**, { $when }.
parties-cheer-opened = Die Gangway ist unten! Willkommen bei **{ $title }**.
parties-cheer-icebreaker = Zwischen zwei Pollern gefragt:
parties-cheer-poll = Hand hoch, wer sich entscheiden kann. Tippt an:
parties-cheer-songs = Das Schifferklavier wartet. Welches Lied soll es sein?
parties-cheer-last-round = Das letzte Boot fährt gleich. Noch ein Wort zu **{ $title }**?
parties-cheer-goodbye = Lampions aus, Leinen fest. Das war **{ $title }**. Kommt gut heim!

icebreaker-1 = Welcher Hafen ist dir in Erinnerung geblieben?
icebreaker-2 = Wen hast du einmal lange erwartet, und es hat sich gelohnt?
icebreaker-3 = Möwen: Freund oder Feind des Fischbrötchens?
icebreaker-4 = Welches Lied kennst du auswendig, ohne zu wissen, warum?
icebreaker-5 = Was siehst du lieber, Schiffe ankommen oder ablegen?
icebreaker-6 = Was würdest du in eine Flaschenpost schreiben?

poll-1 = Was trinkt ihr am Kai?
poll-1-option-1 = Tee mit Kluntje
poll-1-option-2 = Apfelschorle
poll-1-option-3 = Heißen Kakao
poll-2 = Was machen wir am Wasser?
poll-2-option-1 = Steine flitschen
poll-2-option-2 = Schiffe raten
poll-2-option-3 = Einfach schauen
