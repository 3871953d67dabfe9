motto-name = 80er und 90er
motto-about = Mixtapes, Schulterpolster und Lieder, die alle mitsingen können.

parties-cheer-reminder = Kassette eingelegt, Band gespannt: **{ $title }**, { $when }.
parties-cheer-opened = Play gedrückt! **{ $title }** läuft. Haarspray steht neben der Tür.
parties-cheer-icebreaker = Ein Eintrag fürs Freundebuch:
parties-cheer-poll = Ja, nein, vielleicht? Bitte ankreuzen:
parties-cheer-songs = Wir nehmen ein Mixtape auf. Welches Lied kommt auf Seite A?
parties-cheer-last-round = Das Band ist fast am Ende. Noch ein Lied für Seite B!
parties-cheer-goodbye = Stopp gedrückt. Das war **{ $title }**. Bitte zurückspulen, bevor ihr geht.

icebreaker-1 = Welches Poster hing in deinem Zimmer, oder würde heute dort hängen?
icebreaker-2 = Was war dein erstes selbst gekauftes Album?
icebreaker-3 = Welche Mode darf gern zurückkommen, und welche bitte nie?
icebreaker-4 = Bei welchem Refrain kannst du nicht still sitzen?
icebreaker-5 = Welche Serie lief, wenn alle vor dem Fernseher saßen?
icebreaker-6 = Was konntest du früher auswendig, eine Telefonnummer etwa?
icebreaker-7 = Welches Spiel hat dich die meisten Nachmittage gekostet?

poll-1 = Welches Jahrzehnt hat die besseren Lieder?
poll-1-option-1 = Die 80er
poll-1-option-2 = Die 90er
poll-1-option-3 = Das können wir nicht entscheiden
poll-2 = Worauf hören wir?
poll-2-option-1 = Kassette
poll-2-option-2 = Platte
poll-2-option-3 = CD mit einem Kratzer
poll-3 = Was ziehen wir an?
poll-3-option-1 = Schulterpolster
poll-3-option-2 = Karohemd
poll-3-option-3 = Trainingsanzug
