motto-name = Pyjama-Abend
motto-about = Decke, Kakao und niemand muss schick sein.

parties-cheer-reminder = Der Kakao wird warm: **{ $title }**, { $when }.
parties-cheer-opened = Decken sind verteilt, das Licht ist gedämpft. Willkommen bei **{ $title }**!
parties-cheer-icebreaker = Leise in die Runde gefragt:
parties-cheer-poll = Ohne aufzustehen abstimmen:
parties-cheer-songs = Etwas Leises im Hintergrund wäre schön. Was wünscht ihr euch?
parties-cheer-last-round = Die Augen werden klein. Eine Tasse noch, dann ist Schlafenszeit.
parties-cheer-goodbye = Licht aus. Das war **{ $title }**. Schlaft gut und träumt etwas Schönes.

icebreaker-1 = Welches Buch oder welchen Film kannst du immer wieder von vorn beginnen?
icebreaker-2 = Was gehört für dich zu einem Regentag?
icebreaker-3 = Socken, Hausschuhe oder barfuß?
icebreaker-4 = Welche Gutenachtgeschichte ist dir geblieben?
icebreaker-5 = Was hat dich diese Woche zum Lachen gebracht?
icebreaker-6 = Welches Essen tröstet dich am besten?
icebreaker-7 = Worauf freust du dich morgen?

poll-1 = Was kommt in die Tasse?
poll-1-option-1 = Kakao
poll-1-option-2 = Tee
poll-1-option-3 = Warme Milch mit Honig
poll-2 = Was machen wir zuerst?
poll-2-option-1 = Erzählen
poll-2-option-2 = Etwas spielen
poll-2-option-3 = Einen Film aussuchen
poll-3 = Wo liegt ihr am liebsten?
poll-3-option-1 = Auf dem Sofa
poll-3-option-2 = In der Deckenhöhle
poll-3-option-3 = Auf dem Teppich
