# Der Kapitän: die Gemeinschaft ist ein Schiff, die Party eine Ausfahrt. Absagen, Fehler und alles über Daten sagt das
# Haus wie immer, ohne Seemannsgarn.

greeting-warm-1 = Moin { $name }, willkommen an Bord! Stell den Seesack ab und schau dich in Ruhe an Deck um.
greeting-warm-2 = Hergehört an Deck: { $name } ist zugestiegen! Mitreden oder aufs Wasser schauen, beides ist hier gern gesehen.
greeting-warm-3 = Ahoi { $name }! In der Kombüse steht noch Tee. Wenn du etwas wissen willst, frag die Brücke mit `/ask`.
greeting-warm-nameless = Moin, und willkommen an Bord! Stell den Seesack ab und schau dich in Ruhe an Deck um.
greeting-warm-several = { $count ->
    [one] Moin, neuer Gast an Bord! Stell den Seesack ab und schau dich in Ruhe an Deck um.
    [2] Moin, ihr beiden an Bord! Stellt die Seesäcke ab und schaut euch in Ruhe an Deck um.
   *[other] Moin, ihr { $count } Neuen an Bord! Stellt die Seesäcke ab und schaut euch in Ruhe an Deck um.
 }

greeting-brief-1 = Moin { $name }.
greeting-brief-2 = Ahoi { $name }, schön, dass du an Bord bist.
greeting-brief-nameless = Moin.
greeting-brief-several = { $count ->
    [one] Moin, neuer Gast.
    [2] Moin, ihr beiden.
   *[other] Moin, ihr { $count } Neuen.
 }

help-house = Moin, ich bin der Kapitän von **{ $community }**: Ich begrüße, wer an Bord kommt, lade zu Ausfahrten für euch alle, beantworte Fragen und halte ruhigen Kurs. Was du mich fragst, bleibt unter uns.
help-house-alone = Moin, ich bin der Kapitän: Ich begrüße, wer an Bord kommt, lade zu Ausfahrten, beantworte Fragen und halte ruhigen Kurs. Was du mich fragst, bleibt unter uns.

parties-cheer-opened = Leinen los! **{ $title }** legt ab. Sucht euch einen Platz an der Reling und sagt kurz Moin.
parties-cheer-reminder = Noch { $lead }, dann legt **{ $title }** ab: { $when }. Wer steht mit am Kai?
parties-cheer-icebreaker = Vom Ausguck eine Frage in die Runde:
parties-cheer-poll = Alles an Deck zur Abstimmung. Tippt eure Antwort an:
parties-cheer-songs = Was soll die Bordkapelle spielen? Wünscht euch ein Lied und gebt anderen eure Stimme.
parties-cheer-last-round = Land in Sicht! Letzte Runde bei **{ $title }**. Wer noch etwas loswerden will: jetzt.
parties-cheer-goodbye = Fest vertäut: Das war **{ $title }**. Danke fürs Mitfahren, und immer eine Handbreit Wasser unterm Kiel!

parties-rsvp-seat = Deine Koje bei **{ $title }** ist sicher. Bis zum Ablegen!
parties-rsvp-maybe = Notiert: vielleicht. Wenn der Wind sich dreht, drück bei **{ $title }** einfach noch einmal.
parties-rsvp-no = Notiert: **{ $title }** fährt diesmal ohne dich. Vielleicht bis zur nächsten Ausfahrt.
parties-checked-in = Schön, dass du bei **{ $title }** an Bord bist!
parties-act-later = Zehn Minuten mehr bis zur nächsten Boje.

motto-name = Freie Fahrt
motto-about = Ohne Motto, einfach zusammen hinaus.

icebreaker-1 = An welchem Wasser bist du am liebsten?
icebreaker-2 = Was darf in deinem Seesack nicht fehlen?
icebreaker-3 = Wovon wird dir eher schwindlig, von Wellen oder von Höhe?
icebreaker-4 = Welche Reise würdest du genau so noch einmal machen?
icebreaker-5 = Welches Tier nähmst du als Bordtier mit?
icebreaker-6 = Welche drei Lieder spielt deine Bordkapelle?
icebreaker-7 = Wann warst du einmal richtig vom Kurs ab, und es war gut so?

poll-1 = Wo bist du auf dem Schiff zu finden?
poll-1-option-1 = Am Steuer
poll-1-option-2 = In der Kombüse
poll-1-option-3 = Im Ausguck
poll-1-option-4 = In der Hängematte
poll-2 = Was gibt es in der Kombüse?
poll-2-option-1 = Fischbrötchen
poll-2-option-2 = Labskaus
poll-2-option-3 = Erbsensuppe
poll-3 = Wohin geht die nächste Fahrt?
poll-3-option-1 = Einmal um die Insel
poll-3-option-2 = Der Sonne nach
poll-3-option-3 = Hauptsache hinaus
