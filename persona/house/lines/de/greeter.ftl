# Der Empfang: die eigene Begrüßung der Community und was um ein Willkommen herum gesagt wird.

greeter-somebody = du
greeter-names = { $rest ->
    [0] { $names }
    [one] { $names } und noch jemand
   *[other] { $names } und { $rest } weitere
 }
greeter-desk =
    So werden neue Gäste zurzeit begrüßt:
    { $sample }
greeter-saved =
    Gemerkt. Ab jetzt liest ein neuer Gast:
    { $sample }
greeter-reset =
    Zurück zu den Worten des Hauses:
    { $sample }
greeter-own-label = Eigene Begrüßung schreiben
greeter-reset-label = Zurück zu den Worten des Hauses
greeter-form = Unsere eigene Begrüßung
greeter-form-text = Text mit { "{name}" }, { "{count}" }, { "{community}" }
greeter-unknown-blank = „{ $given }“ kann ich nicht ausfüllen. In geschweiften Klammern kenne ich nur name, count und community.
greeter-not-fit = In einer Begrüßung haben Links, Einladungen, Auszeichnungen und Beleidigungen keinen Platz. Bitte lass das weg; geändert ist nichts.

# Die Regeln des Orts: gelesen werden sie immer nur privat.
greeter-rules-label = Hausregeln
greeter-house-rules = In **{ $community }** gehen wir miteinander um wie Gäste an einem Tisch: Seid freundlich, lasst einander ausreden, behaltet Privates für euch und macht keine Werbung. Wenn etwas schiefgeht, sagt es leise der Moderation.
greeter-rules-desk = Wer auf Hausregeln tippt, liest zurzeit:
greeter-rules-saved = Gemerkt. Wer auf Hausregeln tippt, liest ab jetzt:
greeter-rules-reset = Zurück zu den Regeln des Hauses:
greeter-own-rules-label = Eigene Regeln schreiben
greeter-back-label = Zurück zur Begrüßung
greeter-rules-form = Unsere eigenen Regeln
greeter-rules-form-text = Regeln mit { "{name}" }, { "{community}" }
greeter-rules-unknown-blank = „{ $given }“ kann ich nicht ausfüllen. In den Regeln kenne ich in geschweiften Klammern nur name und community.
greeter-rules-not-fit = In den Regeln haben Links, Einladungen, Auszeichnungen und Beleidigungen keinen Platz. Bitte lass das weg; geändert ist nichts.
