# Questions and answers: what guests read and what the team sees at its desk. Always plain.

command-ask = Ask the house a question
command-ask-question = Your question
command-faq = Look after questions and answers
command-faq-action = What you want to do
command-faq-words = Entry or “question | answer”

faq-ask-form = Ask the house
faq-ask-form-question = What would you like to know?
faq-team-form = A question for the team
faq-team-form-question = What would you like to know?
faq-not-meant-label = Not what I meant
faq-find-out = I do not know that yet. I will ask the team and tell you in private as soon as I do.
faq-find-out-already = I am looking into that already. As soon as I have the answer I tell you in private.
faq-enough-open = { $count ->
    [one] One question of yours is still open
   *[other] { $count } questions of yours are still open
 }. Let me settle those first, then I gladly take the next.
faq-nothing-asked = If there is something you want to know, just ask: `/ask` and your question.
faq-found-out =
    You asked: _{ $question }_
    The team says: { $answer }
faq-too-long = A question has { $limit ->
    [one] one character
   *[other] { $limit } characters
 } at most. Please make it shorter.

faq-desk =
    **Questions and answers**
    { $entries ->
    [0] There is no entry yet.
    [one] One entry.
   *[other] { $entries } entries.
 } { $waiting ->
    [0] No question is waiting.
    [one] One question is waiting for an answer.
   *[other] { $waiting } questions are waiting for an answer.
 }
faq-add-label = New entry
faq-list-label = All entries
faq-questions-label = { $count ->
    [0] Open questions
   *[other] Open questions ({ $count })
 }
faq-open-questions-label = Open questions
faq-empty = There is no entry yet.
faq-list = { $count ->
    [one] One entry
   *[other] { $count } entries
 }, page { $page } of { $pages }. Choose one.
faq-choose = Choose an entry
faq-back-label = Back
faq-on-label = More
faq-entry =
    **{ $name }** ({ $language })
    { $asks }

    { $answer }
faq-added =
    Kept as **{ $name }** ({ $language }). This is asked:
    { $asks }

    And this is what I say:
    { $answer }
faq-changed =
    Changed: **{ $name }** ({ $language }). This is asked:
    { $asks }

    And this is what I say:
    { $answer }
faq-removed = **{ $name }** is removed.
faq-undone = **{ $name }** is as it was before the last change.
faq-answer-label = Change the answer
faq-asks-label = Change the questions
faq-remove-label = Remove
faq-undo-label = Undo
faq-add-how = Write question and answer in one line with an upright bar between them, or take the form.

faq-add-form = New entry
faq-add-form-question = Question
faq-add-form-answer = Answer
faq-add-form-more = Other words for it, one question a line
faq-add-form-key = Short name, such as opening-hours
faq-answer-form = New answer
faq-answer-form-answer = Answer
faq-asks-form = New questions
faq-asks-form-asks = All words for it, one question a line

faq-no-questions = No question is waiting. Everything is answered.
faq-question =
    **Open question { $number } of { $total }**, asked { $age } ago:
    { $question }
faq-reply-label = Answer
faq-drop-label = Drop
faq-next-label = Next
faq-reply-form = Answer to the question
faq-reply-form-answer = Answer
faq-reply-form-key = Short name, if it shall become an entry
faq-replied = Thank you. I pass the answer on in private.
faq-replied-kept = Thank you. I pass the answer on in private and keep it as an entry.
faq-replied-not-kept = Thank you. I pass the answer on in private, but it has not become an entry: { $why }
faq-dropped = Dropped. The question is deleted.
faq-not-reached = Whoever asked cannot be reached right now. Your answer waits until they are in touch with the house again.

faq-question-gone = This question is answered or dropped already.
faq-no-such-entry = There is no entry “{ $given }”. `/faq list` shows them all.
faq-duplicate = That question is in the entry **{ $name }** already. `/faq edit { $name }` changes it.
faq-key-taken = The short name **{ $name }** is taken in this language. Take another one, or change it with `/faq edit { $name }`.
faq-wrong-key = “{ $given }” cannot be a short name: only a to z, 0 to 9 and hyphens, 32 characters at most.
faq-incomplete = An entry needs at least one question and an answer.
faq-many-phrasings = An entry has { $limit ->
    [one] one question
   *[other] { $limit } questions
 } at most.
faq-answer-too-long = An answer has { $limit ->
    [one] one character
   *[other] { $limit } characters
 } at most.
faq-full = I cannot keep more than { $limit ->
    [one] one entry
   *[other] { $limit } entries
 }. Please remove one first.
faq-nothing-to-undo = There is nothing to undo here.
