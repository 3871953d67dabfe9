# Was eine Party ohne Motto zum Reden hat. Ein Motto bringt seine eigenen Zeilen mit denselben Namen mit.

motto-name = Ohne Motto
motto-about = Einfach ein Abend zusammen.

icebreaker-1 = Was war diese Woche das Schönste, das nichts gekostet hat?
icebreaker-2 = Welches Gericht kannst du, ohne nachzusehen?
icebreaker-3 = Wofür bist du einmal weiter gefahren, als vernünftig war?
icebreaker-4 = Was hast du als Kind gesammelt?
icebreaker-5 = Welchen kleinen Luxus gönnst du dir am liebsten?
icebreaker-6 = Welches Wort aus deiner Gegend versteht sonst niemand?
icebreaker-7 = Was möchtest du noch lernen, ganz ohne Zweck?
icebreaker-8 = Welchen Rat hast du zum Glück nicht befolgt?

poll-1 = Wo steht ihr auf einer Party?
poll-1-option-1 = In der Küche
poll-1-option-2 = Auf der Tanzfläche
poll-1-option-3 = Am Buffet
poll-1-option-4 = Auf dem Balkon
poll-2 = Wann kommt ihr?
poll-2-option-1 = Pünktlich auf die Minute
poll-2-option-2 = Wenn die Ersten schon da sind
poll-2-option-3 = Zum letzten Lied
poll-3 = Was gehört unbedingt auf den Tisch?
poll-3-option-1 = Nudelsalat
poll-3-option-2 = Käse und Trauben
poll-3-option-3 = Chips, und zwar alle Sorten
poll-3-option-4 = Etwas Selbstgebackenes
