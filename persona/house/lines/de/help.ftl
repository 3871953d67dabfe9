# Die Hilfe: was das Haus ist, was man es bitten kann, was es behält.

command-help = Was ich hier für dich tun kann

help-house = Ich bin Gastgeber von **{ $community }**: Ich begrüße, wer kommt, gebe Partys für euch alle, beantworte Fragen und sorge dafür, dass es hier angenehm bleibt. Was du mich fragst, bleibt unter uns.
help-house-alone = Ich bin Gastgeber: Ich begrüße, wer kommt, gebe Partys, beantworte Fragen und sorge dafür, dass es angenehm bleibt. Was du mich fragst, bleibt unter uns.
help-closed = Hier ist noch nicht geöffnet. Sobald die Leitung mit `/setup` fertig ist, geht es los.
help-guest-commands = Darum kannst du mich bitten:
help-command = **/{ $name }**: { $about }
help-command-example = **/{ $name }**: { $about }, zum Beispiel `{ $example }`
help-example-ask = /frage wann macht ihr auf
help-example-faq = /faq add Wann macht ihr auf? | Um sechs.
help-example-party = /party new Neon-Nacht Freitag 20 Uhr
help-yours = Und für dich ({ $roles }): { $commands }
help-role-commands = Das kannst du mit deiner Rolle tun:
help-kept = Damit ich ein guter Gastgeber sein kann, merke ich mir deinen Namen und deine Sprache, was du zu Partys gesagt hast und was ich mir für dich merken soll, und nicht länger, als es dafür nötig ist; verantwortlich dafür ist { $responsible }, und `/meinedaten` zeigt es dir, gibt es dir mit oder lässt es vergessen.
help-kept-unnamed = Damit ich ein guter Gastgeber sein kann, merke ich mir deinen Namen und deine Sprache, was du zu Partys gesagt hast und was ich mir für dich merken soll, und nicht länger, als es dafür nötig ist; verantwortlich dafür ist, wer diese Gemeinschaft leitet, und `/meinedaten` zeigt es dir, gibt es dir mit oder lässt es vergessen.

help-about = Hier im Privatchat geht es um **{ $community }**.
help-about-label = Andere Gemeinschaft
help-more-label = Was meine Rolle kann
help-rules-label = Hausregeln
help-back-label = Zurück
help-desk-setup-label = Einrichtung
help-desk-manners-label = Umgangsformen
help-desk-team-label = Team
help-desk-greeter-label = Begrüßung
help-desk-parties-label = Partys
help-desk-faq-label = Fragen und Antworten
help-desk-door-label = Tür
