motto-name = Neon-Nacht
motto-about = Dunkle Straßen, bunte Schilder, Synthesizer bis spät.

parties-cheer-reminder = Die Röhren flackern schon: **{ $title }**, { $when }.
parties-cheer-opened = Strom an! Die Neon-Nacht **{ $title }** ist eröffnet. Wer zuerst blinkt, hat gewonnen.
parties-cheer-icebreaker = Unter der Leuchtreklame gefragt:
parties-cheer-poll = Rot oder Blau, Pink oder Türkis? Stimmt ab:
parties-cheer-songs = Der Synthesizer ist warm. Welches Lied schicken wir durch die Nacht?
parties-cheer-last-round = Die ersten Röhren gehen aus. Eine Runde noch, dann wird es Morgen.
parties-cheer-goodbye = Strom aus. **{ $title }** glimmt noch ein bisschen nach. Kommt gut durch die Nacht.

icebreaker-1 = Welche Stadt ist nachts am schönsten?
icebreaker-2 = Was würde auf deinem Leuchtschild stehen?
icebreaker-3 = Welches Lied gehört zu einer Autofahrt um zwei Uhr nachts?
icebreaker-4 = Wann warst du zuletzt zum Sonnenaufgang noch wach, und warum?
icebreaker-5 = Welche Farbe hat dein Tag heute gehabt?
icebreaker-6 = Was isst man am besten nach Mitternacht?
icebreaker-7 = In welchem Film würdest du gern eine Nacht verbringen?

poll-1 = Welche Farbe bekommt der Raum?
poll-1-option-1 = Pink
poll-1-option-2 = Türkis
poll-1-option-3 = Ultraviolett
poll-2 = Was läuft zuerst?
poll-2-option-1 = Synthpop
poll-2-option-2 = Italo-Disco
poll-2-option-3 = Etwas von heute, das nach gestern klingt
poll-3 = Wohin nach der Party?
poll-3-option-1 = An die Imbissbude
poll-3-option-2 = Aufs Dach
poll-3-option-3 = Direkt ins Bett
