# What every part of the house says: roles, reasons, handling. Always plain, never in a motto's voice.

language-de = German
language-en = English

role-operator = operations
role-owner = owner
role-moderator = moderator
role-team = team
role-host = host
role-guest = guest

# Why a platform did not do something; one plain sentence for whoever can act on it.
refused-unreachable = The private chat is closed or was never opened.
refused-forbidden = I lack the right to do that there. `/setup` shows what to click.
refused-outranked = That person stands above me there or runs the place; I cannot change that.
refused-gone = The message, place or member no longer exists.
refused-expired = The answer came too late; please try once more.
refused-too_late = It is too long ago for that on this platform.
refused-unsupported = This platform has no such thing.
refused-broken = The platform found fault with my message. That is my doing, and it is in the log.
refused-stale = It waited so long that I am not saying it any more.
refused-stopped = Somebody on the team stopped it.

set-aside = Something here went wrong on my side three times and was set aside; nothing is lost. The operator finds it in the log as event `{ $id }`.
fault = Something went wrong on my side, not on yours. Try again in a moment. If that does not help, give the team this number: `{ $id }`
not-allowed = That takes the role **{ $role }** here.
not-allowed-lobby = That takes the role **{ $role }** here. In the lobby it comes with the badge, whose link `gastgeber run` prints.
house-closed = We are not open yet. As soon as the owner has finished `/setup`, we begin.
no-community = I cannot tell which community this is about. Please call me once in your server or group.
no-community-shell = There is no community here yet. Start the house once with `gastgeber run`: the lobby opens then, and the invitation link leads me to yours.
button-gone = This button is from another day and does nothing any more. `/help` shows what works now.
unknown-command = I do not know `/{ $given }`. `/help` shows what I can do.
unknown-command-close = I do not know `/{ $given }`. Did you mean `/{ $meant }`?

argument-missing = Something is missing: **{ $param }**. It goes like this: `{ $usage }`
argument-wrong = I cannot make “{ $given }” out as **{ $param }**. It goes like this: `{ $usage }`
argument-extra = “{ $given }” is more than I can use. It goes like this: `{ $usage }`

continue-in-private = Let us talk about that in private.
continue-in-private-label = Continue in private
private-opened = Good, now I can reach you here.

# A private chat of somebody who is a guest of several communities.
which-ask = You are a guest in several of my communities. Which one is this about? I go on right away.
which-now = In this private chat we talk about **{ $community }**. Which one shall it be about?
which-chosen = From now on this private chat is about **{ $community }**.
which-label = Choose a community …
which-more-label = More communities
which-other-label = Another community
which-help-label = What can I ask?

form-question =
    **{ $title }** (question { $number } of { $total })
    { $question }
form-skip-label = Skip
form-cancel-label = Cancel
form-again-label = From the start
form-cancelled = Cancelled. Nothing has been kept.
form-missing = I need an answer to “{ $field }”.
form-too-long = “{ $field }” holds { $limit ->
    [one] one character
   *[other] { $limit } characters
 } at most.

house-was-away = I heard nothing from { $platform } since { $since }. What happened meanwhile I do not make up for in public: no late greetings, no late answers to old questions.
