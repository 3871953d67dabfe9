# Was die Leitung vom Haus über das Haus erfährt. Immer schlicht, nie in der Stimme eines Mottos.

watch-silent = **{ $platform }** antwortet mir seit ein paar Minuten nicht. Ich versuche es weiter, und verloren geht dabei nichts; hält es an, sieh bitte ins Log des Hauses.
watch-back = **{ $platform }** antwortet mir wieder. Ich hole nach, was liegen blieb.
watch-twin = Ein zweites Haus benutzt auf **{ $platform }** mein Token. Bitte halte eines von beiden an, sonst bekommen meine Gäste alles doppelt.
watch-disk = Die Festplatte, auf der ich wohne, ist fast voll: { $free } MB sind noch frei. Bitte schaffe etwas Platz, sonst kann ich nichts Neues behalten.
watch-backup = Die Sicherung von heute Nacht hat nicht geklappt. Ich versuche es jede halbe Stunde wieder; warum, steht im Log des Hauses.
watch-rights = In **{ $server }** durfte ich bisher mehr. Das fehlt jetzt:
watch-aside = Etwas ist dreimal schiefgegangen und wurde beiseitegelegt; verloren ist nichts. Welches Ereignis es war, steht im Log des Hauses.
