# Fragen und Antworten: was Gäste lesen und was das Team an seinem Pult sieht. Immer schlicht.

command-ask = Stell dem Haus eine Frage
command-ask-question = Deine Frage
command-faq = Fragen und Antworten pflegen
command-faq-action = Was du tun möchtest
command-faq-words = Eintrag oder „Frage | Antwort“

faq-ask-form = Frag das Haus
faq-ask-form-question = Was möchtest du wissen?
faq-team-form = Frage ans Team
faq-team-form-question = Was möchtest du wissen?
faq-not-meant-label = Das meinte ich nicht
faq-find-out = Das weiß ich noch nicht. Ich frage das Team und sage dir privat Bescheid, sobald ich es weiß.
faq-find-out-already = Danach suche ich schon. Sobald ich die Antwort habe, sage ich dir privat Bescheid.
faq-enough-open = { $count ->
    [one] Eine Frage von dir ist noch offen
   *[other] { $count } Fragen von dir sind noch offen
 }. Lass mich die erst klären, dann nehme ich gern die nächste mit.
faq-nothing-asked = Wenn du etwas wissen möchtest, frag einfach: mit `/ask` und deiner Frage.
faq-found-out =
    Du hast gefragt: _{ $question }_
    Das Team sagt dazu: { $answer }
faq-too-long = Eine Frage hat höchstens { $limit ->
    [one] ein Zeichen
   *[other] { $limit } Zeichen
 }. Bitte fass dich kürzer.

faq-desk =
    **Fragen und Antworten**
    { $entries ->
    [0] Noch gibt es keinen Eintrag.
    [one] Ein Eintrag.
   *[other] { $entries } Einträge.
 } { $waiting ->
    [0] Keine Frage wartet.
    [one] Eine Frage wartet auf eine Antwort.
   *[other] { $waiting } Fragen warten auf eine Antwort.
 }
faq-add-label = Neuer Eintrag
faq-list-label = Alle Einträge
faq-questions-label = { $count ->
    [0] Offene Fragen
   *[other] Offene Fragen ({ $count })
 }
faq-open-questions-label = Offene Fragen
faq-empty = Noch gibt es keinen Eintrag.
faq-list = { $count ->
    [one] Ein Eintrag
   *[other] { $count } Einträge
 }, Seite { $page } von { $pages }. Wähle einen aus.
faq-choose = Eintrag wählen
faq-back-label = Zurück
faq-on-label = Weiter
faq-entry =
    **{ $name }** ({ $language })
    { $asks }

    { $answer }
faq-added =
    Gemerkt als **{ $name }** ({ $language }). So wird gefragt:
    { $asks }

    Und so antworte ich:
    { $answer }
faq-changed =
    Geändert: **{ $name }** ({ $language }). So wird gefragt:
    { $asks }

    Und so antworte ich:
    { $answer }
faq-removed = **{ $name }** ist entfernt.
faq-undone = **{ $name }** ist wieder so wie vor der letzten Änderung.
faq-answer-label = Antwort ändern
faq-asks-label = Fragen ändern
faq-remove-label = Entfernen
faq-undo-label = Rückgängig
faq-add-how = Schreib Frage und Antwort in eine Zeile, dazwischen ein senkrechter Strich, oder nimm das Formular.

faq-add-form = Neuer Eintrag
faq-add-form-question = Frage
faq-add-form-answer = Antwort
faq-add-form-more = Andere Worte dafür, je Zeile eine Frage
faq-add-form-key = Kurzname, etwa oeffnungszeiten
faq-answer-form = Neue Antwort
faq-answer-form-answer = Antwort
faq-asks-form = Neue Fragen
faq-asks-form-asks = Alle Worte dafür, je Zeile eine Frage

faq-no-questions = Keine Frage wartet. Alles beantwortet.
faq-question =
    **Offene Frage { $number } von { $total }**, gestellt vor { $age }:
    { $question }
faq-reply-label = Antworten
faq-drop-label = Verwerfen
faq-next-label = Nächste
faq-reply-form = Antwort auf die Frage
faq-reply-form-answer = Antwort
faq-reply-form-key = Kurzname, wenn sie ein Eintrag werden soll
faq-replied = Danke. Ich gebe die Antwort privat weiter.
faq-replied-kept = Danke. Ich gebe die Antwort privat weiter und behalte sie als Eintrag.
faq-replied-not-kept = Danke. Ich gebe die Antwort privat weiter, aber ein Eintrag ist sie nicht geworden: { $why }
faq-dropped = Verworfen. Die Frage ist gelöscht.
faq-not-reached = Wer gefragt hat, ist gerade nicht zu erreichen. Deine Antwort wartet, bis die Person sich wieder beim Haus meldet.

faq-question-gone = Diese Frage ist schon beantwortet oder verworfen.
faq-no-such-entry = Einen Eintrag „{ $given }“ gibt es nicht. Alle zeigt `/faq list`.
faq-duplicate = Diese Frage steht schon im Eintrag **{ $name }**. Ändern geht mit `/faq edit { $name }`.
faq-key-taken = Den Kurznamen **{ $name }** gibt es in dieser Sprache schon. Nimm einen anderen, oder ändere ihn mit `/faq edit { $name }`.
faq-wrong-key = „{ $given }“ geht als Kurzname nicht: nur a bis z, 0 bis 9 und Bindestriche, höchstens 32 Zeichen.
faq-incomplete = Ein Eintrag braucht mindestens eine Frage und eine Antwort.
faq-many-phrasings = Ein Eintrag hat höchstens { $limit ->
    [one] eine Frage
   *[other] { $limit } Fragen
 }.
faq-answer-too-long = Eine Antwort hat höchstens { $limit ->
    [one] ein Zeichen
   *[other] { $limit } Zeichen
 }.
faq-full = Mehr als { $limit ->
    [one] einen Eintrag
   *[other] { $limit } Einträge
 } kann ich nicht behalten. Bitte entferne erst einen.
faq-nothing-to-undo = Hier gibt es nichts rückgängig zu machen.
