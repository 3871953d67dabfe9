motto-name = Gartenfest
motto-about = Lange Tafel, Lampions und Zeit bis zur Dämmerung.

parties-cheer-reminder = Die Bowle zieht schon: **{ $title }**, { $when }.
parties-cheer-opened = Das Gartentor steht offen. Willkommen zu **{ $title }**! Schuhe dürft ihr ausziehen.
parties-cheer-icebreaker = Quer über die lange Tafel gefragt:
parties-cheer-poll = Hand hoch, wer dafür ist:
parties-cheer-songs = Jemand hat eine Gitarre mitgebracht. Welches Lied wünscht ihr euch?
parties-cheer-last-round = Die Lampions brennen herunter. Ein Glas noch, dann hören wir den Grillen zu.
parties-cheer-goodbye = Das Tor schließt sich leise. Danke, dass ihr bei **{ $title }** wart. Nehmt euch ein Stück Kuchen mit.

icebreaker-1 = Was wächst auf deinem Balkon, deinem Fensterbrett oder in deiner Fantasie?
icebreaker-2 = Welcher Geruch ist für dich Sommer?
icebreaker-3 = Was bringst du zum Buffet mit?
icebreaker-4 = Wo hast du einmal unter freiem Himmel geschlafen?
icebreaker-5 = Welches Tier dürfte jederzeit in deinen Garten?
icebreaker-6 = Was schmeckt draußen besser als drinnen?
icebreaker-7 = Welches Spiel spielst du auf der Wiese immer noch gern?

poll-1 = Was kommt auf den Grill?
poll-1-option-1 = Gemüse
poll-1-option-2 = Würstchen
poll-1-option-3 = Maiskolben
poll-1-option-4 = Käse
poll-2 = Wo sitzt ihr?
poll-2-option-1 = An der langen Tafel
poll-2-option-2 = Auf der Decke im Gras
poll-2-option-3 = In der Hängematte
poll-3 = Was trinken wir?
poll-3-option-1 = Limonade
poll-3-option-2 = Bowle
poll-3-option-3 = Eistee
