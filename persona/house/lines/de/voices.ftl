# Die Stimmlagen des Hauses. Eine Gemeinschaft wählt eine; greeting-<stimme>-<nummer> sind ihre Fassungen.
# Nach der Begrüßung sagt das Haus, was gerade ansteht; das gehört nicht hierher.

voice-warm-label = Herzlich
voice-warm-about = Nimmt sich einen Satz mehr Zeit.
voice-brief-label = Knapp
voice-brief-about = Sagt das Nötige und lässt die Leute reden.

greeting-warm-1 = Willkommen, { $name }! Schön, dass du da bist. Such dir einen Platz und schau dich in Ruhe um.
greeting-warm-2 = Hallo { $name }, komm rein! Hier darfst du mitreden oder erst einmal zuhören, ganz wie du magst.
greeting-warm-3 = Da ist ja { $name }! Fühl dich wie zu Hause. Wenn du etwas wissen möchtest, frag mich mit `/ask`.
greeting-warm-nameless = Willkommen! Schön, dass du da bist. Such dir einen Platz und schau dich in Ruhe um.
greeting-warm-several = { $count ->
    [one] Willkommen, lieber neuer Gast! Schön, dass du da bist.
    [2] Willkommen ihr beiden! Schön, dass ihr da seid. Sucht euch einen Platz und schaut euch in Ruhe um.
   *[other] Willkommen ihr { $count } Neuen! Schön, dass ihr da seid. Sucht euch einen Platz und schaut euch in Ruhe um.
 }

greeting-brief-1 = Willkommen, { $name }.
greeting-brief-2 = Hallo { $name }, schön, dass du da bist.
greeting-brief-nameless = Willkommen.
greeting-brief-several = { $count ->
    [one] Willkommen, neuer Gast.
    [2] Willkommen, ihr beiden.
   *[other] Willkommen, ihr { $count } Neuen.
 }
