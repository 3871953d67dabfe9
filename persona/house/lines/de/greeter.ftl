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
greeter-form-text = Text; name, count, community in Klammern
greeter-unknown-blank = „{ $given }“ kann ich nicht ausfüllen. In geschweiften Klammern kenne ich nur name, count und community.
greeter-not-fit = In einer Begrüßung haben Links, Einladungen, Auszeichnungen und Beleidigungen keinen Platz. Bitte lass das weg; geändert ist nichts.
